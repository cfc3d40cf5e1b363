package dev.mayfly.debug.agent;

import dev.mayfly.alloc.Allocator;

/** For a game's allocator to extend. Compiled without numbers, as the engine is. */
public class InheritedAllocator implements Allocator {

    private final Allocator below;

    /**
     * Passes everything on.
     *
     * @param below who hands out the memory
     */
    public InheritedAllocator(Allocator below) {
        this.below = below;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        return below.allocNonZeroed(size, alignment);
    }

    @Override
    public void free(long address, long size) {
        below.free(address, size);
    }
}
