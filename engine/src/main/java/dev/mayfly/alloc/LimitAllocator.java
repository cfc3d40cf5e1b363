package dev.mayfly.alloc;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that are allocated through it and fails beyond a limit; for any thread, if the
 * allocator below is.
 *
 * <p>Pick it for a budget, to see what a subsystem uses, and in tests to see that nothing leaks.
 *
 * <p><b>Features:</b> those of the allocator below, without frees of unknown size, which it could
 * not count, without save points and without closing.
 *
 * <p><b>Design:</b> two atomic counters; every call goes to the allocator below. Sizes are counted
 * as requested: gaps between blocks are not, nor freed blocks that an arena keeps. Room is taken
 * before the allocator below is asked and put back if it fails, and is given back only once it has
 * taken the memory: on however many threads, the limit holds.
 *
 * <p><b>Cost:</b> two atomic operations a call, about 10 ns.
 *
 * <p><b>Lifetime:</b> segments are those of the allocator below. {@code freeAll} is the allocator
 * below's and sets the count to 0; that is right where this is the only way to the allocator below,
 * because it takes everybody's blocks. A {@code freeAll} past this one, or a save point there, it
 * cannot see. Closing it leaves the allocator below open.
 *
 * <p><b>Thread:</b> any, if the allocator below takes any. {@code freeAll} wants a moment in which
 * no other thread allocates: of a block made meanwhile nobody could say whether it still counts.
 */
public final class LimitAllocator implements Allocator {

    private final Allocator below;
    private final long limit;
    private final Set<Feature> features;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /**
     * Counts without a limit.
     *
     * @param below who hands out the memory
     */
    public LimitAllocator(Allocator below) {
        this(below, Long.MAX_VALUE);
    }

    /**
     * Counts and limits.
     *
     * @param below who hands out the memory
     * @param limit bytes, 0 or more
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the limit is negative
     */
    public LimitAllocator(Allocator below, long limit) {
        Requests.checkSize(limit);
        this.below = below;
        this.limit = limit;
        this.features =
                Features.of(
                        below,
                        List.of(Feature.UNKNOWN_SIZE, Feature.SAVE_POINTS, Feature.CLOSE),
                        List.of());
    }

    @Override
    public long alloc(long size, long alignment) {
        Requests.check(size, alignment);
        take(size);
        try {
            long address = below.alloc(size, alignment);
            raisePeak();
            return address;
        } catch (Throwable failure) {
            used.addAndGet(-size);
            throw failure;
        }
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Requests.check(size, alignment);
        take(size);
        try {
            long address = below.allocNonZeroed(size, alignment);
            raisePeak();
            return address;
        } catch (Throwable failure) {
            used.addAndGet(-size);
            throw failure;
        }
    }

    @Override
    public long resize(long address, long oldSize, long newSize, long alignment) {
        long growth = growth(address, oldSize, newSize, alignment);
        long taken = Math.max(growth, 0);
        take(taken);
        try {
            long moved = below.resize(address, oldSize, newSize, alignment);
            used.addAndGet(growth - taken);
            raisePeak();
            return moved;
        } catch (Throwable failure) {
            used.addAndGet(-taken);
            throw failure;
        }
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        long growth = growth(address, oldSize, newSize, alignment);
        long taken = Math.max(growth, 0);
        take(taken);
        try {
            long moved = below.resizeNonZeroed(address, oldSize, newSize, alignment);
            used.addAndGet(growth - taken);
            raisePeak();
            return moved;
        } catch (Throwable failure) {
            used.addAndGet(-taken);
            throw failure;
        }
    }

    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (size == UNKNOWN_SIZE) {
            throw Requests.notImplemented(this, "free of unknown size");
        }
        Requests.checkSize(size);
        checkCounted(size);
        below.free(address, size);
        used.addAndGet(-size);
    }

    /**
     * Gives back every block of the allocator below, also what came from it by another way, and
     * counts from 0. No other thread may be allocating.
     *
     * @throws MemoryException if the allocator below cannot, with the count as it was
     */
    @Override
    public void freeAll() {
        below.freeAll();
        used.set(0);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        Requests.check(byteSize, byteAlignment);
        take(byteSize);
        try {
            MemorySegment segment = below.allocate(byteSize, byteAlignment);
            raisePeak();
            return segment;
        } catch (Throwable failure) {
            used.addAndGet(-byteSize);
            throw failure;
        }
    }

    @Override
    public MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        Requests.check(byteSize, byteAlignment);
        take(byteSize);
        try {
            MemorySegment segment = below.allocateNonZeroed(byteSize, byteAlignment);
            raisePeak();
            return segment;
        } catch (Throwable failure) {
            used.addAndGet(-byteSize);
            throw failure;
        }
    }

    @Override
    public Allocator below() {
        return below;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    /**
     * What the allocator below knows, with this one as the owner: give the block back here.
     *
     * @param address any address
     * @return what is known
     * @throws MemoryException as the allocator below does
     */
    @Override
    public AllocationInfo query(long address) {
        AllocationInfo known = below.query(address);
        return new AllocationInfo(this, known.address(), known.size(), known.thread());
    }

    /**
     * What is allocated now.
     *
     * @return bytes, as requested
     */
    public long used() {
        return used.get();
    }

    /**
     * Most that was allocated at once. On several threads a block that another one is just asking
     * for counts as allocated.
     *
     * @return bytes, as requested
     */
    public long peak() {
        return peak.get();
    }

    /**
     * The most that may be allocated at once.
     *
     * @return bytes; {@code Long.MAX_VALUE} where there is no limit
     */
    public long limit() {
        return limit;
    }

    @Override
    public String toString() {
        return "LimitAllocator over " + below;
    }

    private long growth(long address, long oldSize, long newSize, long alignment) {
        Requests.check(newSize, alignment);
        if (address == NULL) {
            return newSize;
        }
        Requests.checkOldSize(oldSize);
        checkCounted(oldSize);
        return newSize - oldSize;
    }

    /** Nobody can give back more than there is. */
    private void checkCounted(long size) {
        if (size > used.get()) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "a block of %d bytes is not one of the %d bytes that %s counts: pass the size it was requested with, to the allocator that made it"
                            .formatted(size, used.get(), this));
        }
    }

    /** Counts bytes in, or refuses with nothing counted. */
    private void take(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > limit - before) {
                throw overLimit(bytes, before);
            }
        } while (!used.compareAndSet(before, before + bytes));
    }

    /** Memory was granted. */
    private void raisePeak() {
        long now = used.get();
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
    }

    private MemoryException overLimit(long bytes, long before) {
        return bytes > limit
                ? new MemoryException(
                        MemoryError.BUFFER_TOO_LARGE,
                        "%s allows %d bytes at most, never %d: raise the limit"
                                .formatted(this, limit, bytes))
                : new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has %d of %d bytes allocated and no room for %d: free some, or raise the limit"
                                .formatted(this, before, limit, bytes));
    }
}
