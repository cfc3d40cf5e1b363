package dev.mayfly.bench.frame;

import java.util.Arrays;

/**
 * Finds the order of keys, byte by byte, the lowest first: stable, and as many passes as there are
 * bytes in which keys differ. Keeps its memory, as everything over Java arrays here.
 */
final class ArraySort {

    private static final int BYTE = 0xff;

    private final int[] counts = new int[BYTE + 1];
    private int[] keysThere = {};
    private int[] orderThere = {};

    /**
     * Sorts keys.
     *
     * @param keys of {@link Rules#KEY_BITS} bits; they are in no order afterwards
     * @param order becomes the indices of the keys in ascending order
     */
    void sort(int[] keys, int[] order, int count) {
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        if (keysThere.length < count) {
            keysThere = new int[keys.length];
            orderThere = new int[keys.length];
        }
        int[] from = keys;
        int[] fromOrder = order;
        int[] to = keysThere;
        int[] toOrder = orderThere;
        for (int shift = 0; shift < Rules.KEY_BITS; shift += Byte.SIZE) {
            if (count == 0 || !startsOf(from, count, shift)) {
                continue;
            }
            for (int i = 0; i < count; i++) {
                int place = counts[from[i] >>> shift & BYTE]++;
                to[place] = from[i];
                toOrder[place] = fromOrder[i];
            }
            int[] keysHere = from;
            from = to;
            to = keysHere;
            int[] orderHere = fromOrder;
            fromOrder = toOrder;
            toOrder = orderHere;
        }
        if (fromOrder != order) {
            System.arraycopy(fromOrder, 0, order, 0, count);
        }
    }

    /** Where the keys of each byte begin; answers whether there is more than one. */
    private boolean startsOf(int[] keys, int count, int shift) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[keys[i] >>> shift & BYTE]++;
        }
        if (counts[keys[0] >>> shift & BYTE] == count) {
            return false;
        }
        int sum = 0;
        for (int digit = 0; digit <= BYTE; digit++) {
            int number = counts[digit];
            counts[digit] = sum;
            sum += number;
        }
        return true;
    }
}
