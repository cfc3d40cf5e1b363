package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/** Numbers read from ASCII at raw addresses. */
final class NumberParser {

    /** Integers up to here are doubles, each of them. */
    private static final long MOST_EXACT = 1L << 53;

    /** The powers of ten that are doubles, each of them. */
    private static final double[] EXACT_POWERS = exactPowers();

    /** More digits than these may not fit a long. */
    private static final int MOST_DIGITS = 18;

    /** Exponents are not counted beyond this: the number is 0 or infinite long before. */
    private static final int MOST_EXPONENT = 100_000;

    private NumberParser() {}

    private static double[] exactPowers() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    static int parseInt(long address, long end) {
        long value = parseLong(address, end, 10);
        if (value != (int) value) {
            throw wrong(address, end, "does not fit an int");
        }
        return (int) value;
    }

    static long parseLong(long address, long end, int radix) {
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw new IllegalArgumentException(
                    "there are no digits to base " + radix + ": it must be 2 to 36");
        }
        boolean negative = address < end && Memory.getByte(address) == '-';
        long at = address + (isSign(address, end) ? 1 : 0);
        if (at == end) {
            throw wrong(address, end, "has no digits");
        }
        // Below zero there is one more than above.
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long most = limit / radix;
        long value = 0;
        for (; at < end; at++) {
            int digit = digit(Memory.getByte(at));
            if (digit < 0 || digit >= radix) {
                throw wrong(address, end, "is no integer to base " + radix);
            }
            if (value < most || value * radix < limit + digit) {
                throw wrong(address, end, "does not fit a long");
            }
            value = value * radix - digit;
        }
        return negative ? value : -value;
    }

    private static boolean isSign(long at, long end) {
        return at < end && (Memory.getByte(at) == '-' || Memory.getByte(at) == '+');
    }

    private static int digit(byte value) {
        if (value <= '9') {
            return value - '0';
        }
        int letter = (value | 0x20) - 'a';
        return letter < 0 ? -1 : letter + 10;
    }

    private static boolean isDigit(long at, long end) {
        return at < end && Memory.getByte(at) >= '0' && Memory.getByte(at) <= '9';
    }

    static double parseDouble(long address, long end) {
        boolean negative = address < end && Memory.getByte(address) == '-';
        long at = address + (isSign(address, end) ? 1 : 0);
        if (at < end && (Memory.getByte(at) == 'N' || Memory.getByte(at) == 'I')) {
            return special(address, at, end, negative);
        }
        long digits = 0; // the first ones that are not zeros in front
        int count = 0;
        int exponent = 0;
        long start = at;
        long point = -1;
        while (isDigit(at, end) || point < 0 && at < end && Memory.getByte(at) == '.') {
            if (Memory.getByte(at) == '.') {
                point = at;
            } else {
                count += count > 0 || Memory.getByte(at) != '0' ? 1 : 0;
                digits = count <= MOST_DIGITS ? digits * 10 + Memory.getByte(at) - '0' : digits;
                exponent -= point >= 0 ? 1 : 0;
            }
            at++;
        }
        if (at - start == (point < 0 ? 0 : 1)) {
            throw wrong(address, end, "is no number");
        }
        if (at < end && (Memory.getByte(at) | 0x20) == 'e') {
            at++;
            boolean below = at < end && Memory.getByte(at) == '-';
            at += isSign(at, end) ? 1 : 0;
            if (!isDigit(at, end)) {
                throw wrong(address, end, "is no number");
            }
            int power = 0;
            for (; isDigit(at, end); at++) {
                power = Math.min(MOST_EXPONENT, power * 10 + Memory.getByte(at) - '0');
            }
            exponent += below ? -power : power;
        }
        if (at != end) {
            throw wrong(address, end, "is no number");
        }
        int largest = EXACT_POWERS.length - 1;
        if (count > MOST_DIGITS || digits > MOST_EXACT || Math.abs(exponent) > largest) {
            return digits == 0 ? (negative ? -0.0 : 0.0) : leaveToJava(address, end);
        }
        // Both are exact, so the one rounding of the one operation is the right one (Clinger).
        double value =
                exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
        return negative ? -value : value;
    }

    private static double special(long address, long at, long end, boolean negative) {
        if (Text.contentEquals(at, end, "NaN")) {
            return Double.NaN;
        }
        if (Text.contentEquals(at, end, "Infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw wrong(address, end, "is no number");
    }

    private static double leaveToJava(long address, long end) {
        return Double.parseDouble(Text.toString(address, end));
    }

    private static NumberFormatException wrong(long address, long end, String why) {
        return new NumberFormatException(
                "\"" + Text.toString(address, end) + "\" " + why + ": nothing was read");
    }
}
