package dev.mayfly.alloc;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that are allocated through it and fails beyond a limit; for any thread, if the
 * allocator below is.
 *
 * <p><b>Features:</b> those of the allocator below, without {@code freeAll} and without frees of
 * unknown size, which it could not count.
 *
 * <p><b>Design:</b> two atomic counters; every call goes to the allocator below. Sizes are counted
 * as requested.
 *
 * <p><b>Cost:</b> two atomic operations a call, about 10 ns.
 *
 * <p><b>Lifetime:</b> segments are those of the allocator below. Closing it leaves the allocator
 * below open.
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
        EnumSet<Feature> all = EnumSet.copyOf(below.features());
        all.removeAll(
                EnumSet.of(
                        Feature.FREE_ALL,
                        Feature.REPEATABLE,
                        Feature.UNKNOWN_SIZE,
                        Feature.SAVE_POINTS,
                        Feature.CLOSE));
        this.features = Set.copyOf(all);
    }

    @Override
    public long alloc(long size, long alignment) {
        Requests.check(size, alignment);
        take(size);
        try {
            return below.alloc(size, alignment);
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
            return below.allocNonZeroed(size, alignment);
        } catch (Throwable failure) {
            used.addAndGet(-size);
            throw failure;
        }
    }

    @Override
    public long resize(long address, long oldSize, long newSize, long alignment) {
        long growth = growth(address, oldSize, newSize, alignment);
        take(growth);
        try {
            return below.resize(address, oldSize, newSize, alignment);
        } catch (Throwable failure) {
            used.addAndGet(-growth);
            throw failure;
        }
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        long growth = growth(address, oldSize, newSize, alignment);
        take(growth);
        try {
            return below.resizeNonZeroed(address, oldSize, newSize, alignment);
        } catch (Throwable failure) {
            used.addAndGet(-growth);
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
        below.free(address, size);
        used.addAndGet(-size);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        Requests.check(byteSize, byteAlignment);
        take(byteSize);
        try {
            return below.allocate(byteSize, byteAlignment);
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
            return below.allocateNonZeroed(byteSize, byteAlignment);
        } catch (Throwable failure) {
            used.addAndGet(-byteSize);
            throw failure;
        }
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public AllocationInfo query(long address) {
        return below.query(address);
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
     * Most that was allocated at once.
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

    private static long growth(long address, long oldSize, long newSize, long alignment) {
        Requests.check(newSize, alignment);
        if (address == NULL) {
            return newSize;
        }
        Requests.checkOldSize(oldSize);
        return newSize - oldSize;
    }

    /** Counts bytes in, or refuses with nothing counted. A negative number gives bytes back. */
    private void take(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > limit - before) {
                throw overLimit(bytes, before);
            }
        } while (!used.compareAndSet(before, before + bytes));
        long now = before + bytes;
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
