package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/**
 * Builds UTF-8 in native memory, without Java garbage: for labels, logs and file names that are
 * made every tick.
 *
 * {@snippet file="dev/mayfly/snippets/TextSnippets.java" region="hud"}
 *
 * <p>There is no format string: every part has its type when the program is compiled, so nothing is
 * boxed, nothing is parsed each tick, and {@link #append(double)} and {@link #appendFixed} cannot
 * be taken for each other. Columns are made afterwards, from whatever was appended since a mark:
 *
 * {@snippet file="dev/mayfly/snippets/TextSnippets.java" region="columns"}
 *
 * <p><b>Features:</b> everything that is appended is text: half a surrogate pair and bytes that are
 * not UTF-8 are refused with {@link MalformedTextException}, and offsets that would cut a character
 * in two with {@link IllegalArgumentException}. After any failure the text is as it was.
 *
 * <p><b>Design:</b> one block, which doubles when it is full; in a {@code FrameArena} the newest
 * block grows in place. Offsets and sizes count bytes. Floating-point numbers are written with as
 * few digits as Java does, by the Schubfach algorithm, or with a fixed number of decimals.
 *
 * <p><b>Cost:</b> about a nanosecond a character of a string and two a digit; a double takes tens
 * of nanoseconds, and the first of all a millisecond, for a table.
 *
 * <p><b>Lifetime:</b> {@link #delete} gives the block back to the allocator that made it. In
 * scratch the text dies with {@code freeAll}, and the builder must not be used afterwards but for
 * {@link #restart()}. What {@link #address}, {@link #segment}, {@link #view} and {@link #cString}
 * return is good until the text is next changed. Any use after {@code delete} is an {@link
 * IllegalStateException}.
 *
 * <p><b>Thread:</b> one at a time.
 *
 * <p>Pick it wherever text goes to native code, a file or the screen. Where a Java API wants a
 * {@code String}, a {@code StringBuilder} is as good.
 */
public final class TextBuilder implements AutoCloseable {

    private static final long FIRST_CAPACITY = 64;

    private static final long DELETED = -1;

    private Allocator allocator;
    private long address = Allocator.NULL;
    private long size;

    /** {@link #DELETED} is less than any text needs, so growing finds out. */
    private long capacity;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    private TextBuilder(Allocator allocator) {
        this.allocator = allocator;
    }

    /**
     * An empty text in the current allocator; for scratch, name that.
     *
     * @return a builder that is the caller's to delete
     */
    @UsesContext
    public static TextBuilder create() {
        return create(Context.current().allocator());
    }

    /**
     * An empty text. Allocates with the first character.
     *
     * @param allocator who allocates
     * @return a builder that is the caller's to delete
     */
    public static TextBuilder create(Allocator allocator) {
        return new TextBuilder(allocator);
    }

    /**
     * An empty text in the current allocator, with room.
     *
     * @param capacity bytes that fit before it grows, 0 or more
     * @return a builder that is the caller's to delete
     */
    @UsesContext
    public static TextBuilder create(long capacity) {
        return create(Context.current().allocator(), capacity);
    }

    /**
     * An empty text with room.
     *
     * @param allocator who allocates
     * @param capacity bytes that fit before it grows, 0 or more
     * @return a builder that is the caller's to delete
     * @throws MemoryException if there is no such memory
     */
    public static TextBuilder create(Allocator allocator, long capacity) {
        return new TextBuilder(allocator).reserve(capacity);
    }

    /**
     * Appends a Java text.
     *
     * @param chars what to append
     * @return this
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    public TextBuilder append(CharSequence chars) {
        return append(chars, 0, chars.length());
    }

    /**
     * Appends a part of a Java text.
     *
     * @param chars what to append from
     * @param from the first char
     * @param to the char after the last
     * @return this
     * @throws MalformedTextException if half a surrogate pair stands alone in the part
     */
    public TextBuilder append(CharSequence chars, int from, int to) {
        checkChars(chars, from, to);
        ensure(to - from);
        // Strings by themselves, so that the compiler knows whose charAt it is.
        int ascii = chars instanceof String string ? putAscii(string, from, to) : from;
        long end = address + size + (ascii - from);
        if (ascii < to) {
            long more = Utf8.size(chars, ascii, to);
            ensure(ascii - from + more);
            end = Utf8.put(address + size + (ascii - from), chars, ascii, to);
        }
        size = end - address;
        return this;
    }

    private static void checkChars(CharSequence chars, int from, int to) {
        if (from < 0 || to < from || to > chars.length()) {
            throw new IndexOutOfBoundsException(
                    "chars %d to %d are outside of the %d that there are"
                            .formatted(from, to, chars.length()));
        }
    }

    /** Writes the chars up to the first that is not ASCII; returns its index. */
    private int putAscii(String chars, int from, int to) {
        long at = address + size - from;
        for (int i = from; i < to; i++) {
            char c = chars.charAt(i);
            if (c >= 0x80) {
                return i;
            }
            Memory.putByte(at + i, (byte) c);
        }
        return to;
    }

    /**
     * Appends a text.
     *
     * @param text what to append, which may be a view of this
     * @return this
     */
    public TextBuilder append(Text text) {
        return insertBytes(size, text.address(), text.size());
    }

    /**
     * Appends UTF-8.
     *
     * @param utf8 native or Java heap memory, which may be a part of {@link #segment}
     * @return this
     * @throws MalformedTextException if it is not UTF-8
     */
    public TextBuilder append(MemorySegment utf8) {
        long count = utf8.byteSize();
        if (utf8.isNative() && isInside(utf8.address())) {
            Utf8.check(utf8.address(), count);
            return insertBytes(size, utf8.address(), count);
        }
        ensure(count);
        long end = address + size;
        // Beyond the end nobody sees it until it is known to be good.
        MemorySegment.copy(utf8, 0, Memory.segment(end, count), 0, count);
        Utf8.check(end, count);
        size += count;
        return this;
    }

    /** Appends the character in some bytes, or its replacement; returns the offset after it. */
    long appendRepaired(MemorySegment bytes, long offset, long available) {
        ensure(available + 3);
        long end = address + size;
        MemorySegment.copy(bytes, offset, Memory.segment(end, available), 0, available);
        int length = Utf8.sequence(end, end + available);
        if (length == 0) {
            int skipped = Utf8.illFormed(end, end + available);
            put(Utf8.REPLACEMENT);
            return offset + skipped;
        }
        size += length;
        return offset + length;
    }

    /**
     * Appends a char.
     *
     * @param c any but a surrogate
     * @return this
     * @throws MalformedTextException for half a surrogate pair: {@link #appendCodePoint} takes
     *     characters that Java needs two chars for
     */
    public TextBuilder append(char c) {
        if (Character.isSurrogate(c)) {
            throw Utf8.unpaired(c, 0);
        }
        return put(c);
    }

    /**
     * Appends a character.
     *
     * @param codePoint its number in Unicode
     * @return this
     * @throws MalformedTextException if it has none: surrogates, negative numbers, and those beyond
     *     U+10FFFF
     */
    public TextBuilder appendCodePoint(int codePoint) {
        Utf8.checkCodePoint(codePoint);
        return put(codePoint);
    }

    private TextBuilder put(int codePoint) {
        ensure(Utf8.size(codePoint));
        size = Utf8.put(address + size, codePoint) - address;
        return this;
    }

    /**
     * Appends a character again and again.
     *
     * @param codePoint its number in Unicode
     * @param times how often, 0 or more
     * @return this
     * @throws MalformedTextException if there is no such character
     */
    public TextBuilder repeat(int codePoint, int times) {
        Utf8.checkCodePoint(codePoint);
        if (times < 0) {
            throw new IllegalArgumentException(times + " times: it must be 0 or more");
        }
        ensure((long) times * Utf8.size(codePoint));
        size = putRepeated(address + size, codePoint, times) - address;
        return this;
    }

    private static long putRepeated(long from, int codePoint, long times) {
        long at = from;
        for (long i = 0; i < times; i++) {
            at = Utf8.put(at, codePoint);
        }
        return at;
    }

    /**
     * Ends a line.
     *
     * @return this, a line feed longer
     */
    public TextBuilder newLine() {
        return put('\n');
    }

    /**
     * Appends {@code true} or {@code false}.
     *
     * @param value which
     * @return this
     */
    public TextBuilder append(boolean value) {
        return append(value ? "true" : "false");
    }

    /**
     * Appends an integer in decimal.
     *
     * @param value any
     * @return this
     */
    public TextBuilder append(int value) {
        return append((long) value);
    }

    /**
     * Appends an integer in decimal.
     *
     * @param value any
     * @return this
     */
    public TextBuilder append(long value) {
        ensure(Digits.MOST);
        size = Digits.putSigned(address + size, value) - address;
        return this;
    }

    /**
     * Appends an integer in decimal, with a sign also where it is positive: a difference.
     *
     * @param value any; 0 has no sign
     * @return this
     */
    public TextBuilder appendSigned(long value) {
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
    public TextBuilder appendUnsigned(long value) {
        ensure(Digits.MOST);
        size = Digits.putUnsigned(address + size, value) - address;
        return this;
    }

    /**
     * Appends an integer in decimal with its thousands apart: {@code 1,234,567}.
     *
     * @param value any
     * @param separator what stands between them, for example {@code ','} or {@code '\u00a0'}
     * @return this
     */
    public TextBuilder appendGrouped(long value, char separator) {
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
        return this;
    }

    /**
     * Appends an integer to a base, with a sign if it is negative, as {@link Long#toString(long,
     * int)} does.
     *
     * @param value any
     * @param radix the base, 2 to 36
     * @return this
     */
    public TextBuilder appendRadix(long value, int radix) {
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
    public TextBuilder appendHex(long value) {
        return appendHex(value, 1);
    }

    /**
     * Appends an integer's bits in hexadecimal, with zeros before them: an address or a colour.
     *
     * @param value any
     * @param digits how many at least, 1 to 16
     * @return this
     */
    public TextBuilder appendHex(long value, int digits) {
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
        return this;
    }

    /**
     * Appends an integer in decimal, with zeros before it: {@code 007}.
     *
     * @param value any; a sign stands before the zeros and is not counted
     * @param digits how many at least, 1 to 18
     * @return this
     */
    public TextBuilder appendZeroPadded(long value, int digits) {
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
        return this;
    }

    /**
     * Appends a number with as few digits as tell it apart from every other {@code double}: the
     * same as {@link Double#toString(double)}.
     *
     * @param value any
     * @return this
     */
    public TextBuilder append(double value) {
        ensure(ShortestDecimal.MOST_BYTES);
        size = ShortestDecimal.put(address + size, value) - address;
        return this;
    }

    /**
     * Appends a number with as few digits as tell it apart from every other {@code float}: the same
     * as {@link Float#toString(float)}.
     *
     * @param value any
     * @return this
     */
    public TextBuilder append(float value) {
        ensure(ShortestDecimal.MOST_BYTES);
        size = ShortestDecimal.put(address + size, value) - address;
        return this;
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
    public TextBuilder appendFixed(double value, int decimals) {
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
        return this;
    }

    /**
     * Makes a column: moves what was appended since a mark to the right, with blanks before it.
     *
     * @param start the mark: what {@link #size} was
     * @param width characters, blanks included; what is wider already stays
     * @return this
     */
    public TextBuilder alignRight(long start, int width) {
        long blanks = blanks(start, width);
        return align(start, blanks, 0);
    }

    /**
     * Makes a column: puts blanks behind what was appended since a mark.
     *
     * @param start the mark: what {@link #size} was
     * @param width characters, blanks included; what is wider already stays
     * @return this
     */
    public TextBuilder alignLeft(long start, int width) {
        long blanks = blanks(start, width);
        return align(start, 0, blanks);
    }

    /**
     * Makes a column: puts blanks around what was appended since a mark, an odd one behind it.
     *
     * @param start the mark: what {@link #size} was
     * @param width characters, blanks included; what is wider already stays
     * @return this
     */
    public TextBuilder alignCenter(long start, int width) {
        long blanks = blanks(start, width);
        return align(start, blanks / 2, blanks - blanks / 2);
    }

    private long blanks(long start, int width) {
        checkBoundary(start);
        return Math.max(0, width - Utf8.codePoints(address + start, size - start));
    }

    private TextBuilder align(long start, long before, long behind) {
        ensure(before + behind);
        long from = address + start;
        long count = size - start;
        if (before > 0) {
            Memory.copy(from, from + before, count);
            putRepeated(from, ' ', before);
        }
        putRepeated(from + before + count, ' ', behind);
        size += before + behind;
        return this;
    }

    /**
     * Inserts a Java text.
     *
     * @param offset where, bytes from the start
     * @param chars what to insert
     * @return this
     * @throws IllegalArgumentException if a character would be cut in two
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    public TextBuilder insert(long offset, CharSequence chars) {
        checkBoundary(offset);
        int count = chars.length();
        long more = Utf8.size(chars, 0, count);
        openGap(offset, more);
        Utf8.put(address + offset, chars, 0, count);
        return this;
    }

    /**
     * Inserts a text.
     *
     * @param offset where, bytes from the start
     * @param text what to insert, which may be a view of this
     * @return this
     * @throws IllegalArgumentException if a character would be cut in two
     */
    public TextBuilder insert(long offset, Text text) {
        checkBoundary(offset);
        return insertBytes(offset, text.address(), text.size());
    }

    private TextBuilder insertBytes(long offset, long from, long count) {
        long inside = from - address;
        boolean own = isInside(from);
        openGap(offset, count);
        if (!own) {
            Memory.copy(from, address + offset, count);
            return this;
        }
        // Its own bytes may have moved with the block, and those behind the gap by its width.
        long before = Math.clamp(offset - inside, 0, count);
        long behind = address + inside + before + count;
        Memory.copy(address + inside, address + offset, before);
        Memory.copy(behind, address + offset + before, count - before);
        return this;
    }

    private boolean isInside(long other) {
        return other >= address && other < address + size;
    }

    private void openGap(long offset, long count) {
        ensure(count);
        Memory.copy(address + offset, address + offset + count, size - offset);
        size += count;
    }

    /**
     * Takes a part out.
     *
     * @param from where it begins, bytes from the start
     * @param to where it ends, bytes from the start
     * @return this
     * @throws IllegalArgumentException if a character would be cut in two
     */
    public TextBuilder remove(long from, long to) {
        checkBoundary(from);
        checkBoundary(to);
        if (from > to) {
            throw new IndexOutOfBoundsException(
                    "%d to %d is no part: it ends before it begins".formatted(from, to));
        }
        Memory.copy(address + to, address + from, size - to);
        size -= to - from;
        return this;
    }

    /**
     * Drops the end.
     *
     * @param newSize bytes that stay, at most {@link #size}
     * @return this
     * @throws IllegalArgumentException if a character would be cut in two
     */
    public TextBuilder truncate(long newSize) {
        checkBoundary(newSize);
        size = newSize;
        return this;
    }

    /**
     * Drops everything but the memory: the next text goes where this one was.
     *
     * @return this
     */
    public TextBuilder clear() {
        checkLive();
        size = 0;
        return this;
    }

    /**
     * Begins a new text in scratch that was freed: the old block is neither used nor given back,
     * because it is gone. One builder then serves every tick.
     *
     * @return this, empty
     */
    public TextBuilder restart() {
        return restart(allocator);
    }

    /**
     * Begins a new text in other scratch; the old block is neither used nor given back, because it
     * is gone or going.
     *
     * @param scratch who allocates from now on
     * @return this, empty
     */
    public TextBuilder restart(Allocator scratch) {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        checkLive();
        allocator = scratch;
        forget(0);
        return this;
    }

    /**
     * Makes room, so that nothing moves while text is appended.
     *
     * @param bytes how many more than {@link #size} must fit, 0 or more
     * @return this
     * @throws MemoryException if there is no such memory
     */
    public TextBuilder reserve(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "room for " + bytes + " bytes: it must be 0 or more");
        }
        ensure(bytes);
        return this;
    }

    private void ensure(long more) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, "this TextBuilder");
        }
        if (capacity - size < more) {
            grow(more);
        }
    }

    private void grow(long more) {
        checkLive();
        // An overflow is a size no allocator has, which it says better.
        long needed = size + more;
        long wanted = Math.max(Math.max(needed, capacity * 2), FIRST_CAPACITY);
        long target = needed < 0 ? Long.MAX_VALUE : wanted;
        address = allocator.resizeNonZeroed(address, capacity, target, 1);
        capacity = target;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, address);
        }
    }

    /**
     * How long the text is.
     *
     * @return bytes of UTF-8
     */
    public long size() {
        checkLive();
        return size;
    }

    /**
     * How many characters the text has, as Unicode counts them. Looks at every byte.
     *
     * @return a count of code points
     */
    public long codePoints() {
        checkLive();
        return Utf8.codePoints(address, size);
    }

    /**
     * How long the text can get before it grows.
     *
     * @return bytes
     */
    public long capacity() {
        checkLive();
        return capacity;
    }

    /**
     * Whether there is nothing.
     *
     * @return whether {@link #size} is 0
     */
    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Where the text is, without a NUL behind it.
     *
     * @return its first byte; {@link Allocator#NULL} if nothing was ever appended
     */
    public long address() {
        checkLive();
        return address;
    }

    /**
     * The text as a segment, which is not bound to its lifetime.
     *
     * @return its bytes, to read only
     */
    public MemorySegment segment() {
        checkLive();
        return allocator.segment(address, size).asReadOnly();
    }

    /**
     * The text so far, to compare, search or pass on. Copies nothing.
     *
     * @return a view that must not be used after the next change
     */
    public Text view() {
        checkLive();
        Text view = Text.trusted(address, size);
        if (BuildConfig.DEBUG) {
            view.setLifetime(lifetime);
        }
        return view;
    }

    /**
     * The text for C, with a NUL behind it, which is not part of the text.
     *
     * @return its first byte, good until the next change
     * @throws IllegalArgumentException if there is a NUL in the text, where C would see its end
     */
    public long cString() {
        checkLive();
        Text.checkNoNul(address, size);
        ensure(1);
        Memory.putByte(address + size, (byte) 0);
        return address;
    }

    /**
     * Ends the building: gives back the room to spare and makes the block a text. The builder is
     * deleted then.
     *
     * @return a text that is the caller's to delete
     */
    public Text finish() {
        checkLive();
        long block = allocator.resizeNonZeroed(address, capacity, size, 1);
        Text text = Text.made(block, size, allocator);
        forget(DELETED);
        return text;
    }

    private void checkBoundary(long offset) {
        checkLive();
        Text.checkBoundary(address, size, offset);
    }

    private void checkLive() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, "this TextBuilder");
        }
        if (capacity < 0) {
            throw Failures.deleted("this TextBuilder");
        }
    }

    /** Gives the memory back. Deleting twice is deleting once. */
    public void delete() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, "this TextBuilder");
        }
        if (capacity >= 0) {
            long held = capacity;
            long block = address;
            forget(DELETED);
            allocator.free(block, held);
        }
    }

    private void forget(long newCapacity) {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        size = 0;
        address = Allocator.NULL;
        capacity = newCapacity;
    }

    /** The same as {@link #delete}. */
    @Override
    public void close() {
        delete();
    }

    /**
     * The text as a Java string, which is Java garbage.
     *
     * @return a copy
     */
    @Override
    public String toString() {
        return view().toString();
    }
}
