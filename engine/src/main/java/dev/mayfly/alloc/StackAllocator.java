package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;

/**
 * The shadow stack: native memory beside the Java stack, for what lives as long as a call.
 *
 * <p>{@link #push()} marks where the stack stands, the method allocates its locals, and leaving the
 * {@code try} pops them all:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="shadow"}
 *
 * <p>Pick it for locals and for whatever is taken and given back in reverse order. For what dies
 * with the tick {@link FrameArena} does the same with fewer checks; for frees in another order
 * there is {@link RollbackStack}.
 *
 * <p><b>Features:</b> frames, which are its save points; single frees of the newest block (last in,
 * first out, checked), frees of unknown size, resizing the newest block in place, queries, {@code
 * freeAll}.
 *
 * <p><b>Design:</b> one contiguous range, 64 MiB of addresses whose pages are committed when the
 * cursor first reaches them and stay, or a buffer of the caller's. Behind every block, in its last
 * 8 bytes, stands the address where it begins, so that the newest block is found from the cursor
 * alone and a frame has only the cursor to remember. A block that was resized to another place
 * leaves its old one dead; it goes when what is above it has gone.
 *
 * <p><b>Cost:</b> a block takes 8 bytes more than asked for, rounded up to 16. An allocation with
 * its free takes about 1 ns; push, an allocation and pop together take 2 to 4 ns. No Java garbage.
 * A wrong free, a query and a free of unknown size may look at every block.
 *
 * <p><b>Lifetime:</b> a segment from {@link #allocate(long, long)} ends with the frame that it was
 * allocated in, or with {@code freeAll}: after that every access throws {@link
 * IllegalStateException}. Freeing its block alone does not end it. Each frame with a segment opens
 * an FFM arena, some 20 ns and 80 bytes of Java garbage; the raw face opens none. In a buffer of
 * the caller's, segments live as long as the buffer.
 *
 * <p><b>Thread:</b> one thread at a time; safe segments are confined to it. A thread that ends
 * without closing its stack leaks it.
 */
public final class StackAllocator implements Allocator {

    /** Bytes of address space where nothing else is asked for: 64 MiB. */
    public static final long DEFAULT_RESERVE = 64L << 20;

    private static final Set<Feature> FEATURES =
            Set.copyOf(
                    EnumSet.of(
                            Feature.ALLOC,
                            Feature.FREE_NEWEST,
                            Feature.REUSE,
                            Feature.FREE_ALL,
                            Feature.REPEATABLE,
                            Feature.RESIZE,
                            Feature.UNKNOWN_SIZE,
                            Feature.QUERY,
                            Feature.SAVE_POINTS,
                            Feature.CLOSE));

    /**
     * The unit of everything here, bytes: blocks, with what stands behind them, fill whole units
     * without a gap between them.
     */
    private static final long UNIT = DEFAULT_ALIGNMENT;

    /** Bytes that stand behind a block: the address where it begins, negative once it is dead. */
    private static final long FOOTER = 8;

    /** Blocks up to here are zeroed by stores, bytes; a call of memset takes longer for them. */
    private static final long SMALL = 64;

    /** A limit that nothing is below. */
    private static final long CLOSED = 0;

    /** Where the memory comes from, and what safe segments are bound to. Its cursor stays put. */
    private final BumpAllocator memory;

    private final StackFrames frames = new StackFrames(this);

    /** Where the next block goes: always at a whole unit. */
    private long cursor;

    /** Where the last block's last byte can be: what stands behind it fits in above. */
    private long limit;

    /** Blocks below stay where they are: the innermost frame's mark, or the base. */
    private long floor;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** An {@link OwnerCheck}; only a debug build keeps it. */
    @Nullable Object owner;

    StackAllocator(BumpAllocator memory) {
        this.memory = memory;
        this.cursor = memory.base;
        this.limit = usable();
        this.floor = memory.base;
    }

    private long usable() {
        return (memory.limit() & -UNIT) - FOOTER;
    }

    /**
     * A stack of {@link #DEFAULT_RESERVE} bytes.
     *
     * @return an open stack that is the caller's to close
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if the system grants no such
     *     address space
     */
    public static StackAllocator create() {
        return builder().build();
    }

    /**
     * A stack made to measure.
     *
     * @return a builder with every default set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A stack in a buffer that the caller owns. Bytes before the first multiple of 16 stay unused.
     *
     * @param buffer native memory that outlives the stack
     * @return an open stack; closing it leaves the buffer to its owner
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the buffer is on the Java
     *     heap or read-only
     */
    public static StackAllocator in(MemorySegment buffer) {
        long skipped = Math.min(-buffer.address() & (UNIT - 1), buffer.byteSize());
        return new StackAllocator(new FixedBufferAllocator(buffer.asSlice(skipped)));
    }

    /** Bytes that a block takes together with what stands behind it. */
    private static long taken(long size) {
        return Requests.alignUp(size + FOOTER, UNIT);
    }

    @Override
    public long alloc(long size, long alignment) {
        long address = allocNonZeroed(size, alignment);
        if (size <= SMALL) {
            for (int at = 0; at < (int) size; at += Long.BYTES) {
                Memory.putLong(address + at, 0);
            }
        } else {
            Memory.zero(address, size);
        }
        return address;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        while (true) {
            long before = cursor;
            long start = alignment <= UNIT ? before : Requests.alignUp(before, alignment);
            if (size > 0 && size <= limit - start && Requests.isPowerOfTwo(alignment)) {
                long end = start + taken(size);
                if (start != before) {
                    bury(before, start);
                }
                Memory.putLong(end - FOOTER, start);
                cursor = end;
                return start;
            }
            if (!prepare(size, alignment)) {
                return NULL;
            }
        }
    }

    /**
     * The end of the usable memory is near, or the arguments are off. Makes the request fit.
     *
     * @return whether there is anything to allocate
     */
    private boolean prepare(long size, long alignment) {
        Requests.check(size, alignment);
        memory.checkOpen();
        if (size == 0) {
            return false;
        }
        makeRoom(Requests.alignUp(cursor, Math.max(alignment, UNIT)), size, alignment);
        return true;
    }

    /** Sees to it that a block of {@code size} bytes can begin at {@code start}. */
    private void makeRoom(long start, long size, long alignment) {
        long room = capacityEnd() - FOOTER - start;
        if (size > room) {
            throw noRoom(size, alignment);
        }
        memory.makeRoom(start, taken(size), UNIT);
        limit = usable();
    }

    private long capacityEnd() {
        return memory.capacityEnd() & -UNIT;
    }

    private MemoryException noRoom(long size, long alignment) {
        long most =
                capacityEnd() - FOOTER - Requests.alignUp(memory.base, Math.max(alignment, UNIT));
        String request = "%d bytes at alignment %d".formatted(size, alignment);
        return size <= most
                ? new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has %d of %d bytes in use and no room for %s: pop or free more, or %s"
                                .formatted(this, used(), capacity(), request, memory.cure()))
                : new MemoryException(
                        MemoryError.BUFFER_TOO_LARGE,
                        "%s holds %d bytes at most, never %s: ask for less, or %s"
                                .formatted(this, capacity(), request, memory.cure()));
    }

    /** Makes a range, of one unit at least, a dead block. */
    private static void bury(long start, long end) {
        Memory.putLong(end - FOOTER, -start);
    }

    /**
     * What stands behind the block that ends here: its beginning, negative if it is dead.
     *
     * @param end where a block ends, above {@link BumpAllocator#base}
     */
    private static long footer(long end) {
        return Memory.getLong(end - FOOTER);
    }

    /**
     * Takes the newest block back.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes, or {@link #UNKNOWN_SIZE}
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if a newer block is live, if the
     *     block is older than the innermost frame, or if the size is not its; {@link
     *     MemoryError#DOUBLE_FREE} if it was given back before and its memory is not in use again;
     *     {@link MemoryError#INVALID_POINTER} if it is no block of this stack
     */
    @Override
    public void free(long address, long size) {
        if (BuildConfig.DEBUG && address != NULL) {
            owner = OwnerCheck.use(owner, this);
        }
        long end = cursor;
        if (end > floor && size > 0 && end - address == taken(size) && footer(end) == address) {
            if (BuildConfig.DEBUG) {
                Poison.fillBlocks(memory, address, end);
            }
            cursor = address;
            if (address > floor && footer(address) < 0) {
                dropDead();
            }
        } else if (address != NULL) {
            freeOdd(address, size);
        }
    }

    /** The size is not known, what is newest is dead, or something is wrong. */
    private void freeOdd(long address, long size) {
        memory.checkOpen();
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        long end = endOf(address);
        if (size != UNKNOWN_SIZE && taken(size) != end - address) {
            throw wrongSize(address, size, end);
        }
        checkNewest(address, end);
        if (BuildConfig.DEBUG) {
            Poison.fillBlocks(memory, address, cursor);
        }
        cursor = address;
        dropDead();
    }

    private void checkNewest(long address, long end) {
        if (address < floor) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x of %s is older than the innermost frame: close that first"
                            .formatted(address, this));
        }
        int newer = 0;
        for (long at = cursor; at != end; at = startOf(at)) {
            if (footer(at) > 0) {
                newer++;
            }
        }
        if (newer > 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d block(s) of %s are newer than the one at 0x%x: free them first, the newest before the others"
                            .formatted(newer, this, address));
        }
    }

    private MemoryException wrongSize(long address, long size, long end) {
        return new MemoryException(
                MemoryError.INVALID_ARGUMENT,
                "the block at 0x%x of %s has room for %d bytes and was not requested with %d: pass the size it was requested with"
                        .formatted(address, this, end - FOOTER - address, size));
    }

    /** Moves the cursor below the dead blocks that are newest, as far as the frame allows. */
    private void dropDead() {
        while (cursor > floor && footer(cursor) < 0) {
            cursor = startOf(cursor);
        }
    }

    /** Where the block begins, live or dead, that ends at {@code end}. */
    private long startOf(long end) {
        long start = Math.abs(footer(end));
        if (start < memory.base || start >= end) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "the books of %s are overwritten at 0x%x: somebody wrote past the end of the block below"
                            .formatted(this, end - FOOTER));
        }
        return start;
    }

    /** Where the live block ends, with what stands behind it, that begins at {@code address}. */
    private long endOf(long address) {
        if (address < memory.base || address >= cursor) {
            throw wasEverABlock(address)
                    ? WrongBlocks.freedBefore(this, address)
                    : WrongBlocks.unknown(this, address);
        }
        long end = endOfBlockAround(address);
        long start = footer(end);
        if (start != address) {
            throw start == -address
                    ? WrongBlocks.freedBefore(this, address)
                    : WrongBlocks.unknown(this, address);
        }
        return end;
    }

    /** Where the block ends, live or dead, that an address below the cursor is in. */
    private long endOfBlockAround(long address) {
        long end = cursor;
        for (long start = startOf(end); start > address; start = startOf(end)) {
            end = start;
        }
        return end;
    }

    /** Above the cursor nothing is written over until it is handed out again. */
    private boolean wasEverABlock(long address) {
        if (address < cursor || !Requests.isAligned(address, UNIT)) {
            return false;
        }
        for (long end = address + UNIT; end <= limit + FOOTER; end += UNIT) {
            if (footer(end) == address) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long resize(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, true);
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, false);
    }

    /**
     * Resizes the newest block and shrinks any block in place; the rest moves to the top and leaves
     * a dead block behind.
     */
    private long resize(long address, long oldSize, long newSize, long alignment, boolean zeroed) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (address == NULL) {
            return zeroed ? alloc(newSize, alignment) : allocNonZeroed(newSize, alignment);
        }
        Requests.check(newSize, alignment);
        Requests.checkOldSize(oldSize);
        memory.checkOpen();
        long end = endOfBlock(address, oldSize);
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (Requests.isAligned(address, alignment)) {
            if (end == cursor && address >= floor) {
                return resizeNewest(address, oldSize, newSize, alignment, zeroed);
            }
            if (newSize <= end - FOOTER - address) {
                return resizeWithin(address, oldSize, newSize, end, zeroed);
            }
        }
        long moved = allocNonZeroed(newSize, alignment);
        long kept = Math.min(oldSize, newSize);
        Memory.copy(address, moved, kept);
        if (zeroed) {
            Memory.zero(moved + kept, newSize - kept);
        }
        if (BuildConfig.DEBUG) {
            Poison.fillBlocks(memory, address, end);
        }
        bury(address, end);
        return moved;
    }

    /** Finds a block by its size, which takes one look, or says what is wrong with it. */
    private long endOfBlock(long address, long size) {
        boolean inside = address >= memory.base && address < cursor;
        if (inside && size > 0 && size <= cursor - FOOTER - address) {
            long end = address + taken(size);
            if (footer(end) == address) {
                return end;
            }
        }
        throw wrongSize(address, size, endOf(address));
    }

    private long resizeNewest(
            long address, long oldSize, long newSize, long alignment, boolean zeroed) {
        if (newSize > limit - address) {
            makeRoom(address, newSize, alignment);
        }
        long end = address + taken(newSize);
        if (zeroed && newSize > oldSize) {
            Memory.zero(address + oldSize, newSize - oldSize);
        }
        Memory.putLong(end - FOOTER, address);
        cursor = end;
        return address;
    }

    private static long resizeWithin(
            long address, long oldSize, long newSize, long end, boolean zeroed) {
        long newEnd = address + taken(newSize);
        if (newEnd != end) {
            bury(newEnd, end);
            Memory.putLong(newEnd - FOOTER, address);
        }
        if (zeroed && newSize > oldSize) {
            Memory.zero(address + oldSize, newSize - oldSize);
        }
        return address;
    }

    /**
     * Opens a frame. Closing it pops everything allocated since. Frames nest and close in reverse
     * order. Blocks from before one are not freed while it is open; resizing one may move it, and
     * the new block ends with the frame.
     *
     * @return an open frame; no Java garbage once the stack was as deep before
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the stack is closed
     */
    public StackFrame push() {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (limit == CLOSED) {
            memory.checkOpen();
        }
        StackFrame frame = frames.open(cursor, floor);
        floor = cursor;
        return frame;
    }

    /** The innermost frame closes. A block below it may have died inside it, by a resize. */
    void pop(long mark, long outerFloor) {
        if (BuildConfig.DEBUG) {
            Poison.fillBlocks(memory, mark, cursor);
        }
        cursor = mark;
        floor = outerFloor;
        if (mark > outerFloor && footer(mark) < 0) {
            dropDead();
        }
    }

    /** What safe segments are bound to. */
    BumpAllocator memory() {
        return memory;
    }

    /**
     * Gives every block back in one step. The next allocations of the same shape get the same
     * addresses.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if a frame is still open
     */
    @Override
    public void freeAll() {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        memory.checkOpen();
        frames.checkNoneOpen();
        if (BuildConfig.DEBUG) {
            Poison.fillBlocks(memory, memory.base, cursor);
        }
        memory.freeAll();
        if (BuildConfig.DEBUG) {
            lifetime = Lifetimes.endAny(lifetime);
        }
        cursor = memory.base;
        if (BuildConfig.DEBUG) {
            OwnerCheck.giveUp(owner);
        }
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    /**
     * The block that an address is in.
     *
     * @param address any address
     * @return the block's beginning, and the bytes it has room for: what was asked for and up to 15
     *     more
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is in no live block
     */
    @Override
    public AllocationInfo query(long address) {
        memory.checkOpen();
        if (address < memory.base || address >= cursor) {
            throw WrongBlocks.unknown(this, address);
        }
        long end = endOfBlockAround(address);
        long start = footer(end);
        if (start < 0 || address >= end - FOOTER) {
            throw WrongBlocks.unknown(this, address);
        }
        return new AllocationInfo(this, start, end - FOOTER - start);
    }

    /**
     * A zeroed segment, accessible as long as the class comment says.
     *
     * @param byteSize bytes, 0 or more
     * @param byteAlignment bytes, a power of two
     * @return a segment of exactly that size, every byte 0
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        long address = alloc(byteSize, byteAlignment);
        return address == NULL ? MemorySegment.NULL : freshSegment(address, byteSize);
    }

    @Override
    public MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        long address = allocNonZeroed(byteSize, byteAlignment);
        return address == NULL ? MemorySegment.NULL : freshSegment(address, byteSize);
    }

    /** Without a segment there is no block either. */
    private MemorySegment freshSegment(long address, long size) {
        try {
            frames.bindSegments();
            return memory.freshSegment(address, size);
        } catch (WrongThreadException foreign) {
            free(address, size);
            throw foreign;
        }
    }

    /**
     * What is taken now: blocks, what stands behind them, and dead blocks.
     *
     * @return bytes
     */
    public long used() {
        return cursor - memory.base;
    }

    /**
     * The most that could ever be taken at once.
     *
     * @return bytes, 0 once closed
     */
    public long capacity() {
        return limit == CLOSED ? 0 : capacityEnd() - memory.base;
    }

    @Override
    public void handOver() {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.handOver(owner, this);
            memory.handOver();
        }
    }

    /** Pops everything and gives address space and pages back. */
    @Override
    public void close() {
        if (BuildConfig.DEBUG && limit != CLOSED) {
            owner = OwnerCheck.handOver(owner, this);
        }
        memory.close();
        frames.closeAll();
        if (BuildConfig.DEBUG) {
            Lifetimes.close(lifetime);
            lifetime = Lifetimes.UNKNOWN;
        }
        cursor = memory.base;
        floor = memory.base;
        limit = CLOSED;
    }

    @Override
    public String toString() {
        return "StackAllocator in " + memory;
    }

    /** What a stack can be told before it is made. */
    public static final class Builder {

        private String name = "stack";
        private long reserve = DEFAULT_RESERVE;

        private Builder() {}

        /**
         * What messages call the stack.
         *
         * @param value any text
         * @return this
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * The address space to take. It costs no memory; it is the most that the stack can ever
         * hold.
         *
         * @param bytes more than 0; rounded up to whole pages
         * @return this
         */
        public Builder reserve(long bytes) {
            reserve = bytes;
            return this;
        }

        /**
         * Makes the stack.
         *
         * @return an open stack that is the caller's to close
         * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the reservation is not
         *     positive; {@link MemoryError#OUT_OF_MEMORY} if the system grants no such address
         *     space
         */
        public StackAllocator build() {
            return new StackAllocator(
                    FrameArena.builder()
                            .name(name)
                            .reserve(reserve)
                            .trimAfter(Integer.MAX_VALUE)
                            .build());
        }
    }
}
