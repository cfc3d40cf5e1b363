package dev.mayfly.data;

import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/** Where a {@link Text} is, and its characters one by one. */
abstract sealed class TextRange permits TextContents {

    /** {@link Memory#NULL} once deleted. */
    long address;

    /** Less than 0 once deleted. */
    long size;

    /** Of the memory; only a debug build keeps it. */
    long lifetime;

    TextRange(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /**
     * How long the text is.
     *
     * @return bytes of UTF-8
     */
    public final long size() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, "this Text");
        }
        if (size < 0) {
            throw Failures.deleted("this Text");
        }
        return size;
    }

    /**
     * Whether there is nothing.
     *
     * @return whether {@link #size()} is 0
     */
    public final boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Where the text is. There need be no NUL behind it.
     *
     * @return its first byte
     */
    public final long address() {
        long _ = size();
        return address;
    }

    final long end() {
        return address + size();
    }

    /**
     * The text as a segment. In scratch, or after it, that is good for the tick; elsewhere it is
     * not bound to the text's lifetime, and neither is a view's.
     *
     * @return its bytes, to read only
     */
    public final MemorySegment segment() {
        long bytes = size();
        return bound(address, bytes).asReadOnly();
    }

    /** A segment that ends with the memory where its owner can say so. */
    abstract MemorySegment bound(long at, long bytes);

    /** A part of this, which ends with it. */
    private Text part(long from, long bytes) {
        Text part = Text.trusted(from, bytes);
        if (BuildConfig.DEBUG) {
            part.lifetime = lifetime;
        }
        return part;
    }

    /**
     * How many characters the text has, as Unicode counts them. Looks at every byte.
     *
     * @return a count of code points
     */
    public final long codePoints() {
        return Utf8.codePoints(address, size());
    }

    /**
     * The character at an offset.
     *
     * @param offset bytes from the start
     * @return its code point
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public final int codePointAt(long offset) {
        checkCharacter(offset);
        return Utf8.codePointAt(address + offset);
    }

    /**
     * Where the next character is: with {@link #codePointAt} a walk over all of them.
     *
     * @param offset a character's, bytes from the start
     * @return the offset after it, which for the last is {@link #size()}
     * @throws IllegalArgumentException if the offset is inside of a character
     */
    public final long next(long offset) {
        checkCharacter(offset);
        return offset + Utf8.length(address + offset);
    }

    private void checkCharacter(long offset) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, "this Text");
        }
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
    public final boolean isBoundary(long offset) {
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
    public final Text slice(long from, long to) {
        long whole = size();
        checkBoundary(address, whole, from);
        checkBoundary(address, whole, to);
        if (from > to) {
            throw new IndexOutOfBoundsException(
                    "%d to %d is no part: it ends before it begins".formatted(from, to));
        }
        return part(address + from, to - from);
    }

    /**
     * Looks at what is left without the blanks, tabs and line ends at both ends: the bytes from 0
     * to 32, as {@link String#trim} does.
     *
     * @return a view, as good as this
     */
    public final Text trim() {
        long to = end();
        long from = address;
        while (from < to && isBlank(from)) {
            from++;
        }
        while (from < to && isBlank(to - 1)) {
            to--;
        }
        return part(from, to - from);
    }

    private static boolean isBlank(long at) {
        byte value = Memory.getByte(at);
        return value >= 0 && value <= ' ';
    }
}
