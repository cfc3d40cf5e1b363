package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/**
 * A stack that forgives: blocks are freed in any order, and when the newest goes, everything freed
 * directly beneath it goes with it.
 *
 * <p>Pick it where frees come nearly, but not always, in reverse order, such as the temporary lists
 * of a recursive search. Where the order is strict {@link StackAllocator} is smaller and faster;
 * where there is no order use a {@link GeneralAllocator}, because here a single old block keeps the
 * memory of all newer ones. After Odin's rollback stack allocator.
 *
 * <p><b>Features:</b> frees in any order and of unknown size, resizing in place where the block is
 * the newest or shrinks, queries, {@code freeAll}. A freed block's memory is used again once
 * everything newer was freed too.
 *
 * <p><b>Design:</b> chunks from an allocator below, 64 KiB unless told otherwise, and a cursor in
 * the newest. A header before each block says how far it is to the block before; a freed one is
 * only marked, until the cursor can roll back over it. A request that does not fit into a chunk is
 * passed on to the allocator below, and its free too. Chunks that were rolled back are kept; {@code
 * freeAll} gives all but the first to the allocator below, {@code close} that one too.
 *
 * <p><b>Cost:</b> a block takes 16 bytes more than asked for, rounded up to 16. A few nanoseconds
 * an allocation and a free, in whatever order; a free looks through the chunks for the block's,
 * from the newest on. No Java garbage.
 *
 * <p><b>Errors:</b> a second free, an address from elsewhere and a wrong size are found out. Where
 * the allocator below fails, the request fails with its error and nothing has changed.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block was freed.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class RollbackStack implements Allocator {

    /** Bytes of a chunk where nothing else is asked for: 64 KiB. */
    public static final long DEFAULT_CHUNK = 64L << 10;

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

    /** At the start of every chunk stands the newest block of the one before. */
    private static final long CHUNK_HEADER = BlockHeaders.BYTES;

    private final BlockHeaders headers = new BlockHeaders();
    private final long chunkSize;
    final Chunks chunks;
    private final OutsideBlocks outside;

    /** Index of the chunk that blocks are placed in; those above it are empty. */
    private int current = -1;

    /** The newest block in the current chunk; NULL if there is none. */
    private long newest;

    /** Where the next header goes. */
    private long cursor;

    /** End of the current chunk; below the cursor where there is no chunk. */
    private long limit = -1;

    private boolean closed;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** An {@link OwnerCheck}; only a debug build keeps it. */
    @Nullable Object owner;

    /**
     * A stack with chunks of {@link #DEFAULT_CHUNK} bytes.
     *
     * @param below who hands out chunks and large blocks; outlives the stack
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if {@code below} does not free
     *     single blocks
     */
    public RollbackStack(Allocator below) {
        this(below, DEFAULT_CHUNK);
    }

    /**
     * A stack made to measure.
     *
     * @param below who hands out chunks and large blocks; outlives the stack
     * @param chunkSize bytes, from 64 to 1 GiB; rounded up to 16
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the size is outside that, or
     *     {@code below} does not free single blocks
     */
    public RollbackStack(Allocator below, long chunkSize) {
        this.chunkSize = Chunks.checkedSize("chunkSize", chunkSize);
        this.chunks = new Chunks(this, below, this.chunkSize);
        this.outside = new OutsideBlocks(this, below);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
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
            if (!fitsAChunk(size, alignment)) {
                return outside.allocNonZeroed(size, alignment);
            }
            openNextChunk();
        }
    }

    private boolean fitsAChunk(long size, long alignment) {
        long room = chunkSize - CHUNK_HEADER - BlockHeaders.BYTES;
        return size <= room - Math.max(0, alignment - BlockHeaders.BYTES);
    }

    /** Leaves the rest of the current chunk, and goes on in one that is empty. */
    private void openNextChunk() {
        if (current + 1 == chunks.count()) {
            chunks.take();
        }
        long base = chunks.base(current + 1);
        Memory.putLong(base, newest);
        newest = NULL;
        enterChunk(current + 1);
        cursor = base + CHUNK_HEADER;
    }

    private void enterChunk(int index) {
        current = index;
        limit = chunks.end(index);
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
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (isInChunk(address)) {
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
    private boolean isInChunk(long address) {
        int chunk = chunks.find(address, chunks.count());
        return chunk >= 0 && address - chunks.base(chunk) >= CHUNK_HEADER + BlockHeaders.BYTES;
    }

    /** Moves the cursor down to behind the newest live block. */
    private void rollBack() {
        while (true) {
            while (newest != NULL && headers.isFreed(newest)) {
                newest = before(newest);
            }
            if (newest != NULL || current == 0) {
                break;
            }
            newest = newestOf(current - 1);
            enterChunk(current - 1);
        }
        cursor =
                newest == NULL
                        ? chunks.base(0) + CHUNK_HEADER
                        : BlockHeaders.end(newest, BlockHeaders.size(newest));
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.check(newSize, alignment);
        Requests.checkOldSize(oldSize);
        boolean inChunk = isInChunk(address);
        if (inChunk) {
            headers.check(this, address, oldSize);
        } else {
            checkOpen();
            outside.check(address, oldSize);
        }
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (!inChunk) {
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
     * Gives every block back, and all chunks but the first to the allocator below.
     *
     * @throws MemoryException if the allocator below does not take one; every block in a chunk is
     *     freed then too, and what it did not take is offered to it again next time
     */
    @Override
    public void freeAll() {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        checkOpen();
        if (BuildConfig.DEBUG) {
            lifetime = Lifetimes.endAny(lifetime);
        }
        headers.forgetAll();
        newest = NULL;
        if (chunks.count() > 0) {
            enterChunk(0);
            cursor = chunks.base(0) + CHUNK_HEADER;
        }
        chunks.giveBackTo(Math.min(chunks.count(), 1));
        outside.freeAll();
        if (BuildConfig.DEBUG) {
            OwnerCheck.giveUp(owner);
        }
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    /**
     * The block that an address is in. Takes one look where it is the block's beginning; else it
     * looks at the newer blocks of its chunk, or at those passed on.
     *
     * @param address any address, also inside a block
     * @return the block and the size it was requested with
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is in no live block
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        if (isInChunk(address) && headers.isLive(address)) {
            return new AllocationInfo(this, address, BlockHeaders.size(address));
        }
        int chunk = chunks.find(address, current + 1);
        if (chunk < 0) {
            return outside.query(address);
        }
        long block = newestOf(chunk);
        while (block > address && headers.isBlock(block)) {
            block = before(block);
        }
        if (block == NULL || !headers.isAround(block, address)) {
            throw WrongBlocks.unknown(this, address);
        }
        return new AllocationInfo(this, block, BlockHeaders.size(block));
    }

    private long newestOf(int chunk) {
        return chunk == current ? newest : Memory.getLong(chunks.base(chunk + 1));
    }

    /** The block before one in the same chunk, or NULL. */
    private static long before(long block) {
        long back = BlockHeaders.back(block);
        return back == 0 ? NULL : block - back;
    }

    /**
     * How much memory the chunks hold.
     *
     * @return bytes from the allocator below, without blocks that are too large for a chunk
     */
    public long held() {
        return chunks.count() * chunkSize;
    }

    private void checkOpen() {
        if (closed) {
            throw Requests.closed(this);
        }
    }

    @Override
    public void handOver() {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.handOver(owner, this);
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
        chunks.giveBackTo(0);
        closed = true;
        if (BuildConfig.DEBUG) {
            Lifetimes.close(lifetime);
        }
    }

    @Override
    public String toString() {
        return "RollbackStack with chunks of " + chunkSize + " bytes";
    }
}
