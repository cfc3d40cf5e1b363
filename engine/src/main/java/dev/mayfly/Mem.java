package dev.mayfly;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.context.UsesContext;

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
 * <p>Failures are {@link MemoryException}s, and {@link NoContextException}s from the short forms on
 * a thread without context.
 */
public final class Mem {

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
