package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import java.util.EnumSet;
import java.util.Set;

/**
 * A stack that forgives: blocks are freed in any order, and when the newest goes, everything freed
 * directly beneath it goes with it.
 *
 * <p>Pick it where frees come nearly, but not always, in reverse order, such as the temporary lists
 * of a recursive search. Where the order is strict {@link StackAllocator} is smaller and faster;
 * where there is no order use a general allocator, because here a single old block keeps the memory
 * of all newer ones. After Odin's rollback stack allocator.
 *
 * <p><b>Features:</b> frees in any order and of unknown size, resizing in place where the block is
 * the newest or shrinks, queries, {@code freeAll}. A freed block's memory is used again once
 * everything newer was freed too.
 *
 * <p><b>Design:</b> slabs from an allocator below, 64 KiB unless told otherwise, and a cursor in
 * the newest. A header before each block says how far it is to the block before; a freed one is
 * only marked, until the cursor can roll back over it. A request that does not fit into a slab is
 * passed on to the allocator below, and its free too. Slabs that were rolled back are kept; {@code
 * freeAll} gives all but the first to the allocator below, {@code close} that one too.
 *
 * <p><b>Cost:</b> a block takes 16 bytes more than asked for, rounded up to 16. A few nanoseconds
 * an allocation and a free, in whatever order; a free looks through the slabs for the block's, from
 * the newest on. No Java garbage.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block was freed.
 *
 * <p><b>Errors:</b> a second free, an address from elsewhere and a wrong size are found out. Where
 * the allocator below fails, the request fails with its error and nothing has changed.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class RollbackStack implements Allocator {

    /** Bytes of a slab where nothing else is asked for: 64 KiB. */
    public static final long DEFAULT_SLAB = 64L << 10;

    private static final Set<Feature> FEATURES =
            Set.copyOf(
                    EnumSet.of(
                            Feature.ALLOC,
                            Feature.FREE,
                            Feature.FREE_ALL,
                            Feature.RESIZE,
                            Feature.UNKNOWN_SIZE,
                            Feature.QUERY,
                            Feature.CLOSE));

    /** At the start of every slab stands the newest block of the one before. */
    private static final long SLAB_HEADER = BlockHeaders.BYTES;

    private final BlockHeaders headers = new BlockHeaders();
    private final long slabSize;
    private final Slabs slabs;
    private final OutsideBlocks outside;

    /** Index of the slab that blocks are placed in; those above it are empty. */
    private int current = -1;

    /** The newest block in the current slab; NULL if there is none. */
    private long newest;

    /** Where the next header goes. */
    private long cursor;

    /** End of the current slab; below the cursor where there is no slab. */
    private long limit = -1;

    private boolean closed;

    /**
     * A stack with slabs of {@link #DEFAULT_SLAB} bytes.
     *
     * @param below who hands out slabs and large blocks; outlives the stack
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if {@code below} does not free
     *     single blocks
     */
    public RollbackStack(Allocator below) {
        this(below, DEFAULT_SLAB);
    }

    /**
     * A stack made to measure.
     *
     * @param below who hands out slabs and large blocks; outlives the stack
     * @param slabSize bytes, from 64 to 1 GiB; rounded up to 16
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the size is outside that, or
     *     {@code below} does not free single blocks
     */
    public RollbackStack(Allocator below, long slabSize) {
        this.slabSize = Slabs.checkedSize("slabSize", slabSize);
        this.slabs = new Slabs(this, below, this.slabSize);
        this.outside = new OutsideBlocks(this, below);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        while (true) {
            long start = BlockHeaders.start(cursor, alignment);
            if (size > 0 && size <= limit - start && Requests.isPowerOfTwo(alignment)) {
                headers.write(start, size, newest == NULL ? 0 : start - newest);
                newest = start;
                cursor = BlockHeaders.end(start, size);
                return start;
            }
            Requests.check(size, alignment);
            checkOpen();
            if (size == 0) {
                return NULL;
            }
            if (!fitsASlab(size, alignment)) {
                return outside.allocNonZeroed(size, alignment);
            }
            openNextSlab();
        }
    }

    private boolean fitsASlab(long size, long alignment) {
        long room = slabSize - SLAB_HEADER - BlockHeaders.BYTES;
        return size <= room - Math.max(0, alignment - BlockHeaders.BYTES);
    }

    /** Leaves the rest of the current slab, and goes on in one that is empty. */
    private void openNextSlab() {
        if (current + 1 == slabs.count()) {
            slabs.take();
        }
        long base = slabs.base(current + 1);
        Memory.putLong(base, newest);
        newest = NULL;
        enterSlab(current + 1);
        cursor = base + SLAB_HEADER;
    }

    private void enterSlab(int index) {
        current = index;
        limit = slabs.end(index);
    }

    /**
     * Gives a block back; with the newest goes everything freed directly beneath it.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes, or {@link #UNKNOWN_SIZE}
     * @throws MemoryException {@link MemoryError#DOUBLE_FREE} if it was given back before and its
     *     memory is not in use again; {@link MemoryError#INVALID_POINTER} if it is no block of this
     *     stack; {@link MemoryError#INVALID_ARGUMENT} if the size is not its
     */
    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (isInSlab(address)) {
            headers.check(this, address, size);
            headers.markFreed(address);
            if (address == newest) {
                rollBack();
            }
        } else {
            checkOpen();
            outside.check(address, size);
            outside.free(address);
        }
    }

    /** Whether a header can be read before this address. */
    private boolean isInSlab(long address) {
        int slab = slabs.find(address, slabs.count());
        return slab >= 0 && address - slabs.base(slab) >= SLAB_HEADER + BlockHeaders.BYTES;
    }

    /** Moves the cursor down to behind the newest live block. */
    private void rollBack() {
        while (true) {
            while (newest != NULL && headers.isFreed(newest)) {
                long back = BlockHeaders.back(newest);
                newest = back == 0 ? NULL : newest - back;
            }
            if (newest != NULL || current == 0) {
                break;
            }
            newest = Memory.getLong(slabs.base(current));
            enterSlab(current - 1);
        }
        cursor =
                newest == NULL
                        ? slabs.base(0) + SLAB_HEADER
                        : BlockHeaders.end(newest, BlockHeaders.size(newest));
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.check(newSize, alignment);
        Requests.checkOldSize(oldSize);
        boolean inSlab = isInSlab(address);
        if (inSlab) {
            headers.check(this, address, oldSize);
        } else {
            checkOpen();
            outside.check(address, oldSize);
        }
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (!inSlab) {
            return outside.resizeNonZeroed(address, newSize, alignment);
        }
        if (Requests.isAligned(address, alignment)
                && (newSize <= oldSize || address == newest && newSize <= limit - address)) {
            headers.write(address, newSize, BlockHeaders.back(address));
            if (address == newest) {
                cursor = BlockHeaders.end(address, newSize);
            }
            return address;
        }
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        free(address, oldSize);
        return moved;
    }

    /**
     * Gives every block back, and all slabs but the first to the allocator below.
     *
     * @throws MemoryException if the allocator below does not take one; every block in a slab is
     *     freed then too, and what it did not take is offered to it again next time
     */
    @Override
    public void freeAll() {
        checkOpen();
        headers.forgetAll();
        newest = NULL;
        if (slabs.count() > 0) {
            enterSlab(0);
            cursor = slabs.base(0) + SLAB_HEADER;
        }
        slabs.giveBackTo(Math.min(slabs.count(), 1));
        outside.freeAll();
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    /**
     * What is known of a block.
     *
     * @param address where a block begins
     * @return the block and the size it was requested with
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if no live block begins there
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        if (isInSlab(address) && headers.isLive(address)) {
            return new AllocationInfo(this, address, BlockHeaders.size(address));
        }
        return outside.query(address);
    }

    /**
     * How much memory the slabs hold.
     *
     * @return bytes from the allocator below, without blocks that are too large for a slab
     */
    public long held() {
        return slabs.count() * slabSize;
    }

    private void checkOpen() {
        if (closed) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    this + " is closed: allocate before close(), or make a new one");
        }
    }

    /**
     * Gives every block back, and everything to the allocator below.
     *
     * @throws MemoryException if the allocator below does not take something; the stack is empty
     *     then and not closed, and closing can be tried again
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        freeAll();
        current = -1;
        limit = -1;
        cursor = 0;
        slabs.giveBackTo(0);
        closed = true;
    }

    @Override
    public String toString() {
        return "RollbackStack with slabs of " + slabSize + " bytes";
    }
}
