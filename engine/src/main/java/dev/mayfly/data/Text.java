package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A text in native memory: an address and a size, which always hold UTF-8.
 *
 * <p>A text is either a <em>view</em> of memory that somebody else answers for, or it was
 * <em>made</em> by an allocator, which takes it back with {@link #delete}:
 *
 * {@snippet file="dev/mayfly/snippets/TextSnippets.java" region="text"}
 *
 * <p><b>Features:</b> equal if it holds the same characters, ordered by code point, hashable; it
 * compares with Java texts, searches, splits and parses numbers without Java garbage:
 *
 * {@snippet file="dev/mayfly/snippets/TextSnippets.java" region="parse"}
 *
 * Bytes that are not UTF-8 never become a text: {@link MalformedTextException} says where and why,
 * and {@link #repaired} is for those who want a replacement.
 *
 * <p><b>Design:</b> offsets count bytes, so that every step is one step; those that would cut a
 * character in two are refused with {@link IllegalArgumentException}. Comparing, searching and
 * hashing take eight bytes at a time. Nothing is cached: the hash is worked out at every call.
 *
 * <p><b>Cost:</b> a text is a small Java object, which the JIT compiler removes where it goes
 * nowhere; loops that must not depend on that use offsets or {@link TextPieces}. Making a text or a
 * view looks at every byte once; a view of a part looks at two.
 *
 * <p><b>Lifetime:</b> a view is as good as the memory under it, which must not change meanwhile. A
 * made text ends with {@link #delete}, in scratch with {@code freeAll}. Any use of it after {@code
 * delete} is an {@link IllegalStateException}; its views are not told.
 *
 * <p><b>Thread:</b> any may read at a time.
 *
 * <p>Pick it for what comes from files and native code or goes there, and as keys; where text stays
 * in Java, {@code String} is as good.
 */
public final class Text implements Comparable<Text>, AutoCloseable {

    /** The text without characters. It is a view of nothing. */
    public static final Text EMPTY = trusted(Memory.NULL, 0);

    private static final long DELETED = -1;

    private long address;
    private long size;
    private final @Nullable Allocator owner;

    private Text(long address, long size, @Nullable Allocator owner) {
        this.address = address;
        this.size = size;
        this.owner = owner;
    }

    /** A view of what is known to be UTF-8. */
    static Text trusted(long address, long size) {
        return new Text(address, size, null);
    }

    /** A text in a block of an allocator, which is known to hold UTF-8. */
    static Text made(long address, long size, Allocator owner) {
        return new Text(address, size, owner);
    }

    /**
     * Copies a Java text into the current allocator.
     *
     * @param chars what to copy
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    @UsesContext
    public static Text of(CharSequence chars) {
        return of(Context.current().allocator(), chars);
    }

    /**
     * Copies a Java text.
     *
     * @param allocator who allocates
     * @param chars what to copy
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    public static Text of(Allocator allocator, CharSequence chars) {
        int count = chars.length();
        long size = Utf8.size(chars, 0, count);
        long address = allocator.allocNonZeroed(size, 1);
        Utf8.put(address, chars, 0, count);
        return new Text(address, size, allocator);
    }

    /**
     * Copies UTF-8 into the current allocator.
     *
     * @param utf8 the bytes
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if it is not UTF-8
     */
    @UsesContext
    public static Text of(byte[] utf8) {
        return of(Context.current().allocator(), utf8);
    }

    /**
     * Copies UTF-8.
     *
     * @param allocator who allocates
     * @param utf8 the bytes
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if it is not UTF-8
     */
    public static Text of(Allocator allocator, byte[] utf8) {
        return of(allocator, MemorySegment.ofArray(utf8));
    }

    /**
     * Copies UTF-8 into the current allocator.
     *
     * @param utf8 native or Java heap memory
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if it is not UTF-8
     */
    @UsesContext
    public static Text of(MemorySegment utf8) {
        return of(Context.current().allocator(), utf8);
    }

    /**
     * Copies UTF-8.
     *
     * @param allocator who allocates
     * @param utf8 native or Java heap memory
     * @return a text that is the caller's to delete
     * @throws MalformedTextException if it is not UTF-8
     */
    public static Text of(Allocator allocator, MemorySegment utf8) {
        long size = utf8.byteSize();
        long address = allocator.allocNonZeroed(size, 1);
        try {
            MemorySegment.copy(utf8, 0, Memory.segment(address, size), 0, size);
            Utf8.check(address, size);
        } catch (RuntimeException refused) {
            allocator.free(address, size);
            throw refused;
        }
        return new Text(address, size, allocator);
    }

    /**
     * Copies bytes into the current allocator, with U+FFFD wherever they are not UTF-8.
     *
     * @param bytes native or Java heap memory
     * @return a text that is the caller's to delete
     */
    @UsesContext
    public static Text repaired(MemorySegment bytes) {
        return repaired(Context.current().allocator(), bytes);
    }

    /**
     * Copies bytes, with U+FFFD wherever they are not UTF-8: one for each longest start of a
     * character, and for each byte that starts none, as Unicode recommends and browsers do.
     *
     * @param allocator who allocates
     * @param bytes native or Java heap memory
     * @return a text that is the caller's to delete
     */
    public static Text repaired(Allocator allocator, MemorySegment bytes) {
        try (TextBuilder whole = TextBuilder.create(allocator)) {
            long count = bytes.byteSize();
            for (long at = 0; at < count; ) {
                at = whole.appendRepaired(bytes, at, Math.min(4, count - at));
            }
            return whole.finish();
        }
    }

    /**
     * Looks at UTF-8 where it is.
     *
     * @param address its first byte
     * @param size bytes, 0 or more
     * @return a view
     * @throws MalformedTextException if it is not UTF-8
     */
    public static Text view(long address, long size) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "a text of " + size + " bytes: it must be 0 or more");
        }
        Utf8.check(address, size);
        return trusted(address, size);
    }

    /**
     * Looks at UTF-8 where it is.
     *
     * @param utf8 native memory that lives longer than the view, which is not bound to its lifetime
     * @return a view
     * @throws MalformedTextException if it is not UTF-8
     * @throws IllegalArgumentException if it is on the Java heap, which has no address: {@link #of}
     *     copies it
     * @throws IllegalStateException if its lifetime is over
     */
    public static Text view(MemorySegment utf8) {
        if (!utf8.isNative()) {
            throw new IllegalArgumentException(
                    "a segment on the Java heap cannot be viewed: copy it with Text.of");
        }
        if (utf8.byteSize() > 0) {
            byte _ = utf8.get(JAVA_BYTE, 0); // throws if it is not alive, or another thread's
        }
        return view(utf8.address(), utf8.byteSize());
    }

    /**
     * Looks at a C string where it is.
     *
     * @param address its first byte; a NUL must follow somewhere
     * @return a view without the NUL
     * @throws MalformedTextException if it is not UTF-8
     * @throws IllegalArgumentException for the address that is no address
     */
    public static Text viewCString(long address) {
        if (address == Memory.NULL) {
            throw new IllegalArgumentException("NULL is no C string: check for it before");
        }
        long end = address;
        while (Memory.getByte(end) != 0) {
            end++;
        }
        return view(address, end - address);
    }

    /**
     * Copies this into the current allocator.
     *
     * @return a text that is the caller's to delete
     */
    @UsesContext
    public Text copy() {
        return copy(Context.current().allocator());
    }

    /**
     * Copies this.
     *
     * @param allocator who allocates
     * @return a text that is the caller's to delete
     * @throws MemoryException if there is no such memory
     */
    public Text copy(Allocator allocator) {
        long count = size();
        long target = allocator.allocNonZeroed(count, 1);
        Memory.copy(address, target, count);
        return new Text(target, count, allocator);
    }

    /**
     * Copies this for C into the current allocator.
     *
     * @return the first byte of {@link #size} + 1, of which the last is a NUL; the caller's to free
     * @throws IllegalArgumentException if there is a NUL in the text, where C would see its end
     */
    @UsesContext
    public long cString() {
        return cString(Context.current().allocator());
    }

    /**
     * Copies this for C.
     *
     * @param allocator who allocates
     * @return the first byte of {@link #size} + 1, of which the last is a NUL; the caller's to free
     * @throws IllegalArgumentException if there is a NUL in the text, where C would see its end
     * @throws MemoryException if there is no such memory
     */
    public long cString(Allocator allocator) {
        long count = size();
        checkNoNul(address, count);
        long target = allocator.allocNonZeroed(count + 1, 1);
        Memory.copy(address, target, count);
        Memory.putByte(target + count, (byte) 0);
        return target;
    }

    static void checkNoNul(long address, long size) {
        long nul = Bytes.find(address, address + size, (byte) 0) - address;
        if (nul < size) {
            throw new IllegalArgumentException(
                    "byte %d of %d is NUL, where C would see the end of the text: take it out"
                            .formatted(nul, size));
        }
    }

    /**
     * How long the text is.
     *
     * @return bytes of UTF-8
     */
    public long size() {
        if (size < 0) {
            throw Failures.deleted("this Text");
        }
        return size;
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
     * Where the text is. There need be no NUL behind it.
     *
     * @return its first byte
     */
    public long address() {
        long _ = size();
        return address;
    }

    private long end() {
        return address + size();
    }

    /**
     * The text as a segment, which is not bound to its lifetime.
     *
     * @return its bytes, to read only
     */
    public MemorySegment segment() {
        return Memory.segment(address, size()).asReadOnly();
    }

    /**
     * How many characters the text has, as Unicode counts them. Looks at every byte.
     *
     * @return a count of code points
     */
    public long codePoints() {
        return Utf8.codePoints(address, size());
    }

    /**
     * The character at an offset.
     *
     * @param offset bytes from the start
     * @return its code point
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public int codePointAt(long offset) {
        checkCharacter(offset);
        return Utf8.codePointAt(address + offset);
    }

    /**
     * Where the next character is: with {@link #codePointAt} a walk over all of them.
     *
     * @param offset a character's, bytes from the start
     * @return the offset after it, which for the last is {@link #size}
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public long next(long offset) {
        checkCharacter(offset);
        return offset + Utf8.length(address + offset);
    }

    private void checkCharacter(long offset) {
        if (offset < 0 || offset >= size) {
            throw Failures.outside("this Text, bytes of UTF-8", offset, size, size < 0);
        }
        checkBoundary(address, size, offset);
    }

    /**
     * Whether a character begins at an offset, or the text ends there.
     *
     * @param offset bytes from the start
     * @return whether the text can be cut there; false also outside of it
     */
    public boolean isBoundary(long offset) {
        return offset >= 0 && offset <= size() && isBoundary(address, size, offset);
    }

    private static boolean isBoundary(long address, long size, long offset) {
        return offset == size || !Utf8.isContinuation(Memory.getByte(address + offset));
    }

    static void checkBoundary(long address, long size, long offset) {
        if (offset < 0 || offset > size) {
            throw new IndexOutOfBoundsException(
                    "offset %d is outside of a text of %d bytes".formatted(offset, size));
        }
        if (!isBoundary(address, size, offset)) {
            throw new IllegalArgumentException(
                    "offset %d of %d is inside of a character: cut before or after it"
                            .formatted(offset, size));
        }
    }

    /**
     * Looks at a part.
     *
     * @param from where it begins, bytes from the start
     * @param to where it ends, bytes from the start
     * @return a view, as good as this
     * @throws IllegalArgumentException if a character would be cut in two
     */
    public Text slice(long from, long to) {
        long whole = size();
        checkBoundary(address, whole, from);
        checkBoundary(address, whole, to);
        if (from > to) {
            throw new IndexOutOfBoundsException(
                    "%d to %d is no part: it ends before it begins".formatted(from, to));
        }
        return trusted(address + from, to - from);
    }

    /**
     * Looks at what is left without the blanks, tabs and line ends at both ends: the bytes from 0
     * to 32, as {@link String#trim} does.
     *
     * @return a view, as good as this
     */
    public Text trim() {
        long to = end();
        long from = address;
        while (from < to && isBlank(from)) {
            from++;
        }
        while (from < to && isBlank(to - 1)) {
            to--;
        }
        return trusted(from, to - from);
    }

    private static boolean isBlank(long at) {
        byte value = Memory.getByte(at);
        return value >= 0 && value <= ' ';
    }

    /**
     * Whether this holds the same characters as a Java text.
     *
     * @param chars what to compare with
     * @return whether they are the same; half a surrogate pair is never in a text
     */
    public boolean contentEquals(CharSequence chars) {
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
    public boolean startsWith(Text prefix) {
        return prefix.size() <= size() && Bytes.equal(address, prefix.address, prefix.size);
    }

    /**
     * Whether this begins with a Java text.
     *
     * @param prefix what to look for
     * @return whether it is there
     */
    public boolean startsWith(CharSequence prefix) {
        long end = end();
        return prefix.isEmpty() || Utf8.after(address, end, prefix) != 0;
    }

    /**
     * Whether this ends with a text.
     *
     * @param suffix what to look for
     * @return whether it is there
     */
    public boolean endsWith(Text suffix) {
        return suffix.size() <= size()
                && Bytes.equal(end() - suffix.size, suffix.address, suffix.size);
    }

    /**
     * Whether this ends with a Java text.
     *
     * @param suffix what to look for
     * @return whether it is there
     */
    public boolean endsWith(CharSequence suffix) {
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
    public long indexOf(int codePoint) {
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
    public long indexOf(int codePoint, long from) {
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
    public long indexOf(Text wanted) {
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
    public long indexOf(Text wanted, long from) {
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
    public long indexOf(CharSequence wanted) {
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
    public long indexOf(CharSequence wanted, long from) {
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
    public boolean contains(Text wanted) {
        return indexOf(wanted) >= 0;
    }

    /**
     * Whether a Java text is somewhere in this.
     *
     * @param wanted what to look for
     * @return whether it is there
     */
    public boolean contains(CharSequence wanted) {
        return indexOf(wanted) >= 0;
    }

    /**
     * The lines, without what ends them: a line feed, a carriage return or both. After the last
     * line end there is a line only if something follows.
     *
     * @return a walk over the lines, as good as this
     */
    public TextPieces lines() {
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
    public TextPieces split(int separator) {
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
    public int parseInt() {
        return IntegerParser.parseInt(address, end());
    }

    /**
     * The integer that the text is, in decimal.
     *
     * @return its value
     * @throws NumberFormatException if it is anything but digits, with or without a sign, or does
     *     not fit
     */
    public long parseLong() {
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
    public long parseLong(int radix) {
        return IntegerParser.parseLong(address, end(), radix);
    }

    /**
     * The number that the text is: digits with or without sign, point and exponent, or {@code NaN}
     * or {@code Infinity}. The same as {@link Double#parseDouble}, which also takes blanks, letters
     * behind the number and hexadecimal. Numbers of up to 15 digits take 10 to 30 ns; those of more
     * than 19 whose digits come very close to the middle of two {@code double}s take microseconds.
     * Makes no Java garbage, but for a buffer of a kilobyte for each thread that ever meets such.
     *
     * @return the {@code double} that is nearest; of two the even one
     * @throws NumberFormatException if it is anything else
     */
    public double parseDouble() {
        return DecimalParser.parseDouble(address, end());
    }

    /**
     * The number that the text is, rounded once: the same as {@link Float#parseFloat}. {@link
     * #parseDouble} tells more.
     *
     * @return the {@code float} that is nearest; of two the even one
     * @throws NumberFormatException if it is anything else
     */
    public float parseFloat() {
        return DecimalParser.parseFloat(address, end());
    }

    /**
     * Orders by code point, which for UTF-8 is the order of the bytes. {@code String} has another
     * order where surrogates are compared with characters above U+DFFF.
     *
     * @param other what to compare with
     * @return less than 0, 0 or more than 0
     */
    @Override
    public int compareTo(Text other) {
        return Bytes.compare(address, size(), other.address, other.size());
    }

    /**
     * Whether the other is a {@code Text} of the same characters. For Java texts there is {@link
     * #contentEquals}.
     *
     * @param other any object
     * @return whether they are the same
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text
                && size() == text.size()
                && Bytes.equal(address, text.address, size);
    }

    /**
     * A hash of the characters, which every byte has a part in. Different on machines of another
     * byte order, so not for files.
     *
     * @return the same for equal texts
     */
    @Override
    public int hashCode() {
        return Long.hashCode(Bytes.hash(address, size()));
    }

    /**
     * The text as a Java string, which is Java garbage.
     *
     * @return a copy
     */
    @Override
    public String toString() {
        return toString(address, end());
    }

    static String toString(long address, long end) {
        byte[] bytes = Memory.segment(address, end - address).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Gives the memory back to the allocator that made it. Deleting twice is deleting once.
     *
     * @throws IllegalStateException if this is a view, which has nothing to give
     */
    public void delete() {
        if (owner == null) {
            throw new IllegalStateException(
                    "a view has no memory to give back: delete the text or builder it looks at");
        }
        if (size >= 0) {
            long held = size;
            long block = address;
            size = DELETED;
            address = Memory.NULL;
            owner.free(block, held);
        }
    }

    /** The same as {@link #delete}. */
    @Override
    public void close() {
        delete();
    }
}
