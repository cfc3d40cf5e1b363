// Made from Sort.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Sorts {@code [=type]}s where they stand, at raw addresses: no other memory, no Java garbage.
 *
 * <p>Quicksort whose partition has no branch that depends on the values, which is what makes it
 * faster than one that the processor has to guess in; insertion sort for what is short, and heap
 * sort for what turns out badly, so that no input takes quadratic time. A range that is sorted
 * already, either way round, costs one pass. After Introsort (Musser) and pdqsort (Peters).
 */
final class [=Name]Sort {

    private static final int SHIFT = [=shift];
    private static final long STEP = 1L << SHIFT;

    /** Up to so many bytes, insertion is quicker. */
    private static final long SHORT = 20 * STEP;

    /** From so many bytes on, a pivot is the median of nine and not of three. */
    private static final long LONG = 256 * STEP;

    private [=Name]Sort() {}

    /**
     * Sorts a range, ascending.
     *
     * @param from address of the first element
     * @param to address behind the last one
     */
    static void sort(long from, long to) {
        long elements = (to - from) >> SHIFT;
        if (elements < 2 || isSorted(from, to)) {
            return;
        }
        quicksort(from, to, 2 * (Long.SIZE - Long.numberOfLeadingZeros(elements)));
    }

    /** Whether a range ascends, in the end: one that descends is turned round. */
    private static boolean isSorted(long from, long to) {
        long at = from + STEP;
        while (at < to && get(at - STEP) <= get(at)) {
            at += STEP;
        }
        if (at == to) {
            return true;
        }
        if (at > from + STEP) {
            return false;
        }
        while (at < to && get(at - STEP) >= get(at)) {
            at += STEP;
        }
        if (at < to) {
            return false;
        }
        reverse(from, to);
        return true;
    }

    static void reverse(long from, long to) {
        long low = from;
        long high = to - STEP;
        while (low < high) {
            swap(low, high);
            low += STEP;
            high -= STEP;
        }
    }

    /**
     * @param depth how many partitions there may be, one inside the other
     */
    static void quicksort(long from, long to, int depth) {
        long low = from;
        long high = to;
        int left = depth;
        while (high - low > SHORT) {
            if (left-- == 0) {
                heapSort(low, high);
                return;
            }
            swap(low, pivot(low, high));
            [=type] pivot = get(low);
            long middle = partition(low + STEP, high, pivot) - STEP;
            if (middle == low) {
                // Nothing is less than the pivot, so what equals it is in its place for good.
                low = partitionEqual(low + STEP, high, pivot);
                continue;
            }
            swap(low, middle);
            if (middle - low < high - middle) {
                quicksort(low, middle, left);
                low = middle + STEP;
            } else {
                quicksort(middle + STEP, high, left);
                high = middle;
            }
        }
        insertionSort(low, high);
    }

    /** Brings what is less than the pivot to the front, and answers where the rest begins. */
    private static long partition(long from, long to, [=type] pivot) {
        long rest = from;
        for (long at = from; at < to; at += STEP) {
            [=type] value = get(at);
            put(at, get(rest));
            put(rest, value);
            rest += less(value, pivot) << SHIFT;
        }
        return rest;
    }

    /** Brings what equals the pivot to the front; nothing is less than it. */
    private static long partitionEqual(long from, long to, [=type] pivot) {
        long rest = from;
        for (long at = from; at < to; at += STEP) {
            [=type] value = get(at);
            put(at, get(rest));
            put(rest, value);
            rest += (1 - less(pivot, value)) << SHIFT;
        }
        return rest;
    }

    /** 1 if {@code a} is less than {@code b} and 0 if not, without a branch. */
    private static long less([=type] a, [=type] b) {
[#if type == "long"]
        return ((a & ~b) | (~(a ^ b) & (a - b))) >>> 63;
[#else]
        return ((long) a - b) >>> 63;
[/#if]
    }

    private static long pivot(long from, long to) {
        long elements = (to - from) >> SHIFT;
        long middle = from + (elements / 2 << SHIFT);
        long last = to - STEP;
        if (to - from < LONG) {
            return median(from, middle, last);
        }
        long eighth = elements / 8 << SHIFT;
        return median(
                median(from, from + eighth, from + 2 * eighth),
                median(middle - eighth, middle, middle + eighth),
                median(last - 2 * eighth, last - eighth, last));
    }

    private static long median(long first, long second, long third) {
        [=type] a = get(first);
        [=type] b = get(second);
        [=type] c = get(third);
        if (a < b) {
            return b < c ? second : a < c ? third : first;
        }
        return a < c ? first : b < c ? third : second;
    }

    private static void insertionSort(long from, long to) {
        for (long next = from + STEP; next < to; next += STEP) {
            [=type] value = get(next);
            long place = next;
            while (place > from && get(place - STEP) > value) {
                put(place, get(place - STEP));
                place -= STEP;
            }
            put(place, value);
        }
    }

    private static void heapSort(long from, long to) {
        long elements = (to - from) >> SHIFT;
        for (long root = elements / 2 - 1; root >= 0; root--) {
            siftDown(from, root, elements);
        }
        for (long last = elements - 1; last > 0; last--) {
            swap(from, from + (last << SHIFT));
            siftDown(from, 0, last);
        }
    }

    private static void siftDown(long from, long root, long elements) {
        [=type] value = get(from + (root << SHIFT));
        long hole = root;
        while (2 * hole + 1 < elements) {
            long child = 2 * hole + 1;
            long at = from + (child << SHIFT);
            if (child + 1 < elements && get(at) < get(at + STEP)) {
                child++;
                at += STEP;
            }
            if (get(at) <= value) {
                break;
            }
            put(from + (hole << SHIFT), get(at));
            hole = child;
        }
        put(from + (hole << SHIFT), value);
    }

    private static void swap(long a, long b) {
        [=type] value = get(a);
        put(a, get(b));
        put(b, value);
    }

    private static [=type] get(long address) {
        return Memory.get[=Name](address);
    }

    private static void put(long address, [=type] value) {
        Memory.put[=Name](address, value);
    }
}
