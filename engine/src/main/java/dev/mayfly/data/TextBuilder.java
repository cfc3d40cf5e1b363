package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
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
 * {@link #restart()}. What {@link #address()}, {@link #segment}, {@link #view} and {@link #cString}
 * return is good until the text is next changed. Any use after {@code delete} is an {@link
 * IllegalStateException}.
 *
 * <p><b>Thread:</b> one at a time.
 *
 * <p>Pick it wherever text goes to native code, a file or the screen. Where a Java API wants a
 * {@code String}, a {@code StringBuilder} is as good.
 */
public final class TextBuilder extends TextNumbers implements AutoCloseable {

    private TextBuilder(Allocator allocator) {
        super(allocator);
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
     * Makes a column: moves what was appended since a mark to the right, with blanks before it.
     *
     * @param start the mark: what {@link #size()} was
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
     * @param start the mark: what {@link #size()} was
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
     * @param start the mark: what {@link #size()} was
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
}
