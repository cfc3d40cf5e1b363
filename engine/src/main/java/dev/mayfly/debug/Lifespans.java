package dev.mayfly.debug;

import java.util.Arrays;

/**
 * Counts by place the blocks that were freed in the tick that made them, until the first that was
 * not.
 *
 * <p><b>Cost:</b> some plain additions a free, about 2 of the 56 ns of a tracked pair, and one load
 * where a place is known to be persistent; 10 KiB of Java heap for 256 places. Threads that count
 * at the same place at once may lose some counts. That a block outlived its tick is never lost.
 */
final class Lifespans {

    private static final int CHUNK_SHIFT = 8;
    private static final int CHUNK = 1 << CHUNK_SHIFT;

    // A place
    private static final int FIELDS = 5;
    private static final int OUTLIVED = 0;
    private static final int BLOCKS = 1;
    private static final int BYTES = 2;
    private static final int TICKS = 3;

    /** The tick that was counted last, and 1. */
    private static final int LAST = 4;

    /** A chunk is never copied, so that nobody counts in an old one. */
    private volatile long[][] chunks = new long[0][];

    /** A block that was made at a place is freed. */
    void freed(int place, int bornTick, int tick, long size) {
        long[] chunk = chunk(place);
        int at = at(place);
        if (chunk[at + OUTLIVED] != 0) {
            return;
        }
        if (bornTick != tick) {
            chunk[at + OUTLIVED] = 1;
            return;
        }
        chunk[at + BLOCKS]++;
        chunk[at + BYTES] += size;
        if (chunk[at + LAST] != tick + 1L) {
            chunk[at + LAST] = tick + 1L;
            chunk[at + TICKS]++;
        }
    }

    /** What a place makes lives on. */
    void outlives(int place) {
        chunk(place)[at(place) + OUTLIVED] = 1;
    }

    /** Places that have a number less than this. */
    int places() {
        return chunks.length << CHUNK_SHIFT;
    }

    boolean isOutlived(int place) {
        return get(place, OUTLIVED) != 0;
    }

    long blocks(int place) {
        return get(place, BLOCKS);
    }

    long bytes(int place) {
        return get(place, BYTES);
    }

    /** Different ticks in which blocks of a place were freed. */
    long ticks(int place) {
        return get(place, TICKS);
    }

    private long get(int place, int field) {
        return chunks[place >>> CHUNK_SHIFT][at(place) + field];
    }

    private static int at(int place) {
        return FIELDS * (place & CHUNK - 1);
    }

    private long[] chunk(int place) {
        long[][] now = chunks;
        int number = place >>> CHUNK_SHIFT;
        return number < now.length ? now[number] : grow(number);
    }

    private synchronized long[] grow(int number) {
        long[][] before = chunks;
        if (number >= before.length) {
            long[][] more = Arrays.copyOf(before, number + 1);
            for (int i = before.length; i < more.length; i++) {
                more[i] = new long[FIELDS * CHUNK];
            }
            chunks = more;
        }
        return chunks[number];
    }
}
