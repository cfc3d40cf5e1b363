package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/** What is in a {@link Text}: compared with Java texts, searched, split and read as numbers. */
abstract sealed class TextContents extends TextRange permits Text {

    TextContents(long address, long size) {
        super(address, size);
    }

    /**
     * Whether this holds the same characters as a Java text.
     *
     * @param chars what to compare with
     * @return whether they are the same; half a surrogate pair is never in a text
     */
    public final boolean contentEquals(CharSequence chars) {
        return contentEquals(address, end(), chars);
    }

    static boolean contentEquals(long address, long end, CharSequence chars) {
        // Every char is one to three bytes; the two of a pair are four.
        long count = chars.length();
        long size = end - address;
        return size >= count
                && size <= 3 * count
                && (count == 0 || Utf8.after(address, end, chars) == end);
    }

    /**
     * Whether this begins with a text.
     *
     * @param prefix what to look for
     * @return whether it is there
     */
    public final boolean startsWith(Text prefix) {
        return prefix.size() <= size() && Bytes.equal(address, prefix.address, prefix.size);
    }

    /**
     * Whether this begins with a Java text.
     *
     * @param prefix what to look for
     * @return whether it is there
     */
    public final boolean startsWith(CharSequence prefix) {
        long end = end();
        return prefix.isEmpty() || Utf8.after(address, end, prefix) != 0;
    }

    /**
     * Whether this ends with a text.
     *
     * @param suffix what to look for
     * @return whether it is there
     */
    public final boolean endsWith(Text suffix) {
        return suffix.size() <= size()
                && Bytes.equal(end() - suffix.size, suffix.address, suffix.size);
    }

    /**
     * Whether this ends with a Java text.
     *
     * @param suffix what to look for
     * @return whether it is there
     */
    public final boolean endsWith(CharSequence suffix) {
        long end = end();
        long from = end;
        for (int i = Character.codePointCount(suffix, 0, suffix.length()); i > 0; i--) {
            if (from == address) {
                return false;
            }
            do {
                from--;
            } while (Utf8.isContinuation(Memory.getByte(from)));
        }
        return contentEquals(from, end, suffix);
    }

    /**
     * Where a character is first.
     *
     * @param codePoint what to look for
     * @return its offset, bytes from the start, or -1
     */
    public final long indexOf(int codePoint) {
        return indexOf(codePoint, 0);
    }

    /**
     * Where a character is first, from an offset on.
     *
     * @param codePoint what to look for
     * @param from where to begin, bytes from the start
     * @return its offset, bytes from the start, or -1
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public final long indexOf(int codePoint, long from) {
        checkBoundary(address, size(), from);
        long end = end();
        long found = find(address + from, end, codePoint);
        return found == end ? -1 : found - address;
    }

    /** The address of such a character, or the end. */
    static long find(long from, long end, int codePoint) {
        if (codePoint >= 0 && codePoint < 0x80) {
            return Bytes.find(from, end, (byte) codePoint);
        }
        if (!Utf8.isScalar(codePoint)) {
            return end;
        }
        byte first = Utf8.firstByte(codePoint);
        long at = Bytes.find(from, end, first);
        while (at < end && Utf8.codePointAt(at) != codePoint) {
            at = Bytes.find(at + 1, end, first);
        }
        return at;
    }

    /**
     * Where a text is first.
     *
     * @param wanted what to look for; without characters it is at the start
     * @return its offset, bytes from the start, or -1
     */
    public final long indexOf(Text wanted) {
        return indexOf(wanted, 0);
    }

    /**
     * Where a text is first, from an offset on.
     *
     * @param wanted what to look for
     * @param from where to begin, bytes from the start
     * @return its offset, bytes from the start, or -1
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public final long indexOf(Text wanted, long from) {
        checkBoundary(address, size(), from);
        long found = Bytes.find(address + from, end(), wanted.address(), wanted.size);
        return found < 0 ? -1 : found - address;
    }

    /**
     * Where a Java text is first.
     *
     * @param wanted what to look for; without characters it is at the start
     * @return its offset, bytes from the start, or -1
     */
    public final long indexOf(CharSequence wanted) {
        return indexOf(wanted, 0);
    }

    /**
     * Where a Java text is first, from an offset on.
     *
     * @param wanted what to look for
     * @param from where to begin, bytes from the start
     * @return its offset, bytes from the start, or -1
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public final long indexOf(CharSequence wanted, long from) {
        checkBoundary(address, size(), from);
        if (wanted.isEmpty()) {
            return from;
        }
        long end = end();
        int first = Character.codePointAt(wanted, 0);
        long at = find(address + from, end, first);
        while (at < end && Utf8.after(at, end, wanted) == 0) {
            at = find(at + 1, end, first);
        }
        return at == end ? -1 : at - address;
    }

    /**
     * Whether a text is somewhere in this.
     *
     * @param wanted what to look for
     * @return whether it is there
     */
    public final boolean contains(Text wanted) {
        return indexOf(wanted) >= 0;
    }

    /**
     * Whether a Java text is somewhere in this.
     *
     * @param wanted what to look for
     * @return whether it is there
     */
    public final boolean contains(CharSequence wanted) {
        return indexOf(wanted) >= 0;
    }

    /**
     * The lines, without what ends them: a line feed, a carriage return or both. After the last
     * line end there is a line only if something follows.
     *
     * @return a walk over the lines, as good as this
     */
    public final TextPieces lines() {
        return TextPieces.lines(address, end());
    }

    /**
     * The parts between separators. There is one more than there are separators, and it may be
     * empty.
     *
     * @param separator the character that separates them
     * @return a walk over the parts, as good as this
     * @throws MalformedTextException if there is no such character
     */
    public final TextPieces split(int separator) {
        Utf8.checkCodePoint(separator);
        return TextPieces.split(address, end(), separator);
    }

    /**
     * The integer that the text is, in decimal.
     *
     * @return its value
     * @throws NumberFormatException if it is anything but digits, with or without a sign, or does
     *     not fit
     */
    public final int parseInt() {
        return IntegerParser.parseInt(address, end());
    }

    /**
     * The integer that the text is, in decimal.
     *
     * @return its value
     * @throws NumberFormatException if it is anything but digits, with or without a sign, or does
     *     not fit
     */
    public final long parseLong() {
        return IntegerParser.parseLong(address, end(), 10);
    }

    /**
     * The integer that the text is.
     *
     * @param radix the base, 2 to 36; digits above 9 are letters, large or small
     * @return its value
     * @throws NumberFormatException if it is anything but digits, with or without a sign, or does
     *     not fit
     */
    public final long parseLong(int radix) {
        return IntegerParser.parseLong(address, end(), radix);
    }

    /**
     * The number that the text is: digits with or without sign, point and exponent, or {@code NaN}
     * or {@code Infinity}. The same as {@link Double#parseDouble}, which also takes blanks, letters
     * behind the number and hexadecimal. {@code 16.67} takes less than 20 ns, 17 digits about 100;
     * more than 19 that come very close to the middle of two {@code double}s take microseconds.
     * Makes no Java garbage, but for a buffer of a kilobyte for each thread that ever meets such.
     *
     * @return the {@code double} that is nearest; of two the even one
     * @throws NumberFormatException if it is anything else
     */
    public final double parseDouble() {
        return DecimalParser.parseDouble(address, end());
    }

    /**
     * The number that the text is, rounded once: the same as {@link Float#parseFloat}. {@link
     * #parseDouble} tells more.
     *
     * @return the {@code float} that is nearest; of two the even one
     * @throws NumberFormatException if it is anything else
     */
    public final float parseFloat() {
        return DecimalParser.parseFloat(address, end());
    }
}
