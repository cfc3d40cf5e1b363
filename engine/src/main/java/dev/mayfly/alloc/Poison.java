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

    /**
     * Fills what a stack's cursor is about to leave, but for what stands behind each block: that
     * tells a second free from any other wrong one. What was written over tells nothing any more.
     *
     * @param from where a block begins
     * @param to where one ends
     */
    static void fillBlocks(BumpAllocator memory, long from, long to) {
        if (!memory.isWritable()) {
            return;
        }
        long end = to;
        while (end > from) {
            long footer = end - Long.BYTES;
            long start = Math.abs(Memory.getLong(footer));
            if (start < from || start > footer) {
                start = from;
            }
            Memory.fill(start, footer - start, BYTE);
            end = start;
        }
    }
}
