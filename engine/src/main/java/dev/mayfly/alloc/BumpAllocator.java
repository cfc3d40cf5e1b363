package dev.mayfly.alloc;

import static java.util.Objects.requireNonNull;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Set;

/**
 * What {@link FrameArena} and {@link FixedBufferAllocator} have in common: a cursor that moves up
 * through one contiguous range, and back in one step.
 *
 * <p>The two hot paths, {@link #alloc} and {@link #allocNonZeroed}, are two comparisons and a store
 * each. Whatever does not fit them, bad arguments included, goes to {@link #prepare}.
 */
abstract sealed class BumpAllocator implements Allocator permits FrameArena, FixedBufferAllocator {

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.FREE_ALL,
                    Feature.REPEATABLE,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.QUERY,
                    Feature.SAVE_POINTS,
                    Feature.CLOSE);

    /** First byte of the range. */
    final long base;

    /**
     * Where the cursor stands while native code has it. No block fits in above, so that the hot
     * paths go to {@link #prepare}; however large the block, its end does not wrap around either.
     */
    private static final long LENT = 1L << 62;

    // The three places that the hot paths work with stand raised; see Bump.

    /** Where the next block goes, raised; or {@link #LENT}. */
    private long raisedCursor;

    /** End of the memory that may be handed out without asking anybody, raised. */
    private long raisedLimit;

    /**
     * End of the memory at the cursor that is known to be zero, raised; never above the limit,
     * perhaps below the cursor.
     */
    private long raisedCleanLimit;

    /**
     * The cursor's highest place since the last {@code freeAll}, as far as it has moved back since.
     */
    private long highest;

    private boolean closed;

    /** What a debug build knows of this; null in a release build. */
    @Nullable Object watch;

    /** This as native code sees it; null until native code does. */
    @Nullable NativeAllocator inNative;

    private final CleanMap clean;
    private final SavePoints savePoints = new SavePoints(this);

    /**
     * @param base first byte of the range
     * @param limit end of what may be handed out now
     * @param dirtyEnd from here on the range is known to read as zero
     */
    BumpAllocator(long base, long limit, long dirtyEnd) {
        this.base = base;
        this.raisedCursor = base + Bump.RAISE;
        this.raisedLimit = limit + Bump.RAISE;
        this.raisedCleanLimit = base + Bump.RAISE;
        this.highest = base;
        this.clean = new CleanMap(dirtyEnd);
    }

    /** End of everything that could ever be handed out. */
    abstract long capacityEnd();

    /**
     * Makes memory usable.
     *
     * @param end how far at least, at most {@link #capacityEnd()}
     * @return how far memory is usable now
     */
    abstract long grow(long end);

    /** A segment over a block that is about to be handed out. */
    abstract MemorySegment freshSegment(long address, long size);

    /**
     * A segment over memory that is in use, or over none at {@link #NULL}.
     *
     * @param openedAfter the outermost save point that was opened after the memory was handed out
     */
    abstract MemorySegment segmentOf(@Nullable SavePoint openedAfter, long address, long size);

    /** Whether the range is still there to be written to; debug builds ask. */
    boolean isWritable() {
        return true;
    }

    @Override
    public final long alloc(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        while (true) {
            long place = Bump.place(raisedCursor, alignment);
            long end = place + size;
            if (Long.compareUnsigned(end, raisedCleanLimit) <= 0
                    && size > 0
                    && Requests.isPowerOfTwo(alignment)) {
                raisedCursor = end;
                return place - Bump.RAISE;
            }
            if (!prepare(size, alignment, true)) {
                return NULL;
            }
        }
    }

    @Override
    public final long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        while (true) {
            long place = Bump.place(raisedCursor, alignment);
            long end = place + size;
            if (Long.compareUnsigned(end, raisedLimit) <= 0
                    && size > 0
                    && Requests.isPowerOfTwo(alignment)) {
                raisedCursor = end;
                return place - Bump.RAISE;
            }
            if (!prepare(size, alignment, false)) {
                return NULL;
            }
        }
    }

    /**
     * The end of the range is near, or the arguments are off. Makes the request fit.
     *
     * <p>It does not allocate; another round of the hot path does. What follows an allocation is
     * then never reached from here, which keeps compiled loops free of what this call would have
     * them save and restore. Where a segment is made too much follows for that, and going straight
     * on is cheaper.
     *
     * @return whether there is anything to allocate
     */
    private boolean prepare(long size, long alignment, boolean zeroed) {
        Requests.check(size, alignment);
        checkOpen();
        if (size == 0) {
            return false;
        }
        long start = Requests.alignUp(cursor(), alignment);
        makeRoom(start, size, alignment);
        if (zeroed) {
            cleanUpTo(start, start + size);
        }
        return true;
    }

    private void cleanUpTo(long start, long end) {
        long cleanLimit = raisedCleanLimit - Bump.RAISE;
        if (end > cleanLimit) {
            raisedCleanLimit = clean.zeroAhead(start, end, cleanLimit, limit()) + Bump.RAISE;
        }
    }

    /** Sees to it that {@code size} bytes from {@code start} on can be handed out. */
    final void makeRoom(long start, long size, long alignment) {
        if (size > limit() - start) {
            if (size > capacityEnd() - start) {
                throw noRoom(size, alignment);
            }
            raisedLimit = grow(start + size) + Bump.RAISE;
        }
    }

    private MemoryException noRoom(long size, long alignment) {
        boolean everFits = size <= capacityEnd() - Requests.alignUp(base, alignment);
        String request = "%d bytes at alignment %d".formatted(size, alignment);
        return everFits
                ? new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has %d of %d bytes in use and no room for %s: free more often, or %s"
                                .formatted(this, used(), capacity(), request, cure()))
                : new MemoryException(
                        MemoryError.BUFFER_TOO_LARGE,
                        "%s holds %d bytes at most, never %s: ask for less, or %s"
                                .formatted(this, capacity(), request, cure()));
    }

    /** How a user would make this allocator larger, for an error message. */
    abstract String cure();

    @Override
    public final long resize(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, true);
    }

    @Override
    public final long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, false);
    }

    /**
     * Grows the newest block in place, as far as it was made after the innermost open save point;
     * shrinks any block in place; moves the rest.
     */
    private long resize(long address, long oldSize, long newSize, long alignment, boolean zeroed) {
        if (address == NULL) {
            return zeroed ? alloc(newSize, alignment) : allocNonZeroed(newSize, alignment);
        }
        Requests.check(newSize, alignment);
        Requests.checkOldSize(oldSize);
        checkBlock(address, oldSize);
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        boolean inPlace = Requests.isAligned(address, alignment);
        if (inPlace && newSize <= oldSize) {
            if (isNewest(address, oldSize)) {
                rewind(address + newSize);
            }
            return address;
        }
        if (inPlace && isNewest(address, oldSize)) {
            makeRoom(address, newSize, alignment);
            long end = address + newSize;
            if (zeroed) {
                cleanUpTo(cursor(), end);
            }
            raisedCursor = end + Bump.RAISE;
            return address;
        }
        long kept = Math.min(oldSize, newSize);
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, kept);
        if (zeroed) {
            Memory.zero(moved + kept, newSize - kept);
        }
        return moved;
    }

    /**
     * Takes the newest block back at once; any other stays until {@code freeAll}. A block older
     * than the innermost open save point stays too.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes; with {@link #UNKNOWN_SIZE} the block
     *     always stays
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the block is not in use here
     */
    @Override
    public final void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        checkBlock(address, Math.max(size, 0));
        if (isNewest(address, size)) {
            rewind(address);
        }
    }

    private boolean isNewest(long address, long size) {
        return address + size == cursor() && address >= savePoints.floor();
    }

    private void checkBlock(long address, long size) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        checkInUse(address, size);
    }

    private void checkInUse(long address, long size) {
        checkOpen();
        if (address < base || address >= cursor() || size > cursor() - address) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "%d bytes at 0x%x are not in use in %s: the block is another allocator's, or was freed before"
                            .formatted(size, address, this));
        }
    }

    /**
     * Gives every block back: one step, whatever the number and size of the blocks. The next
     * allocations of the same shape get the same addresses.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if a save point is still open
     */
    @Override
    public final void freeAll() {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        checkOpen();
        savePoints.checkNoneOpen();
        long used = highestUsed();
        tickEnding();
        rewind(base);
        highest = base;
        tickEnded(used);
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(this).tickEnded(used);
        }
    }

    @Override
    public final void handOver() {
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(this).handOver();
        }
    }

    /** All blocks are about to be given back; fails if a segment over one is in use elsewhere. */
    void tickEnding() {}

    /** The allocator is about to close; fails if a segment over a block is in use elsewhere. */
    void closing() {}

    /**
     * All blocks were given back.
     *
     * @param used most bytes in use at once since the last time
     */
    void tickEnded(long used) {}

    /** Moves the cursor back. */
    final void rewind(long target) {
        long cursor = cursor();
        if (BuildConfig.DEBUG) {
            Poison.fill(this, target, cursor);
        }
        if (cursor > highest) {
            highest = cursor;
        }
        clean.rewound(cursor, raisedCleanLimit - Bump.RAISE);
        raisedCleanLimit = target + Bump.RAISE;
        raisedCursor = target + Bump.RAISE;
    }

    /** Gives up memory above the cursor, which reads as zero should it come back. */
    final void lowerLimit(long newLimit) {
        raisedLimit = newLimit + Bump.RAISE;
        raisedCleanLimit = Math.min(raisedCleanLimit, raisedLimit);
        clean.forget(newLimit);
    }

    /**
     * Marks this moment. Closing the save point gives back everything allocated since, so that a
     * function can use scratch of its own inside a tick:
     *
     * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="savepoint"}
     *
     * <p>Save points nest and close in reverse order. Blocks from before one are neither freed nor
     * resized in place while it is open, so none of them can end inside it by accident; resizing
     * one moves it, and the new block ends with the save point.
     *
     * @return an open save point; no Java garbage up to 16 deep
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the allocator is closed
     */
    public final SavePoint savepoint() {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        checkOpen();
        return savePoints.open(cursor());
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
    public final MemorySegment allocate(long byteSize, long byteAlignment) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        long cursor = raisedCursor;
        long end = Bump.end(cursor, byteSize, byteAlignment);
        if (Long.compareUnsigned(end, raisedCleanLimit) > 0
                || byteSize <= 0
                || !Requests.isPowerOfTwo(byteAlignment)) {
            if (!prepare(byteSize, byteAlignment, true)) {
                return MemorySegment.NULL;
            }
            cursor = raisedCursor;
            end = Bump.end(cursor, byteSize, byteAlignment);
        }
        // The segment first: where there is none, the memory is not taken either.
        MemorySegment block = freshSegment(Bump.start(cursor, byteAlignment), byteSize);
        raisedCursor = end;
        return block;
    }

    @Override
    public final MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        long cursor = raisedCursor;
        long end = Bump.end(cursor, byteSize, byteAlignment);
        if (Long.compareUnsigned(end, raisedLimit) > 0
                || byteSize <= 0
                || !Requests.isPowerOfTwo(byteAlignment)) {
            if (!prepare(byteSize, byteAlignment, false)) {
                return MemorySegment.NULL;
            }
            cursor = raisedCursor;
            end = Bump.end(cursor, byteSize, byteAlignment);
        }
        // The segment first: where there is none, the memory is not taken either.
        MemorySegment block = freshSegment(Bump.start(cursor, byteAlignment), byteSize);
        raisedCursor = end;
        return block;
    }

    /**
     * A view of memory that is handed out now. It lives as long as that does, and so as segments
     * that were allocated together with it.
     *
     * @param address where it begins
     * @param size bytes, 0 or more
     * @return a segment of exactly that size
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the memory is not in use here
     */
    @Override
    public final MemorySegment segment(long address, long size) {
        Requests.checkSize(size);
        if (address != NULL || size > 0) {
            checkInUse(address, size);
        }
        return segmentOf(savePoints.openedAfter(address), address, size);
    }

    @Override
    public final Set<Feature> features() {
        return FEATURES;
    }

    /**
     * Whether an address is in memory that is handed out now. Sizes are not recorded, so the answer
     * has none.
     *
     * @param address any address
     * @return this allocator and the address
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is not in use here
     */
    @Override
    public final AllocationInfo query(long address) {
        checkInUse(address, 0);
        return new AllocationInfo(this, address, UNKNOWN_SIZE);
    }

    /**
     * What is handed out now, alignment gaps included.
     *
     * @return bytes
     */
    public final long used() {
        return cursor() - base;
    }

    /**
     * The most that could ever be handed out at once.
     *
     * @return bytes
     */
    public final long capacity() {
        return closed ? 0 : capacityEnd() - base;
    }

    /**
     * Where the range begins that blocks are handed out from, which is {@link #capacity} bytes
     * long. It never changes.
     *
     * @return an address
     */
    public final long base() {
        return base;
    }

    /** Most bytes in use at once since the last {@code freeAll}. */
    final long highestUsed() {
        long cursor = cursor();
        return Math.max(highest, cursor) - base;
    }

    /** Where the next block goes. Taken back from native code if that has it. */
    final long cursor() {
        if (raisedCursor == LENT) {
            takeBack();
        }
        return raisedCursor - Bump.RAISE;
    }

    final NativeAllocator makeNative() {
        NativeAllocator made = NativeAllocator.find(this);
        inNative = made;
        return made;
    }

    /**
     * Lets native code move the cursor, up to the end of what is usable now, until somebody here
     * needs it. A debug build keeps it, so that native code has to ask and every call is checked.
     */
    final void lend() {
        NativeAllocator borrower = inNative;
        if (BuildConfig.DEBUG || borrower == null || closed || raisedCursor == LENT) {
            return;
        }
        long floor = Math.max(base, savePoints.floor());
        borrower.open(cursor(), raisedCleanLimit - Bump.RAISE, limit(), floor);
        raisedCursor = LENT;
    }

    /**
     * Goes on where native code has left off. That zeroes what it gives back below the clean limit;
     * above, the map hears of it here.
     */
    private void takeBack() {
        NativeAllocator borrower = requireNonNull(inNative);
        long cursor = borrower.cursor();
        long highestThere = borrower.highest();
        borrower.shut();
        raisedCursor = cursor + Bump.RAISE;
        highest = Math.max(highest, highestThere);
        long cleanLimit = raisedCleanLimit - Bump.RAISE;
        if (highestThere > Math.max(cursor, cleanLimit)) {
            clean.rewound(highestThere, cleanLimit);
        }
    }

    final long limit() {
        return raisedLimit - Bump.RAISE;
    }

    final boolean hasOpenSavePoint() {
        return savePoints.isAnyOpen();
    }

    final boolean isClosed() {
        return closed;
    }

    /** Ends all segments; from now on every call but {@code close} fails. */
    final void markClosed() {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(this);
        }
        savePoints.closeAll();
        closing();
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(this).closed();
        }
        closed = true;
        long cursor = cursor();
        highest = Math.max(highest, cursor);
        raisedCursor = base + Bump.RAISE;
        raisedLimit = base + Bump.RAISE;
        raisedCleanLimit = base + Bump.RAISE;
    }

    final void checkOpen() {
        if (closed) {
            throw Requests.closed(this);
        }
    }

    /** How many open save points were opened before the block at an address was handed out. */
    final int savePointsBelow(long address) {
        return savePoints.depth(address);
    }

    /** A save point was opened: segments from now on end with it. */
    void savePointOpened(SavePoint point) {}

    /** A save point is about to close; fails if a segment made since is in use elsewhere. */
    void savePointClosing(SavePoint point) {}
}
