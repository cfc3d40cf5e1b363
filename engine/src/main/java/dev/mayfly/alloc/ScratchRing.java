package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/**
 * Scratch that goes round: blocks are placed one after the other in a ring of memory, and their
 * place is used again once they, and all older ones, were freed.
 *
 * <p>Pick it for what lives a little while and dies roughly in the order it was made: messages
 * between systems, staging for uploads, results that a later tick reads. What dies with the tick
 * belongs in a {@link FrameArena}. After Odin's scratch allocator, but a live block is never
 * overwritten.
 *
 * <p><b>Features:</b> frees in any order and of unknown size, resizing in place where the block is
 * the newest or shrinks, queries, {@code freeAll}.
 *
 * <p><b>Design:</b> one piece of memory from an allocator below, 4 MiB unless told otherwise, taken
 * at the first request. A header before each block tells its size and whether it is live. The ring
 * has room from behind the newest block to before the oldest; freeing the oldest opens the room of
 * all that were freed directly after it, too. A request that does not fit is passed on to the
 * allocator below, and its free too. One old block that is never freed keeps the ring from going
 * round; then, from the second round on, every request is passed on.
 *
 * <p><b>Cost:</b> a block takes 16 bytes more than asked for, rounded up to 16. A few nanoseconds
 * an allocation and a free while the ring has room; after that what the allocator below costs. No
 * Java garbage.
 *
 * <p><b>Errors:</b> a second free, an address from elsewhere and a wrong size are found out. Where
 * the allocator below fails, the request fails with its error and nothing has changed.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block was freed.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class ScratchRing implements Allocator {

    /** Bytes of the ring where nothing else is asked for: 4 MiB. */
    public static final long DEFAULT_SIZE = 4L << 20;

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

    private final BlockHeaders headers = new BlockHeaders();
    final Chunks ring;
    private final OutsideBlocks outside;
    private final long size;

    // The ring, from its start:
    //
    //   not wrapped                            wrapped
    //   | room  | oldest … newest | room  |    | … newest | room | oldest …  |
    //   base    tail              head    end  base       head   tail        end
    //
    // Headers fill it without a gap from tail to head; what is skipped has a header too, freed.

    /** The ring's first byte, and its end. */
    private long base;

    private long end;

    /** Header of the oldest block that is not overwritten yet. */
    private long tail;

    /** Where the next header goes. */
    private long head;

    /** End of the room at the head; below the head where there is no ring. */
    private long limit = -1;

    /** Whether blocks are placed before the oldest. */
    private boolean wrapped;

    private boolean closed;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** An {@link OwnerCheck}; only a debug build keeps it. */
    @Nullable Object owner;

    /**
     * A ring of {@link #DEFAULT_SIZE} bytes.
     *
     * @param below who hands out the ring, and blocks that do not fit in; outlives this
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if {@code below} does not free
     *     single blocks
     */
    public ScratchRing(Allocator below) {
        this(below, DEFAULT_SIZE);
    }

    /**
     * A ring made to measure.
     *
     * @param below who hands out the ring, and blocks that do not fit in; outlives this
     * @param size bytes, from 64 to 1 GiB; rounded up to 16
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the size is outside that, or
     *     {@code below} does not free single blocks
     */
    public ScratchRing(Allocator below, long size) {
        this.size = Chunks.checkedSize("size", size);
        this.ring = new Chunks(this, below, this.size);
        this.outside = new OutsideBlocks(this, below);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        while (true) {
            long start = BlockHeaders.start(head, alignment);
            if (size > 0 && size <= limit - start && Requests.isPowerOfTwo(alignment)) {
                if (start - BlockHeaders.BYTES != head) {
                    skip(head, start - BlockHeaders.BYTES);
                }
                headers.write(start, size, 0);
                head = BlockHeaders.end(start, size);
                return start;
            }
            Requests.check(size, alignment);
            checkOpen();
            if (size == 0) {
                return NULL;
            }
            if (!makeRoom(size, alignment)) {
                return outside.allocNonZeroed(size, alignment);
            }
        }
    }

    /** Makes a freed block of a range, a header at least. */
    private void skip(long from, long to) {
        long address = from + BlockHeaders.BYTES;
        headers.write(address, to - address, 0);
        headers.markFreed(address);
    }

    /**
     * Takes the ring from below, or goes on at its start.
     *
     * @return whether the request fits now; if not, nothing has changed
     */
    private boolean makeRoom(long size, long alignment) {
        if (ring.count() == 0) {
            return size
                            <= this.size
                                    - BlockHeaders.BYTES
                                    - Math.max(0, alignment - DEFAULT_ALIGNMENT)
                    && takeRing();
        }
        if (wrapped || size > tail - BlockHeaders.start(base, alignment)) {
            return false;
        }
        if (head < end) {
            skip(head, end);
        }
        head = base;
        limit = tail;
        wrapped = true;
        return true;
    }

    private boolean takeRing() {
        ring.take();
        base = ring.base(0);
        end = ring.end(0);
        startOver();
        return true;
    }

    private void startOver() {
        head = base;
        tail = base;
        limit = end;
        wrapped = false;
    }

    /**
     * Gives a block back. Its place in the ring is used again once all older ones were freed, or at
     * once if it is the newest.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes, or {@link #UNKNOWN_SIZE}
     * @throws MemoryException {@link MemoryError#DOUBLE_FREE} if it was given back before and its
     *     memory is not in use again; {@link MemoryError#INVALID_POINTER} if it is no block of this
     *     allocator; {@link MemoryError#INVALID_ARGUMENT} if the size is not its
     */
    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (isInRing(address)) {
            headers.check(this, address, size);
            headers.markFreed(address);
            if (BlockHeaders.end(address, BlockHeaders.size(address)) == head) {
                head = address - BlockHeaders.BYTES;
            }
            followTail();
        } else {
            checkOpen();
            outside.check(address, size);
            outside.free(address);
        }
    }

    /** Whether a header can be read before this address. */
    private boolean isInRing(long address) {
        return ring.find(address, ring.count()) >= 0 && address - base >= BlockHeaders.BYTES;
    }

    /** Moves the tail up to the oldest block that is live; an empty ring starts over. */
    private void followTail() {
        while (wrapped || tail != head) {
            long address = tail + BlockHeaders.BYTES;
            if (!headers.isFreed(address)) {
                limit = wrapped ? tail : end;
                return;
            }
            tail = BlockHeaders.end(address, BlockHeaders.size(address));
            if (tail == end && wrapped) {
                tail = base;
                wrapped = false;
            }
        }
        startOver();
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
        boolean inRing = isInRing(address);
        if (inRing) {
            headers.check(this, address, oldSize);
        } else {
            checkOpen();
            outside.check(address, oldSize);
        }
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (!inRing) {
            return outside.resizeNonZeroed(address, newSize, alignment);
        }
        if (Requests.isAligned(address, alignment) && resizeInPlace(address, oldSize, newSize)) {
            return address;
        }
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        free(address, oldSize);
        return moved;
    }

    private boolean resizeInPlace(long address, long oldSize, long newSize) {
        long oldEnd = BlockHeaders.end(address, oldSize);
        boolean newest = oldEnd == head;
        if (newSize > (newest ? limit : oldEnd) - address) {
            return false;
        }
        long newEnd = BlockHeaders.end(address, newSize);
        headers.write(address, newSize, 0);
        if (newest) {
            head = newEnd;
        } else if (newEnd < oldEnd) {
            skip(newEnd, oldEnd);
        }
        return true;
    }

    /**
     * Gives every block back. The ring stays; what did not fit in goes back to the allocator below.
     *
     * @throws MemoryException if the allocator below does not take a block; every block in the ring
     *     is freed then too, and what it did not take is offered to it again next time
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
        if (ring.count() > 0) {
            startOver();
        }
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
     * looks at the older blocks in the ring, or at those passed on.
     *
     * @param address any address, also inside a block
     * @return the block and the size it was requested with
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is in no live block
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        if (isInRing(address) && headers.isLive(address)) {
            return new AllocationInfo(this, address, BlockHeaders.size(address));
        }
        if (ring.find(address, ring.count()) < 0) {
            return outside.query(address);
        }
        long block = NULL;
        long next = wrapped && address < head ? base : tail;
        // What is freed right behind the newest block has headers too, but no live ones.
        while (next < address && headers.isBlock(next + BlockHeaders.BYTES)) {
            block = next + BlockHeaders.BYTES;
            next = BlockHeaders.end(block, BlockHeaders.size(block));
        }
        if (block == NULL || !headers.isAround(block, address)) {
            throw WrongBlocks.unknown(this, address);
        }
        return new AllocationInfo(this, block, BlockHeaders.size(block));
    }

    /**
     * How large the ring is.
     *
     * @return bytes, headers included
     */
    public long size() {
        return size;
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
     * @throws MemoryException if the allocator below does not take something; this is empty then
     *     and not closed, and closing can be tried again
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        freeAll();
        ring.giveBackTo(0);
        head = 0;
        limit = -1;
        closed = true;
        if (BuildConfig.DEBUG) {
            Lifetimes.close(lifetime);
        }
    }

    @Override
    public String toString() {
        return "ScratchRing of " + size + " bytes";
    }
}
