package dev.mayfly.alloc.slab;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A run of pages, cut into blocks of one size.
 *
 * <p>What is known of the blocks is kept here and not beside them, where a write past the end of
 * one would reach it. A block is either not cut yet, free in the slab (its bit is set), or out:
 * with a user, or in the list of a bin.
 *
 * <p>The first block does not begin at the first byte but some cache lines later, elsewhere in
 * every slab. Were it not so, the first blocks of all slabs would fight for the same lines of the
 * cache.
 */
public final class Slab {

    /** Bytes by which first blocks are apart, and within which. */
    private static final long COLOR_STEP = 13 * 64;

    private static final long COLORS = 4096;

    /** Stands where there is no slab. */
    static final Slab NONE = new Slab(-1, 0);

    final int index;
    final long start;

    /**
     * The bin whose fast path takes blocks of this slab back; null if none does, because every free
     * is to be checked.
     */
    @Nullable Bin fastBin;

    /** The bin that the slab belongs to; null while it belongs to nobody. */
    @Nullable Bin bin;

    /** Whether a block has ever been handed out here. */
    private boolean used;

    private long first;
    private long cutBytes;
    private long cutFraction;
    private long firstScaled;
    private long blockSize;
    private long reciprocal;
    private int capacity;
    private int cut;
    private int free;
    private boolean reuse;
    private long[] freeBits = {};

    /** No word before this has a bit. */
    private int firstWord;

    // The bin's list of slabs that have blocks to give.
    @Nullable Slab previous;
    @Nullable Slab next;
    boolean listed;

    Slab(int index, long start) {
        this.index = index;
        this.start = start;
    }

    /**
     * Becomes a slab of a bin, with no block cut.
     *
     * @param fast whether the bin may take blocks back at first sight
     * @param reusing whether a block may be handed out more than once
     */
    void open(Bin owner, boolean fast, boolean reusing) {
        blockSize = owner.blockSize;
        reciprocal = owner.reciprocal;
        long step = Math.min(Long.lowestOneBit(blockSize), COLORS);
        first = start + (index * COLOR_STEP & (COLORS - 1) & -step);
        firstScaled = first * reciprocal;
        capacity = (int) ((start + SlabSpace.SLAB_SIZE - first) / blockSize);
        cut = 0;
        cutBytes = 0;
        cutFraction = 0;
        free = 0;
        int words = (capacity + 63) >>> 6;
        firstWord = 0;
        if (freeBits.length < words) {
            freeBits = new long[words];
        } else {
            Arrays.fill(freeBits, 0);
        }
        bin = owner;
        fastBin = fast ? owner : null;
        reuse = reusing;
        used = true;
    }

    /** Belongs to nobody from now on. */
    void abandon() {
        bin = null;
        fastBin = null;
        previous = null;
        next = null;
        listed = false;
    }

    /** Moves to another thread's bin of the same class. */
    void moveTo(Bin owner) {
        bin = owner;
        if (fastBin != null) {
            fastBin = owner;
        }
        previous = null;
        next = null;
        listed = false;
    }

    /**
     * Whether a block was cut at exactly this address.
     *
     * <p>Multiplying with the reciprocal divides (Lemire, Kaser, Kurz: Faster remainder by direct
     * computation, 2019): the product's fraction is the block's number times a tiny excess where an
     * address is a block's, and far more where it is not. So one comparison tells both, that the
     * address begins a block and that the block is one of those that were cut.
     *
     * @param address one in this slab
     * @return false for what lies inside a block, or where none was cut yet
     */
    public boolean isBlock(long address) {
        return isBlock(address, reciprocal);
    }

    /**
     * The same, where the reciprocal of the block size is at hand: the multiplication then need not
     * wait for this slab.
     */
    boolean isBlock(long address, long reciprocalOfSize) {
        return Long.compareUnsigned(address * reciprocalOfSize - firstScaled, cutFraction) < 0;
    }

    /**
     * The block that an address is in.
     *
     * @param address anything
     * @return where it begins, or 0 if it is in none
     */
    public long blockAround(long address) {
        long offset = address - first;
        return Long.compareUnsigned(offset, cutBytes) < 0 ? first + indexAt(offset) * blockSize : 0;
    }

    /**
     * How large the blocks are.
     *
     * @return bytes
     */
    public long blockSize() {
        return blockSize;
    }

    /**
     * Whether the slab belongs to nobody now and did before, so that whatever was in it is freed.
     *
     * @return false for addresses that were never handed out
     */
    public boolean wasUsed() {
        return used && bin == null;
    }

    private long indexAt(long offset) {
        return Math.unsignedMultiplyHigh(offset, reciprocal);
    }

    private long address(int block) {
        return first + block * blockSize;
    }

    /** Whether a block is free in the slab. */
    boolean isFree(long block) {
        long at = indexAt(block - first);
        return (freeBits[(int) (at >>> 6)] >>> at & 1) != 0;
    }

    /**
     * Whether a block is with its user: neither free here nor in a list. A moment's truth only, if
     * another thread owns the slab and the block is not the asker's.
     *
     * @param block where one {@linkplain #isBlock begins}
     * @return whether it may be freed
     */
    public boolean isLive(long block) {
        return !isFree(block)
                && !Links.isMarked(block, Links.CACHED)
                && !Links.isMarked(block, Links.HANDED_BACK);
    }

    /** Takes a block in; false if it is here already. */
    boolean put(long block) {
        long at = indexAt(block - first);
        int word = (int) (at >>> 6);
        long bit = 1L << at;
        if ((freeBits[word] & bit) != 0) {
            return false;
        }
        freeBits[word] |= bit;
        firstWord = Math.min(firstWord, word);
        free++;
        return true;
    }

    /** Takes in what is marked as being in a list, if it is one of those asked for. */
    void recover(long kind, LongPredicate which) {
        for (int block = 0; block < cut; block++) {
            long address = address(block);
            if (!isFree(address) && Links.isMarked(address, kind) && which.test(address)) {
                Links.clearMark(address);
                put(address);
            }
        }
    }

    /**
     * Lists up to {@code most} blocks in a bin, the lowest on top, cutting them if none is free.
     */
    void give(Bin to, int most) {
        if (reuse && free > 0) {
            giveFree(to, most);
        } else {
            giveCut(to, most);
        }
    }

    private void giveFree(Bin to, int most) {
        int count = Math.min(most, free);
        int left = count;
        long newest = to.newest();
        for (int word = firstWord; left > 0; word++) {
            long bits = freeBits[word];
            for (; bits != 0 && left > 0; left--) {
                int at = 63 - Long.numberOfLeadingZeros(bits);
                bits ^= 1L << at;
                newest = link(address((word << 6) + at), newest);
            }
            freeBits[word] = bits;
            firstWord = word;
        }
        free -= count;
        to.listed(newest, count);
    }

    private void giveCut(Bin to, int most) {
        int from = cut;
        int end = Math.min(capacity, from + most);
        cut = end;
        cutBytes = end * blockSize;
        cutFraction = end * (blockSize * reciprocal);
        long newest = to.newest();
        for (int block = end - 1; block >= from; block--) {
            newest = link(address(block), newest);
        }
        to.listed(newest, end - from);
    }

    private static long link(long block, long next) {
        Links.put(block, next, Links.CACHED);
        return block;
    }

    boolean hasBlocks() {
        return cut < capacity || reuse && free > 0;
    }

    /** Whether the slab can go: no block is out, nor will one ever be that may not be. */
    boolean isDone() {
        return free == cut && (reuse || cut == capacity);
    }

    int freeBlocks() {
        return free;
    }

    /** Blocks that are with users or in lists. */
    int blocksOut() {
        return cut - free;
    }
}
