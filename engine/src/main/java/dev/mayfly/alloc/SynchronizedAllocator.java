package dev.mayfly.alloc;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/**
 * Lets any thread use an allocator that is made for one, one call at a time.
 *
 * <p>Pick it where threads rarely meet: a level's arena that a loader thread fills too, a pool that
 * is asked a few times a tick. Where each thread can have an allocator of its own, that is faster.
 *
 * <p><b>Features:</b> those of the allocator below and {@link Feature#THREAD_SAFE}; without save
 * points, which belong to one thread, and without closing.
 *
 * <p><b>Design:</b> one lock, this object's own. {@code synchronized (allocator) { … }} therefore
 * makes several calls one. All threads must come through the same {@code SynchronizedAllocator},
 * and nobody past it. To count as well, put the {@link LimitAllocator} below it.
 *
 * <p><b>Cost:</b> taking a lock that is free, about 10 ns a call; waiting where it is not.
 *
 * <p><b>Lifetime:</b> blocks and segments are those of the allocator below, and so is what they
 * allow. The segments of a {@link FrameArena} are confined to the thread that made the tick's first
 * one: a segment asked for by another thread is a {@link WrongThreadException}, and so is {@code
 * freeAll} there, with nothing changed. Make the arena {@link FrameArena.Builder#shared shared}, or
 * use the raw face. What {@code freeAll} gives back, it takes from every thread. Closing this
 * leaves the allocator below open.
 *
 * <p><b>Thread:</b> any.
 */
public final class SynchronizedAllocator implements Allocator {

    private final Allocator below;
    private final Set<Feature> features;

    /**
     * Guards an allocator, which from now on is used through this one only.
     *
     * @param below who hands out the memory
     */
    public SynchronizedAllocator(Allocator below) {
        this.below = below;
        this.features =
                Features.of(
                        below,
                        List.of(Feature.SAVE_POINTS, Feature.CLOSE),
                        List.of(Feature.THREAD_SAFE));
        if (BuildConfig.DEBUG) {
            OwnerCheck.guard(below);
        }
    }

    @Override
    public synchronized long alloc(long size, long alignment) {
        return below.alloc(size, alignment);
    }

    @Override
    public synchronized long alloc(long size) {
        return below.alloc(size);
    }

    @Override
    public synchronized long allocNonZeroed(long size, long alignment) {
        return below.allocNonZeroed(size, alignment);
    }

    @Override
    public synchronized long resize(long address, long oldSize, long newSize, long alignment) {
        return below.resize(address, oldSize, newSize, alignment);
    }

    @Override
    public synchronized long resizeNonZeroed(
            long address, long oldSize, long newSize, long alignment) {
        return below.resizeNonZeroed(address, oldSize, newSize, alignment);
    }

    @Override
    public synchronized void free(long address, long size) {
        below.free(address, size);
    }

    @Override
    public synchronized void freeAll() {
        below.freeAll();
    }

    /**
     * What the allocator below knows, with this one as the owner: give the block back here.
     *
     * @param address any address
     * @return what is known; no thread, because none takes the block back without the lock
     * @throws MemoryException as the allocator below does
     */
    @Override
    public synchronized AllocationInfo query(long address) {
        AllocationInfo known = below.query(address);
        return new AllocationInfo(this, known.address(), known.size());
    }

    @Override
    public synchronized AllocResult tryAlloc(long size, long alignment) {
        return below.tryAlloc(size, alignment);
    }

    @Override
    public synchronized AllocResult tryAllocNonZeroed(long size, long alignment) {
        return below.tryAllocNonZeroed(size, alignment);
    }

    @Override
    public synchronized AllocResult tryResize(
            long address, long oldSize, long newSize, long alignment) {
        return below.tryResize(address, oldSize, newSize, alignment);
    }

    @Override
    public synchronized AllocResult tryResizeNonZeroed(
            long address, long oldSize, long newSize, long alignment) {
        return below.tryResizeNonZeroed(address, oldSize, newSize, alignment);
    }

    @Override
    public synchronized AllocResult tryFree(long address, long size) {
        return below.tryFree(address, size);
    }

    @Override
    public synchronized AllocResult tryFreeAll() {
        return below.tryFreeAll();
    }

    @Override
    public synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
        return below.allocate(byteSize, byteAlignment);
    }

    @Override
    public synchronized MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        return below.allocateNonZeroed(byteSize, byteAlignment);
    }

    @Override
    public synchronized MemorySegment segment(long address, long size) {
        return below.segment(address, size);
    }

    @Override
    public synchronized void handOver() {
        below.handOver();
    }

    @Override
    public Allocator below() {
        return below;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public String toString() {
        return "SynchronizedAllocator over " + below;
    }
}
