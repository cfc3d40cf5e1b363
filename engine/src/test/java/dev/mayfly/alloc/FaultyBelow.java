package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An allocator to stand on that counts what it handed out, minds the sizes of what it gets back,
 * and fails when it is told to.
 */
final class FaultyBelow implements Allocator {

    /** The request that fails, counted from 1; none if 0. */
    int failingRequest;

    /** The free that fails, counted from 1; none if 0. */
    int failingFree;

    int requests;
    int frees;

    private final Map<Long, Long> live = new HashMap<>();

    int live() {
        return live.size();
    }

    /** From now on counted, the next request fails. */
    void failNextRequest() {
        failingRequest = requests + 1;
    }

    void failNextFree() {
        failingFree = frees + 1;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (++requests == failingRequest) {
            throw new MemoryException(MemoryError.OUT_OF_MEMORY, "as told");
        }
        long address = HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
        if (address != NULL) {
            live.put(address, size);
        }
        return address;
    }

    @Override
    public void free(long address, long size) {
        if (++frees == failingFree) {
            throw new MemoryException(MemoryError.INVALID_ARGUMENT, "as told");
        }
        if (address != NULL) {
            assertEquals(live.remove(address), size, "size of what comes back");
            HeapAllocator.INSTANCE.free(address, size);
        }
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.ALLOC, Feature.FREE, Feature.REUSE, Feature.RESIZE);
    }
}
