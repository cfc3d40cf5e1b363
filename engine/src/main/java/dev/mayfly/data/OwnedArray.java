package dev.mayfly.data;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.util.ArrayList;
import java.util.List;

/**
 * A dynamic array of blocks that it owns: deleting it frees each of them once.
 *
 * <p>Pick it for many blocks of different sizes that belong to one thing: the meshes of a level,
 * the chunks of a file. A single block with a name is an {@link Owned}; blocks that other elements
 * own are freed by a {@link Release}.
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="array"}
 *
 * <p><b>Features:</b> takes over {@link Owned}s of any allocators, or allocates blocks by itself;
 * gives a block out again as an {@code Owned}; removes one, the last taking its place; clears.
 *
 * <p><b>Design:</b> 24 bytes of native memory for an element, with the block's address, size and
 * alignment and a number for its allocator. The allocators are in a list on the Java heap, each
 * once, until the array is cleared. There is no Java object an element.
 *
 * <p><b>Cost:</b> adding, removing and freeing make no Java garbage; an {@code Owned} that is added
 * or taken out is one object. Growth doubles.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until the allocator's memory ends: in scratch, with
 * the tick. Then nobody knows the blocks any more, and they leak unless they are scratch too.
 *
 * <p><b>Errors:</b> when one of the blocks cannot be freed, the rest is freed all the same; then
 * the first exception flies, the others suppressed onto it. {@link IndexOutOfBoundsException} for
 * an index; after a failed growth everything is as it was, and the owner that was to be added has
 * its block. Use after {@code delete} is an {@link IllegalStateException}.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class OwnedArray implements AutoCloseable {

    private static final long ENTRY = 24;
    private static final long SIZE = 8;
    private static final long ALIGNMENT_SHIFT = 16;
    private static final long ALLOCATOR = 20;

    private static final long LEAST = 8;

    private final Allocator allocator;

    /** Whose the blocks are. The first is this array's own. */
    private final List<Allocator> allocators = new ArrayList<>(1);

    private long entries;
    private long capacity;
    private long size;
    private boolean deleted;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    private OwnedArray(Allocator allocator) {
        this.allocator = allocator;
        allocators.add(allocator);
    }

    /**
     * An empty array in the current allocator. Takes memory at the first addition.
     *
     * @return an array that is the caller's to delete
     */
    @UsesContext
    public static OwnedArray create() {
        return create(Context.current().allocator());
    }

    /**
     * An empty array. Takes memory at the first addition.
     *
     * @param allocator where the array shall be, and the blocks that it allocates by itself
     * @return an array that is the caller's to delete
     */
    public static OwnedArray create(Allocator allocator) {
        return new OwnedArray(allocator);
    }

    /**
     * Takes a block over, at the end. Ends its owner.
     *
     * @param owner who has the block now
     * @throws MemoryException if there is no room for it; the owner has the block as before
     * @throws IllegalStateException if the owner has no block any more
     */
    public void add(Owned owner) {
        owner.checkOwner();
        reserve(1);
        int number = numberOf(owner.allocator());
        append(
                owner.end("was moved into an array of owners"),
                owner.size(),
                owner.alignment(),
                number);
    }

    /**
     * Allocates a zeroed block in this array's allocator, at the end.
     *
     * @param bytes 0 or more
     * @param alignment bytes, a power of two
     * @return the block, to use and not to free
     * @throws MemoryException if there is no such memory or the arguments make no sense; the array
     *     is as it was
     */
    public long add(long bytes, long alignment) {
        reserve(1);
        long block = allocator.alloc(bytes, alignment);
        append(block, bytes, alignment, 0);
        return block;
    }

    /**
     * {@link #add(long, long)} that answers instead of throwing.
     *
     * @param bytes 0 or more
     * @param alignment bytes, a power of two
     * @return the block, or the reason why there is none
     */
    public AllocResult tryAdd(long bytes, long alignment) {
        try {
            return new AllocResult.Ok(add(bytes, alignment), bytes);
        } catch (MemoryException failure) {
            return failed(failure);
        }
    }

    private void append(long block, long bytes, long alignment, int number) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long entry = entries + size * ENTRY;
        Memory.putLong(entry, block);
        Memory.putLong(entry + SIZE, bytes);
        Memory.putInt(entry + ALIGNMENT_SHIFT, Long.numberOfTrailingZeros(alignment));
        Memory.putInt(entry + ALLOCATOR, number);
        size++;
    }

    private int numberOf(Allocator maker) {
        for (int i = allocators.size() - 1; i >= 0; i--) {
            if (allocators.get(i) == maker) {
                return i;
            }
        }
        allocators.add(maker);
        return allocators.size() - 1;
    }

    /**
     * Makes room for more blocks, so that so many owners can be added without fail.
     *
     * @param more how many, 0 or more
     * @throws MemoryException if there is no room for them; the array is as it was
     */
    public void reserve(long more) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
        if (more < 0) {
            throw new IllegalArgumentException("room for " + more + " blocks: pass 0 or more");
        }
        if (more > capacity - size) {
            grow(more);
        }
    }

    /**
     * {@link #reserve} that answers instead of throwing {@link MemoryException}.
     *
     * @param more how many, 0 or more
     * @return the array's table with its size, or the reason why there is no more room
     */
    public AllocResult tryReserve(long more) {
        try {
            reserve(more);
            return new AllocResult.Ok(entries, capacity * ENTRY);
        } catch (MemoryException failure) {
            return failed(failure);
        }
    }

    private static AllocResult failed(MemoryException failure) {
        return new AllocResult.Failed(failure.error(), String.valueOf(failure.getMessage()));
    }

    private void grow(long more) {
        if (more > Long.MAX_VALUE / ENTRY - size) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "room for %d more blocks overflows a 64-bit address".formatted(more));
        }
        long wanted = Math.max(size + more, Math.max(LEAST, 2 * capacity));
        entries = allocator.resizeNonZeroed(entries, capacity * ENTRY, wanted * ENTRY, Long.BYTES);
        capacity = wanted;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, entries);
        }
    }

    /**
     * How many blocks there are.
     *
     * @return a count, 0 once deleted
     */
    public long size() {
        return size;
    }

    /**
     * Where a block is.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the block, to use and not to free; {@link Allocator#NULL} for size 0
     */
    public long address(long index) {
        return Memory.getLong(entry(index));
    }

    /**
     * How large a block is.
     *
     * @param index from 0 to {@code size() - 1}
     * @return bytes, as requested
     */
    public long bytes(long index) {
        return Memory.getLong(entry(index) + SIZE);
    }

    /**
     * Who made a block and takes it back.
     *
     * @param index from 0 to {@code size() - 1}
     * @return its allocator
     */
    public Allocator allocator(long index) {
        return allocators.get(Memory.getInt(entry(index) + ALLOCATOR));
    }

    /**
     * Who made the array itself.
     *
     * @return the allocator
     */
    public Allocator allocator() {
        return allocator;
    }

    private long entry(long index) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (index < 0 || index >= size) {
            throw Failures.outside(this, index, size, deleted);
        }
        return entries + index * ENTRY;
    }

    /**
     * Gives a block out. The last one takes its place.
     *
     * @param index from 0 to {@code size() - 1}
     * @return its owner, the caller's to close
     */
    public Owned take(long index) {
        long entry = entry(index);
        Owned owner =
                Owned.trusted(
                        allocator(index),
                        Memory.getLong(entry),
                        Memory.getLong(entry + SIZE),
                        1L << Memory.getInt(entry + ALIGNMENT_SHIFT));
        removeEntry(entry);
        return owner;
    }

    /**
     * Frees a block. The last one takes its place.
     *
     * @param index from 0 to {@code size() - 1}
     * @throws MemoryException if the block's allocator does not take it; it is gone from the array
     *     all the same
     */
    public void remove(long index) {
        long entry = entry(index);
        long block = Memory.getLong(entry);
        long bytes = Memory.getLong(entry + SIZE);
        Allocator maker = allocator(index);
        removeEntry(entry);
        maker.free(block, bytes);
    }

    private void removeEntry(long entry) {
        size--;
        Memory.copy(entries + size * ENTRY, entry, ENTRY);
    }

    /**
     * Frees every block, the last first. The array's own memory stays for others.
     *
     * @throws RuntimeException what the first free that failed has thrown, when all are done
     */
    public void clear() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
        Teardown teardown = new Teardown();
        freeAll(teardown);
        forgetAllocators();
        teardown.finish();
    }

    private void freeAll(Teardown teardown) {
        long count = size;
        size = 0;
        teardown.releaseAll(this::freeBlock, entries, count, ENTRY);
    }

    private void freeBlock(long entry) {
        allocators
                .get(Memory.getInt(entry + ALLOCATOR))
                .free(Memory.getLong(entry), Memory.getLong(entry + SIZE));
    }

    private void forgetAllocators() {
        allocators.subList(1, allocators.size()).clear();
    }

    /**
     * Frees every block, the last first, and the array. Twice is once.
     *
     * @throws RuntimeException what the first free that failed has thrown, when all are done
     */
    public void delete() {
        if (deleted) {
            return;
        }
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, this);
        }
        deleted = true;
        Teardown teardown = new Teardown();
        freeAll(teardown);
        teardown.free(allocator, entries, capacity * ENTRY);
        capacity = 0;
        forgetAllocators();
        teardown.finish();
    }

    /** {@link #delete}. */
    @Override
    public void close() {
        delete();
    }

    @Override
    public String toString() {
        return deleted
                ? "OwnedArray in " + allocator
                : "OwnedArray of %d blocks in %s".formatted(size, allocator);
    }
}
