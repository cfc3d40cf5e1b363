package dev.mayfly.alloc;

import java.util.Set;

/** A {@link FailingAllocator} to stand on whose next request, or next free, fails when told to. */
final class FaultyBelow implements Allocator {

    private final FailingAllocator counting =
            new FailingAllocator(HeapAllocator.INSTANCE, request -> nextRequestFails());
    private boolean failsRequest;
    private boolean failsFree;

    void failNextRequest() {
        failsRequest = true;
    }

    void failNextFree() {
        failsFree = true;
    }

    private boolean nextRequestFails() {
        boolean fails = failsRequest;
        failsRequest = false;
        return fails;
    }

    long requests() {
        return counting.allocations();
    }

    int live() {
        return counting.liveBlocks();
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        return counting.allocNonZeroed(size, alignment);
    }

    @Override
    public void free(long address, long size) {
        if (failsFree) {
            failsFree = false;
            throw new MemoryException(MemoryError.INVALID_ARGUMENT, "as told");
        }
        if (size == UNKNOWN_SIZE) {
            throw new MemoryException(MemoryError.NOT_IMPLEMENTED, "the size was known");
        }
        counting.free(address, size);
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.ALLOC, Feature.FREE, Feature.REUSE, Feature.RESIZE);
    }
}
