package dev.mayfly.data;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
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
 * <p><b>Owners:</b> structs that own something are given a release, with {@code releasing}. It is
 * then called once for each struct that is removed, written over as a whole or left when all are
 * cleared or deleted; not for those that only move. One that throws keeps neither its own struct
 * from going nor the others from their release. Without a release none of this costs anything. The
 * generated {@code addFrom} and {@code setFrom} copy bytes: what a struct owns both own then, and
 * only one of the two may release it.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public abstract sealed class Structs implements AutoCloseable permits StructArray, StructColumns {

    /**
     * An "and" with this changes no address. It tells the JIT compiler that it is not negative and
     * its sum with a size does not overflow, so that an access is checked once and not twice.
     */
    static final long ANY = (1L << 56) - 1;

    private static final long FIRST_CAPACITY = 8;

    private Allocator allocator;
    private final long alignment;

    private long block = Allocator.NULL;
    private long blockSize;
    private long capacity;
    private long size;
    private boolean deleted;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    /** Whether there is a release. */
    private boolean owning;

    /** While a release runs, which must change nothing here. */
    private boolean busy;

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
     * @return the allocator that was given at creation or to {@link #restart}, or was the context's
     *     then
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
        requireUsable();
        if (wanted < 0) {
            throw new IllegalArgumentException(
                    "room for " + wanted + " structs: the number must be 0 or more");
        }
        if (wanted > capacity) {
            resizeTo(wanted);
        }
    }

    /**
     * {@link #reserve} that answers instead of throwing {@link MemoryException}.
     *
     * @param wanted structs altogether, 0 or more
     * @return the block that there is now, or the reason why everything is as it was
     * @throws IllegalArgumentException if the number is negative
     */
    public final AllocResult tryReserve(long wanted) {
        try {
            reserve(wanted);
            return new AllocResult.Ok(block, blockSize);
        } catch (MemoryException failure) {
            return new AllocResult.Failed(failure.error(), String.valueOf(failure.getMessage()));
        }
    }

    /**
     * Gives back the room that is not in use.
     *
     * @throws MemoryException if the allocator needs memory to move the structs and has none;
     *     everything is then as it was
     */
    public final void shrink() {
        requireUsable();
        if (capacity > size) {
            shrinkTo(size);
        }
    }

    /**
     * Sets the number of structs. New ones are all zeroes; those that are too many go.
     *
     * @param structs 0 or more
     * @throws MemoryException if there is no such memory; everything is then as it was
     * @throws IllegalArgumentException if the number is negative
     */
    public final void resize(long structs) {
        if (structs < 0) {
            throw new IllegalArgumentException(structs + " structs: the number must be 0 or more");
        }
        if (structs < size) {
            removeFrom(structs);
            return;
        }
        makeRoom(structs - size);
        zero(size, structs - size);
        size = structs;
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
        if (structs < 0) {
            throw new IllegalArgumentException(structs + " structs: the number must be 0 or more");
        }
        if (structs < size) {
            removeFrom(structs);
            return;
        }
        makeRoom(structs - size);
        size = structs;
    }

    /** Removes every struct and keeps the memory. */
    public final void clear() {
        removeFrom(0);
    }

    private void removeFrom(long first) {
        requireUsable();
        if (owning) {
            Teardown teardown = new Teardown();
            releaseFrom(first, teardown);
            teardown.finish();
        } else {
            size = first;
        }
    }

    /** Releases each while it is still there, then it goes; the last first. */
    private void releaseFrom(long first, Teardown teardown) {
        Release byIndex = this::release;
        busy = true;
        for (long last = size - 1; last >= first; last--) {
            teardown.release(byIndex, last);
            size = last;
        }
        busy = false;
    }

    /**
     * Removes a struct and moves those after it up by one. The time is that of moving them.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    public final void removeAt(long index) {
        replacing(index);
        try {
            replaced(index);
        } finally {
            move(index + 1, index, size - index - 1);
            size--;
        }
    }

    /**
     * Removes a struct and moves the last one into its place: the order changes, the time is short.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    public final void removeSwap(long index) {
        replacing(index);
        try {
            replaced(index);
        } finally {
            long last = size - 1;
            if (index != last) {
                move(last, index, 1);
            }
            size = last;
        }
    }

    /**
     * Leaves the memory to whoever has freed it already: there are no structs and there is no room,
     * and adding some takes new memory. For structs that are kept for many ticks, so that they need
     * not be made anew, with memory in scratch that ends with each of them.
     */
    public final void forget() {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        requireUsable();
        size = 0;
        block = Allocator.NULL;
        blockSize = 0;
        capacity = 0;
        moved(Allocator.NULL);
    }

    /**
     * {@link #forget}, and takes memory from somewhere else from now on: for structs that are kept
     * while each tick has scratch of its own.
     *
     * @param scratch who makes the memory from now on
     */
    public final void restart(Allocator scratch) {
        Objects.requireNonNull(scratch, "scratch");
        forget();
        allocator = scratch;
    }

    /**
     * Gives the memory back to the allocator, if that takes back single blocks. Deleting twice is
     * deleting once.
     */
    public final void delete() {
        if (deleted) {
            return;
        }
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, this);
        }
        if (owning) {
            deleteOwners();
        } else {
            ArrayMemory.giveBack(allocator, drop(), blockSize);
        }
    }

    private void deleteOwners() {
        requireUsable();
        Teardown teardown = new Teardown();
        releaseFrom(0, teardown);
        teardown.free(allocator, drop(), blockSize).finish();
    }

    /** From now on deleted; answers the block, which is still to be freed. */
    private long drop() {
        long address = block;
        deleted = true;
        size = 0;
        capacity = 0;
        block = Allocator.NULL;
        return address;
    }

    /** {@link #delete}. */
    @Override
    public final void close() {
        delete();
    }

    /** Calls the release for a struct, which is still there. */
    abstract void release(long index);

    /** There is a release from now on. */
    final void releases() {
        requireUsable();
        owning = true;
    }

    /**
     * For generated code: fails unless there is such a struct and it may be replaced.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final void replacing(long index) {
        requireIndex(index);
        if (busy) {
            throw releasing();
        }
    }

    /**
     * For generated code: releases a struct that is about to be written over.
     *
     * @param index from 0, checked by {@link #replacing}
     */
    protected final void replaced(long index) {
        if (owning) {
            busy = true;
            try {
                release(index);
            } finally {
                busy = false;
            }
        }
    }

    /**
     * For generated code: makes room between structs, for one that is written there at once and
     * without fail.
     *
     * @param index where, from 0 to {@code size()}
     * @return the index
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if there is no memory; everything is then as it was
     */
    protected final long gap(long index) {
        if (index < 0 || index > size) {
            throw Failures.outside(this, index, size, deleted);
        }
        requireUsable();
        requireRoom();
        move(index, index + 1, size - index);
        size++;
        return index;
    }

    /** Zeroes structs that are in the block and not counted yet. */
    abstract void zero(long from, long count);

    /**
     * For generated code: appends a copy of a struct, of others or of these, byte by byte.
     *
     * @param other of the same kind
     * @param from which of them, from 0
     * @return the copy's index
     * @throws IndexOutOfBoundsException if there is no such struct
     * @throws MemoryException if there is no memory; everything is then as it was
     */
    protected final long addCopy(Structs other, long from) {
        other.requireIndex(from);
        requireRoom();
        copy(other, from, size);
        return count();
    }

    /**
     * For generated code: writes a copy of a struct, of others or of these, over another.
     *
     * @param index which struct, from 0
     * @param other of the same kind
     * @param from which of them, from 0
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final void setCopy(long index, Structs other, long from) {
        other.requireIndex(from);
        replacing(index);
        if (other == this && from == index) {
            return;
        }
        try {
            replaced(index);
        } finally {
            other.requireIndex(from);
            copy(other, from, index);
        }
    }

    /** Copies a struct that is there to an index where there is room. */
    abstract void copy(Structs other, long from, long to);

    /** Copies structs from one index to another; the two ranges may overlap. */
    abstract void move(long from, long to, long count);

    /** Bytes of a block for so many structs, or less than 0 if they do not fit 63 bits. */
    abstract long blockSize(long structs);

    /** Moves what is in a block to where it belongs with another capacity. */
    abstract void rearrange(long block, long oldCapacity, long newCapacity);

    /** The block and the capacity are others now. */
    abstract void moved(long block);

    final long block() {
        requireUndeleted();
        return block;
    }

    /** Everything goes through here, so what was deleted has size 0 and fails. */
    final void requireIndex(long index) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        try {
            // The compiler knows this check and moves it out of loops.
            Objects.checkIndex(index, size);
        } catch (IndexOutOfBoundsException _) {
            throw Failures.outside(this, index, size, deleted);
        }
    }

    /**
     * {@link #requireIndex} where an address is to be computed. While no offset in bytes needs more
     * than an {@code int} it says so to the JIT compiler, which then adds it within the instruction
     * that reads or writes, as in a Java array.
     *
     * @param stride bytes from one struct to the next; a constant to the compiler
     */
    final long inside(long index, long stride) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long mask = Long.highestOneBit(Integer.MAX_VALUE / stride) - 1;
        long count = size;
        if (count > mask) {
            return far(index);
        }
        try {
            return Objects.checkIndex(index, count & mask);
        } catch (IndexOutOfBoundsException _) {
            throw Failures.outside(this, index, size, deleted);
        }
    }

    /** The same for an index that is an {@code int}. */
    final long inside(int index, long stride) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        int mask = (int) (Long.highestOneBit(Integer.MAX_VALUE / stride) - 1);
        long count = size;
        if (count > mask) {
            return far(index);
        }
        try {
            return Objects.checkIndex(index, (int) count & mask);
        } catch (IndexOutOfBoundsException _) {
            throw Failures.outside(this, index, size, deleted);
        }
    }

    private long far(long index) {
        requireIndex(index);
        return index;
    }

    /** Makes room for one more. */
    final void requireRoom() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (size == capacity) {
            grow();
        }
    }

    /** Counts the struct that was written into the room, and says which it is. */
    final long count() {
        return size++;
    }

    /** Makes room for so many more. */
    final void makeRoom(long more) {
        requireUsable();
        if (more > capacity - size) {
            resizeTo(Math.max(size + more, capacity + (capacity >> 1)));
        }
    }

    /** Counts the structs that were written into the room. */
    final void count(long more) {
        size += more;
    }

    private void grow() {
        requireUsable();
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
        rearrange(block, capacity, structs);
        capacity = structs;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, block);
        }
        moved(block);
    }

    private void shrinkTo(long structs) {
        long bytes = structs == 0 ? 0 : blockSize(structs);
        rearrange(block, capacity, structs);
        try {
            block = allocator.resizeNonZeroed(block, blockSize, bytes, alignment);
        } catch (MemoryException failure) {
            rearrange(block, structs, capacity);
            throw failure;
        }
        blockSize = bytes;
        capacity = structs;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, block);
        }
        moved(block);
    }

    private void requireUndeleted() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    private void requireUsable() {
        requireUndeleted();
        if (busy) {
            throw releasing();
        }
    }

    private IllegalStateException releasing() {
        return new IllegalStateException(
                "%s is just releasing a struct: a release must not change what calls it"
                        .formatted(this));
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
