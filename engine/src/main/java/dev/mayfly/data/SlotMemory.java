package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

/**
 * The memory of a table: one block of {@code [front | slots | tail | empty slots]}, and how it
 * grows. The front is the map's own; it stays where it is in the block when the block grows.
 *
 * <p>Where freed memory is used again, a table grows into a fresh block, in one walk. Where it is
 * not, in scratch for example, the block is resized, in place if it is the newest, and the slots
 * are spread in it.
 *
 * <p>Keys that crowd in one place, which needs somebody who knows the seed, make the table take
 * another seed.
 */
abstract class SlotMemory extends SortedSlots {

    static final long MOST_ENTRIES = 1L << 40;

    private static final long LEAST_CAPACITY = 8;

    /** Slots. With good hashes one in 10^15 tables needs more at three quarters full. */
    private static final long LONGEST_TAIL = 64;

    /** Slots behind the tail: one where searches end, and one that a walk may write to. */
    private static final long EMPTY_SLOTS = 2;

    /** Slots that are emptied at once while a table is spread. */
    private static final long AHEAD = 4;

    private static final long CACHE_LINE = 64;

    private final Allocator allocator;
    private final long alignment;

    /** Whether blocks are taken back in any order. */
    private final boolean takesBack;

    private final boolean growsElsewhere;
    private long block;
    private long blockBytes;
    private long capacity;
    private long front;

    SlotMemory(Allocator allocator, int strideShift, long alignment, long seed) {
        super(strideShift, seed);
        this.allocator = allocator;
        this.alignment = Math.max(CACHE_LINE, alignment);
        takesBack = allocator.features().contains(Feature.FREE);
        growsElsewhere = takesBack && allocator.features().contains(Feature.REUSE);
    }

    // For the maps

    /** Bytes at the start of the block that a map wants for itself. */
    long frontBytes(long capacity) {
        return 0;
    }

    /**
     * The hash of a key in a slot of the table before, when seeds change.
     *
     * @param slot one of the old block's
     * @param key the key, if keys are longs
     */
    long hashAgain(long slot, long oldBlock, long key) {
        return hash(key);
    }

    /** A table is about to be filled anew from the old one. */
    void startCarrying() {}

    /** A slot was filled from an old one, with all it says: the front's share is left to do. */
    void carry(long slot, long oldBlock) {}

    /** All slots were filled; the old block is about to be freed. */
    void endCarrying(long oldBlock) {}

    /** The block is elsewhere or has another size. */
    void moved() {}

    // Growing

    /** After {@link #open} said no: a larger table, or one with another seed. */
    final void grow() {
        if (size >= limit) {
            grow(capacityFor(size + 1), 0);
        } else {
            rebuild(capacity, 0, Seeds.after(currentSeed()));
        }
    }

    /** Makes room for so many entries, in place if the allocator can. */
    final void growFor(long entries, long extraFront) {
        grow(Math.max(capacity, capacityFor(entries)), extraFront);
    }

    private void grow(long toCapacity, long extraFront) {
        long toFront = Math.max(front, front(toCapacity, extraFront));
        boolean fits;
        if (growsElsewhere || block == Memory.NULL) {
            fits = growElsewhere(toCapacity, toFront);
        } else {
            long bytes = toFront + slotBytes(toCapacity);
            block = allocator.resizeNonZeroed(block, blockBytes, bytes, alignment);
            blockBytes = bytes;
            lay(capacity, front);
            fits = spread(toCapacity, toFront);
        }
        if (!fits) {
            rebuild(toCapacity, extraFront, Seeds.after(currentSeed()));
        }
    }

    /**
     * Copies everything to a larger block.
     *
     * @return whether the slots fit; if not, all is as it was
     */
    private boolean growElsewhere(long toCapacity, long toFront) {
        long bytes = toFront + slotBytes(toCapacity);
        long fresh = allocator.allocNonZeroed(bytes, alignment);
        long oldBlock = block;
        long oldBytes = blockBytes;
        long oldCapacity = capacity;
        long oldFront = front;
        long from = first;
        long end = last;
        block = fresh;
        blockBytes = bytes;
        lay(toCapacity, toFront);
        fillEmpty(first);
        if (!(strideShift == 4 ? fill(from, end, 4) : fill(from, end, 5))) {
            block = oldBlock;
            blockBytes = oldBytes;
            lay(oldCapacity, oldFront);
            allocator.free(fresh, bytes);
            return false;
        }
        if (oldBlock != Memory.NULL) {
            Memory.copy(oldBlock, fresh, oldFront);
            giveBack(oldBlock, oldBytes);
        }
        return true;
    }

    /**
     * Fills an empty table with the slots of a smaller one, without a branch that depends on what
     * is in them, because it would be guessed wrong every third time. An empty slot is copied too,
     * and overwritten by the next.
     *
     * @return whether they fit
     */
    private boolean fill(long from, long end, int strideShift) {
        long stride = 1L << strideShift;
        long at = first;
        for (long slot = from; slot < end; slot += stride) {
            long hash = Memory.getLong(slot);
            long occupied = (~hash | - ~hash) >> 63;
            long place = Math.min(Math.max(at, home(hash, strideShift)), last);
            long to = at + (place - at & occupied);
            copySlot(slot, to, strideShift);
            at = to + (stride & occupied);
        }
        return at <= last;
    }

    /**
     * Packs the slots at the end of the block, where they are out of the way, and lays them out
     * from there: whatever is yet to be laid out is behind its place.
     *
     * @return whether they fit; if not, all is as it was
     */
    private boolean spread(long toCapacity, long toFront) {
        long stride = 1L << strideShift;
        int toShift = shift(toCapacity);
        long places = toCapacity + tail(toCapacity);
        long packed = block + blockBytes;
        long end = packed;
        long most = Long.MIN_VALUE;
        for (long at = last; at >= first; at -= stride) {
            long hash = Memory.getLong(at);
            // Copied without asking whether it is empty; a branch would be guessed wrong.
            copySlot(at, packed - stride, strideShift);
            long there = hash == EMPTY ? 0 : stride;
            most =
                    Math.max(
                            most,
                            there == 0 ? most : (hash >>> toShift) + (end - packed >> strideShift));
            packed -= there;
        }
        boolean fits = most < places - 1;
        if (fits) {
            lay(toCapacity, toFront);
        }
        layOut(packed, end);
        return fits;
    }

    private void layOut(long packed, long end) {
        long stride = 1L << strideShift;
        long ahead = AHEAD << strideShift;
        long at = first;
        long clean = first;
        for (long from = packed; from < end; from += stride) {
            at = Math.max(at, home(Memory.getLong(from), strideShift));
            while (clean < at) {
                Memory.putLong(clean, EMPTY);
                clean += stride;
            }
            copySlot(from, at, strideShift);
            at += stride;
            clean = Math.max(clean, at);
            if (at + ahead <= from) {
                emptyAhead(at, stride);
                clean = at + ahead;
            }
        }
        fillEmpty(clean);
    }

    /** Without a loop, because its end would be guessed wrong. Most gaps are no larger. */
    private static void emptyAhead(long at, long stride) {
        Memory.putLong(at, EMPTY);
        Memory.putLong(at + stride, EMPTY);
        Memory.putLong(at + 2 * stride, EMPTY);
        Memory.putLong(at + 3 * stride, EMPTY);
    }

    /** Empties the slots from one on. */
    final void fillEmpty(long from) {
        Memory.fill(from, last + (EMPTY_SLOTS << strideShift) - from, (byte) EMPTY);
    }

    // Building anew

    /** Fills a block of its own from the old one, and frees that. */
    final void rebuild(long toCapacity, long extraFront, long toSeed) {
        long toFront = front(toCapacity, extraFront);
        long bytes = toFront + slotBytes(toCapacity);
        long fresh = allocator.allocNonZeroed(bytes, alignment);
        long oldBlock = block;
        long oldBytes = blockBytes;
        long oldFirst = first;
        long oldLast = last;
        long oldSeed = currentSeed();
        block = fresh;
        blockBytes = bytes;
        if (toSeed != oldSeed) {
            takeSeed(toSeed);
        }
        lay(toCapacity, toFront);
        while (!refill(oldBlock, oldFirst, oldLast, oldSeed)) {
            takeSeed(Seeds.after(currentSeed()));
        }
        endCarrying(oldBlock);
        giveBack(oldBlock, oldBytes);
    }

    private boolean refill(long oldBlock, long oldFirst, long oldLast, long oldSeed) {
        long stride = 1L << strideShift;
        boolean sameSeed = currentSeed() == oldSeed;
        size = 0;
        fillEmpty(first);
        startCarrying();
        for (long from = oldFirst; from < oldLast; from += stride) {
            long old = Memory.getLong(from);
            if (old != EMPTY) {
                long hash = sameSeed ? old : hashAgain(from, oldBlock, key(old, oldSeed));
                long at = find(hash, strideShift);
                if (!open(at, hash, strideShift)) {
                    return false;
                }
                copySlot(from, at, strideShift);
                Memory.putLong(at, hash);
                carry(at, oldBlock);
            }
        }
        return true;
    }

    /** Gives the block back. */
    final void freeBlock() {
        giveBack(block, blockBytes);
        layNothing();
    }

    /** Where only the newest block is taken back, others stay until {@code freeAll}. */
    private void giveBack(long address, long bytes) {
        try {
            allocator.free(address, bytes);
        } catch (MemoryException refused) {
            if (takesBack) {
                throw refused;
            }
        }
    }

    // Sizes

    private void lay(long capacity, long front) {
        this.capacity = capacity;
        this.front = front;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, block);
        }
        if (block == Memory.NULL) {
            layNoSlots();
        } else {
            shift = shift(capacity);
            limit = limit(capacity);
            first = block + front;
            last = first + (capacity + tail(capacity) << strideShift);
        }
        moved();
    }

    final void layNothing() {
        block = Memory.NULL;
        blockBytes = 0;
        lay(0, 0);
    }

    private long front(long capacity, long extra) {
        return frontBytes(capacity) + extra + CACHE_LINE - 1 & -CACHE_LINE;
    }

    private long slotBytes(long capacity) {
        return capacity + tail(capacity) + EMPTY_SLOTS << strideShift;
    }

    private static int shift(long capacity) {
        return Long.numberOfLeadingZeros(capacity) + 1;
    }

    static long limit(long capacity) {
        return capacity / 4 * 3;
    }

    private static long tail(long capacity) {
        return Math.min(limit(capacity), LONGEST_TAIL);
    }

    static long capacityFor(long entries) {
        if (entries > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    entries + " entries: a map holds at most " + MOST_ENTRIES);
        }
        long capacity = LEAST_CAPACITY;
        while (limit(capacity) < entries) {
            capacity *= 2;
        }
        return capacity;
    }

    final Allocator allocator() {
        return allocator;
    }

    final long block() {
        return block;
    }

    final long blockBytes() {
        return blockBytes;
    }

    final long front() {
        return front;
    }

    final long slotCapacity() {
        return capacity;
    }
}
