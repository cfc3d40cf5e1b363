package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
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
public final class Text extends TextContents implements Comparable<Text>, AutoCloseable {

    /** The text without characters. It is a view of nothing. */
    public static final Text EMPTY = trusted(Memory.NULL, 0);

    private static final long DELETED = -1;

    private final @Nullable Allocator owner;

    private Text(long address, long size, @Nullable Allocator owner) {
        super(address, size);
        this.owner = owner;
        if (BuildConfig.DEBUG) {
            lifetime = owner == null ? 0 : LifetimeCheck.of(owner, address);
        }
    }

    @Override
    MemorySegment bound(long at, long bytes) {
        return owner == null ? Memory.segment(at, bytes) : owner.segment(at, bytes);
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
     * @return the first byte of {@link #size()} + 1, of which the last is a NUL; the caller's to
     *     free
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
     * @return the first byte of {@link #size()} + 1, of which the last is a NUL; the caller's to
     *     free
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
            if (BuildConfig.DEBUG) {
                LifetimeCheck.checkFree(lifetime, "this Text");
            }
            long held = size;
            long block = address;
            size = DELETED;
            if (BuildConfig.DEBUG) {
                lifetime = 0;
            }
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
