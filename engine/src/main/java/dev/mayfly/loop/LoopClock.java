package dev.mayfly.loop;

import java.util.concurrent.locks.LockSupport;

/**
 * The time a {@link GameLoop} lives in. A test passes its own and needs no waiting. The tick thread
 * of a pipelined loop asks it for the time too.
 */
public interface LoopClock {

    /** The machine's clock. Sleeping gives the processor away; it overshoots by some 50,000 ns. */
    LoopClock SYSTEM =
            new LoopClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(long nanos) {
                    LockSupport.parkNanos(nanos);
                }
            };

    /**
     * The time now.
     *
     * @return nanoseconds since some fixed moment; never less than at the call before
     */
    long nanoTime();

    /**
     * Waits without using the processor. Waking early is allowed.
     *
     * @param nanos how long, more than 0
     */
    void sleep(long nanos);
}
