package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.memory.Memory;

import java.lang.foreign.Arena;

/**
 * What the maps share: an open-addressing table of slots in one block, each slot beginning with the
 * hash of its key.
 *
 * <p>The top bits of a hash say where its slot would like to be, its home. Slots are kept in the
 * order of their hashes, as signed numbers, each at its home or at the first place behind it that
 * leaves the order intact. That is linear probing with Robin Hood's rule, and four things follow:
 *
 * <ul>
 *   <li>An empty slot holds the greatest number, so a search has one comparison a step: it ends at
 *       the first slot that is not less.
 *   <li>Where a slot is depends on which keys there are and not on what happened before, so nothing
 *       rots.
 *   <li>Growing is one walk through memory: the order stays.
 *   <li>Nothing wraps around. Behind the last home there is a tail for those that are pushed out,
 *       and at its end one slot that is always empty.
 * </ul>
 *
 * <p>The block is {@code [front | slots | tail | empty slot]}. The front is the map's own; it stays
 * where it is in the block when the block grows.
 *
 * <p>Keys that crowd in one place, which needs somebody who knows the seed, make the table take
 * another seed.
 */
abstract class SlotTable implements AutoCloseable {

    /** The hash of no key. */
    static final long EMPTY = Long.MAX_VALUE;

    /** The value's place in a slot, bytes. */
    static final long VALUE = 8;

    static final long MOST_ENTRIES = 1L << 40;

    private static final long LEAST_CAPACITY = 8;

    /** Slots. With good hashes one in 10^15 tables needs more at three quarters full. */
    private static final long LONGEST_TAIL = 64;

    /** Slots from home at which a table takes another seed. */
    private static final long FARTHEST = 128;

    /** The shift of the largest table that is treated as being in the cache: 2^14 slots. */
    private static final int SMALL = Long.SIZE - 14;

    /** Slots that are emptied at once while a table is laid out. */
    private static final long AHEAD = 4;

    private static final long CACHE_LINE = 64;
    private static final long FOLD = 0xD6E8FEB86659FD93L;
    private static final long UNFOLD = inverse(FOLD);

    /** Two empty slots around this address, for tables that have no memory. */
    private static final long NOTHING = nothing();

    private final Allocator allocator;
    private final int strideShift;
    private final long alignment;
    private long seed;
    long salt;
    long factor;
    private long factorBack;

    /** Where a hash of 0 has its home. */
    private long middle = NOTHING;

    /** Bits to shift a hash by for its home, counted in slots from the middle. */
    private int shift = 63;

    private long size;
    private long limit;
    private long block;
    private long blockBytes;
    private long capacity;
    private long front;
    private long first;
    private long last;
    private boolean deleted;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    SlotTable(Allocator allocator, int strideShift, long alignment, long seed) {
        this.allocator = allocator;
        this.strideShift = strideShift;
        this.alignment = Math.max(CACHE_LINE, alignment);
        takeSeed(seed);
    }

    private static long nothing() {
        long address = Arena.global().allocate(128, 64).address();
        for (long at = address; at < address + 128; at += 8) {
            Memory.putLong(at, EMPTY);
        }
        return address + 64;
    }

    // Hashes of keys that are longs

    /**
     * A bijection, so that equal hashes are equal keys. Two multiplications with a fold between
     * them; the first factor and the salt are this table's secret.
     */
    final long hash(long key) {
        long product = (key ^ salt) * factor;
        return (product ^ product >>> 32) * FOLD;
    }

    final long key(long hash) {
        return key(hash, salt, factorBack);
    }

    private static long key(long hash, long salt, long factorBack) {
        long folded = hash * UNFOLD;
        return (folded ^ folded >>> 32) * factorBack ^ salt;
    }

    private void takeSeed(long seed) {
        this.seed = seed;
        salt = Seeds.spread(seed);
        factor = Seeds.spread(seed ^ FOLD) | 1;
        factorBack = inverse(factor);
    }

    /** Newton's method: each step doubles the bits that are right, the first five are at once. */
    private static long inverse(long odd) {
        long inverse = 3 * odd ^ 2;
        for (int bits = 5; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    // Searching. The stride comes as an argument so that it is a constant where it is used.

    final long home(long hash, int strideShift) {
        return middle + (hash >> shift << strideShift);
    }

    /**
     * The first slot whose hash is not less. In a table that is in the cache the first two steps
     * are made without a branch, because a branch would be guessed wrong every third time, which
     * takes longer than both. In a larger one to guess is better: the processor then asks for the
     * next key's slot while it waits for this one's.
     */
    final long find(long hash, int strideShift) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long at = home(hash, strideShift);
        if (shift >= SMALL) {
            at += step(Memory.getLong(at), hash, strideShift);
            at += step(Memory.getLong(at), hash, strideShift);
        }
        while (Memory.getLong(at) < hash) {
            at += 1L << strideShift;
        }
        return at;
    }

    /** The stride if the one is less than the other but for the lowest bit, else 0. */
    private static long step(long one, long other, int strideShift) {
        return (one >> 1) - (other >> 1) >>> 63 << strideShift;
    }

    // Changing

    /**
     * Opens a gap for a hash.
     *
     * @param at what {@link #find} says
     * @return whether there is room; if not, nothing has happened
     */
    final boolean open(long at, long hash, int strideShift) {
        if (size >= limit || hash == EMPTY) {
            return false;
        }
        long stride = 1L << strideShift;
        if (Memory.getLong(last - stride) != EMPTY
                || at - home(hash, strideShift) > FARTHEST << strideShift) {
            return false;
        }
        size++;
        if (Memory.getLong(at) != EMPTY) {
            moveUp(at, strideShift);
        }
        return true;
    }

    /** Moves the slots up to the next empty one by one place. */
    private static void moveUp(long from, int strideShift) {
        long at = from;
        long hash = Memory.getLong(at);
        long one = Memory.getLong(at + 8);
        if (strideShift == 4) {
            while (hash != EMPTY) {
                at += 16;
                long nextHash = Memory.getLong(at);
                long nextOne = Memory.getLong(at + 8);
                Memory.putLong(at, hash);
                Memory.putLong(at + 8, one);
                hash = nextHash;
                one = nextOne;
            }
            return;
        }
        long stride = 1L << strideShift;
        long end = from;
        while (Memory.getLong(end) != EMPTY) {
            end += stride;
        }
        Memory.copy(from, from + stride, end - from);
    }

    /** Takes a slot out and moves those behind it back that are not at home. */
    final void take(long at, int strideShift) {
        long stride = 1L << strideShift;
        long hole = at;
        long next = at + stride;
        long hash = Memory.getLong(next);
        while (hash != EMPTY && home(hash, strideShift) != next) {
            copySlot(next, hole, stride);
            hole = next;
            next += stride;
            hash = Memory.getLong(next);
        }
        Memory.putLong(hole, EMPTY);
        size--;
    }

    private static void copySlot(long from, long to, long stride) {
        for (long at = 0; at < stride; at += 8) {
            Memory.putLong(to + at, Memory.getLong(from + at));
        }
    }

    /** After {@link #open} said no: a larger table, or one with another seed. */
    final void makeRoom() {
        requireLive();
        if (size >= limit) {
            grow(capacityFor(size + 1), 0);
        } else {
            rebuild(capacity, 0, Seeds.after(seed));
        }
    }

    // Memory

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

    /** Makes room for so many entries, in place if the allocator can. */
    final void growFor(long entries, long extraFront) {
        grow(Math.max(capacity, capacityFor(entries)), extraFront);
    }

    private void grow(long toCapacity, long extraFront) {
        if (block == Memory.NULL) {
            rebuild(toCapacity, extraFront, seed);
            return;
        }
        long toFront = Math.max(front, front(toCapacity, extraFront));
        long bytes = toFront + slotBytes(toCapacity);
        block = allocator.resizeNonZeroed(block, blockBytes, bytes, alignment);
        blockBytes = bytes;
        lay(capacity, front);
        if (!spread(toCapacity, toFront)) {
            rebuild(toCapacity, extraFront, Seeds.after(seed));
        }
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
        long places = toCapacity / 2 + tail(toCapacity);
        long packed = block + blockBytes;
        long end = packed;
        long most = Long.MIN_VALUE;
        for (long at = last; at >= first; at -= stride) {
            long hash = Memory.getLong(at);
            // Copied without asking whether it is empty; a branch would be guessed wrong.
            copySlot(at, packed - stride, stride);
            long there = hash == EMPTY ? 0 : stride;
            most =
                    Math.max(
                            most,
                            there == 0 ? most : (hash >> toShift) + (end - packed >> strideShift));
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
            copySlot(from, at, stride);
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

    private void fillEmpty(long from) {
        long stride = 1L << strideShift;
        for (long at = from; at <= last; at += stride) {
            Memory.putLong(at, EMPTY);
        }
    }

    /** Fills a block of its own from the old one, and frees that. */
    final void rebuild(long toCapacity, long extraFront, long toSeed) {
        long toFront = front(toCapacity, extraFront);
        long bytes = toFront + slotBytes(toCapacity);
        long fresh = allocator.allocNonZeroed(bytes, alignment);
        long oldBlock = block;
        long oldBytes = blockBytes;
        long oldFirst = first;
        long oldLast = last;
        long oldSeed = seed;
        long oldSalt = salt;
        long oldBack = factorBack;
        block = fresh;
        blockBytes = bytes;
        if (toSeed != seed) {
            takeSeed(toSeed);
        }
        lay(toCapacity, toFront);
        while (!refill(oldBlock, oldFirst, oldLast, seed == oldSeed, oldSalt, oldBack)) {
            takeSeed(Seeds.after(seed));
        }
        endCarrying(oldBlock);
        allocator.free(oldBlock, oldBytes);
    }

    private boolean refill(
            long oldBlock,
            long oldFirst,
            long oldLast,
            boolean sameSeed,
            long oldSalt,
            long oldBack) {
        long stride = 1L << strideShift;
        size = 0;
        fillEmpty(first);
        startCarrying();
        if (oldBlock == Memory.NULL) {
            return true;
        }
        for (long from = oldFirst; from < oldLast; from += stride) {
            long old = Memory.getLong(from);
            if (old != EMPTY) {
                long hash = sameSeed ? old : hashAgain(from, oldBlock, key(old, oldSalt, oldBack));
                long at = find(hash, strideShift);
                if (!open(at, hash, strideShift)) {
                    return false;
                }
                copySlot(from, at, stride);
                Memory.putLong(at, hash);
                carry(at, oldBlock);
            }
        }
        return true;
    }

    private void lay(long capacity, long front) {
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, block);
        }
        this.capacity = capacity;
        this.front = front;
        shift = shift(capacity);
        limit = limit(capacity);
        first = block + front;
        middle = first + (capacity / 2 << strideShift);
        last = first + (capacity + tail(capacity) << strideShift);
        moved();
    }

    private void layNothing() {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        block = Memory.NULL;
        blockBytes = 0;
        capacity = 0;
        front = 0;
        size = 0;
        limit = 0;
        shift = 63;
        middle = NOTHING;
        first = 0;
        last = 0;
        moved();
    }

    private long front(long capacity, long extra) {
        return frontBytes(capacity) + extra + CACHE_LINE - 1 & -CACHE_LINE;
    }

    private long slotBytes(long capacity) {
        return capacity + tail(capacity) + 1 << strideShift;
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

    private static long capacityFor(long entries) {
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

    // For the maps and their users

    /**
     * How many entries there are.
     *
     * @return entries
     */
    public final long size() {
        requireLive();
        return size;
    }

    /**
     * Whether there is no entry.
     *
     * @return whether the size is 0
     */
    public final boolean isEmpty() {
        return size() == 0;
    }

    /**
     * How many entries there may be before the map grows.
     *
     * @return entries, 0 if nothing was put or reserved
     */
    public final long capacity() {
        requireLive();
        return limit;
    }

    /**
     * What the order of the entries depends on. It changes only where somebody who knows it chose
     * the keys.
     *
     * @return the seed
     */
    public final long seed() {
        requireLive();
        return seed;
    }

    /**
     * Makes room, so that the map does not grow before it has so many entries.
     *
     * @param entries how many there will be altogether, 0 or more
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     * @throws IllegalArgumentException if it is negative or more than 2^40
     */
    public final void reserve(long entries) {
        requireLive();
        if (entries < 0) {
            throw new IllegalArgumentException(
                    entries + " entries to make room for: it must be 0 or more");
        }
        if (entries > limit) {
            growFor(entries, 0);
        }
    }

    /**
     * Gives back the memory that the entries there are do not need. Takes a new block before it
     * frees the old one; invalidates slots and addresses.
     *
     * @throws dev.mayfly.alloc.MemoryException if there is no memory for the new block; the map is
     *     as it was
     */
    public final void trim() {
        requireLive();
        if (block == Memory.NULL) {
            return;
        }
        if (size == 0) {
            allocator.free(block, blockBytes);
            layNothing();
            startCarrying();
        } else if (trimmable(capacityFor(size))) {
            rebuild(capacityFor(size), 0, seed);
        }
    }

    /** Whether a table of that capacity would be smaller. */
    boolean trimmable(long toCapacity) {
        return toCapacity < capacity;
    }

    /** Removes every entry and keeps the memory. Costs a quarter of a nanosecond a slot. */
    public final void clear() {
        requireLive();
        if (size > 0) {
            size = 0;
            fillEmpty(first);
        }
        startCarrying();
    }

    /**
     * Gives the memory back. Deleting twice is deleting once; any other use afterwards is an {@link
     * IllegalStateException}.
     */
    public final void delete() {
        if (!deleted) {
            if (BuildConfig.DEBUG) {
                LifetimeCheck.checkFree(lifetime, this);
            }
            allocator.free(block, blockBytes);
            layNothing();
            deleted = true;
        }
    }

    /** {@link #delete}. */
    @Override
    public final void close() {
        delete();
    }

    // Slots

    /**
     * The slot of the first entry, in no particular order.
     *
     * @return a slot, or -1 if there is none
     */
    public final long firstSlot() {
        requireLive();
        return size == 0 ? -1 : occupied(first);
    }

    /**
     * The slot of the entry after one.
     *
     * @param slot a slot
     * @return a slot, or -1 if there is none
     */
    public final long nextSlot(long slot) {
        return occupied(at(slot, strideShift) + (1L << strideShift));
    }

    /** The slot at an address or the next behind it that has an entry. */
    private long occupied(long from) {
        long at = from;
        while (at < last && Memory.getLong(at) == EMPTY) {
            at += 1L << strideShift;
        }
        return at < last ? at - first >> strideShift : -1;
    }

    /**
     * Removes the entry in a slot, while iterating for example: every entry that was not visited
     * yet is then in this slot or behind it, and no other is.
     *
     * @param slot a slot
     * @return the slot to go on with, or -1 if there is none
     */
    public final long removeAt(long slot) {
        long at = at(slot, strideShift);
        taken(at);
        take(at, strideShift);
        return occupied(at);
    }

    /** An entry is about to be removed. */
    void taken(long at) {}

    /** The address of a slot that holds an entry. */
    final long at(long slot, int strideShift) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long at = first + (slot << strideShift);
        if (Long.compareUnsigned(slot, slots()) >= 0 || Memory.getLong(at) == EMPTY) {
            throw noEntry(slot);
        }
        return at;
    }

    private long slots() {
        return last - first >> strideShift;
    }

    private RuntimeException noEntry(long slot) {
        return deleted
                ? Failures.deleted(this)
                : new IndexOutOfBoundsException(
                        "slot %d of %s holds no entry: ask firstSlot and nextSlot, and again after every change"
                                .formatted(slot, this));
    }

    final boolean isLive() {
        return !deleted;
    }

    final void requireLive() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    final Allocator allocator() {
        return allocator;
    }

    final long block() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        return block;
    }

    final long blockBytes() {
        return blockBytes;
    }

    final long front() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        return front;
    }

    final long slotCapacity() {
        return capacity;
    }

    final long entries() {
        return size;
    }

    /** Slots that the farthest entry is from home; for tests. */
    final long longestProbe() {
        long longest = 0;
        for (long at = first; at < last; at += 1L << strideShift) {
            long hash = Memory.getLong(at);
            if (hash != EMPTY) {
                longest = Math.max(longest, at - home(hash, strideShift) >> strideShift);
            }
        }
        return longest;
    }

    @Override
    public String toString() {
        return "%s of %d".formatted(getClass().getSimpleName(), size);
    }
}
