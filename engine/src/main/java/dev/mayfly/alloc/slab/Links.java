package dev.mayfly.alloc.slab;

import dev.mayfly.memory.Memory;

/**
 * Lists that run through free blocks: the first eight bytes of a block are the address of the next,
 * the second eight say that this is so.
 *
 * <p>The second word, the mark, depends on the block, on the next and on the kind of list. A block
 * that was written to after it was freed has lost its mark, and a list is never followed through
 * it; so is one that was freed twice, once it is handed out the first time.
 */
final class Links {

    /** The smallest block has room for a link. */
    private static final int MARK = Long.BYTES;

    // The kinds are numbers without meaning, so that nothing a user writes looks like a mark. They
    // fit an instruction.

    /** For blocks in a thread's own list. */
    static final long CACHED = 0x3C6E_F372L;

    /** For blocks that another thread has handed back. */
    static final long HANDED_BACK = 0x5BE0_CD19L;

    private Links() {}

    static void put(long block, long next, long kind) {
        Memory.putLong(block, next);
        Memory.putLong(block + MARK, next + kind - block);
    }

    static long next(long block) {
        return Memory.getLong(block);
    }

    static boolean isMarked(long block, long next, long kind) {
        return Memory.getLong(block + MARK) == next + kind - block;
    }

    static boolean isMarked(long block, long kind) {
        return isMarked(block, next(block), kind);
    }

    static void clearMark(long block) {
        Memory.putLong(block + MARK, 0);
    }
}
