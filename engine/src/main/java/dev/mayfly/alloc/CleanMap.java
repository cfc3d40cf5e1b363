package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

/**
 * Knows which memory above a bump cursor still reads as zero, so that zeroed allocation touches
 * only what was used before, and touches it in cache-sized chunks ahead of the cursor instead of
 * once per allocation.
 *
 * <p>Above the cursor memory looks like this, every part possibly empty:
 *
 * <pre>
 *   cursor     limit     gapStart     gapEnd     dirtyEnd
 *     |  clean   |  dirty   |   clean   |   dirty    |   clean: never handed out since it came from the system …
 * </pre>
 *
 * <p>The limit belongs to the allocator, because its fast path compares with it. The gap is what
 * was zeroed ahead and then not used when the cursor moved back; without it, a loop around a save
 * point would zero the same chunk in every round.
 */
final class CleanMap {

    /**
     * Bytes zeroed at a time: half of a common first-level cache, so that the chunk is still there
     * when it is used.
     */
    private static final long CHUNK = 16 * 1024;

    // Gap and dirt end where usable memory does, or before: forget() sees to it.
    private long gapStart;
    private long gapEnd;
    private long dirtyEnd;

    /** Starts with everything from {@code dirtyEnd} on known to be zero. */
    CleanMap(long dirtyEnd) {
        this.dirtyEnd = dirtyEnd;
    }

    /**
     * Zeroes what is needed to hand out a range, and some way on.
     *
     * @param start where the range begins, at or above the cursor
     * @param end where it ends, above the limit
     * @param limit up to here memory above the cursor is clean already
     * @param usable end of the memory that may be touched
     * @return the new limit, from {@code end} to {@code usable}
     */
    long zeroAhead(long start, long end, long limit, long usable) {
        long at = Math.max(start, limit);
        while (at < end) {
            if (at >= dirtyEnd) {
                return usable;
            }
            if (at >= gapStart && at < gapEnd) {
                at = gapEnd;
                continue;
            }
            long dirtyStop = at < gapStart ? Math.min(gapStart, dirtyEnd) : dirtyEnd;
            long stop = Math.min(dirtyStop, Math.max(end, at + CHUNK));
            Memory.zero(at, stop - at);
            at = stop;
        }
        return at;
    }

    /**
     * Takes note that the cursor moves back from {@code cursor}, the limit having been {@code
     * limit}.
     */
    void rewound(long cursor, long limit) {
        // No Math.max here: not to store takes less than to store the same again.
        if (cursor > dirtyEnd) {
            dirtyEnd = cursor;
        }
        if (cursor < limit) {
            // What was zeroed ahead and not used becomes the gap; the old one is kept only if it
            // follows seamlessly.
            if (limit != gapStart) {
                gapEnd = limit;
            }
            gapStart = cursor;
        } else if (cursor > gapStart) {
            gapStart = cursor;
        }
    }

    /**
     * Takes note that memory from {@code start} on was given back to the system, and will read as
     * zero if it returns.
     */
    void forget(long start) {
        dirtyEnd = Math.min(dirtyEnd, start);
        gapEnd = Math.min(gapEnd, start);
    }
}
