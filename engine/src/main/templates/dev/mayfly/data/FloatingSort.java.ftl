// Made from FloatingSort.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Sorts {@code [=type]}s where they stand, at raw addresses, in the order of {@link [=Box]#compare}:
 * -0.0 before 0.0, and what is not a number last.
 *
 * <p>The bits of a negative number descend where those of a positive one ascend. With all but the
 * sign turned over they ascend too, so that numbers can be sorted as {@code [=bits]}s and need no
 * comparison of their own.
 */
final class [=Name]Sort {

    private static final long STEP = [=bytes];
    private static final int SIGN = [=Box].SIZE - 1;
    private static final [=bits] ALL_BUT_SIGN = [#if bits == "int"]Integer[#else]Long[/#if].MAX_VALUE;

    private [=Name]Sort() {}

    /**
     * Sorts a range, ascending.
     *
     * @param from address of the first element
     * @param to address behind the last one
     */
    static void sort(long from, long to) {
        long numbersEnd = moveNansToEnd(from, to);
        turnNegatives(from, numbersEnd);
        [=Bits]Sort.sort(from, numbersEnd);
        turnNegatives(from, numbersEnd);
    }

    /** Answers where the numbers end. Works on bits, so that each NaN stays the one it is. */
    private static long moveNansToEnd(long from, long to) {
        long end = to;
        for (long at = to - STEP; at >= from; at -= STEP) {
            [=type] value = Memory.get[=Name](at);
            if (value != value) {
                end -= STEP;
                [=bits] nan = Memory.get[=Bits](at);
                Memory.put[=Bits](at, Memory.get[=Bits](end));
                Memory.put[=Bits](end, nan);
            }
        }
        return end;
    }

    private static void turnNegatives(long from, long to) {
        for (long at = from; at < to; at += STEP) {
            [=bits] bits = Memory.get[=Bits](at);
            Memory.put[=Bits](at, bits ^ (bits >> SIGN & ALL_BUT_SIGN));
        }
    }
}
