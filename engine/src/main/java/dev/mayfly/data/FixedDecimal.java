package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Floating-point numbers written with so many decimals, at raw addresses and without Java garbage.
 * Rounded once, from the exact value: a double is a fraction over a power of two, so it needs no
 * more than integers.
 */
final class FixedDecimal {

    /** The most decimals: ten to that power, times 53 bits, fits 128 bits and its digits a long. */
    static final int MOST_DECIMALS = 17;

    /** The most bytes: a sign, 309 digits, a point and the decimals. */
    static final int MOST_BYTES = 1 + 309 + 1 + MOST_DECIMALS;

    private static final int FRACTION_BITS = 52;
    private static final int BIAS = 1075;

    /** Nine times two to that power, and a carry, fit 63 bits. */
    private static final int MOST_SHIFT = 59;

    private FixedDecimal() {}

    /** Writes a number with 0 to {@link #MOST_DECIMALS} decimals; returns where the next goes. */
    static long put(long address, double value, int decimals) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> FRACTION_BITS) & 0x7FF;
        long fraction = bits & (1L << FRACTION_BITS) - 1;
        if (exponent == 0x7FF) {
            return ShortestDecimal.putSpecial(address, bits < 0, fraction != 0);
        }
        long c = exponent == 0 ? fraction : fraction | 1L << FRACTION_BITS;
        int q = Math.max(exponent, 1) - BIAS;
        return q >= 0
                ? putWhole(address, bits < 0, c, q, decimals)
                : putFraction(address, bits < 0, c, -q, decimals);
    }

    /** Writes c / 2^shift. */
    private static long putFraction(
            long address, boolean negative, long c, int shift, int decimals) {
        long whole = shift < Long.SIZE ? c >>> shift : 0;
        long rest = shift < Long.SIZE ? c - (whole << shift) : c;
        long power = Digits.powerOfTen(decimals);
        long high = Math.unsignedMultiplyHigh(rest, power);
        long digits = roundedShift(high, rest * power, shift, whole * power);
        if (digits == power) {
            digits = 0;
            whole++;
        }
        long at = address;
        if (negative && (whole | digits) != 0) {
            Memory.putByte(at++, (byte) '-');
        }
        at = Digits.put(at, whole, Digits.count(whole));
        return putDecimals(at, digits, decimals);
    }

    /**
     * A 128-bit number over 2^shift, to the nearest. A tie makes the sum with what stands before it
     * even.
     */
    private static long roundedShift(long high, long low, int shift, long before) {
        if (shift >= 2 * Long.SIZE) {
            return 0; // less than half of one: the product is below 2^110
        }
        long quotient;
        long highRest = 0;
        long lowRest = low;
        if (shift < Long.SIZE) {
            quotient = high << Long.SIZE - shift | low >>> shift;
            lowRest = low & (1L << shift) - 1;
        } else {
            quotient = high >>> shift - Long.SIZE;
            highRest = high - (quotient << shift - Long.SIZE);
        }
        int comparison = compareWithHalf(highRest, lowRest, shift);
        boolean odd = (before + quotient & 1) != 0;
        return comparison > 0 || comparison == 0 && odd ? quotient + 1 : quotient;
    }

    private static int compareWithHalf(long high, long low, int shift) {
        int half = shift - 1;
        if (half >= Long.SIZE) {
            int compared = Long.compareUnsigned(high, 1L << half - Long.SIZE);
            return compared != 0 ? compared : low == 0 ? 0 : 1;
        }
        return high != 0 ? 1 : Long.compareUnsigned(low, 1L << half);
    }

    private static long putDecimals(long at, long digits, int decimals) {
        if (decimals == 0) {
            return at;
        }
        Memory.putByte(at, (byte) '.');
        return Digits.put(at + 1, digits, decimals);
    }

    /** Writes c * 2^shift. */
    private static long putWhole(long address, boolean negative, long c, int shift, int decimals) {
        long at = address;
        if (negative && c != 0) {
            Memory.putByte(at++, (byte) '-');
        }
        long end = Digits.put(at, c, Digits.count(c));
        for (int left = shift; left > 0; left -= MOST_SHIFT) {
            end = multiply(at, end, Math.min(left, MOST_SHIFT));
        }
        return putDecimals(end, 0, decimals);
    }

    /** Multiplies the digits in a range by 2^shift; returns where they end. */
    private static long multiply(long from, long to, int shift) {
        long carry = 0;
        for (long at = to - 1; at >= from; at--) {
            long sum = ((long) (Memory.getByte(at) - '0') << shift) + carry;
            carry = sum / 10;
            Memory.putByte(at, (byte) ('0' + (sum - carry * 10)));
        }
        if (carry == 0) {
            return to;
        }
        int more = Digits.count(carry);
        Memory.copy(from, from + more, to - from);
        Digits.put(from, carry, more);
        return to + more;
    }
}
