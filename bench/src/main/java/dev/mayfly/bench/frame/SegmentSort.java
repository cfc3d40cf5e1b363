package dev.mayfly.bench.frame;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** {@link ArraySort} over segments, with memory that the caller has for it. */
final class SegmentSort {

    private static final long INT = Integer.BYTES;
    private static final int BYTE = 0xff;
    private static final long COUNTS = (BYTE + 1) * INT;

    private SegmentSort() {}

    /** How much memory sorting needs. */
    static long bytes(int count) {
        return COUNTS + 2 * count * INT;
    }

    /** Sorts {@code count} keys, and makes {@code order} the indices they had. */
    static void sort(MemorySegment memory, MemorySegment keys, MemorySegment order, int count) {
        for (int i = 0; i < count; i++) {
            order.set(JAVA_INT, i * INT, i);
        }
        MemorySegment counts = memory.asSlice(0, COUNTS);
        MemorySegment from = keys;
        MemorySegment fromOrder = order;
        MemorySegment to = memory.asSlice(COUNTS, count * INT);
        MemorySegment toOrder = memory.asSlice(COUNTS + count * INT, count * INT);
        for (int shift = 0; shift < Rules.KEY_BITS; shift += Byte.SIZE) {
            if (count == 0 || !startsOf(counts, from, count, shift)) {
                continue;
            }
            scatter(counts, from, fromOrder, to, toOrder, count, shift);
            MemorySegment keysHere = from;
            from = to;
            to = keysHere;
            MemorySegment orderHere = fromOrder;
            fromOrder = toOrder;
            toOrder = orderHere;
        }
        if (fromOrder != order) {
            MemorySegment.copy(fromOrder, 0, order, 0, count * INT);
        }
    }

    private static void scatter(
            MemorySegment starts,
            MemorySegment from,
            MemorySegment fromOrder,
            MemorySegment to,
            MemorySegment toOrder,
            int count,
            int shift) {
        for (int i = 0; i < count; i++) {
            int key = from.get(JAVA_INT, i * INT);
            long start = (key >>> shift & BYTE) * INT;
            int place = starts.get(JAVA_INT, start);
            starts.set(JAVA_INT, start, place + 1);
            to.set(JAVA_INT, place * INT, key);
            toOrder.set(JAVA_INT, place * INT, fromOrder.get(JAVA_INT, i * INT));
        }
    }

    /** Where the keys of each byte begin; answers whether there is more than one. */
    private static boolean startsOf(
            MemorySegment counts, MemorySegment keys, int count, int shift) {
        counts.fill((byte) 0);
        for (int i = 0; i < count; i++) {
            long counter = (keys.get(JAVA_INT, i * INT) >>> shift & BYTE) * INT;
            counts.set(JAVA_INT, counter, counts.get(JAVA_INT, counter) + 1);
        }
        long first = (keys.get(JAVA_INT, 0) >>> shift & BYTE) * INT;
        if (counts.get(JAVA_INT, first) == count) {
            return false;
        }
        int sum = 0;
        for (long counter = 0; counter < COUNTS; counter += INT) {
            int number = counts.get(JAVA_INT, counter);
            counts.set(JAVA_INT, counter, sum);
            sum += number;
        }
        return true;
    }
}
