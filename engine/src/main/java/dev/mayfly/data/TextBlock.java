package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/**
 * The block that a {@link TextBuilder} has its text in: how it grows, is cut, looked at and given
 * back.
 */
abstract sealed class TextBlock implements AutoCloseable permits TextNumbers {

    private static final long FIRST_CAPACITY = 64;

    static final long DELETED = -1;

    Allocator allocator;

    long address = Allocator.NULL;

    long size;

    /** {@link #DELETED} is less than any text needs, so growing finds out. */
    long capacity;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    TextBlock(Allocator allocator) {
        this.allocator = allocator;
    }

    /** The only kind there is. */
    final TextBuilder self() {
        return (TextBuilder) this;
    }

    final TextBuilder put(int codePoint) {
        ensure(Utf8.size(codePoint));
        size = Utf8.put(address + size, codePoint) - address;
        return self();
    }

    final TextBuilder insertBytes(long offset, long from, long count) {
        long inside = from - address;
        boolean own = isInside(from);
        openGap(offset, count);
        if (!own) {
            Memory.copy(from, address + offset, count);
            return self();
        }
        // Its own bytes may have moved with the block, and those behind the gap by its width.
        long before = Math.clamp(offset - inside, 0, count);
        long behind = address + inside + before + count;
        Memory.copy(address + inside, address + offset, before);
        Memory.copy(behind, address + offset + before, count - before);
        return self();
    }

    final boolean isInside(long other) {
        return other >= address && other < address + size;
    }

    final void openGap(long offset, long count) {
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
    public final TextBuilder remove(long from, long to) {
        checkBoundary(from);
        checkBoundary(to);
        if (from > to) {
            throw new IndexOutOfBoundsException(
                    "%d to %d is no part: it ends before it begins".formatted(from, to));
        }
        Memory.copy(address + to, address + from, size - to);
        size -= to - from;
        return self();
    }

    /**
     * Drops the end.
     *
     * @param newSize bytes that stay, at most {@link #size()}
     * @return this
     * @throws IllegalArgumentException if a character would be cut in two
     */
    public final TextBuilder truncate(long newSize) {
        checkBoundary(newSize);
        size = newSize;
        return self();
    }

    /**
     * Drops everything but the memory: the next text goes where this one was.
     *
     * @return this
     */
    public final TextBuilder clear() {
        checkLive();
        size = 0;
        return self();
    }

    /**
     * Begins a new text in scratch that was freed: the old block is neither used nor given back,
     * because it is gone. One builder then serves every tick.
     *
     * @return this, empty
     */
    public final TextBuilder restart() {
        return restart(allocator);
    }

    /**
     * Begins a new text in other scratch; the old block is neither used nor given back, because it
     * is gone or going.
     *
     * @param scratch who allocates from now on
     * @return this, empty
     */
    public final TextBuilder restart(Allocator scratch) {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        checkLive();
        allocator = scratch;
        forget(0);
        return self();
    }

    /**
     * Makes room, so that nothing moves while text is appended.
     *
     * @param bytes how many more than {@link #size()} must fit, 0 or more
     * @return this
     * @throws MemoryException if there is no such memory
     */
    public final TextBuilder reserve(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "room for " + bytes + " bytes: it must be 0 or more");
        }
        ensure(bytes);
        return self();
    }

    final void ensure(long more) {
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
    public final long size() {
        checkLive();
        return size;
    }

    /**
     * How many characters the text has, as Unicode counts them. Looks at every byte.
     *
     * @return a count of code points
     */
    public final long codePoints() {
        checkLive();
        return Utf8.codePoints(address, size);
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
        checkLive();
        if (offset < 0 || offset >= size) {
            throw Failures.outside("this TextBuilder, bytes of UTF-8", offset, size, false);
        }
        Text.checkBoundary(address, size, offset);
    }

    /**
     * How long the text can get before it grows.
     *
     * @return bytes
     */
    public final long capacity() {
        checkLive();
        return capacity;
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
     * Where the text is, without a NUL behind it.
     *
     * @return its first byte; {@link Allocator#NULL} if nothing was ever appended
     */
    public final long address() {
        checkLive();
        return address;
    }

    /**
     * The text as a segment, which is not bound to its lifetime.
     *
     * @return its bytes, to read only
     */
    public final MemorySegment segment() {
        checkLive();
        return allocator.segment(address, size).asReadOnly();
    }

    /**
     * The text so far, to compare, search or pass on. Copies nothing.
     *
     * @return a view that must not be used after the next change
     */
    public final Text view() {
        checkLive();
        Text view = Text.trusted(address, size);
        if (BuildConfig.DEBUG) {
            view.lifetime = lifetime;
        }
        return view;
    }

    /**
     * The text for C, with a NUL behind it, which is not part of the text.
     *
     * @return its first byte, good until the next change
     * @throws IllegalArgumentException if there is a NUL in the text, where C would see its end
     */
    public final long cString() {
        checkLive();
        Text.checkNoNul(address, size);
        ensure(1);
        Memory.putByte(address + size, (byte) 0);
        return address;
    }

    final void checkBoundary(long offset) {
        checkLive();
        Text.checkBoundary(address, size, offset);
    }

    final void checkLive() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, "this TextBuilder");
        }
        if (capacity < 0) {
            throw Failures.deleted("this TextBuilder");
        }
    }

    /** Gives the memory back. Deleting twice is deleting once. */
    public final void delete() {
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

    final void forget(long newCapacity) {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        size = 0;
        address = Allocator.NULL;
        capacity = newCapacity;
    }

    /** The same as {@link #delete}. */
    @Override
    public final void close() {
        delete();
    }

    /**
     * The text as a Java string, which is Java garbage.
     *
     * @return a copy
     */
    @Override
    public final String toString() {
        return view().toString();
    }
}
