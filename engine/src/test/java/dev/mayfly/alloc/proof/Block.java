package dev.mayfly.alloc.proof;

import java.lang.foreign.MemorySegment;

/**
 * A live block as the model knows it.
 *
 * @param seed of the pattern in it
 * @param depth how many save points were open when it was made
 * @param segment the safe face's view of it, or null
 */
record Block(long address, long size, long alignment, long seed, int depth, MemorySegment segment) {

    long end() {
        return address + size;
    }

    @Override
    public String toString() {
        return "the block of %d bytes at 0x%x".formatted(size, address);
    }
}
