package dev.mayfly.alloc;

import java.lang.foreign.MemorySegment;

/** Grants what it is asked for until it is told to refuse. */
final class ScarceRoom extends Room {

    boolean refuses;
    boolean isReleased;

    ScarceRoom(MemorySegment memory) {
        super(memory.address(), memory.address(), memory.address() + memory.byteSize());
    }

    @Override
    long extend(long from, long needed, long generous) {
        if (refuses) {
            throw new MemoryException(MemoryError.OUT_OF_MEMORY, "told to refuse");
        }
        return needed;
    }

    @Override
    void release() {
        isReleased = true;
    }
}
