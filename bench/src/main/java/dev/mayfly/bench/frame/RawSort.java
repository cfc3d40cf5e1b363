package dev.mayfly.bench.frame;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/**
 * {@link ArraySort} over addresses: what it needs for itself is the newest block, and goes at once.
 */
final class RawSort {

    private static final long INT = Integer.BYTES;
    private static final int BYTE = 0xff;
    private static final long COUNTS = (BYTE + 1) * INT;

    private RawSort() {}

    /** Sorts {@code count} keys, and makes {@code order} the indices they had. */
    static void sort(FrameArena scratch, long keys, long order, int count) {
        long bytes = COUNTS + 2 * count * INT;
        long counts = scratch.allocNonZeroed(bytes, Allocator.DEFAULT_ALIGNMENT);
        long indices = order;
        for (int i = 0; i < count; i++) {
            Memory.putInt(indices + i * INT, i);
        }
        long from = keys;
        long fromOrder = indices;
        long to = counts + COUNTS;
        long toOrder = to + count * INT;
        for (int shift = 0; shift < Rules.KEY_BITS; shift += Byte.SIZE) {
            if (count == 0 || !startsOf(counts, from, count, shift)) {
                continue;
            }
            for (int i = 0; i < count; i++) {
                int key = Memory.getInt(from + i * INT);
                long start = counts + (key >>> shift & BYTE) * INT;
                int place = Memory.getInt(start);
                Memory.putInt(start, place + 1);
                Memory.putInt(to + place * INT, key);
                Memory.putInt(toOrder + place * INT, Memory.getInt(fromOrder + i * INT));
            }
            long keysHere = from;
            from = to;
            to = keysHere;
            long orderHere = fromOrder;
            fromOrder = toOrder;
            toOrder = orderHere;
        }
        if (fromOrder != order) {
            Memory.copy(fromOrder, order, count * INT);
        }
        scratch.free(counts, bytes);
    }

    /** Where the keys of each byte begin; answers whether there is more than one. */
    private static boolean startsOf(long counts, long keys, int count, int shift) {
        Memory.zero(counts, COUNTS);
        for (int i = 0; i < count; i++) {
            int digit = Memory.getInt(keys + i * INT) >>> shift & BYTE;
            long counter = counts + digit * INT;
            Memory.putInt(counter, Memory.getInt(counter) + 1);
        }
        if (Memory.getInt(counts + (Memory.getInt(keys) >>> shift & BYTE) * INT) == count) {
            return false;
        }
        int sum = 0;
        for (long counter = counts; counter < counts + COUNTS; counter += INT) {
            int number = Memory.getInt(counter);
            Memory.putInt(counter, sum);
            sum += number;
        }
        return true;
    }
}
