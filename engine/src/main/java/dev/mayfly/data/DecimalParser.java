package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * Numbers with point and exponent read from ASCII at raw addresses: to the nearest {@code double}
 * or {@code float}, a tie to the even one, as Java does, and without Java garbage.
 *
 * <p>Three ways, the quick ones first. Where digits and power of ten both are floating-point
 * numbers themselves, one operation rounds once (William Clinger, "How to read floating point
 * numbers accurately", 1990). Nearly everything else {@link Rounding} decides with one
 * multiplication, and what comes too close to a tie {@link Halfway} compares in full.
 */
final class DecimalParser {

    /** So many digits always fit 64 bits without a sign. */
    private static final int MOST_DIGITS = 19;

    /** Integers of so many bits are doubles, each of them, and so are these powers of ten. */
    private static final int EXACT_DOUBLE_BITS = 53;

    private static final double[] EXACT_DOUBLES = exactDoubles();

    /** The same for floats. */
    private static final int EXACT_FLOAT_BITS = 24;

    private static final float[] EXACT_FLOATS = exactFloats();

    /** Exponents are not counted beyond this: no text has as many digits to make up for it. */
    private static final long MOST_EXPONENT = 1L << 56;

    private DecimalParser() {}

    private static double[] exactDoubles() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static float[] exactFloats() {
        float[] powers = new float[11];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    static double parseDouble(long address, long end) {
        boolean negative = isNegative(address, end);
        long start = address + (IntegerParser.isSign(address, end) ? 1 : 0);
        if (isWord(start, end)) {
            return word(address, start, end, negative);
        }
        long wholeEnd = skipDigits(start, end);
        long fraction = afterPoint(wholeEnd, end);
        long digitsEnd = skipDigits(fraction, end);
        long count = wholeEnd - start + digitsEnd - fraction;
        long power = power(address, count, digitsEnd, end);
        double value;
        if (count > MOST_DIGITS) {
            value =
                    Double.longBitsToDouble(
                            longest(start, wholeEnd, digitsEnd, power, Rounding.DOUBLE));
        } else {
            long digits = digits(digits(0, start, wholeEnd), fraction, digitsEnd);
            value = nearestDouble(digits, power - (digitsEnd - fraction), start, digitsEnd);
        }
        return negative ? -value : value;
    }

    static float parseFloat(long address, long end) {
        boolean negative = isNegative(address, end);
        long start = address + (IntegerParser.isSign(address, end) ? 1 : 0);
        if (isWord(start, end)) {
            return (float) word(address, start, end, negative);
        }
        long wholeEnd = skipDigits(start, end);
        long fraction = afterPoint(wholeEnd, end);
        long digitsEnd = skipDigits(fraction, end);
        long count = wholeEnd - start + digitsEnd - fraction;
        long power = power(address, count, digitsEnd, end);
        float value;
        if (count > MOST_DIGITS) {
            long bits = longest(start, wholeEnd, digitsEnd, power, Rounding.FLOAT);
            value = Float.intBitsToFloat((int) bits);
        } else {
            long digits = digits(digits(0, start, wholeEnd), fraction, digitsEnd);
            value = nearestFloat(digits, power - (digitsEnd - fraction), start, digitsEnd);
        }
        return negative ? -value : value;
    }

    private static boolean isNegative(long address, long end) {
        return address < end && Memory.getByte(address) == '-';
    }

    private static boolean isWord(long at, long end) {
        return at < end && (Memory.getByte(at) == 'N' || Memory.getByte(at) == 'I');
    }

    private static double word(long address, long at, long end, boolean negative) {
        if (Text.contentEquals(at, end, "NaN")) {
            return Double.NaN;
        }
        if (Text.contentEquals(at, end, "Infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw notANumber(address, end);
    }

    private static boolean isDigit(long at, long end) {
        return at < end && Memory.getByte(at) >= '0' && Memory.getByte(at) <= '9';
    }

    private static long skipDigits(long from, long end) {
        long at = from;
        while (isDigit(at, end)) {
            at++;
        }
        return at;
    }

    private static long afterPoint(long at, long end) {
        return at < end && Memory.getByte(at) == '.' ? at + 1 : at;
    }

    /** The exponent that is written behind so many digits, or 0; throws where all is no number. */
    private static long power(long address, long count, long digitsEnd, long end) {
        if (count == 0) {
            throw notANumber(address, end);
        }
        return digitsEnd == end ? 0 : writtenPower(address, digitsEnd, end);
    }

    private static long writtenPower(long address, long letter, long end) {
        long at = letter + 1;
        boolean below = isNegative(at, end);
        at += IntegerParser.isSign(at, end) ? 1 : 0;
        if ((Memory.getByte(letter) | 0x20) != 'e' || !isDigit(at, end)) {
            throw notANumber(address, end);
        }
        long power = 0;
        for (; isDigit(at, end); at++) {
            power = Math.min(MOST_EXPONENT, power * 10 + Memory.getByte(at) - '0');
        }
        if (at != end) {
            throw notANumber(address, end);
        }
        return below ? -power : power;
    }

    /** Digits behind those that were read before; goes round the point. */
    private static long digits(long before, long from, long to) {
        long digits = before;
        for (long at = from; at < to; at++) {
            byte digit = Memory.getByte(at);
            digits = digit == '.' ? digits : digits * 10 + digit - '0';
        }
        return digits;
    }

    private static double nearestDouble(long digits, long exponent, long from, long to) {
        if (digits >>> EXACT_DOUBLE_BITS == 0 && Math.abs(exponent) < EXACT_DOUBLES.length) {
            return exponent < 0
                    ? digits / EXACT_DOUBLES[(int) -exponent]
                    : digits * EXACT_DOUBLES[(int) exponent];
        }
        long bits = Rounding.nearest(digits, exponent, Rounding.DOUBLE);
        return Double.longBitsToDouble(
                bits != Rounding.UNDECIDED
                        ? bits
                        : undecided(digits, exponent, exponent, from, to, Rounding.DOUBLE));
    }

    private static float nearestFloat(long digits, long exponent, long from, long to) {
        if (digits >>> EXACT_FLOAT_BITS == 0 && Math.abs(exponent) < EXACT_FLOATS.length) {
            return exponent < 0
                    ? digits / EXACT_FLOATS[(int) -exponent]
                    : digits * EXACT_FLOATS[(int) exponent];
        }
        long bits = Rounding.nearest(digits, exponent, Rounding.FLOAT);
        return Float.intBitsToFloat(
                (int)
                        (bits != Rounding.UNDECIDED
                                ? bits
                                : undecided(digits, exponent, exponent, from, to, Rounding.FLOAT)));
    }

    /** More digits than fit, or many zeros: the bits of what is nearest. */
    private static long longest(
            long start, long wholeEnd, long digitsEnd, long power, Rounding.Kind kind) {
        long first = skipZeros(start, digitsEnd);
        long last = skipMostDigits(first, digitsEnd);
        long digits = digits(0, first, last);
        long exponent = power + exponentAt(last, wholeEnd);
        boolean more = skipZeros(last, digitsEnd) < digitsEnd;
        long bits = Rounding.nearest(digits, exponent, kind);
        // Whatever follows, it is between these two.
        boolean decided =
                bits != Rounding.UNDECIDED
                        && (!more || bits == Rounding.nearest(digits + 1, exponent, kind));
        long lastExponent = power + exponentAt(digitsEnd, wholeEnd);
        return decided ? bits : undecided(digits, exponent, lastExponent, first, digitsEnd, kind);
    }

    /** The exponent of the digit before an address; before the point it is 0 or more. */
    private static long exponentAt(long after, long wholeEnd) {
        return after <= wholeEnd ? wholeEnd - after : wholeEnd + 1 - after;
    }

    private static long skipZeros(long from, long end) {
        long at = from;
        while (at < end && (Memory.getByte(at) == '0' || Memory.getByte(at) == '.')) {
            at++;
        }
        return at;
    }

    private static long skipMostDigits(long from, long end) {
        long at = from;
        for (int count = 0; at < end && count < MOST_DIGITS; at++) {
            count += Memory.getByte(at) == '.' ? 0 : 1;
        }
        return at;
    }

    private static long undecided(
            long digits, long exponent, long lastExponent, long from, long to, Rounding.Kind kind) {
        long below = Rounding.below(digits, exponent, kind);
        return Halfway.ofThisThread().nearest(below, from, to, lastExponent, kind);
    }

    private static NumberFormatException notANumber(long address, long end) {
        return IntegerParser.wrong(address, end, "is no number");
    }
}
