package dev.mayfly.lwjgl;

import dev.mayfly.memory.Memory;

/**
 * What stands in front of a block that came from an arena through {@link ContextMemoryAllocator}:
 * its size, which C does not tell when it resizes a block, and arenas do not record.
 *
 * <pre>
 *   what the arena made       address - 16     address - 8          address
 *     | nothing, to align it …  | size, gap      | seal               | the block …
 * </pre>
 */
final class ArenaBlocks {

    /** Bytes in front of a block at most alignments; a multiple of each. */
    static final long HEADER = 16;

    /** What every block gets: bytes. */
    static final long ALIGNMENT = 16;

    private static final int GAP_SHIFT = 56;

    private static final long SIZE_BITS = (1L << GAP_SHIFT) - 1;

    /** Odd, and its bits are without order. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private ArenaBlocks() {}

    /** Bytes from what the arena makes to the block. */
    static long gap(long alignment) {
        return Math.max(HEADER, alignment);
    }

    /** Writes down what is known of a block. */
    static void write(long address, long size, long gap) {
        long about = (long) Long.numberOfTrailingZeros(gap) << GAP_SHIFT | size;
        Memory.putLong(address - HEADER, about);
        Memory.putLong(address - 8, seal(address, about));
    }

    private static long seal(long address, long about) {
        return (address ^ about) * SPREAD;
    }

    /**
     * Whether a block begins here, that is: nobody wrote over what was written down.
     *
     * @param address at least 16 bytes into readable memory
     */
    static boolean isBlock(long address) {
        return Memory.getLong(address - 8) == seal(address, Memory.getLong(address - HEADER));
    }

    /** The size that a block was requested with, bytes. */
    static long size(long address) {
        return Memory.getLong(address - HEADER) & SIZE_BITS;
    }

    /** Bytes from what the arena made to the block. */
    static long gapOf(long address) {
        return 1L << (Memory.getLong(address - HEADER) >>> GAP_SHIFT);
    }
}
