package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.FrameArena;

/** Sorts by number, stably, in time proportional to the count. All it needs is scratch. */
final class RadixSort {

    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int MASK = DIGITS - 1;

    private RadixSort() {}

    /**
     * Finds the order of some keys. The keys stay where they are.
     *
     * @param keys a column of ints, of which the lowest {@code bits} bits count, as an unsigned
     *     number
     * @param count how many
     * @param bits how many bits of a key count, from 1 to 32
     * @return a column in scratch: the number of the smallest key, of the next, and so on; equal
     *     keys in their old order
     */
    static long order(FrameArena scratch, long keys, int count, int bits) {
        long bytes = Math.max(count, 1) * Column.STRIDE;
        long from = scratch.allocNonZeroed(bytes, Column.STRIDE);
        long to = scratch.allocNonZeroed(bytes, Column.STRIDE);
        for (int i = 0; i < count; i++) {
            putInt(from, i, i);
        }
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            long next = scratch.alloc(DIGITS * Column.STRIDE, Column.STRIDE);
            count(keys, count, shift, next);
            for (int i = 0; i < count; i++) {
                int item = getInt(from, i);
                int digit = getInt(keys, item) >>> shift & MASK;
                int place = getInt(next, digit);
                putInt(next, digit, place + 1);
                putInt(to, place, item);
            }
            long swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** Counts each digit, and turns the counts into the place of the digit's first item. */
    private static void count(long keys, int count, int shift, long next) {
        for (int i = 0; i < count; i++) {
            int digit = getInt(keys, i) >>> shift & MASK;
            putInt(next, digit, getInt(next, digit) + 1);
        }
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int items = getInt(next, digit);
            putInt(next, digit, place);
            place += items;
        }
    }
}
