package dev.mayfly.alloc.slab;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What one thread hands out: a bin for each size class, and the list on which other threads hand
 * its blocks back. It settles those a few at a time.
 */
public final class ThreadHeap {

    /** Blocks settled at a time, so that nobody waits long where very many were handed back. */
    private static final int DRAINED_AT_ONCE = 512;

    final Heaps heaps;

    /** Null while nobody owns the heap. Only who is this thread may rely on it without the lock. */
    @Nullable Thread thread;

    /** By size class. */
    private final Bin[] bins = new Bin[SizeClasses.COUNT];

    /** The same by size in grains, because that is one step less on the hot path. */
    final Bin[] binsByGrains = new Bin[SizeClasses.GRAINS];

    final HandedBack handedBack = new HandedBack();

    /** Taken from {@link #handedBack}, not settled yet. */
    private long backlog;

    /** One that has nothing and that nobody owns. */
    ThreadHeap(Heaps heaps) {
        this.heaps = heaps;
        fillBins(new Bin(this));
    }

    /** One that has nothing yet. */
    ThreadHeap(Heaps heaps, ThreadHeap nobody) {
        this.heaps = heaps;
        fillBins(nobody.bins[0]);
    }

    private void fillBins(Bin none) {
        Arrays.fill(bins, none);
        Arrays.fill(binsByGrains, none);
    }

    /** Whether the calling thread owns the heap. */
    boolean isMine() {
        return thread == Thread.currentThread();
    }

    Bin bin(int sizeClass) {
        Bin bin = bins[sizeClass];
        if (bin.heap != this) {
            bin = new Bin(this, sizeClass);
            bins[sizeClass] = bin;
            int from = sizeClass == 0 ? 1 : grainsOf(sizeClass - 1) + 1;
            Arrays.fill(binsByGrains, from, grainsOf(sizeClass) + 1, bin);
        }
        return bin;
    }

    private static int grainsOf(int sizeClass) {
        return SizeClasses.grains(SizeClasses.sizeOf(sizeClass));
    }

    /**
     * Hands out a block.
     *
     * @throws DamagedException if the list is not empty but broken; it is mended then
     * @throws NoSlabException if there is no memory
     */
    long take(int sizeClass) {
        Bin bin = bin(sizeClass);
        long block = bin.pop();
        while (block == 0) {
            // More than once if the list that was put aside is broken, for an exception then.
            bin.refill();
            block = bin.pop();
        }
        return block;
    }

    /**
     * Takes a live block from a thread that does not own this heap; whether it was not here yet.
     */
    boolean handBack(long block) {
        return handedBack.put(block);
    }

    /** Settles some of what others have handed back. */
    void drain() {
        int left = DRAINED_AT_ONCE;
        while (left-- > 0 && drainOne()) {
            continue;
        }
    }

    /** Settles all that others have handed back. */
    void drainAll() {
        while (drainOne()) {
            continue;
        }
    }

    private boolean drainOne() {
        long block = backlog;
        if (block == 0) {
            block = handedBack.takeAll();
            if (block == 0) {
                return false;
            }
        }
        // Of a block that was handed back twice the slab may be gone, or be another region's.
        Bin bin = heaps.space.at(block).bin;
        if (bin == null || bin.heap.heaps != heaps) {
            throw mend(block);
        }
        long next = Links.next(block);
        if (!Links.isMarked(block, next, Links.HANDED_BACK)) {
            throw mend(block);
        }
        backlog = HandedBack.blockOf(next);
        Links.clearMark(block);
        if (bin.heap == this) {
            bin.settle(block);
        } else {
            // The slab has moved to another thread since the block was handed back to this one.
            bin.heap.handBack(block);
        }
        return true;
    }

    private DamagedException mend(long broken) {
        backlog = 0;
        handedBack.replace(
                wasListed -> {
                    for (Bin bin : bins) {
                        if (bin.heap == this) {
                            bin.recover(Links.HANDED_BACK, wasListed);
                        }
                    }
                });
        Bin owner = heaps.space.at(broken).bin;
        return new DamagedException(broken, owner == null ? 0 : owner.blockSize);
    }

    /** Gives whatever is not in use to the system. */
    void trim() {
        drainAll();
        for (Bin bin : bins) {
            if (bin.heap == this) {
                bin.trim();
            }
        }
    }

    /** Puts every free block into its slab. */
    void settleLists() {
        drainAll();
        for (Bin bin : bins) {
            if (bin.heap == this) {
                bin.settleLists();
            }
        }
    }

    /** Forgets everything. */
    void reset() {
        backlog = 0;
        handedBack.clear();
        resetBins();
    }

    /** Forgets what the bins have; the slabs are somebody else's concern. */
    void resetBins() {
        for (Bin bin : bins) {
            bin.reset();
        }
    }

    /** Forgets the bins too, so that the fast path finds none. */
    void close(ThreadHeap nobody) {
        reset();
        fillBins(nobody.bins[0]);
    }

    boolean isOrphaned() {
        Thread owner = thread;
        return owner == null || !owner.isAlive();
    }

    boolean hasHandedBack() {
        return !handedBack.isEmpty();
    }

    /** Whether there is nothing here to take over. */
    boolean isIdle() {
        if (backlog != 0 || hasHandedBack()) {
            return false;
        }
        for (Bin bin : bins) {
            if (!bin.isIdle()) {
                return false;
            }
        }
        return true;
    }

    int cached(int sizeClass) {
        Bin bin = bins[sizeClass];
        return bin.heap == this ? bin.cached() : 0;
    }

    long mostOut(int sizeClass) {
        Bin bin = bins[sizeClass];
        return bin.heap == this ? bin.mostOut() : 0;
    }
}
