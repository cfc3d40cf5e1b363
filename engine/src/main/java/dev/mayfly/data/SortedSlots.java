package dev.mayfly.data;

import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.memory.Memory;

import java.lang.foreign.Arena;

/**
 * Slots in a row, each beginning with the hash of its key: how one is found, put in and taken out.
 *
 * <p>The top bits of a hash say where its slot would like to be, its home. Slots are kept in the
 * order of their hashes, as unsigned numbers, each at its home or at the first place behind it that
 * leaves the order intact. That is linear probing with Robin Hood's rule, and four things follow:
 *
 * <ul>
 *   <li>An empty slot holds the greatest number, so a search has one comparison a step: it ends at
 *       the first slot that is not less.
 *   <li>Where a slot is depends on which keys there are and not on what happened before, so nothing
 *       rots.
 *   <li>Growing is one walk through memory: the order stays.
 *   <li>Nothing wraps around. Behind the last home there is a tail for those that are pushed out,
 *       and behind that slots that are always empty.
 * </ul>
 */
abstract class SortedSlots extends KeyHash {

    /** The hash of no key: the greatest, and the same in every byte. */
    static final long EMPTY = -1;

    /** The value's place in a slot, bytes. */
    static final long VALUE = 8;

    /** Slots from home at which a table takes another seed. */
    private static final long FARTHEST = 128;

    /** The shift of the largest table that is treated as being in the cache: 2^19 slots. */
    private static final int SMALL = Long.SIZE - 19;

    /** Empty slots at this address, for tables that have no memory. */
    private static final long NOTHING = nothing();

    /** Bytes of a slot, as a shift. */
    final int strideShift;

    /** Where a hash of 0 has its home. */
    long first = NOTHING;

    /** The first of those behind the tail that are always empty. */
    long last = NOTHING;

    /** Bits to shift a hash by for its home, counted in slots from the first. */
    int shift = Long.SIZE - 1;

    /** Entries. */
    long size;

    /** Entries there may be. */
    long limit;

    /** Of the block; only a debug build keeps it. */
    long lifetime;

    SortedSlots(int strideShift, long seed) {
        super(seed);
        this.strideShift = strideShift;
    }

    private static long nothing() {
        long address = Arena.global().allocate(256, 64).address();
        Memory.fill(address, 256, (byte) EMPTY);
        return address;
    }

    // The stride comes as an argument so that it is a constant where it is used.

    final long home(long hash, int strideShift) {
        return first + (hash >>> shift << strideShift);
    }

    /**
     * The first slot whose hash is not less. Guesses at each slot: whoever goes on to change the
     * slots has more guesses to make behind this one, which then need not wait for it.
     */
    final long find(long hash, int strideShift) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        return onwards(home(hash, strideShift), hash, strideShift);
    }

    /**
     * The same for those who only look. In a table that is in the cache the first two slots are
     * compared without a branch, because a branch would be guessed wrong every third time, which
     * takes longer than both; and neither waits for the other. In a larger one to guess is better:
     * less has to be done for a key, so that more keys' slots are on their way from memory at the
     * same time.
     */
    final long look(long hash, int strideShift) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long at = home(hash, strideShift);
        if (shift >= SMALL) {
            long second = Memory.getLong(at + (1L << strideShift));
            at += less(Memory.getLong(at), hash) + less(second, hash) << strideShift;
        }
        return onwards(at, hash, strideShift);
    }

    private static long onwards(long from, long hash, int strideShift) {
        long at = from;
        while (Long.compareUnsigned(Memory.getLong(at), hash) < 0) {
            at += 1L << strideShift;
        }
        return at;
    }

    /** 1 if the one is less than the other but for the lowest bit, else 0. */
    private static long less(long one, long other) {
        return (one >>> 1) - (other >>> 1) >>> 63;
    }

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
            copySlot(next, hole, strideShift);
            hole = next;
            next += stride;
            hash = Memory.getLong(next);
        }
        Memory.putLong(hole, EMPTY);
        size--;
    }

    static void copySlot(long from, long to, int strideShift) {
        Memory.putLong(to, Memory.getLong(from));
        Memory.putLong(to + 8, Memory.getLong(from + 8));
        if (strideShift == 5) {
            Memory.putLong(to + 16, Memory.getLong(from + 16));
            Memory.putLong(to + 24, Memory.getLong(from + 24));
        }
    }

    /** Slots from the first to the last. */
    final long slots() {
        return last - first >> strideShift;
    }

    /** Slots there are without memory: none. */
    final void layNoSlots() {
        first = NOTHING;
        last = NOTHING;
        shift = Long.SIZE - 1;
        size = 0;
        limit = 0;
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
}
