package dev.mayfly.alloc.slab;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.function.LongPredicate;

/**
 * The blocks of one size class that one thread hands out.
 *
 * <p>Freed blocks wait in a list, the newest on top, and are handed out again while the cache still
 * knows them. When the list is empty it is filled from a slab; when it is long its older half goes
 * back to the slabs. Only the owner may call.
 */
public final class Bin {

    /** Most blocks that wait in a list. */
    private static final int MOST_CACHED = 128;

    /** Most bytes in them. */
    private static final int MOST_CACHED_BYTES = 128 * 1024;

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
        this.most = Math.clamp(MOST_CACHED_BYTES / blockSize, 4, MOST_CACHED);
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
        long block = head & Links.ADDRESS_BITS;
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
     * Takes a block back, if it is one of this bin's and nothing speaks against it at first sight.
     *
     * @param slab the slab the address is in
     * @param address perhaps a block
     * @return whether it was taken
     * @throws DamagedException if the list is found broken; it is mended then, and the block taken
     */
    public boolean push(Slab slab, long address) {
        long block = address & Links.ADDRESS_BITS;
        if (slab.fastBin != this || !slab.isBlock(address, reciprocal) || head == block) {
            return false;
        }
        list(block);
        if (room < 0) {
            spill();
        }
        return true;
    }

    /** Takes a live block back. */
    void takeBack(long block) {
        if (heap.heaps.neverReuse) {
            settle(block);
        } else {
            list(block);
            if (room < 0) {
                spill();
            }
        }
    }

    /** Makes sure that the next block finds room in the list, and so no fault of others. */
    void makeRoom() {
        if (room == 0) {
            spill();
        }
    }

    void list(long block) {
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
        slab.give(this, heap.heaps.neverReuse ? 1 : Math.max(1, most / 4));
        out += slab.blocksOut() - before;
        mostOut = Math.max(mostOut, out);
        if (!slab.hasBlocks()) {
            makeUnavailable(slab);
        }
    }

    /** Gives the older half of the list to the slabs; all of it, if slabs become empty by that. */
    private void spill() {
        long last = head;
        for (int kept = 1; kept < most / 2; kept++) {
            last = checkedNext(last);
        }
        long rest = checkedNext(last);
        Links.put(last, 0, Links.CACHED);
        room = most - most / 2;
        if (settleAll(rest, last)) {
            settleList();
        }
    }

    /** Gives the whole list to the slabs. */
    void settleList() {
        long rest = head;
        head = 0;
        room = most;
        settleAll(rest, 0);
    }

    /**
     * Gives what follows in the list to the slabs.
     *
     * @param kept the last block that stays in the list; a list that runs in a circle leads there
     * @return whether a slab became empty
     */
    private boolean settleAll(long first, long kept) {
        boolean emptied = false;
        long block = first;
        while (block != 0) {
            if (block == kept) {
                throw mend(block);
            }
            long next = checkedNext(block);
            Links.clearMark(block);
            emptied |= settle(block);
            block = next;
        }
        return emptied;
    }

    /** In a list that runs in a circle, the slab of a block that comes again may be gone. */
    private long checkedNext(long block) {
        if (block == 0 || heap.heaps.space.at(block).bin != this) {
            throw mend(block);
        }
        long next = Links.next(block);
        if (!Links.isMarked(block, next, Links.CACHED)) {
            throw mend(block);
        }
        return next;
    }

    /** Puts a block into its slab; whether the slab became empty by that. */
    boolean settle(long block) {
        Slab slab = heap.heaps.space.at(block);
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
        settleList();
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
     * Forgets the list and takes every block that is marked as free into its slab: no free block is
     * lost, and no block that is in use is taken for free.
     */
    private DamagedException mend(long broken) {
        head = 0;
        room = most;
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
        return most - room;
    }

    long mostOut() {
        return mostOut;
    }
}
