package dev.mayfly.data;

/**
 * The powers of ten that {@link ShortestDecimal} and {@link Rounding} multiply with: of each the
 * first 128 bits, rounded up. Worked out when first needed, one from the other with 64 bits to
 * spare, in less than a millisecond; a test works out each of them exactly.
 */
final class PowersOfTen {

    static final int LEAST = -342;
    static final int MOST = 324;

    private static final int LIMBS = 6;
    private static final int LIMB_BITS = 32;
    private static final long LIMB = (1L << LIMB_BITS) - 1;

    private static final long[] HIGH = new long[MOST - LEAST + 1];
    private static final long[] LOW = new long[MOST - LEAST + 1];

    static {
        long[] power = one();
        for (int exponent = 0; exponent <= MOST; exponent++) {
            set(exponent, power);
            timesTen(power);
        }
        power = one();
        for (int exponent = -1; exponent >= LEAST; exponent--) {
            overTen(power);
            set(exponent, power);
        }
    }

    private PowersOfTen() {}

    /** Numbers are limbs, the first the highest, and its highest bit set. */
    private static long[] one() {
        long[] one = new long[LIMBS];
        one[0] = 1L << LIMB_BITS - 1;
        return one;
    }

    private static void timesTen(long[] limbs) {
        long carry = 0;
        for (int i = LIMBS - 1; i >= 0; i--) {
            long product = limbs[i] * 10 + carry;
            limbs[i] = product & LIMB;
            carry = product >>> LIMB_BITS;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(carry);
        for (int i = LIMBS - 1; i >= 0; i--) {
            long above = i == 0 ? carry : limbs[i - 1];
            limbs[i] = (above << LIMB_BITS - shift | limbs[i] >>> shift) & LIMB;
        }
    }

    private static void overTen(long[] limbs) {
        long rest = 0;
        for (int i = 0; i < LIMBS; i++) {
            long dividend = rest << LIMB_BITS | limbs[i];
            limbs[i] = dividend / 10;
            rest = dividend % 10;
        }
        int shift = Long.numberOfLeadingZeros(limbs[0]) - LIMB_BITS;
        for (int i = 0; i < LIMBS; i++) {
            long below = i == LIMBS - 1 ? (rest << LIMB_BITS) / 10 : limbs[i + 1];
            limbs[i] = (limbs[i] << shift | below >>> LIMB_BITS - shift) & LIMB;
        }
    }

    private static void set(int exponent, long[] limbs) {
        long high = limbs[0] << LIMB_BITS | limbs[1];
        long low = limbs[2] << LIMB_BITS | limbs[3];
        if ((limbs[4] | limbs[5]) != 0) {
            low++;
            high += low == 0 ? 1 : 0;
        }
        HIGH[exponent - LEAST] = high;
        LOW[exponent - LEAST] = low;
    }

    /** The upper 64 of the 128 bits of 10^exponent. */
    static long high(int exponent) {
        return HIGH[exponent - LEAST];
    }

    /** The lower 64 of the 128 bits of 10^exponent. */
    static long low(int exponent) {
        return LOW[exponent - LEAST];
    }

    /** The largest b with 2^b not above 10^exponent. */
    static int floorLog2(int exponent) {
        return exponent * 1741647 >> 19;
    }
}
