package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Compares a number in text with the middle between two neighbouring floating-point numbers, in
 * full, however many digits it has. For what {@link Rounding} cannot decide.
 *
 * <p>Both are integers times powers of two and five; with the powers multiplied in on one side or
 * the other they are two large integers. They are as large as each other to within some bits, and
 * never larger than what 800 digits or five to the power of 1124 need. One pair of buffers for each
 * thread that ever comes here, so without Java garbage.
 */
final class Halfway {

    /**
     * Digits that are read one by one; of the others it only matters whether all are 0. No middle
     * has more than 768, so none is between two numbers that begin with the same 800.
     */
    private static final int MOST_DIGITS = 800;

    private static final int DIGITS_AT_A_TIME = 9;

    private static final ThreadLocal<Halfway> OF_THREAD = ThreadLocal.withInitial(Halfway::new);

    private final LargeInteger number = new LargeInteger();
    private final LargeInteger middle = new LargeInteger();

    private Halfway() {}

    static Halfway ofThisThread() {
        return OF_THREAD.get();
    }

    /**
     * Decides between a number and the next.
     *
     * @param below bits of the lower
     * @param from where the digits begin; a point may be among them
     * @param to where they end
     * @param exponent of the last digit
     * @return the bits of the nearer one, or of the even one
     */
    long nearest(long below, long from, long to, long exponent, Rounding.Kind kind) {
        int fractionBits = kind.fractionBits();
        long stored = below >>> fractionBits;
        long fraction = below & (1L << fractionBits) - 1;
        long integer = stored == 0 ? fraction : fraction | 1L << fractionBits;
        int halves = (int) Math.max(stored, 1) - kind.bias() - fractionBits - 1;
        int compared = compare(from, to, exponent, 2 * integer + 1, halves);
        boolean up = compared > 0 || compared == 0 && (below & 1) != 0;
        return up ? below + 1 : below;
    }

    /** Compares the digits times a power of ten with an integer times a power of two. */
    private int compare(long from, long to, long exponent, long integer, int binary) {
        long end = read(from, to);
        int power = (int) (exponent + countDigits(end, to));
        middle.set(integer);
        (power < 0 ? middle : number).multiplyByPowerOfFive(Math.abs(power));
        int twos = power - binary;
        (twos < 0 ? middle : number).shiftLeft(Math.abs(twos));
        int compared = number.compareTo(middle);
        return compared == 0 && hasMore(end, to) ? 1 : compared;
    }

    /** Reads as many digits as matter; returns where it stopped. */
    private long read(long from, long to) {
        number.set(0);
        long at = from;
        int read = 0;
        while (at < to && read < MOST_DIGITS) {
            int some = 0;
            int factor = 1;
            for (int i = 0; i < DIGITS_AT_A_TIME && at < to && read < MOST_DIGITS; at++) {
                int digit = Memory.getByte(at) - '0';
                if (digit >= 0 && (digit | read) != 0) {
                    some = some * 10 + digit;
                    factor *= 10;
                    i++;
                    read++;
                }
            }
            number.multiplyAndAdd(factor, some);
        }
        return at;
    }

    private static long countDigits(long from, long to) {
        long count = 0;
        for (long at = from; at < to; at++) {
            count += Memory.getByte(at) == '.' ? 0 : 1;
        }
        return count;
    }

    private static boolean hasMore(long from, long to) {
        long at = from;
        while (at < to && Memory.getByte(at) <= '0') {
            at++;
        }
        return at < to;
    }
}
