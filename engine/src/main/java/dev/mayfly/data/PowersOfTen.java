package dev.mayfly.data;

import java.math.BigInteger;

/**
 * The powers of ten that {@link ShortestDecimal} multiplies with, to 128 bits. Worked out when
 * first needed, in some milliseconds, and 10 kB of Java heap from then on.
 */
final class PowersOfTen {

    private static final int LEAST = -292;
    private static final int MOST = 324;
    private static final int BITS = 128;

    private static final long[] HIGH = new long[MOST - LEAST + 1];
    private static final long[] LOW = new long[MOST - LEAST + 1];

    static {
        BigInteger power = BigInteger.ONE;
        for (int exponent = 0; exponent <= MOST; exponent++) {
            set(exponent, roundUp(power));
            if (exponent > 0 && -exponent >= LEAST) {
                set(-exponent, inverseRoundedUp(power));
            }
            power = power.multiply(BigInteger.TEN);
        }
    }

    private PowersOfTen() {}

    /** The first 128 bits of a number, the least that is not smaller. */
    private static BigInteger roundUp(BigInteger number) {
        int shift = number.bitLength() - BITS;
        return shift <= 0 ? number.shiftLeft(-shift) : number.negate().shiftRight(shift).negate();
    }

    /** The first 128 bits of 1 / number, the least that is not smaller; not of powers of two. */
    private static BigInteger inverseRoundedUp(BigInteger number) {
        int shift = number.bitLength() + BITS - 1;
        return BigInteger.ONE.shiftLeft(shift).divide(number).add(BigInteger.ONE);
    }

    private static void set(int exponent, BigInteger bits) {
        HIGH[exponent - LEAST] = bits.shiftRight(Long.SIZE).longValue();
        LOW[exponent - LEAST] = bits.longValue();
    }

    /** The upper 64 of the 128 bits of 10^exponent. */
    static long high(int exponent) {
        return HIGH[exponent - LEAST];
    }

    /** The lower 64 of the 128 bits of 10^exponent. */
    static long low(int exponent) {
        return LOW[exponent - LEAST];
    }
}
