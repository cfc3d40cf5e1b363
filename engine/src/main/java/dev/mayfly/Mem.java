package dev.mayfly;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.context.UsesContext;
import dev.mayfly.data.Attempt;
import dev.mayfly.data.ByteArray;
import dev.mayfly.data.DoubleArray;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.LongArray;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.data.MalformedTextException;
import dev.mayfly.data.Text;
import dev.mayfly.data.TextBuilder;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/**
 * The builtins: memory in one word, from the current {@link Context} or from the allocator that is
 * named first.
 *
 * <p>{@code alloc}, {@code resize} and {@code free} deal in raw addresses; {@code make}, {@code
 * newClone} and {@code delete} in segments. The short forms ask the context's general allocator;
 * for scratch, pass {@link #temp()}:
 *
 * {@snippet file="dev/mayfly/snippets/MemSnippets.java" region="builtins"}
 *
 * <p>What grows is made here too. It remembers its allocator, grows through it and gives back
 * through it, with its own {@code delete()}. For the other maps, structs and slot maps ask their
 * factories, in {@code dev.mayfly.data}.
 *
 * {@snippet file="dev/mayfly/snippets/MemSnippets.java" region="structures"}
 *
 * <p>A record or a JOML value is cloned by whoever knows how it lies in memory, so that this class
 * needs no JOML:
 *
 * {@snippet file="dev/mayfly/snippets/MemSnippets.java" region="values"}
 *
 * <p>Failures are {@link MemoryException}s, and {@link NoContextException}s from the short forms on
 * a thread without context. The {@code try…} forms answer with the former instead, and still throw
 * the latter; {@link Attempt#of} makes such an answer of any other call:
 *
 * {@snippet file="dev/mayfly/snippets/MemSnippets.java" region="attempts"}
 */
public final class Mem {

    /**
     * Knows how a value lies in memory. What {@code @NativeStruct} generates fits: {@code
     * ParticleLayout::set}.
     *
     * @param <T> the value's type
     */
    @FunctionalInterface
    public interface Writer<T> {

        /**
         * Writes a value.
         *
         * @param address where to
         * @param value what to write
         */
        void write(long address, T value);
    }

    private Mem() {}

    /**
     * The current scratch: for what dies with the tick.
     *
     * @return the context's temporary allocator
     */
    @UsesContext
    public static Allocator temp() {
        return Context.current().tempAllocator();
    }

    /**
     * Allocates zeroed raw memory from the current allocator.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0; {@link Allocator#NULL} for size 0
     */
    @UsesContext
    public static long alloc(long size, long alignment) {
        return alloc(Context.current().allocator(), size, alignment);
    }

    /**
     * Allocates zeroed raw memory.
     *
     * @param allocator who allocates
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0; {@link Allocator#NULL} for size 0
     */
    public static long alloc(Allocator allocator, long size, long alignment) {
        return allocator.alloc(size, alignment);
    }

    /**
     * {@link #alloc(long, long)} that answers instead of throwing.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0, or the reason why there is none
     */
    @UsesContext
    public static AllocResult tryAlloc(long size, long alignment) {
        return tryAlloc(Context.current().allocator(), size, alignment);
    }

    /**
     * {@link #alloc(Allocator, long, long)} that answers instead of throwing.
     *
     * @param allocator who allocates
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0, or the reason why there is none
     */
    public static AllocResult tryAlloc(Allocator allocator, long size, long alignment) {
        return allocator.tryAlloc(size, alignment);
    }

    /**
     * Grows or shrinks a block of the current allocator, zeroing what is new.
     *
     * @param address the block, which is good no longer afterwards; {@link Allocator#NULL}
     *     allocates
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 frees
     * @param alignment bytes, a power of two
     * @return the block, perhaps elsewhere
     */
    @UsesContext
    public static long resize(long address, long oldSize, long newSize, long alignment) {
        return resize(Context.current().allocator(), address, oldSize, newSize, alignment);
    }

    /**
     * Grows or shrinks a block, zeroing what is new.
     *
     * @param allocator who made the block
     * @param address the block, which is good no longer afterwards; {@link Allocator#NULL}
     *     allocates
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 frees
     * @param alignment bytes, a power of two
     * @return the block, perhaps elsewhere
     */
    public static long resize(
            Allocator allocator, long address, long oldSize, long newSize, long alignment) {
        return allocator.resize(address, oldSize, newSize, alignment);
    }

    /**
     * {@link #resize(long, long, long, long)} that answers instead of throwing.
     *
     * @param address the block, or {@link Allocator#NULL}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 frees
     * @param alignment bytes, a power of two
     * @return the block at its new place, or the reason why it is still at the old one
     */
    @UsesContext
    public static AllocResult tryResize(long address, long oldSize, long newSize, long alignment) {
        return tryResize(Context.current().allocator(), address, oldSize, newSize, alignment);
    }

    /**
     * {@link #resize(Allocator, long, long, long, long)} that answers instead of throwing.
     *
     * @param allocator who made the block
     * @param address the block, or {@link Allocator#NULL}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 frees
     * @param alignment bytes, a power of two
     * @return the block at its new place, or the reason why it is still at the old one
     */
    public static AllocResult tryResize(
            Allocator allocator, long address, long oldSize, long newSize, long alignment) {
        return allocator.tryResize(address, oldSize, newSize, alignment);
    }

    /**
     * Gives a block back to the current allocator, which must be the one that made it.
     *
     * @param address the block; {@link Allocator#NULL} does nothing
     * @param size the size it was requested with, bytes
     */
    @UsesContext
    public static void free(long address, long size) {
        free(Context.current().allocator(), address, size);
    }

    /**
     * Gives a block back.
     *
     * @param allocator who made the block
     * @param address the block; {@link Allocator#NULL} does nothing
     * @param size the size it was requested with, bytes
     */
    public static void free(Allocator allocator, long address, long size) {
        allocator.free(address, size);
    }

    /**
     * {@link #free(long, long)} that answers instead of throwing.
     *
     * @param address the block, or {@link Allocator#NULL}
     * @param size the size it was requested with, bytes
     * @return {@code Ok} with no block, or the reason why the block was not taken
     */
    @UsesContext
    public static AllocResult tryFree(long address, long size) {
        return tryFree(Context.current().allocator(), address, size);
    }

    /**
     * {@link #free(Allocator, long, long)} that answers instead of throwing.
     *
     * @param allocator who made the block
     * @param address the block, or {@link Allocator#NULL}
     * @param size the size it was requested with, bytes
     * @return {@code Ok} with no block, or the reason why the block was not taken
     */
    public static AllocResult tryFree(Allocator allocator, long address, long size) {
        return allocator.tryFree(address, size);
    }

    /** Gives back every block of the current general allocator. For scratch, the loop does it. */
    @UsesContext
    public static void freeAll() {
        freeAll(Context.current().allocator());
    }

    /**
     * Gives back every block of an allocator.
     *
     * @param allocator whose blocks
     */
    public static void freeAll(Allocator allocator) {
        allocator.freeAll();
    }

    /**
     * {@link #freeAll()} that answers instead of throwing.
     *
     * @return {@code Ok} with no block, or the reason why nothing was freed
     */
    @UsesContext
    public static AllocResult tryFreeAll() {
        return tryFreeAll(Context.current().allocator());
    }

    /**
     * {@link #freeAll(Allocator)} that answers instead of throwing.
     *
     * @param allocator whose blocks
     * @return {@code Ok} with no block, or the reason why nothing was freed
     */
    public static AllocResult tryFreeAll(Allocator allocator) {
        return allocator.tryFreeAll();
    }

    /**
     * Makes a zeroed slice of elements from the current allocator.
     *
     * @param element what one element looks like, which also gives the alignment
     * @param count elements, 0 or more
     * @return a segment that holds exactly that many
     */
    @UsesContext
    public static MemorySegment make(MemoryLayout element, long count) {
        return make(Context.current().allocator(), element, count);
    }

    /**
     * Makes a zeroed slice of elements.
     *
     * @param allocator who allocates
     * @param element what one element looks like, which also gives the alignment
     * @param count elements, 0 or more
     * @return a segment that holds exactly that many
     */
    public static MemorySegment make(Allocator allocator, MemoryLayout element, long count) {
        long size = element.byteSize();
        long bytes = size * count;
        if (count < 0 || Math.multiplyHigh(size, count) != 0 || bytes < 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d elements of %d bytes: the count must be 0 or more and the product fit 63 bits"
                            .formatted(count, size));
        }
        return allocator.allocate(bytes, element.byteAlignment());
    }

    /**
     * {@link #make(MemoryLayout, long)} that answers instead of throwing.
     *
     * @param element what one element looks like, which also gives the alignment
     * @param count elements, 0 or more
     * @return a segment that holds exactly that many, or the reason why there is none
     */
    @UsesContext
    public static Attempt<MemorySegment> tryMake(MemoryLayout element, long count) {
        return tryMake(Context.current().allocator(), element, count);
    }

    /**
     * {@link #make(Allocator, MemoryLayout, long)} that answers instead of throwing.
     *
     * @param allocator who allocates
     * @param element what one element looks like, which also gives the alignment
     * @param count elements, 0 or more
     * @return a segment that holds exactly that many, or the reason why there is none
     */
    public static Attempt<MemorySegment> tryMake(
            Allocator allocator, MemoryLayout element, long count) {
        return Attempt.of(() -> make(allocator, element, count));
    }

    /**
     * Makes a dynamic array of {@code bytes} in the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link ByteArray#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static ByteArray makeBytes(long capacity) {
        return makeBytes(Context.current().allocator(), capacity);
    }

    /**
     * Makes a dynamic array of {@code bytes}.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link ByteArray#delete}
     * @throws MemoryException if there is no such memory
     */
    public static ByteArray makeBytes(Allocator allocator, long capacity) {
        return ByteArray.createWithCapacity(allocator, capacity);
    }

    /**
     * Makes a dynamic array of {@code ints} in the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link IntArray#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static IntArray makeInts(long capacity) {
        return makeInts(Context.current().allocator(), capacity);
    }

    /**
     * Makes a dynamic array of {@code ints}.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link IntArray#delete}
     * @throws MemoryException if there is no such memory
     */
    public static IntArray makeInts(Allocator allocator, long capacity) {
        return IntArray.createWithCapacity(allocator, capacity);
    }

    /**
     * Makes a dynamic array of {@code longs} in the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link LongArray#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static LongArray makeLongs(long capacity) {
        return makeLongs(Context.current().allocator(), capacity);
    }

    /**
     * Makes a dynamic array of {@code longs}.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link LongArray#delete}
     * @throws MemoryException if there is no such memory
     */
    public static LongArray makeLongs(Allocator allocator, long capacity) {
        return LongArray.createWithCapacity(allocator, capacity);
    }

    /**
     * Makes a dynamic array of {@code floats} in the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link FloatArray#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static FloatArray makeFloats(long capacity) {
        return makeFloats(Context.current().allocator(), capacity);
    }

    /**
     * Makes a dynamic array of {@code floats}.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link FloatArray#delete}
     * @throws MemoryException if there is no such memory
     */
    public static FloatArray makeFloats(Allocator allocator, long capacity) {
        return FloatArray.createWithCapacity(allocator, capacity);
    }

    /**
     * Makes a dynamic array of {@code doubles} in the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link DoubleArray#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static DoubleArray makeDoubles(long capacity) {
        return makeDoubles(Context.current().allocator(), capacity);
    }

    /**
     * Makes a dynamic array of {@code doubles}.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an empty array, the caller's to {@link DoubleArray#delete}
     * @throws MemoryException if there is no such memory
     */
    public static DoubleArray makeDoubles(Allocator allocator, long capacity) {
        return DoubleArray.createWithCapacity(allocator, capacity);
    }

    /**
     * Makes a map from {@code long} to {@code long} in the current allocator, in which a key that
     * is not there reads as 0.
     *
     * @param entries how many it takes without growing, 0 or more
     * @return an empty map, the caller's to {@link LongLongMap#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static LongLongMap makeMap(long entries) {
        return makeMap(Context.current().allocator(), entries);
    }

    /**
     * Makes a map from {@code long} to {@code long}, in which a key that is not there reads as 0.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param entries how many it takes without growing, 0 or more
     * @return an empty map, the caller's to {@link LongLongMap#delete}
     * @throws MemoryException if there is no such memory
     */
    public static LongLongMap makeMap(Allocator allocator, long entries) {
        return LongLongMap.create(allocator, entries, 0);
    }

    /**
     * Makes a text to append to in the current allocator.
     *
     * @param capacity bytes that it takes without growing, 0 or more
     * @return an empty text, the caller's to {@link TextBuilder#delete}
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static TextBuilder makeText(long capacity) {
        return makeText(Context.current().allocator(), capacity);
    }

    /**
     * Makes a text to append to.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity bytes that it takes without growing, 0 or more
     * @return an empty text, the caller's to {@link TextBuilder#delete}
     * @throws MemoryException if there is no such memory
     */
    public static TextBuilder makeText(Allocator allocator, long capacity) {
        return TextBuilder.create(allocator, capacity);
    }

    /**
     * Copies a segment into memory of the current allocator.
     *
     * @param original what to copy, from native memory or the Java heap
     * @return a segment of the same size and contents, at {@link Allocator#DEFAULT_ALIGNMENT}
     */
    @UsesContext
    public static MemorySegment newClone(MemorySegment original) {
        return newClone(Context.current().allocator(), original);
    }

    /**
     * Copies a segment into memory of an allocator.
     *
     * @param allocator who allocates
     * @param original what to copy, from native memory or the Java heap
     * @return a segment of the same size and contents, at {@link Allocator#DEFAULT_ALIGNMENT}
     */
    public static MemorySegment newClone(Allocator allocator, MemorySegment original) {
        return allocator
                .allocateNonZeroed(original.byteSize(), Allocator.DEFAULT_ALIGNMENT)
                .copyFrom(original);
    }

    /**
     * Copies a Java text, as UTF-8, into memory of the current allocator.
     *
     * @param original what to copy
     * @return a text, the caller's to {@link Text#delete}
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    @UsesContext
    public static Text newClone(CharSequence original) {
        return newClone(Context.current().allocator(), original);
    }

    /**
     * Copies a Java text, as UTF-8, into memory of an allocator.
     *
     * @param allocator who allocates
     * @param original what to copy
     * @return a text, the caller's to {@link Text#delete}
     * @throws MalformedTextException if half a surrogate pair stands alone in it
     */
    public static Text newClone(Allocator allocator, CharSequence original) {
        return Text.of(allocator, original);
    }

    /**
     * Writes a value of Java into memory of the current allocator.
     *
     * @param value what to write
     * @param size bytes that the writer writes at most, 0 or more
     * @param writer writes the value; if it throws, the memory is given back
     * @param <T> the value's type
     * @return a segment of that size, at {@link Allocator#DEFAULT_ALIGNMENT}; bytes that nobody
     *     wrote are 0
     */
    @UsesContext
    public static <T> MemorySegment newClone(T value, long size, Writer<? super T> writer) {
        return newClone(Context.current().allocator(), value, size, writer);
    }

    /**
     * Writes a value of Java into memory of an allocator.
     *
     * @param allocator who allocates
     * @param value what to write
     * @param size bytes that the writer writes at most, 0 or more
     * @param writer writes the value; if it throws, the memory is given back
     * @param <T> the value's type
     * @return a segment of that size, at {@link Allocator#DEFAULT_ALIGNMENT}; bytes that nobody
     *     wrote are 0
     */
    public static <T> MemorySegment newClone(
            Allocator allocator, T value, long size, Writer<? super T> writer) {
        MemorySegment made = allocator.allocate(size, Allocator.DEFAULT_ALIGNMENT);
        try {
            writer.write(made.address(), value);
        } catch (RuntimeException | Error failure) {
            delete(allocator, made);
            throw failure;
        }
        return made;
    }

    /**
     * Gives a whole segment back to the current allocator, which must be the one that made it.
     *
     * @param segment what {@code make} or {@code newClone} returned, not a slice of it
     */
    @UsesContext
    public static void delete(MemorySegment segment) {
        delete(Context.current().allocator(), segment);
    }

    /**
     * Gives a whole segment back.
     *
     * @param allocator who made the segment
     * @param segment what {@code make} or {@code newClone} returned, not a slice of it
     */
    public static void delete(Allocator allocator, MemorySegment segment) {
        if (segment.byteSize() > 0) {
            allocator.free(segment.address(), segment.byteSize());
        }
    }
}
