package dev.mayfly.alloc;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/**
 * What {@link FailingAllocator} and {@link ResidueAllocator} have in common: every call goes to the
 * allocator below, one at a time, and a ledger holds the blocks that nobody has freed.
 */
abstract sealed class LedgerAllocator implements Allocator
        permits FailingAllocator, ResidueAllocator {

    final Allocator below;
    final Ledger ledger = new Ledger(this);
    private final Set<Feature> features;

    /**
     * @param below who hands out the memory
     * @param with features that it need not have
     */
    LedgerAllocator(Allocator below, List<Feature> with) {
        this.below = below;
        // Past save points it could not look, and the allocator below stays open.
        List<Feature> without = List.of(Feature.SAVE_POINTS, Feature.CLOSE);
        this.features = Features.of(below, without, with);
        if (BuildConfig.DEBUG) {
            OwnerCheck.guard(below);
        }
    }

    /** Fails where this takes no calls any more. */
    void checkOpen() {}

    /**
     * A request is about to go to the allocator below; throwing keeps it from going.
     *
     * @param size bytes, more than 0
     * @param alignment bytes, a power of two
     */
    void requesting(FailingAllocator.Kind kind, long size, long alignment) {}

    @Override
    public final synchronized long alloc(long size, long alignment) {
        beforeAlloc(size, alignment);
        long address = below.alloc(size, alignment);
        ledger.add(address, size);
        return address;
    }

    @Override
    public final synchronized long allocNonZeroed(long size, long alignment) {
        beforeAlloc(size, alignment);
        long address = below.allocNonZeroed(size, alignment);
        ledger.add(address, size);
        return address;
    }

    @Override
    public final synchronized MemorySegment allocate(long byteSize, long byteAlignment) {
        beforeAlloc(byteSize, byteAlignment);
        MemorySegment segment = below.allocate(byteSize, byteAlignment);
        ledger.add(segment.address(), byteSize);
        return segment;
    }

    @Override
    public final synchronized MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        beforeAlloc(byteSize, byteAlignment);
        MemorySegment segment = below.allocateNonZeroed(byteSize, byteAlignment);
        ledger.add(segment.address(), byteSize);
        return segment;
    }

    @Override
    public final synchronized long resize(
            long address, long oldSize, long newSize, long alignment) {
        beforeResize(address, oldSize, newSize, alignment);
        long moved = below.resize(address, oldSize, newSize, alignment);
        ledger.resized(address, moved, newSize);
        return moved;
    }

    @Override
    public final synchronized long resizeNonZeroed(
            long address, long oldSize, long newSize, long alignment) {
        beforeResize(address, oldSize, newSize, alignment);
        long moved = below.resizeNonZeroed(address, oldSize, newSize, alignment);
        ledger.resized(address, moved, newSize);
        return moved;
    }

    private void beforeAlloc(long size, long alignment) {
        checkOpen();
        Requests.check(size, alignment);
        if (size > 0) {
            requesting(FailingAllocator.Kind.ALLOC, size, alignment);
        }
    }

    private void beforeResize(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            beforeAlloc(newSize, alignment);
            return;
        }
        checkOpen();
        Requests.check(newSize, alignment);
        Requests.checkOldSize(oldSize);
        ledger.check(address, oldSize);
        if (newSize > oldSize) {
            requesting(FailingAllocator.Kind.RESIZE, newSize, alignment);
        }
    }

    @Override
    public final synchronized void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        checkOpen();
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        ledger.check(address, size);
        below.free(address, size);
        ledger.remove(address);
    }

    @Override
    public final synchronized void freeAll() {
        checkOpen();
        below.freeAll();
        ledger.clear();
    }

    /**
     * What the allocator below knows, with this one as the owner: give the block back here.
     *
     * @param address any address
     * @return what is known; no thread, because none takes the block back without the lock
     * @throws MemoryException as the allocator below does
     */
    @Override
    public final synchronized AllocationInfo query(long address) {
        checkOpen();
        AllocationInfo known = below.query(address);
        return new AllocationInfo(this, known.address(), known.size());
    }

    @Override
    public final synchronized MemorySegment segment(long address, long size) {
        return below.segment(address, size);
    }

    @Override
    public final Allocator below() {
        return below;
    }

    @Override
    public final Set<Feature> features() {
        return features;
    }
}
