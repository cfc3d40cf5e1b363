package dev.mayfly.bench.frame;

import static org.lwjgl.system.MemoryUtil.memCopy;
import static org.lwjgl.system.MemoryUtil.memGetInt;
import static org.lwjgl.system.MemoryUtil.memPutInt;
import static org.lwjgl.system.MemoryUtil.memSet;

/** {@link ArraySort} over addresses, with memory that the caller has for it. */
final class LwjglSort {

    private static final long INT = Integer.BYTES;
    private static final int BYTE = 0xff;
    private static final long COUNTS = (BYTE + 1) * INT;

    private LwjglSort() {}

    /** How much memory sorting needs. */
    static long bytes(int count) {
        return COUNTS + 2 * count * INT;
    }

    /** Sorts {@code count} keys, and makes {@code order} the indices they had. */
    static void sort(long memory, long keys, long order, int count) {
        long counts = memory;
        for (int i = 0; i < count; i++) {
            memPutInt(order + i * INT, i);
        }
        long from = keys;
        long fromOrder = order;
        long to = counts + COUNTS;
        long toOrder = to + count * INT;
        for (int shift = 0; shift < Rules.KEY_BITS; shift += Byte.SIZE) {
            if (count == 0 || !startsOf(counts, from, count, shift)) {
                continue;
            }
            for (int i = 0; i < count; i++) {
                int key = memGetInt(from + i * INT);
                long start = counts + (key >>> shift & BYTE) * INT;
                int place = memGetInt(start);
                memPutInt(start, place + 1);
                memPutInt(to + place * INT, key);
                memPutInt(toOrder + place * INT, memGetInt(fromOrder + i * INT));
            }
            long keysHere = from;
            from = to;
            to = keysHere;
            long orderHere = fromOrder;
            fromOrder = toOrder;
            toOrder = orderHere;
        }
        if (fromOrder != order) {
            memCopy(fromOrder, order, count * INT);
        }
    }

    /** Where the keys of each byte begin; answers whether there is more than one. */
    private static boolean startsOf(long counts, long keys, int count, int shift) {
        memSet(counts, 0, COUNTS);
        for (int i = 0; i < count; i++) {
            long counter = counts + (memGetInt(keys + i * INT) >>> shift & BYTE) * INT;
            memPutInt(counter, memGetInt(counter) + 1);
        }
        if (memGetInt(counts + (memGetInt(keys) >>> shift & BYTE) * INT) == count) {
            return false;
        }
        int sum = 0;
        for (long counter = counts; counter < counts + COUNTS; counter += INT) {
            int number = memGetInt(counter);
            memPutInt(counter, sum);
            sum += number;
        }
        return true;
    }
}
