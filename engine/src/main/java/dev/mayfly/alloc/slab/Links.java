package dev.mayfly.alloc.slab;

import dev.mayfly.memory.Memory;

import java.util.SplittableRandom;

/**
 * Lists that run through free blocks: the first eight bytes of a block are the address of the next,
 * the second eight say that this is so.
 *
 * <p>The second word, the mark, depends on the block, on the next and on a number that nobody else
 * knows. A block that was written to after it was freed has lost its mark, and a list is never
 * followed through it; so is one that was freed twice, once it is handed out the first time.
 */
final class Links {

    /** The smallest block has room for a link. */
    private static final int MARK = Long.BYTES;

    /**
     * Addresses fit in fewer bits than these. Masking with them changes nothing; it tells the JIT
     * compiler that an address is in bounds.
     */
    static final long ADDRESS_BITS = (1L << 56) - 1;

    private static final SplittableRandom RANDOM = new SplittableRandom();

    /** For blocks in a thread's own list. */
    static final long CACHED = RANDOM.nextLong();

    /** For blocks that another thread has handed back. */
    static final long HANDED_BACK = RANDOM.nextLong();

    private Links() {}

    static void put(long block, long next, long key) {
        Memory.putLong(block, next);
        Memory.putLong(block + MARK, next ^ block ^ key);
    }

    static long next(long block) {
        return Memory.getLong(block);
    }

    static boolean isMarked(long block, long next, long key) {
        return Memory.getLong(block + MARK) == (next ^ block ^ key);
    }

    static boolean isMarked(long block, long key) {
        return isMarked(block, next(block), key);
    }

    static void clearMark(long block) {
        Memory.putLong(block + MARK, 0);
    }
}
