package dev.mayfly.alloc.slab;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The blocks that other threads have handed back to one heap: a list without a lock.
 *
 * <p>Others put one block at a time, the owner takes all at once, so no block can be taken by one
 * and put by another in between.
 *
 * <p>A block is linked before it is listed. If a fault of a user breaks the list, its blocks are
 * searched for by their marks, and a block that is linked but not listed yet looks as if it were
 * listed. So each list has a number, which is part of every link: whoever comes too late with a
 * block that was linked to an old list finds that out, and looks whether the search had it.
 */
final class HandedBack {

    /** Above the bits of an address a word has the number of its list. */
    private static final int NUMBER_SHIFT = 48;

    private static final long ADDRESS_BITS = (1L << NUMBER_SHIFT) - 1;
    private static final int NUMBERS = 1 << Long.SIZE - NUMBER_SHIFT;

    /** How many broken lists are remembered, so that a thread may sleep as long. */
    private static final int REMEMBERED = 64;

    /** Far from each other, so that lists of different heaps are not taken for each other. */
    private static final AtomicInteger FIRST_NUMBERS = new AtomicInteger();

    private static final int APART = 0x9E37;

    /** The block that came last and the list's number. */
    private final AtomicLong newest;

    /** Changed by the owner alone, under the lock of this. */
    private int number = FIRST_NUMBERS.getAndAdd(APART) & NUMBERS - 1;

    /** What was found of each broken list, in order; guarded by this. */
    private final long[][] found = new long[REMEMBERED][];

    HandedBack() {
        newest = new AtomicLong(emptyWord());
    }

    private long emptyWord() {
        return (long) number << NUMBER_SHIFT;
    }

    private static int numberOf(long word) {
        return (int) (word >>> NUMBER_SHIFT);
    }

    /** The block in a word or in a link, 0 if there is none. */
    static long blockOf(long word) {
        return word & ADDRESS_BITS;
    }

    /** Takes a live block from any thread; whether it was not the newest already. */
    boolean put(long block) {
        long before;
        do {
            before = newest();
            if (blockOf(before) == block) {
                return false;
            }
            link(block, before);
        } while (!list(block, before));
        return true;
    }

    long newest() {
        return newest.get();
    }

    static void link(long block, long before) {
        Links.put(block, before, Links.HANDED_BACK);
    }

    /**
     * Lists a block that is linked.
     *
     * @return false if there is a newer one, and the block has to be linked to that
     */
    boolean list(long block, long before) {
        if (newest.compareAndSet(before, before & ~ADDRESS_BITS | block)) {
            return true;
        }
        return numberOf(newest()) != numberOf(before) && wasFound(block, numberOf(before));
    }

    private synchronized boolean wasFound(long block, int listed) {
        int ago = number - listed & NUMBERS - 1;
        long[] blocks = ago <= REMEMBERED ? found[listed % REMEMBERED] : null;
        return blocks != null && Arrays.binarySearch(blocks, block) >= 0;
    }

    boolean isEmpty() {
        return blockOf(newest()) == 0;
    }

    /** Takes all; for the owner. */
    long takeAll() {
        return isEmpty() ? 0 : blockOf(newest.getAndSet(emptyWord()));
    }

    /**
     * Begins a new list in place of a broken one; for the owner.
     *
     * @param search what takes back every block that is marked as handed back, and of which the
     *     given test says that it belonged to the old list
     */
    synchronized void replace(Consumer<LongPredicate> search) {
        int old = number;
        number = old + 1 & NUMBERS - 1;
        // Not just written: what others linked to the old list has to be seen here.
        newest.getAndSet(emptyWord());
        LongStream.Builder blocks = LongStream.builder();
        search.accept(
                block -> {
                    if (numberOf(Links.next(block)) != old) {
                        return false;
                    }
                    blocks.add(block);
                    return true;
                });
        found[old % REMEMBERED] = blocks.build().sorted().toArray();
    }

    /** Forgets all; nobody may be putting a block. */
    void clear() {
        newest.set(emptyWord());
    }
}
