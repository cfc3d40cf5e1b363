package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;

import java.util.Objects;

/**
 * What {@link StructArray} and {@link StructColumns} have in common: a block of memory that grows.
 *
 * <p><b>Design:</b> one block, half as large again whenever it is full. The allocator that made it
 * is remembered; growth is its {@code resizeNonZeroed}, so the newest block of a {@link
 * dev.mayfly.alloc.FrameArena} grows in place, without a copy and without waste.
 *
 * <p><b>Cost:</b> an access is one comparison more than C's. No Java garbage, but for the Java
 * objects that a caller asks for.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until the allocator frees everything: what is made
 * in scratch dies with the tick and needs no {@code delete}. Growing moves the structs, so
 * addresses and segments are good until something is added or reserved. After {@code delete} the
 * size is 0, and whatever needs memory is an {@link IllegalStateException}. What is kept for many
 * ticks over scratch is told of its end by {@link #forget}.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public abstract sealed class Structs implements AutoCloseable permits StructArray, StructColumns {

    private static final long FIRST_CAPACITY = 8;

    private final Allocator allocator;
    private final long alignment;

    private long block = Allocator.NULL;
    private long blockSize;
    private long capacity;
    private long size;
    private boolean deleted;

    Structs(Allocator allocator, long alignment) {
        this.allocator = Objects.requireNonNull(allocator, "allocator");
        this.alignment = alignment;
    }

    /**
     * How many structs there are.
     *
     * @return structs, 0 or more
     */
    public final long size() {
        return size;
    }

    /**
     * Whether there are none.
     *
     * @return whether {@link #size} is 0
     */
    public final boolean isEmpty() {
        return size == 0;
    }

    /**
     * How many structs fit before the memory has to grow.
     *
     * @return structs, 0 or more
     */
    public final long capacity() {
        return capacity;
    }

    /**
     * Who made the memory.
     *
     * @return the allocator that was given at creation, or was the context's then
     */
    public final Allocator allocator() {
        return allocator;
    }

    /**
     * Makes room, so that nothing moves until there are so many structs. Never shrinks.
     *
     * @param wanted structs altogether, 0 or more
     * @throws MemoryException if there is no such memory; everything is then as it was
     * @throws IllegalArgumentException if the number is negative
     */
    public final void reserve(long wanted) {
        requireUndeleted();
        if (wanted < 0) {
            throw new IllegalArgumentException(
                    "room for " + wanted + " structs: the number must be 0 or more");
        }
        if (wanted > capacity) {
            resizeTo(wanted);
        }
    }

    /**
     * Sets how many structs there are. New ones hold anything, for those who write all of them
     * anyway, in whatever order; those that are too many go.
     *
     * @param structs 0 or more
     * @throws MemoryException if there is no such memory; everything is then as it was
     * @throws IllegalArgumentException if the number is negative
     */
    public final void resizeNonZeroed(long structs) {
        reserve(structs);
        size = structs;
    }

    /** Removes every struct and keeps the memory. */
    public final void clear() {
        requireUndeleted();
        size = 0;
    }

    /**
     * Removes a struct and moves those after it up by one. The time is that of moving them.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    public final void removeAt(long index) {
        requireIndex(index);
        move(index + 1, index, size - index - 1);
        size--;
    }

    /**
     * Removes a struct and moves the last one into its place: the order changes, the time is short.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    public final void removeSwap(long index) {
        requireIndex(index);
        long last = size - 1;
        if (index != last) {
            move(last, index, 1);
        }
        size = last;
    }

    /**
     * Leaves the memory to whoever has freed it already: there are no structs and there is no room,
     * and adding some takes new memory. For structs that are kept for many ticks, so that they need
     * not be made anew, with memory in scratch that ends with each of them.
     */
    public final void forget() {
        requireUndeleted();
        size = 0;
        block = Allocator.NULL;
        blockSize = 0;
        capacity = 0;
        moved(Allocator.NULL, 0, 0);
    }

    /**
     * Gives the memory back to the allocator, if that takes back single blocks. Deleting twice is
     * deleting once.
     */
    public final void delete() {
        if (deleted) {
            return;
        }
        long address = block;
        deleted = true;
        size = 0;
        capacity = 0;
        block = Allocator.NULL;
        if (allocator.features().contains(Feature.FREE)) {
            allocator.free(address, blockSize);
        } else {
            // Where only the newest block can be freed, this may be it or not.
            var _ = allocator.tryFree(address, blockSize);
        }
    }

    /** {@link #delete}. */
    @Override
    public final void close() {
        delete();
    }

    /** Copies structs from one index to another; the two ranges may overlap. */
    abstract void move(long from, long to, long count);

    /** Bytes of a block for so many structs, or less than 0 if they do not fit 63 bits. */
    abstract long blockSize(long structs);

    /** The block stands elsewhere or is larger, and its contents are where they were in it. */
    abstract void moved(long block, long oldCapacity, long newCapacity);

    final long block() {
        requireUndeleted();
        return block;
    }

    /** Everything goes through here, so what was deleted has size 0 and fails. */
    final void requireIndex(long index) {
        try {
            // The compiler knows this check and moves it out of loops.
            Objects.checkIndex(index, size);
        } catch (IndexOutOfBoundsException _) {
            throw Failures.outside(this, index, size, deleted);
        }
    }

    /** Makes room for one more. */
    final void requireRoom() {
        if (size == capacity) {
            grow();
        }
    }

    /** Counts the struct that was written into the room, and says which it is. */
    final long count() {
        return size++;
    }

    private void grow() {
        requireUndeleted();
        resizeTo(Math.max(FIRST_CAPACITY, capacity + (capacity >> 1)));
    }

    private void resizeTo(long structs) {
        long bytes = blockSize(structs);
        if (bytes < 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d structs of %s: their bytes must fit 63 bits".formatted(structs, this));
        }
        block = allocator.resizeNonZeroed(block, blockSize, bytes, alignment);
        blockSize = bytes;
        long before = capacity;
        capacity = structs;
        moved(block, before, structs);
    }

    private void requireUndeleted() {
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    /** {@code count * size}, or less than 0 if that does not fit 63 bits. */
    static long product(long count, long size) {
        return Math.multiplyHigh(count, size) == 0 ? count * size : -1;
    }

    @Override
    public String toString() {
        return "%s of %d structs".formatted(getClass().getSimpleName(), size);
    }
}
