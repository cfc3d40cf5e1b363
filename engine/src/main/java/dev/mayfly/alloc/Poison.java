package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

/**
 * What memory holds in a debug build after it was given back in bulk. Debug builds only.
 *
 * <p>As a float it is -2e18, as an int -572662307, as an address one that no system hands out: it
 * is seen in a debugger and in a picture, and following it crashes on the spot.
 */
final class Poison {

    /** Every byte of it. */
    static final byte BYTE = (byte) 0xDD;

    private Poison() {}

    /**
     * Fills what a cursor is about to leave. That was handed out, so its pages are committed, and
     * {@link CleanMap} counts it as dirty anyway.
     */
    static void fill(BumpAllocator allocator, long from, long to) {
        if (to > from && allocator.isWritable()) {
            Memory.fill(from, to - from, BYTE);
        }
    }
}
