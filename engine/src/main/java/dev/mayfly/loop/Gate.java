package dev.mayfly.loop;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is in a parallel loop: one word that holds the number of the call, whether it is open, and
 * how many workers have joined.
 *
 * <p>Because joining is one compare-and-set of all three, a worker that wakes up late finds the
 * loop closed and stays out, and the caller never waits for somebody who has not come.
 */
final class Gate {

    /** What {@link #tryJoin} answers where there is nothing to join; no call has this number. */
    static final int NONE = 0;

    private static final int CALL_SHIFT = 32;
    private static final long OPEN = 1L << 31;
    private static final long JOINED = OPEN - 1;

    private final AtomicLong word = new AtomicLong();

    /** The caller lets workers in. What it wrote before is visible to whoever joins. */
    void open() {
        int call = callOf(word.get()) + 1;
        word.set((long) (call == NONE ? 1 : call) << CALL_SHIFT | OPEN);
    }

    /** The caller lets nobody in any more. How many workers are in. */
    int close() {
        return (int) (word.addAndGet(-OPEN) & JOINED);
    }

    /** How many workers are in. What they wrote is visible once it is 0. */
    long joined() {
        return word.get() & JOINED;
    }

    /** Whether a call other than the last one a worker took part in is open. */
    boolean isOpenAfter(int last) {
        long now = word.get();
        return (now & OPEN) != 0 && callOf(now) != last;
    }

    /** Joins a call other than the last one. Its number, or {@link #NONE}. */
    int tryJoin(int last) {
        long now = word.get();
        while ((now & OPEN) != 0 && callOf(now) != last) {
            if (word.compareAndSet(now, now + 1)) {
                return callOf(now);
            }
            now = word.get();
        }
        return NONE;
    }

    /** A worker leaves. Whether the caller may be waiting for just that. */
    boolean leave() {
        long left = word.decrementAndGet();
        return (left & (OPEN | JOINED)) == 0;
    }

    private static int callOf(long word) {
        return (int) (word >>> CALL_SHIFT);
    }
}
