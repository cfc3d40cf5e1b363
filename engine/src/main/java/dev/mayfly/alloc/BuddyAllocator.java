package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Set;

/**
 * Blocks of every power of two out of one contiguous range: for memory of many sizes that must stay
 * in one place, such as a buffer that is mapped for a graphics card.
 *
 * <p>Pick it where blocks of many sizes share a range of fixed size. Blocks of one size are faster
 * and tighter in a {@link PoolAllocator}; without a fixed range a {@link GeneralAllocator} is
 * faster and wastes less.
 *
 * <p><b>Features:</b> free in any order without knowing the size, {@code freeAll}, {@code query},
 * resizing in place while the memory beside a block is free. Every block is aligned to its own
 * size. Statistics: used, peak, capacity, committed, largest free block.
 *
 * <p><b>Design:</b> a request takes the smallest power of two that holds it, so that on average a
 * quarter of a block is unused. A larger free block is halved until it fits, and a freed block
 * joins its buddy, the other half of what it was cut from, as soon as both are free. The lowest
 * free block of the smallest size that will do goes first, which keeps the upper end whole and
 * makes addresses repeat. All books are on the Java heap, away from the blocks, so that no write
 * through a stale pointer can damage them: a byte for each smallest block and a bit for each block
 * that may be free, 1.3 bytes in all for each smallest block of the range.
 *
 * <p><b>Cost:</b> a pair of allocation and free is about 30 ns while a thousand blocks of many
 * sizes come and go, half as much again as malloc's, with no Java garbage; it grows with the
 * logarithm of the range. {@code freeAll} clears a byte for each smallest block that was used.
 *
 * <p><b>Errors:</b> a free, resize or query of an address that is not the start of a live block is
 * always seen: {@link MemoryError#DOUBLE_FREE} where a block began that was freed, {@link
 * MemoryError#INVALID_POINTER} for the rest. Not seen is the free of a block whose address has been
 * handed out again since, which frees the new block. {@link MemoryError#FRAGMENTATION} says that
 * enough is free, but not in one piece.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block was freed or the
 * allocator was closed. Closing gives the range back, or leaves the buffer to its owner.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class BuddyAllocator implements Allocator {

    /** Bytes of the smallest block where nothing else is asked for: a cache line. */
    public static final long DEFAULT_SMALLEST = 64;

    /** Bytes committed at a time, at least. */
    private static final long COMMIT_STEP = 256 * 1024;

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.REUSE,
                    Feature.FREE_ALL,
                    Feature.REPEATABLE,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.QUERY,
                    Feature.CLOSE);

    /** Of a unit's state: a live block begins here; the order is in the lower bits. */
    private static final int LIVE = 0x80;

    /** Of a unit's state: a block began here that was freed, and none has since. */
    private static final int FREED = 0x40;

    private static final int ORDER = 0x3f;

    /** More units than this have no room in an array. */
    private static final long MOST_UNITS = 1L << 30;

    private final String name;
    private final Room room;

    /**
     * Where unit 0 is, or would be. A unit is a smallest block; a block of order n is 2^n units and
     * begins at a multiple of that, in units as well as in addresses.
     */
    private final long origin;

    private final int unitShift;
    private final int firstUnit;
    private final int endUnit;

    /** Of the largest block that there could ever be. */
    private final int topOrder;

    /** By unit. */
    private final byte[] states;

    /** By order: which blocks are free, counted in blocks of that order. */
    private final FreeBits[] free;

    /** The orders that have free blocks, a bit each. */
    private long freeOrders;

    /** End of the units that were ever handed out since the last {@code freeAll}. */
    private int touchedEnd;

    private long used;
    private long peak;
    private boolean closed;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** An {@link OwnerCheck}; only a debug build keeps it. */
    @Nullable Object owner;

    BuddyAllocator(String name, Room room, long smallest) {
        this.name = name;
        this.room = room;
        this.unitShift = Long.numberOfTrailingZeros(smallest);
        long start = Requests.alignUp(room.base, smallest);
        long end = room.end & -smallest;
        if (start >= end) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d bytes at 0x%x have no room for an aligned block of %d: pass a larger buffer"
                            .formatted(room.end - room.base, room.base, smallest));
        }
        this.origin = start & -Long.highestOneBit(end - start);
        if (end - origin >>> unitShift > MOST_UNITS) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d bytes are more blocks of %d than a buddy allocator can keep books of: make the smallest block larger"
                            .formatted(end - start, smallest));
        }
        this.firstUnit = (int) (start - origin >>> unitShift);
        this.endUnit = (int) (end - origin >>> unitShift);
        this.topOrder = largestOrder();
        this.states = new byte[endUnit];
        this.free = new FreeBits[topOrder + 1];
        for (int order = 0; order <= topOrder; order++) {
            free[order] = new FreeBits((endUnit - 1 >>> order) + 1);
        }
        this.touchedEnd = firstUnit;
        freeEverything();
    }

    /**
     * A range of address space, committed as it is needed.
     *
     * @param capacity bytes, more than 0; rounded up to a power of two. Takes twice as much address
     *     space
     * @return an open allocator that is the caller's to close
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the capacity makes no sense;
     *     {@link MemoryError#OUT_OF_MEMORY} if the system grants no address space
     */
    public static BuddyAllocator create(long capacity) {
        return create("buddy", capacity, DEFAULT_SMALLEST);
    }

    /**
     * A range of address space, committed as it is needed.
     *
     * @param name what messages call the allocator
     * @param capacity bytes, more than 0; rounded up to a power of two. Takes twice as much address
     *     space
     * @param smallest bytes of the smallest block, a power of two
     * @return an open allocator that is the caller's to close
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the sizes make no sense;
     *     {@link MemoryError#OUT_OF_MEMORY} if the system grants no address space
     */
    public static BuddyAllocator create(String name, long capacity, long smallest) {
        Room.checkSize("capacity", capacity);
        Requests.checkAlignment(smallest);
        Room.checkSize("smallest block", smallest);
        long rounded = powerOfTwoFor(Math.max(capacity, smallest));
        Room room = Room.reserve(describe(name), rounded, rounded);
        try {
            return new BuddyAllocator(name, room, smallest);
        } catch (Throwable failure) {
            room.release();
            throw failure;
        }
    }

    /**
     * A buffer of the caller's. It may have any size and stand anywhere; its largest block is the
     * largest power of two that begins in it at a multiple of itself.
     *
     * @param buffer native memory that outlives the allocator
     * @param smallest bytes of the smallest block, a power of two
     * @return an open allocator
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the buffer is on the Java
     *     heap, read-only or smaller than a block, or the smallest size makes no sense
     */
    public static BuddyAllocator over(MemorySegment buffer, long smallest) {
        Requests.checkAlignment(smallest);
        Room.checkSize("smallest block", smallest);
        return new BuddyAllocator("buffer", Room.of(buffer), smallest);
    }

    private static long powerOfTwoFor(long size) {
        return Long.highestOneBit(size - 1) << 1 | (size == 1 ? 1 : 0);
    }

    /** The order of the largest aligned block at a unit that ends before the range does. */
    private int orderAt(int unit) {
        int aligned = Integer.numberOfTrailingZeros(unit);
        int fitting = 31 - Integer.numberOfLeadingZeros(endUnit - unit);
        return Math.min(aligned, fitting);
    }

    private int largestOrder() {
        int largest = 0;
        for (int unit = firstUnit; unit < endUnit; unit += 1 << orderAt(unit)) {
            largest = Math.max(largest, orderAt(unit));
        }
        return largest;
    }

    private void freeEverything() {
        for (FreeBits blocks : free) {
            blocks.clear();
        }
        freeOrders = 0;
        Arrays.fill(states, firstUnit, touchedEnd, (byte) 0);
        touchedEnd = firstUnit;
        used = 0;
        for (int unit = firstUnit; unit < endUnit; unit += 1 << orderAt(unit)) {
            addFree(unit, orderAt(unit));
        }
    }

    private void addFree(int unit, int order) {
        free[order].add(unit >>> order);
        freeOrders |= 1L << order;
    }

    private void removeFree(int unit, int order) {
        FreeBits blocks = free[order];
        blocks.remove(unit >>> order);
        if (blocks.isEmpty()) {
            freeOrders &= ~(1L << order);
        }
    }

    private boolean isFree(int unit, int order) {
        return free[order].has(unit >>> order);
    }

    /** The order of the smallest block that holds so many bytes, more than 0. */
    private int orderFor(long bytes) {
        return Math.max(0, 64 - Long.numberOfLeadingZeros(bytes - 1) - unitShift);
    }

    private long bytesOf(int order) {
        return 1L << order + unitShift;
    }

    private long addressOf(int unit) {
        return origin + ((long) unit << unitShift);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        Requests.check(size, alignment);
        checkOpen();
        if (size == 0) {
            return NULL;
        }
        int order = orderFor(Math.max(size, alignment));
        long orders = freeOrders & -1L << order;
        if (orders == 0) {
            throw noRoom(size, alignment, order);
        }
        int found = Long.numberOfTrailingZeros(orders);
        int unit = free[found].first() << found;
        commit(unit, order);
        removeFree(unit, found);
        for (int half = found - 1; half >= order; half--) {
            addFree(unit + (1 << half), half);
        }
        handOut(unit, order);
        return addressOf(unit);
    }

    /** Makes a block's memory usable, before anything is changed. */
    private void commit(int unit, int order) {
        room.growTo(addressOf(unit) + bytesOf(order), COMMIT_STEP);
    }

    private void handOut(int unit, int order) {
        states[unit] = (byte) (LIVE | order);
        touchedEnd = Math.max(touchedEnd, unit + (1 << order));
        used += bytesOf(order);
        peak = Math.max(peak, used);
    }

    private MemoryException noRoom(long size, long alignment, int order) {
        String request = "%d bytes at alignment %d".formatted(size, alignment);
        if (order > topOrder) {
            return new MemoryException(
                    MemoryError.BUFFER_TOO_LARGE,
                    "%s has blocks of %d bytes at most, never %s: ask for less, or make it larger"
                            .formatted(this, bytesOf(topOrder), request));
        }
        return capacity() - used >= bytesOf(order)
                ? new MemoryException(
                        MemoryError.FRAGMENTATION,
                        "%s has %d of %d bytes free, but at most %d in one piece, and no room for %s: free neighbours of free blocks"
                                .formatted(
                                        this,
                                        capacity() - used,
                                        capacity(),
                                        largestFree(),
                                        request))
                : new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has %d of %d bytes in use and no room for %s: free some, or make it larger"
                                .formatted(this, used, capacity(), request));
    }

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
        int unit = liveUnit(address, size);
        int order = states[unit] & ORDER;
        states[unit] = (byte) FREED;
        used -= bytesOf(order);
        while (order < topOrder && isFree(unit ^ 1 << order, order)) {
            removeFree(unit ^ 1 << order, order);
            unit &= ~(1 << order);
            order++;
        }
        addFree(unit, order);
    }

    /** The unit of the live block that begins at an address and has room for a size. */
    private int liveUnit(long address, long size) {
        checkOpen();
        int unit = unitOf(address);
        if (unit < 0 || !isLive(unit) || addressOf(unit) != address) {
            throw notLive(address);
        }
        long room = bytesOf(states[unit] & ORDER);
        if (size > room) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x has room for %d bytes and was never requested with %d: pass the size it was requested with"
                            .formatted(address, room, size));
        }
        return unit;
    }

    private boolean isLive(int unit) {
        return (states[unit] & LIVE) != 0;
    }

    /** The unit that an address is in, or -1. */
    private int unitOf(long address) {
        long offset = address - origin;
        return offset >= (long) firstUnit << unitShift && offset < (long) endUnit << unitShift
                ? (int) (offset >>> unitShift)
                : -1;
    }

    /** The first unit of the live block that a unit is in, or -1. */
    private int liveAround(int unit) {
        for (int order = 0; order <= topOrder; order++) {
            int start = unit & -(1 << order);
            if (start >= firstUnit && isLive(start) && (states[start] & ORDER) >= order) {
                return start;
            }
        }
        return -1;
    }

    private MemoryException notLive(long address) {
        int unit = unitOf(address);
        int around = unit < 0 ? -1 : liveAround(unit);
        if (around >= 0) {
            return new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is inside the block at 0x%x of %s: pass the address that was handed out"
                            .formatted(address, addressOf(around), this));
        }
        boolean freed = unit >= 0 && states[unit] == FREED && addressOf(unit) == address;
        return freed
                ? new MemoryException(
                        MemoryError.DOUBLE_FREE,
                        "the block at 0x%x was given back to %s before: free it once, and do not use it afterwards"
                                .formatted(address, this))
                : new MemoryException(
                        MemoryError.INVALID_POINTER,
                        "0x%x is in no block in use in %s: the block is another allocator's, or was given back by freeAll"
                                .formatted(address, this));
    }

    /**
     * Shrinks in place and gives the upper halves back; grows in place where all that it needs is
     * free above the block; moves otherwise.
     *
     * @param address the block; {@link #NULL} makes this an {@link #allocNonZeroed}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 makes this a {@link #free}
     * @param alignment bytes, a power of two
     * @return the block, perhaps elsewhere, contents kept up to the smaller size; {@link #NULL} for
     *     size 0
     * @throws MemoryException as of {@link #allocNonZeroed} and {@link #free}; the old block is
     *     then as it was
     */
    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (BuildConfig.DEBUG) {
            owner = OwnerCheck.use(owner, this);
        }
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        int unit = liveUnit(address, oldSize);
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (Requests.isAligned(address, alignment) && resizeInPlace(unit, orderFor(newSize))) {
            return address;
        }
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        free(address, oldSize);
        return moved;
    }

    private boolean resizeInPlace(int unit, int newOrder) {
        int order = states[unit] & ORDER;
        if (newOrder > order) {
            if (!canGrow(unit, order, newOrder)) {
                return false;
            }
            commit(unit, newOrder);
            for (int half = order; half < newOrder; half++) {
                removeFree(unit + (1 << half), half);
            }
        } else {
            for (int half = order - 1; half >= newOrder; half--) {
                addFree(unit + (1 << half), half);
            }
        }
        used -= bytesOf(order);
        handOut(unit, newOrder);
        return true;
    }

    /** Whether the block is the lower half of each larger one, and each upper half is free. */
    private boolean canGrow(int unit, int order, int newOrder) {
        if (newOrder > topOrder || (unit & (1 << newOrder) - 1) != 0) {
            return false;
        }
        for (int half = order; half < newOrder; half++) {
            if (!isFree(unit + (1 << half), half)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Gives every block back. The next allocations get the addresses that a new allocator would
     * give them.
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
        freeEverything();
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
     * @param address any address, also inside a block
     * @return the block and its power of two
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is in no live block
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        int unit = unitOf(address);
        int block = unit < 0 ? -1 : liveAround(unit);
        if (block < 0) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is in no block that is in use in %s".formatted(address, this));
        }
        return new AllocationInfo(this, addressOf(block), bytesOf(states[block] & ORDER));
    }

    /**
     * What is handed out now, in whole blocks.
     *
     * @return bytes
     */
    public long used() {
        return used;
    }

    /**
     * Most that was handed out at once since the allocator was made, in whole blocks.
     *
     * @return bytes
     */
    public long peak() {
        return peak;
    }

    /**
     * What could be handed out at once, if it were asked for in the right pieces.
     *
     * @return bytes, 0 once closed
     */
    public long capacity() {
        return closed ? 0 : bytes(endUnit - firstUnit);
    }

    private long bytes(int units) {
        return (long) units << unitShift;
    }

    /**
     * The largest block that can be had now.
     *
     * @return bytes, 0 where nothing is free
     */
    public long largestFree() {
        return closed || freeOrders == 0 ? 0 : bytesOf(63 - Long.numberOfLeadingZeros(freeOrders));
    }

    /**
     * What is committed: usable without asking the system. Of a buffer, all of it.
     *
     * @return bytes, 0 once closed
     */
    public long committed() {
        return closed ? 0 : room.limit() - room.base;
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

    @Override
    public void close() {
        if (!closed) {
            if (BuildConfig.DEBUG) {
                owner = OwnerCheck.handOver(owner, this);
            }
            used = 0;
            closed = true;
            if (BuildConfig.DEBUG) {
                Lifetimes.close(lifetime);
            }
            room.release();
        }
    }

    @Override
    public String toString() {
        return describe(name);
    }

    private static String describe(String name) {
        return "BuddyAllocator \"" + name + "\"";
    }
}
