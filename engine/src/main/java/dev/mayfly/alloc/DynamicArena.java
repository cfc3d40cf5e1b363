package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/**
 * An arena over any other allocator, which grows chunk by chunk and keeps its chunks.
 *
 * <p>Pick it for an arena whose memory must come from a certain allocator: a level's, a budget's,
 * one that is tracked. For a tick's scratch {@link FrameArena} is faster, and its memory
 * contiguous. After Odin's dynamic arena.
 *
 * <p><b>Features:</b> {@code freeAll}, resizing and freeing the newest block in place. Freeing
 * another block does nothing until {@code freeAll}, unless it was too large for a chunk: then its
 * memory goes back at once. Sizes are not recorded.
 *
 * <p><b>Design:</b> chunks from an allocator below, 64 KiB unless told otherwise, and a cursor in
 * one of them. A request above a threshold, a quarter of a chunk unless told otherwise, is passed
 * on to the allocator below, so that at most so much stays unused at the end of a chunk. {@code
 * freeAll} keeps the chunks and goes through them again in the same order; {@link #release()} gives
 * them back.
 *
 * <p><b>Cost:</b> about a nanosecond an allocation, and no bytes beyond alignment; a free looks
 * through the chunks for the block's, from the newest on. No Java garbage.
 *
 * <p><b>Errors:</b> where the allocator below fails, the request fails with its error and nothing
 * has changed.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after {@code freeAll}, {@code
 * release} or {@code close}.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class DynamicArena implements Allocator {

    /** Bytes of a chunk where nothing else is asked for: 64 KiB. */
    public static final long DEFAULT_CHUNK = 64L << 10;

    private static final Set<Feature> FEATURES =
            Set.copyOf(
                    EnumSet.of(
                            Feature.ALLOC,
                            Feature.FREE,
                            Feature.FREE_ALL,
                            Feature.REPEATABLE,
                            Feature.RESIZE,
                            Feature.UNKNOWN_SIZE,
                            Feature.QUERY,
                            Feature.CLOSE));

    private final long chunkSize;
    private final long threshold;
    final Chunks chunks;
    private final OutsideBlocks outside;

    /** Index of the chunk that blocks are placed in; those above it are empty. */
    private int current = -1;

    /** Where the next block goes. */
    private long cursor;

    /** End of the current chunk; below the cursor where there is no chunk. */
    private long limit = -1;

    private boolean closed;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** An {@link OwnerCheck}; only a debug build keeps it. */
    @Nullable Object owner;

    /**
     * An arena with chunks of {@link #DEFAULT_CHUNK} bytes.
     *
     * @param below who hands out chunks and large blocks; outlives the arena
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if {@code below} does not free
     *     single blocks
     */
    public DynamicArena(Allocator below) {
        this(below, DEFAULT_CHUNK, DEFAULT_CHUNK / 4);
    }

    /**
     * An arena made to measure.
     *
     * @param below who hands out chunks and large blocks; outlives the arena
     * @param chunkSize bytes, from 64 to 1 GiB; rounded up to 16
     * @param threshold bytes, from 0 to {@code chunkSize}: a request above it, counting what its
     *     alignment may take, gets a block of its own from {@code below}
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if a size is outside that, or
     *     {@code below} does not free single blocks
     */
    public DynamicArena(Allocator below, long chunkSize, long threshold) {
        this.chunkSize = Chunks.checkedSize("chunkSize", chunkSize);
        if (threshold < 0 || threshold > chunkSize) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "threshold is %d bytes: it must be from 0 to the chunk's size, %d"
                            .formatted(threshold, chunkSize));
        }
        this.threshold = threshold;
        this.chunks = new Chunks(this, below, this.chunkSize);
        this.outside = new OutsideBlocks(this, below);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        while (true) {
            long start = Requests.alignUp(cursor, alignment);
            if (size > 0
                    && size <= Math.min(limit - start, threshold)
                    && Requests.isPowerOfTwo(alignment)) {
                cursor = start + size;
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
        return size <= threshold - Math.max(0, alignment - DEFAULT_ALIGNMENT);
    }

    /** Leaves the rest of the current chunk, and goes on in the next. */
    private void openNextChunk() {
        if (current + 1 == chunks.count()) {
            chunks.take();
        }
        enterChunk(current + 1);
    }

    private void enterChunk(int index) {
        current = index;
        cursor = chunks.base(index);
        limit = chunks.end(index);
    }

    /**
     * Takes back the newest block and blocks that are too large for a chunk at once; any other
     * stays until {@code freeAll}.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes; with {@link #UNKNOWN_SIZE} a block in a
     *     chunk always stays
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the block is not in use here
     */
    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        if (isInUse(address, Math.max(size, 0))) {
            if (isNewest(address, size)) {
                cursor = address;
            }
        } else {
            checkOpen();
            outside.check(address, size);
            outside.free(address);
        }
    }

    private boolean isNewest(long address, long size) {
        return address + size == cursor && address >= chunks.base(current);
    }

    /** Whether a range is in a chunk and below the cursor. */
    private boolean isInUse(long address, long size) {
        int chunk = chunks.find(address, current + 1);
        if (chunk < 0) {
            return false;
        }
        long end = chunk == current ? cursor : chunks.end(chunk);
        return address < end && size <= end - address;
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
        boolean inChunk = isInUse(address, oldSize);
        if (!inChunk) {
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
        if (Requests.isAligned(address, alignment)) {
            boolean newest = isNewest(address, oldSize);
            if (newest && newSize <= limit - address) {
                cursor = address + newSize;
                return address;
            }
            if (newSize <= oldSize) {
                return address;
            }
        }
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        return moved;
    }

    /**
     * Gives every block back and keeps the chunks, so that the next blocks of the same shape get
     * the same addresses, as far as they are in chunks. Blocks that were too large for one go back
     * to the allocator below.
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
        if (chunks.count() > 0) {
            enterChunk(0);
        }
        outside.freeAll();
        if (BuildConfig.DEBUG) {
            OwnerCheck.giveUp(owner);
        }
    }

    /**
     * {@link #freeAll} that gives the chunks back too.
     *
     * @throws MemoryException if the allocator below does not take something; the arena is empty
     *     then, and what it did not take is offered to it again next time
     */
    public void release() {
        freeAll();
        current = -1;
        cursor = 0;
        limit = -1;
        chunks.giveBackTo(0);
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    /**
     * Whether an address is in memory that is handed out now. Blocks in chunks are not recorded.
     *
     * @param address any address
     * @return this allocator and the address; around a block that was too large for a chunk, the
     *     block and the size it was requested with
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is not in use here
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        if (isInUse(address, 0)) {
            return new AllocationInfo(this, address, UNKNOWN_SIZE);
        }
        return outside.query(address);
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
     * {@link #release()} for good.
     *
     * @throws MemoryException if the allocator below does not take something; the arena is empty
     *     then and not closed, and closing can be tried again
     */
    @Override
    public void close() {
        if (!closed) {
            release();
            closed = true;
            if (BuildConfig.DEBUG) {
                Lifetimes.close(lifetime);
            }
        }
    }

    @Override
    public String toString() {
        return "DynamicArena with chunks of " + chunkSize + " bytes";
    }
}
