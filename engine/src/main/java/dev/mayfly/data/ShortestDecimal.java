package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Floating-point numbers written with as many digits as tell them apart from their neighbours, as
 * {@link Double#toString(double)} and {@link Float#toString(float)} do, at raw addresses and
 * without Java garbage.
 *
 * <p>After Raffaello Giulietti, "The Schubfach way to render doubles" (2020). The idea: of the
 * powers of ten, take the largest that is not wider than the interval of all real numbers that
 * round to the given one. Then one or two of its multiples lie in that interval, and at most one
 * multiple of ten times as much; the shorter is taken, or of two the closer. Three multiplications
 * with a 128-bit power of ten tell where the number and the ends of its interval lie among the
 * multiples, exactly, as the paper proves.
 */
final class ShortestDecimal {

    /** The most bytes that one takes: -2.2250738585072014E-308. */
    static final int MOST_BYTES = 24;

    private static final int DOUBLE_BITS = 52;
    private static final int DOUBLE_LEAST_EXPONENT = -1074;
    private static final int FLOAT_BITS = 23;
    private static final int FLOAT_LEAST_EXPONENT = -149;

    /** Smaller multiples of the smallest number of all have one digit where Java wants two. */
    private static final int DOUBLE_TINY = 3;

    private static final int FLOAT_TINY = 8;

    /** Numbers from here on are written with an exponent, counting from the first digit. */
    private static final int LARGE_EXPONENT = 7;

    private static final int SMALL_EXPONENT = -3;

    private ShortestDecimal() {}

    /** Writes a double; returns where the next goes. */
    static long put(long address, double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (1L << DOUBLE_BITS) - 1;
        int exponent = (int) (bits >>> DOUBLE_BITS) & 0x7FF;
        if (exponent == 0x7FF) {
            return putSpecial(address, bits < 0, fraction != 0);
        }
        long at = sign(address, bits < 0);
        if (exponent != 0) {
            return decimal(
                    at,
                    1L << DOUBLE_BITS | fraction,
                    DOUBLE_LEAST_EXPONENT - 1 + exponent,
                    fraction == 0 && exponent > 1);
        }
        return subnormal(at, fraction, DOUBLE_LEAST_EXPONENT, DOUBLE_TINY);
    }

    /** Writes a float; returns where the next goes. */
    static long put(long address, float value) {
        int bits = Float.floatToRawIntBits(value);
        int fraction = bits & (1 << FLOAT_BITS) - 1;
        int exponent = bits >>> FLOAT_BITS & 0xFF;
        if (exponent == 0xFF) {
            return putSpecial(address, bits < 0, fraction != 0);
        }
        long at = sign(address, bits < 0);
        if (exponent != 0) {
            return decimal(
                    at,
                    1 << FLOAT_BITS | fraction,
                    FLOAT_LEAST_EXPONENT - 1 + exponent,
                    fraction == 0 && exponent > 1);
        }
        return subnormal(at, fraction, FLOAT_LEAST_EXPONENT, FLOAT_TINY);
    }

    /** Writes what is no number. */
    static long putSpecial(long address, boolean negative, boolean nan) {
        return nan ? ascii(address, "NaN") : ascii(sign(address, negative), "Infinity");
    }

    private static long ascii(long address, String word) {
        for (int i = 0; i < word.length(); i++) {
            Memory.putByte(address + i, (byte) word.charAt(i));
        }
        return address + word.length();
    }

    private static long sign(long at, boolean negative) {
        if (negative) {
            Memory.putByte(at, (byte) '-');
        }
        return negative ? at + 1 : at;
    }

    private static long subnormal(long at, long fraction, int exponent, int tiny) {
        if (fraction == 0) {
            return ascii(at, "0.0");
        }
        // Ten times as many tenths: a digit more.
        return fraction < tiny
                ? choose(at, 10 * fraction, exponent, false, -1)
                : choose(at, fraction, exponent, false, 0);
    }

    private static long decimal(long at, long c, int q, boolean closerBelow) {
        return choose(at, c, q, closerBelow, 0);
    }

    /** Writes c * 2^q * 10^scale. */
    private static long choose(long at, long c, int q, boolean closerBelow, int scale) {
        int k = closerBelow ? floorLog10Of3Quarters(q) : floorLog10(q);
        int shift = q + PowersOfTen.floorLog2(-k) + 1;
        long high = PowersOfTen.high(-k);
        long low = PowersOfTen.low(-k);
        // In quarters of 10^k, the last bit sticky: below, at and above the number.
        long lower = quarters(high, low, 4 * c - (closerBelow ? 1 : 2) << shift);
        long middle = quarters(high, low, 4 * c << shift);
        long upper = quarters(high, low, 4 * c + 2 << shift);
        long odd = c & 1; // a tie goes to the even neighbour, so the ends belong to even numbers
        lower += odd;
        upper -= odd;
        long s = middle >>> 2;
        if (s >= 100) {
            long tens = s / 10;
            boolean down = lower <= 40 * tens;
            boolean up = 40 * tens + 40 <= upper;
            if (down != up) {
                return layOut(at, up ? tens + 1 : tens, k + 1 + scale);
            }
        }
        boolean down = lower <= 4 * s;
        boolean up = 4 * s + 4 <= upper;
        if (down != up) {
            return layOut(at, up ? s + 1 : s, k + scale);
        }
        long half = 4 * s + 2;
        boolean roundUp = middle > half || middle == half && (s & 1) != 0;
        return layOut(at, roundUp ? s + 1 : s, k + scale);
    }

    /** The upper 64 of the 192 bits of a product, the last one set also where bits follow it. */
    private static long quarters(long high, long low, long value) {
        long carried = Math.unsignedMultiplyHigh(low, value);
        long middle = high * value + carried;
        long upper = Math.unsignedMultiplyHigh(high, value);
        if (Long.compareUnsigned(middle, carried) < 0) {
            upper++;
        }
        return Long.compareUnsigned(middle, 1) > 0 ? upper | 1 : upper;
    }

    /** The largest k with 10^k not above 2^q; right for every q of a double. */
    private static int floorLog10(int q) {
        return q * 1262611 >> 22;
    }

    /** The largest k with 10^k not above 3/4 * 2^q; right for every q of a double. */
    private static int floorLog10Of3Quarters(int q) {
        return q * 1262611 - 524031 >> 22;
    }

    /** Writes digits * 10^exponent the way Java does. */
    private static long layOut(long at, long digits, int exponent) {
        long rest = digits;
        int power = exponent;
        while (rest % 10 == 0) {
            rest /= 10;
            power++;
        }
        int count = Digits.count(rest);
        int first = count + power - 1; // the exponent of the first digit
        if (first >= LARGE_EXPONENT || first < SMALL_EXPONENT) {
            return scientific(at, rest, count, first);
        }
        if (power >= 0) {
            long end = Digits.put(at, rest * Digits.powerOfTen(power), count + power);
            return ascii(end, ".0");
        }
        if (first >= 0) {
            return pointAfter(at, rest, count, first + 1);
        }
        long end = ascii(at, "0.");
        return Digits.put(end, rest, -power);
    }

    private static long pointAfter(long at, long digits, int count, int before) {
        long power = Digits.powerOfTen(count - before);
        long whole = digits / power;
        long end = Digits.put(at, whole, before);
        Memory.putByte(end, (byte) '.');
        return Digits.put(end + 1, digits - whole * power, count - before);
    }

    private static long scientific(long at, long digits, int count, int exponent) {
        long end =
                count == 1
                        ? ascii(Digits.put(at, digits, 1), ".0")
                        : pointAfter(at, digits, count, 1);
        Memory.putByte(end, (byte) 'E');
        return Digits.putSigned(end + 1, exponent);
    }
}
