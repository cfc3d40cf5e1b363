package dev.mayfly.data;

/**
 * The binary floating-point number nearest to digits times a power of ten, by one multiplication
 * with 128 bits of that power.
 *
 * <p>After Daniel Lemire, "Number parsing at a gigabyte per second" (2021), who has it from Michael
 * Eisel. The power is known to 128 bits, so the product is a little too large, by less than one in
 * its second lowest word. That matters only where the bits to be rounded off are exactly half of
 * the last one that stays and nothing else follows: then the answer is {@link #UNDECIDED}.
 */
final class Rounding {

    /** What no positive number's bits are. */
    static final long UNDECIDED = -1;

    static final Kind DOUBLE = new Kind(52, 1023);
    static final Kind FLOAT = new Kind(23, 127);

    /** Powers of ten of which 128 bits are all: 5^55 has 128. */
    private static final int MOST_EXACT = 55;

    /** Even one of the smaller powers is too large for every number. */
    private static final int MOST = 308;

    private Rounding() {}

    /**
     * How a number is laid out.
     *
     * @param fractionBits those that are stored, one less than count
     * @param bias of the exponent; the largest exponent too
     */
    record Kind(int fractionBits, int bias) {

        long infinity() {
            return 2L * bias + 1 << fractionBits;
        }

        int leastExponent() {
            return 1 - bias;
        }
    }

    /**
     * The nearest number.
     *
     * @param digits an integer of 64 bits without a sign
     * @param exponent of ten
     * @return its bits; infinity beyond the largest; or {@link #UNDECIDED}
     */
    static long nearest(long digits, long exponent, Kind kind) {
        if (digits == 0 || exponent < PowersOfTen.LEAST) {
            return 0; // 2^64 * 10^-343 is less than half of the smallest
        }
        if (exponent > MOST) {
            return kind.infinity();
        }
        int power = (int) exponent;
        long normal = digits << Long.numberOfLeadingZeros(digits);
        long upper = upper(normal, power);
        int binary = binary(digits, power, upper);
        if (binary > kind.bias()) {
            return kind.infinity();
        }
        int shift = shift(upper, binary, kind);
        if (shift > Long.SIZE) {
            return 0;
        }
        long bits = place(upper >>> 1 >>> shift - 1, binary, kind);
        long rest = upper << Long.SIZE - shift;
        if (rest != Long.MIN_VALUE) {
            return rest < 0 ? bits + 1 : bits;
        }
        long middle = middle(normal, power);
        if (power < 0 || power > MOST_EXACT) {
            return Long.compareUnsigned(middle, 1) > 0 ? bits + 1 : UNDECIDED;
        }
        boolean more = (middle | PowersOfTen.low(power) * normal) != 0;
        return more ? bits + 1 : bits + (bits & 1);
    }

    /** Where {@link #nearest} was undecided: the lower of the two numbers that it is between. */
    static long below(long digits, long exponent, Kind kind) {
        int power = (int) exponent;
        long upper = upper(digits << Long.numberOfLeadingZeros(digits), power);
        int binary = binary(digits, power, upper);
        int shift = shift(upper, binary, kind);
        return shift > Long.SIZE ? 0 : place(upper >>> 1 >>> shift - 1, binary, kind);
    }

    /** The highest of the product's three words. Its first or second bit is set. */
    private static long upper(long normal, int power) {
        long high = PowersOfTen.high(power);
        long carried = Math.unsignedMultiplyHigh(PowersOfTen.low(power), normal);
        long carry = Long.compareUnsigned(high * normal + carried, carried) < 0 ? 1 : 0;
        return Math.unsignedMultiplyHigh(high, normal) + carry;
    }

    private static long middle(long normal, int power) {
        return PowersOfTen.high(power) * normal
                + Math.unsignedMultiplyHigh(PowersOfTen.low(power), normal);
    }

    /** The exponent of the product's first bit. */
    private static int binary(long digits, int power, long upper) {
        return PowersOfTen.floorLog2(power)
                + Long.SIZE
                - Long.numberOfLeadingZeros(digits)
                - Long.numberOfLeadingZeros(upper);
    }

    /** How many of the highest word's bits there is no place for: 10 or more. */
    private static int shift(long upper, int binary, Kind kind) {
        int all = Long.SIZE - 1 - kind.fractionBits() - Long.numberOfLeadingZeros(upper);
        return all + Math.max(0, kind.leastExponent() - binary);
    }

    /** What rounding adds may flow from the fraction into the exponent, as it should. */
    private static long place(long fraction, int binary, Kind kind) {
        long exponent = Math.max(0, binary - kind.leastExponent());
        return fraction + (exponent << kind.fractionBits());
    }
}
