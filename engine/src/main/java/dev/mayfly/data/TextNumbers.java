package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

/** Numbers appended to a {@link TextBuilder}. */
abstract sealed class TextNumbers extends TextBlock permits TextBuilder {

    TextNumbers(Allocator allocator) {
        super(allocator);
    }

    /**
     * Appends an integer in decimal.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder append(int value) {
        return append((long) value);
    }

    /**
     * Appends an integer in decimal.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder append(long value) {
        ensure(Digits.MOST);
        size = Digits.putSigned(address + size, value) - address;
        return self();
    }

    /**
     * Appends an integer in decimal, with a sign also where it is positive: a difference.
     *
     * @param value any; 0 has no sign
     * @return this
     */
    public final TextBuilder appendSigned(long value) {
        ensure(1 + Digits.MOST);
        if (value > 0) {
            put('+');
        }
        return append(value);
    }

    /**
     * Appends an integer in decimal that is never negative: where {@code long} would be, it is
     * above 2<sup>63</sup>.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder appendUnsigned(long value) {
        ensure(Digits.MOST);
        size = Digits.putUnsigned(address + size, value) - address;
        return self();
    }

    /**
     * Appends an integer in decimal with its thousands apart: {@code 1,234,567}.
     *
     * @param value any
     * @param separator what stands between them, for example {@code ','} or {@code '\u00a0'}
     * @return this
     */
    public final TextBuilder appendGrouped(long value, char separator) {
        Utf8.checkCodePoint(separator);
        int width = Utf8.size(separator);
        ensure(Digits.MOST + Digits.MOST / 3 * width);
        long start = address + size + (value < 0 ? 1 : 0);
        long from = Digits.putSigned(address + size, value);
        int separators = (int) (from - start - 1) / 3;
        long to = from + (long) separators * width;
        size = to - address;
        for (int i = 0; i < separators; i++) {
            to -= 3;
            from -= 3;
            Memory.copy(from, to, 3);
            to -= width;
            Utf8.put(to, separator);
        }
        return self();
    }

    /**
     * Appends an integer to a base, with a sign if it is negative, as {@link Long#toString(long,
     * int)} does.
     *
     * @param value any
     * @param radix the base, 2 to 36
     * @return this
     */
    public final TextBuilder appendRadix(long value, int radix) {
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw new IllegalArgumentException(
                    "there are no digits to base " + radix + ": it must be 2 to 36");
        }
        ensure(1 + Digits.MOST_IN_BINARY);
        if (value < 0) {
            put('-');
        }
        return putUnsigned(Math.abs(value), radix, 1);
    }

    /**
     * Appends an integer's bits in hexadecimal: {@code ff}, and sixteen digits if it is negative.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder appendHex(long value) {
        return appendHex(value, 1);
    }

    /**
     * Appends an integer's bits in hexadecimal, with zeros before them: an address or a colour.
     *
     * @param value any
     * @param digits how many at least, 1 to 16
     * @return this
     */
    public final TextBuilder appendHex(long value, int digits) {
        if (digits < 1 || digits > 16) {
            throw new IllegalArgumentException(
                    digits + " hexadecimal digits: it must be 1 to 16 for 64 bits");
        }
        ensure(16);
        return putUnsigned(value, 16, digits);
    }

    private TextBuilder putUnsigned(long value, int radix, int digits) {
        int count = Math.max(digits, Digits.countUnsigned(value, radix));
        size = Digits.putUnsigned(address + size, value, radix, count) - address;
        return self();
    }

    /**
     * Appends an integer in decimal, with zeros before it: {@code 007}.
     *
     * @param value any; a sign stands before the zeros and is not counted
     * @param digits how many at least, 1 to 18
     * @return this
     */
    public final TextBuilder appendZeroPadded(long value, int digits) {
        if (digits < 1 || digits > 18) {
            throw new IllegalArgumentException(digits + " digits: it must be 1 to 18");
        }
        ensure(1 + Digits.MOST);
        if (Digits.powerOfTen(digits - 1) <= Math.abs(value) || value == Long.MIN_VALUE) {
            return append(value);
        }
        if (value < 0) {
            put('-');
        }
        size = Digits.put(address + size, Math.abs(value), digits) - address;
        return self();
    }

    /**
     * Appends a number with as few digits as tell it apart from every other {@code double}: the
     * same as {@link Double#toString(double)}.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder append(double value) {
        ensure(ShortestDecimal.MOST_BYTES);
        size = ShortestDecimal.put(address + size, value) - address;
        return self();
    }

    /**
     * Appends a number with as few digits as tell it apart from every other {@code float}: the same
     * as {@link Float#toString(float)}.
     *
     * @param value any
     * @return this
     */
    public final TextBuilder append(float value) {
        ensure(ShortestDecimal.MOST_BYTES);
        size = ShortestDecimal.put(address + size, value) - address;
        return self();
    }

    /**
     * Appends a number with a fixed count of decimals and no exponent: {@code 16.67}. It is rounded
     * once, from its exact value in binary, to the nearest; a tie goes to the even digit, as in C's
     * {@code printf} ({@code HALF_EVEN}). Ties are rare, since most decimal fractions, 0.015 for
     * one, are not a {@code double}. What rounds to zero has no sign.
     *
     * @param value any; {@code NaN} and {@code Infinity} are so written
     * @param decimals 0 to 17; without any there is no point
     * @return this
     */
    public final TextBuilder appendFixed(double value, int decimals) {
        if (decimals < 0 || decimals > FixedDecimal.MOST_DECIMALS) {
            throw new IllegalArgumentException(
                    "%d decimals: it must be 0 to %d; append(double) gives all that matter"
                            .formatted(decimals, FixedDecimal.MOST_DECIMALS));
        }
        // Room for 2^63, or for whatever there is.
        ensure(
                Math.abs(value) < 0x1p63
                        ? 2 + Digits.MOST + FixedDecimal.MOST_DECIMALS
                        : FixedDecimal.MOST_BYTES);
        size = FixedDecimal.put(address + size, value, decimals) - address;
        return self();
    }
}
