package dev.mayfly.debug;

import java.util.List;

/** Watches one allocator for one thing that could be done better. Its caller holds a lock. */
interface Advisor {

    /** A tick has begun. */
    void tick(long tick);

    /**
     * What it has to say now.
     *
     * @param ticks how many ticks something must have gone on
     */
    List<Advice> advice(int ticks);
}
