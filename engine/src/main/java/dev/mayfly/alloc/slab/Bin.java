package dev.mayfly.alloc.slab;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.function.LongPredicate;

/**
 * The blocks of one size class that one thread hands out.
 *
 * <p>Freed blocks wait in a list, the newest on top, and are handed out again while the cache still
 * knows them. A list that is full is put aside, and what was put aside before goes back to the
 * slabs. When the list is empty it is what was put aside, or it is filled from a slab. Only the
 * owner may call.
 */
public final class Bin {

    /** Most blocks in a list, of which there are two. */
    private static final int MOST_LISTED = 256;

    /** Most bytes in them. */
    private static final int MOST_LISTED_BYTES = 64 * 1024;

    /** Most blocks that come from a slab at a time. */
    private static final int MOST_FILLED = 32;

    /** What freed memory reads as where it is never used again. */
    private static final byte POISON = (byte) 0xDD;

    final ThreadHeap heap;
    final int sizeClass;
    final long blockSize;
    final long reciprocal;
    private final int most;

    private long head;

    /** How many more blocks the list takes. */
    private int room;

    /** The list that was put aside, which is a full one; 0 if there is none. */
    private long aside;

    private @Nullable Slab available;

    // Blocks outside of the slabs, now and at most: with users and in the list.
    private long out;
    private long mostOut;

    /** Stands where a thread has no bin: it has nothing, and no slab is its own. */
    Bin(ThreadHeap nobody) {
        heap = nobody;
        sizeClass = 0;
        blockSize = 0;
        reciprocal = 0;
        most = 0;
    }

    Bin(ThreadHeap heap, int sizeClass) {
        this.heap = heap;
        this.sizeClass = sizeClass;
        this.blockSize = SizeClasses.sizeOf(sizeClass);
        this.reciprocal = reciprocal(blockSize);
        this.most = Math.clamp(MOST_LISTED_BYTES / blockSize, 2, MOST_LISTED);
        this.room = most;
    }

    /**
     * 2^64 divided by a size, made too large by as little as possible, but odd: then bits that no
     * address has cannot vanish in a product.
     */
    private static long reciprocal(long size) {
        return Long.divideUnsigned(-1L, size) + 1 | 1;
    }

    /**
     * Hands out the newest block of the list.
     *
     * @return its address; 0 if the list is empty, or broken, which {@link #refill} finds out
     */
    public long pop() {
        long block = head;
        if (block == 0) {
            return 0;
        }
        long next = Links.next(block);
        if (!Links.isMarked(block, next, Links.CACHED)) {
            return 0;
        }
        Links.clearMark(block);
        head = next;
        room++;
        return block;
    }

    /**
     * Takes a block back, if it is one of this bin's, the list has room and nothing speaks against
     * it at first sight.
     *
     * @param slab the slab the address is in
     * @param address perhaps a block
     * @return whether it was taken
     */
    public boolean push(Slab slab, long address) {
        if (slab.fastBin != this
                || !slab.isBlock(address, reciprocal)
                || head == address
                || room == 0) {
            return false;
        }
        list(address);
        return true;
    }

    /** Takes a live block back, also if a list is found broken. */
    void takeBack(long block) {
        if (heap.heaps.neverReuse) {
            settle(block);
            return;
        }
        try {
            makeRoom();
        } finally {
            list(block);
        }
    }

    /** Makes sure that the next block finds room in the list, and so no fault of others. */
    void makeRoom() {
        if (room == 0) {
            spill();
        }
    }

    /** The block on top of the list, 0 if there is none. */
    long newest() {
        return head;
    }

    /** Takes note that so many blocks were linked on top of the list, this one last. */
    void listed(long newest, int count) {
        head = newest;
        room -= count;
    }

    private void list(long block) {
        Links.put(block, head, Links.CACHED);
        head = block;
        room--;
    }

    /**
     * Fills the empty list.
     *
     * @throws DamagedException if the list is not empty but broken; it is mended then
     * @throws NoSlabException if there is no memory
     */
    void refill() {
        if (head != 0) {
            throw mend(head);
        }
        if (aside != 0) {
            head = aside;
            room = 0;
            aside = 0;
            return;
        }
        heap.drain();
        if (available == null) {
            heap.heaps.adopt(heap);
        }
        Slab slab = available;
        if (slab == null) {
            slab = heap.heaps.newSlab(this);
            makeAvailable(slab);
        }
        int before = slab.blocksOut();
        slab.give(this, heap.heaps.neverReuse ? 1 : Math.clamp(most / 2, 1, MOST_FILLED));
        out += slab.blocksOut() - before;
        mostOut = Math.max(mostOut, out);
        if (!slab.hasBlocks()) {
            makeUnavailable(slab);
        }
    }

    /** Puts the list aside. Should slabs become empty by that, their other blocks follow. */
    private void spill() {
        long older = aside;
        aside = head;
        head = 0;
        room = most;
        if (older != 0 && settleAll(older, most)) {
            settleLists();
        }
    }

    /** Gives the blocks of both lists to the slabs. */
    void settleLists() {
        long newer = head;
        int listed = most - room;
        long older = aside;
        head = 0;
        room = most;
        aside = 0;
        settleAll(newer, listed);
        settleAll(older, older != 0 ? most : 0);
    }

    /**
     * Gives a list to the slabs.
     *
     * @param count how many blocks it has; one that runs on into the other list has more or fewer
     * @return whether a slab became empty
     */
    private boolean settleAll(long first, int count) {
        boolean emptied = false;
        long block = first;
        for (int left = count; left > 0 || block != 0; left--) {
            if (left == 0 || block == 0) {
                throw mend(first);
            }
            Slab slab = heap.heaps.space.at(block);
            // Of a block that is listed twice the slab may be gone when it comes again.
            if (slab.bin != this) {
                throw mend(block);
            }
            long next = Links.next(block);
            if (!Links.isMarked(block, next, Links.CACHED)) {
                throw mend(block);
            }
            Links.clearMark(block);
            emptied |= settle(slab, block);
            block = next;
        }
        return emptied;
    }

    /** Puts a block into its slab; whether the slab became empty by that. */
    boolean settle(long block) {
        return settle(heap.heaps.space.at(block), block);
    }

    private boolean settle(Slab slab, long block) {
        if (!slab.put(block)) {
            throw mend(block);
        }
        out--;
        if (heap.heaps.neverReuse) {
            Memory.fill(block, blockSize, POISON);
        } else if (!slab.listed) {
            makeAvailable(slab);
        }
        if (!slab.isDone()) {
            return false;
        }
        if (slab != available || slab.next != null || heap.heaps.neverReuse) {
            giveUp(slab);
        }
        return true;
    }

    private void giveUp(Slab slab) {
        if (slab.listed) {
            makeUnavailable(slab);
        }
        heap.heaps.giveUp(slab);
    }

    /** Gives whatever is not in use to the system. */
    void trim() {
        settleLists();
        Slab slab = available;
        while (slab != null) {
            Slab next = slab.next;
            if (slab.isDone()) {
                giveUp(slab);
            }
            slab = next;
        }
    }

    /**
     * Forgets the lists and takes every block that is marked as free into its slab: no free block
     * is lost, and no block that is in use is taken for free.
     */
    private DamagedException mend(long broken) {
        head = 0;
        room = most;
        aside = 0;
        recover(Links.CACHED, block -> true);
        return new DamagedException(broken, blockSize);
    }

    /**
     * Takes the blocks that are marked as being in a list into their slabs, and counts anew.
     *
     * @param kind of list
     * @param which those that really were in the list, among the marked
     */
    void recover(long kind, LongPredicate which) {
        available = null;
        out = 0;
        heap.heaps.forEachSlab(
                slab -> {
                    if (slab.bin == this) {
                        slab.recover(kind, which);
                        adopt(slab);
                    }
                });
    }

    /** Takes over a slab that is this bin's from now on; an empty one if there is no other. */
    void adopt(Slab slab) {
        slab.moveTo(this);
        out += slab.blocksOut();
        mostOut = Math.max(mostOut, out);
        if (slab.isDone() && (available != null || !slab.hasBlocks())) {
            heap.heaps.giveUp(slab);
        } else if (slab.hasBlocks()) {
            makeAvailable(slab);
        }
    }

    /** Forgets everything; the slabs are somebody else's concern. */
    void reset() {
        head = 0;
        room = most;
        aside = 0;
        available = null;
        out = 0;
    }

    private void makeAvailable(Slab slab) {
        Slab first = available;
        slab.previous = null;
        slab.next = first;
        if (first != null) {
            first.previous = slab;
        }
        available = slab;
        slab.listed = true;
    }

    private void makeUnavailable(Slab slab) {
        Slab before = slab.previous;
        Slab after = slab.next;
        if (before == null) {
            available = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        slab.previous = null;
        slab.next = null;
        slab.listed = false;
    }

    boolean isIdle() {
        return out == 0 && available == null;
    }

    int cached() {
        return most - room + (aside != 0 ? most : 0);
    }

    long mostOut() {
        return mostOut;
    }
}
