package dev.mayfly.debug;

import dev.mayfly.alloc.Allocator;

import java.lang.foreign.MemorySegment;

/** The blocks of the allocator below, each with guards around it where guards are wanted. */
final class GuardedBlocks {

    private final Allocator below;
    private final boolean guarded;

    GuardedBlocks(Allocator below, boolean guarded) {
        this.below = below;
        this.guarded = guarded;
    }

    long alloc(long size, long alignment) {
        long front = front(alignment);
        return below.alloc(outer(front, size), alignment) + front;
    }

    long allocNonZeroed(long size, long alignment) {
        long front = front(alignment);
        return below.allocNonZeroed(outer(front, size), alignment) + front;
    }

    MemorySegment allocate(long size, long alignment) {
        long front = front(alignment);
        return inner(below.allocate(outer(front, size), alignment), front, size);
    }

    MemorySegment allocateNonZeroed(long size, long alignment) {
        long front = front(alignment);
        return inner(below.allocateNonZeroed(outer(front, size), alignment), front, size);
    }

    /** The block keeps its distance from what is below, whatever the alignment is now. */
    long resizeNonZeroed(long address, long oldSize, long newSize, long alignment, long front) {
        return below.resizeNonZeroed(
                        address - front, outer(front, oldSize), outer(front, newSize), alignment)
                + front;
    }

    void free(long address, long size, long alignment) {
        long front = front(alignment);
        below.free(address - front, outer(front, size));
    }

    /** Bytes from what the allocator below hands out to the block. */
    long front(long alignment) {
        return guarded ? Guards.front(alignment) : 0;
    }

    /** Bytes to ask the allocator below for. */
    private long outer(long front, long size) {
        return guarded ? front + size + Guards.BACK : size;
    }

    private MemorySegment inner(MemorySegment outer, long front, long size) {
        return guarded ? outer.asSlice(front, size) : outer;
    }

    /** Puts the guards where they belong. */
    void guard(long address, long size) {
        if (guarded) {
            Guards.set(address, size);
        }
    }

    /** Whether nobody wrote over the guards. */
    boolean isIntact(long address, long size) {
        return !guarded || Guards.isBackIntact(address, size) && Guards.isFrontIntact(address);
    }
}
