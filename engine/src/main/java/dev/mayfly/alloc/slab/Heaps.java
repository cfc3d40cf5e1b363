package dev.mayfly.alloc.slab;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which thread hands out from which heap: the small blocks of one allocator or region.
 *
 * <p>A platform thread gets a heap of its own at its first allocation: one that a dead thread left,
 * if there is one. What dead threads left is also taken over before a new slab is. Virtual threads,
 * of which there may be very many, share one heap under a lock.
 *
 * <p>A thread finds its heap without a lock: it is the one that came first, or it is in a table by
 * its number. Both may be out of date as seen by a thread that they are not about; that thread then
 * asks {@link #mine}.
 */
public final class Heaps {

    private static final int LARGEST_TABLE = 4096;

    final SlabSpace space;

    /** Whether freed blocks are never handed out again. */
    final boolean neverReuse;

    /** Whether every free is checked to the last detail. */
    private final boolean checked;

    private final ThreadHeap nobody = new ThreadHeap(this);
    private final ThreadHeap common = new ThreadHeap(this, nobody);
    private final List<ThreadHeap> heaps = new ArrayList<>();
    private final Map<Thread, ThreadHeap> known = new IdentityHashMap<>();

    // The heap that came first, and what the hot path needs of it.
    private ThreadHeap home = nobody;
    private @Nullable Thread homeThread;
    private Bin[] homeBins = nobody.binsByGrains;

    private ThreadHeap[] table = {nobody};

    /**
     * Starts with no heap.
     *
     * @param space where slabs come from
     * @param neverReuse whether freed blocks are never handed out again
     * @param checked whether every free is checked to the last detail
     */
    public Heaps(SlabSpace space, boolean neverReuse, boolean checked) {
        this.space = space;
        this.neverReuse = neverReuse;
        this.checked = checked || neverReuse;
        heaps.add(common);
    }

    /**
     * The calling thread's bins, by {@linkplain SizeClasses#grains size in grains}.
     *
     * @return bins that have nothing, if the thread has no heap yet
     */
    public Bin[] bins() {
        return homeThread == Thread.currentThread() ? homeBins : binsFromTable();
    }

    private Bin[] binsFromTable() {
        ThreadHeap[] all = table;
        ThreadHeap heap = all[(int) Thread.currentThread().threadId() & (all.length - 1)];
        return heap.isMine() ? heap.binsByGrains : nobody.binsByGrains;
    }

    /**
     * Hands out a block, whatever that takes.
     *
     * @param sizeClass from {@link SizeClasses}
     * @return its address
     * @throws DamagedException if a list is found broken; it is mended then
     * @throws NoSlabException if there is no memory
     */
    public long take(int sizeClass) {
        ThreadHeap heap = mine();
        if (heap != common) {
            return heap.take(sizeClass);
        }
        synchronized (common) {
            return common.take(sizeClass);
        }
    }

    /**
     * Takes a live block back, from any thread.
     *
     * @param slab the block's
     * @param block which {@link Slab#isLive is live}
     * @return false if it was freed at the same time by another thread
     * @throws DamagedException if a list is found broken; it is mended then, and the block taken
     */
    public boolean takeBack(Slab slab, long block) {
        Bin bin = slab.bin;
        if (bin == null) {
            return false;
        }
        ThreadHeap heap = bin.heap;
        if (heap.isMine()) {
            bin.takeBack(block);
            return true;
        }
        if (heap == common && Thread.currentThread().isVirtual()) {
            synchronized (common) {
                // Another virtual thread may have been faster.
                if (!slab.isLive(block)) {
                    return false;
                }
                bin.takeBack(block);
                return true;
            }
        }
        return heap.handBack(block);
    }

    /**
     * Makes sure that {@link #takeBack} finds no broken list.
     *
     * @param slab of the block that will be taken back
     * @throws DamagedException if a list is found broken now; it is mended then
     */
    public void prepareToTakeBack(Slab slab) {
        Bin bin = slab.bin;
        if (bin == null) {
            return;
        }
        if (bin.heap.isMine()) {
            bin.makeRoom();
        } else if (bin.heap == common && Thread.currentThread().isVirtual()) {
            synchronized (common) {
                bin.makeRoom();
            }
        }
    }

    /** The calling thread's heap. */
    private ThreadHeap mine() {
        Thread current = Thread.currentThread();
        return current.isVirtual() ? common : enter(current);
    }

    private synchronized ThreadHeap enter(Thread current) {
        ThreadHeap heap = known.get(current);
        if (heap == null) {
            heap = inherit();
            heap.thread = current;
            known.put(current, heap);
        }
        if (home == nobody) {
            home = heap;
            homeBins = heap.binsByGrains;
        }
        if (home == heap) {
            homeThread = current;
        } else {
            enterTable(heap, current.threadId());
        }
        return heap;
    }

    /** A heap that has no owner any more, or a new one. */
    private ThreadHeap inherit() {
        for (ThreadHeap heap : heaps) {
            if (heap != common && heap.isOrphaned()) {
                known.remove(heap.thread);
                return heap;
            }
        }
        ThreadHeap heap = new ThreadHeap(this, nobody);
        heaps.add(heap);
        return heap;
    }

    private void enterTable(ThreadHeap heap, long id) {
        int at = (int) id & (table.length - 1);
        ThreadHeap there = table[at];
        if (there != heap && there != nobody && !there.isOrphaned()) {
            if (table.length < LARGEST_TABLE) {
                growTable();
                enterTable(heap, id);
                return;
            }
            // One of the two has to take the slow way; let it be the other.
        }
        table[at] = heap;
    }

    private void growTable() {
        ThreadHeap[] larger = new ThreadHeap[table.length * 2];
        Arrays.fill(larger, nobody);
        known.forEach(
                (thread, heap) -> larger[(int) thread.threadId() & (larger.length - 1)] = heap);
        table = larger;
    }

    /** A slab for a bin. */
    Slab newSlab(Bin bin) {
        Slab slab = space.acquire();
        slab.open(bin, !checked, !neverReuse);
        return slab;
    }

    /** Settles what was handed back to heaps whose owners may be gone, or takes them over. */
    void adopt(ThreadHeap heir) {
        if (common.hasHandedBack()) {
            synchronized (common) {
                common.drain();
            }
        }
        adoptOrphans(heir);
    }

    // Whoever needs both locks takes that of the common heap first.

    private synchronized void adoptOrphans(ThreadHeap heir) {
        for (ThreadHeap heap : heaps) {
            if (heap != heir && heap != common && heap.isOrphaned() && !heap.isIdle()) {
                adopt(heap, heir);
            }
        }
    }

    private void adopt(ThreadHeap left, ThreadHeap heir) {
        known.remove(left.thread);
        left.thread = null;
        left.settleLists();
        forEachSlab(
                slab -> {
                    Bin bin = slab.bin;
                    if (bin != null && bin.heap == left) {
                        heir.bin(bin.sizeClass).adopt(slab);
                    }
                });
        left.resetBins();
    }

    /** Every slab of the space; those of other heaps may change meanwhile. */
    void forEachSlab(Consumer<Slab> action) {
        int count = space.slabCount();
        for (int i = 0; i < count; i++) {
            action.accept(space.slabs[i]);
        }
    }

    /**
     * Whether a slab is one of these heaps' own.
     *
     * @param slab any
     * @return false for those of other regions and of nobody
     */
    public boolean owns(Slab slab) {
        Bin bin = slab.bin;
        return bin != null && bin.heap.heaps == this;
    }

    /** Takes every block back. No other thread may be using these heaps. */
    public void freeAll() {
        synchronized (common) {
            synchronized (this) {
                forEachSlab(
                        slab -> {
                            if (owns(slab)) {
                                giveUp(slab);
                            }
                        });
                heaps.forEach(ThreadHeap::reset);
            }
        }
    }

    /** Gives a slab with no block out back to the space. */
    void giveUp(Slab slab) {
        if (neverReuse) {
            space.retire(slab);
        } else {
            space.release(slab);
        }
    }

    /** Takes every block back and hands out none any more. */
    public void close() {
        synchronized (common) {
            synchronized (this) {
                freeAll();
                for (ThreadHeap heap : heaps) {
                    heap.close(nobody);
                    heap.thread = null;
                }
                known.clear();
                homeThread = null;
            }
        }
    }

    /**
     * Gives the memory of free blocks back to the system: those of the calling thread, of dead
     * threads and of virtual ones.
     */
    public void trim() {
        ThreadHeap mine = mine();
        if (mine != common) {
            adopt(mine);
            mine.trim();
        }
        synchronized (common) {
            if (mine == common) {
                adoptOrphans(common);
            }
            common.trim();
        }
        space.trim();
    }

    /**
     * What is known of the blocks of every size class. Looks at every slab, once. Other threads'
     * figures are a moment old.
     *
     * @return counts of blocks and bytes, by size class
     */
    public synchronized ClassUse[] uses() {
        long[] out = new long[SizeClasses.COUNT];
        long[] free = new long[SizeClasses.COUNT];
        long[] committed = new long[SizeClasses.COUNT];
        forEachSlab(
                slab -> {
                    Bin bin = slab.bin;
                    if (bin != null && bin.heap.heaps == this) {
                        out[bin.sizeClass] += slab.blocksOut();
                        free[bin.sizeClass] += slab.freeBlocks();
                        committed[bin.sizeClass] += SlabSpace.SLAB_SIZE;
                    }
                });
        ClassUse[] uses = new ClassUse[SizeClasses.COUNT];
        for (int i = 0; i < uses.length; i++) {
            long cached = 0;
            long peak = 0;
            for (ThreadHeap heap : heaps) {
                cached += heap.cached(i);
                peak += heap.mostOut(i);
            }
            uses[i] = new ClassUse(out[i] - cached, free[i] + cached, committed[i], peak);
        }
        return uses;
    }

    /**
     * The blocks of a size class.
     *
     * @param live with users, or handed back and not settled yet
     * @param free cut and free
     * @param committed bytes of slabs
     * @param peak most blocks out at once, those in lists included
     */
    public record ClassUse(long live, long free, long committed, long peak) {}

    /**
     * Who may take a block back without synchronisation.
     *
     * @param slab the block's
     * @return null if no living thread may
     */
    public static @Nullable Thread owner(Slab slab) {
        Bin bin = slab.bin;
        Thread thread = bin == null ? null : bin.heap.thread;
        return thread != null && thread.isAlive() ? thread : null;
    }
}
