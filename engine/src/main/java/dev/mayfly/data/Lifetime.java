package dev.mayfly.data;

import dev.mayfly.memory.Memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A segment over an owner's block, and the FFM arena that ends it.
 *
 * @param arena owns no memory
 * @param segment the whole block
 */
record Lifetime(Arena arena, MemorySegment segment) {

    static Lifetime in(Arena arena, long address, long size) {
        return new Lifetime(arena, Memory.segment(address, size, arena));
    }

    boolean isMine() {
        return segment.isAccessibleBy(Thread.currentThread());
    }

    void end() {
        arena.close();
    }
}
