package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The handles of a {@link SlotMap}: which are good, and in which row the element of each is.
 *
 * <p>One block with two tables. For each slot a word: the handle that is good there, but with the
 * row in the place of the slot, which is known already. So a lookup reads one word, and what is
 * left of its difference to the handle, above the row, must be 0. Behind the words, for each row,
 * the slot whose element is there.
 *
 * <p>A free slot's word is negative: the next generation, and the next free slot in the place of
 * the row. No handle is negative, and numbers that are count as slots beyond the table. So nobody
 * takes what is in a free slot for a handle, whatever he passes.
 */
abstract sealed class HandleTable permits SlotMap {

    private static final int WORD_SHIFT = 3;
    private static final int ROW_SHIFT = 2;
    private static final long SLOT_BYTES = Long.BYTES + Integer.BYTES;

    private static final long FREE = Long.MIN_VALUE;

    /** Of a handle: its slot, or where it is negative a number larger than any. */
    private static final long SLOT_AND_SIGN = Handle.SLOT_MASK | Long.MIN_VALUE;

    /** No slot: the end of the list of free ones. */
    private static final int END = Handle.SLOT_MASK;

    /** In a slot that is never used again: free, but in no list and with no generation. */
    private static final long RETIRED = FREE | END;

    static final int LEAST_ROWS = 16;

    private static final AtomicInteger MAPS = new AtomicInteger();

    final Allocator allocator;
    private final int id;
    private final int firstGeneration;

    /** The words, with room for so many; behind that room, which slot each row's is. */
    private long words;

    private int room;

    /** How many slots were ever used; they are the first ones. */
    private int slots;

    /** The newest free slot. */
    private int free = END;

    private int retired;

    /** How many rows there are. */
    int size;

    boolean deleted;

    /** Of the newest block; only a debug build keeps it. */
    long lifetime;

    HandleTable(Allocator allocator, int id, int firstGeneration) {
        this.allocator = allocator;
        this.id = id;
        this.firstGeneration = firstGeneration;
    }

    static int nextId() {
        return 1 + Math.floorMod(MAPS.getAndIncrement(), Handle.LAST_MAP);
    }

    private long word(long slot) {
        return words + (slot << WORD_SHIFT);
    }

    private long slotOf(int row) {
        return words + ((long) room << WORD_SHIFT) + ((long) row << ROW_SHIFT);
    }

    /**
     * Whether a handle's element is still there.
     *
     * @param handle any number
     * @return whether {@link SlotMap#address(long)} would succeed
     */
    public final boolean contains(long handle) {
        if (rowOf(handle) >= 0) {
            return true;
        }
        checkNotDeleted();
        return false;
    }

    /**
     * Which element a handle's is, for columns of one's own beside this map. Whoever removes an
     * element moves the last one of the columns into its row.
     *
     * @param handle whose
     * @return from 0 to {@code size() - 1}, good until the next removal or clearing
     * @throws IllegalArgumentException if the handle is stale, another map's, none or no handle
     */
    public final int row(long handle) {
        int row = rowOf(handle);
        if (row >= 0) {
            return row;
        }
        throw notLive(handle);
    }

    /**
     * {@link #row} that answers where there is no such element.
     *
     * @param handle whose, or any number
     * @return from 0 to {@code size() - 1}, good until the next removal or clearing; -1 if there is
     *     no such element
     */
    public final int findRow(long handle) {
        int row = rowOf(handle);
        if (row < 0) {
            checkNotDeleted();
        }
        return row;
    }

    /** The row of a handle's element, or -1. */
    final int rowOf(long handle) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long slot = handle & SLOT_AND_SIGN;
        if (Long.compareUnsigned(slot, slots) < 0) {
            long word = Memory.getLong(word(slot));
            if ((word ^ handle) >>> Handle.SLOT_BITS == 0) {
                return Handle.slot(word);
            }
        }
        return -1;
    }

    /**
     * The handle of the element in a row.
     *
     * @param row from 0 to {@code size() - 1}
     * @return its handle
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public final long handleAt(int row) {
        checkRow(row);
        int slot = Memory.getInt(slotOf(row));
        return Memory.getLong(word(slot)) & ~(long) Handle.SLOT_MASK | slot;
    }

    /**
     * How many elements there are.
     *
     * @return a count, 0 once deleted
     */
    public final int size() {
        return size;
    }

    /**
     * How many slots have come to their last generation, and are never used again.
     *
     * @return a count
     */
    public final int retiredSlots() {
        return retired;
    }

    /**
     * Who made the tables and takes them back.
     *
     * @return the allocator
     */
    public final Allocator allocator() {
        return allocator;
    }

    /** Makes a handle for the row behind the last. */
    final long take() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        int row = size;
        int slot = free;
        int generation = firstGeneration;
        if (slot != END) {
            long next = Memory.getLong(word(slot));
            free = Handle.slot(next);
            generation = Handle.generation(next);
        } else {
            slot = freshSlot();
        }
        Memory.putLong(word(slot), Handle.of(id, generation, row));
        Memory.putInt(slotOf(row), slot);
        size = row + 1;
        return Handle.of(id, generation, slot);
    }

    private int freshSlot() {
        if (slots == room) {
            growSlots(slots + 1);
        }
        return slots++;
    }

    /**
     * Takes a handle from its element.
     *
     * @return the element's row, which is still there
     */
    final int retire(long handle) {
        int slot = Handle.slot(handle);
        int row = Handle.slot(Memory.getLong(word(slot)));
        int generation = Handle.generation(handle);
        if (generation == Handle.LAST_GENERATION) {
            Memory.putLong(word(slot), RETIRED);
            retired++;
        } else {
            Memory.putLong(word(slot), FREE | Handle.of(0, generation + 1, free));
            free = slot;
        }
        return row;
    }

    /** Drops the last row, whose element has moved to another, or is the one that goes. */
    final void dropLast(int row) {
        int last = size - 1;
        if (row != last) {
            int moved = Memory.getInt(slotOf(last));
            long word = Memory.getLong(word(moved));
            Memory.putLong(word(moved), word & ~(long) Handle.SLOT_MASK | row);
            Memory.putInt(slotOf(row), moved);
        }
        size = last;
    }

    final int retireAll() {
        int count = size;
        for (int row = count - 1; row >= 0; row--) {
            int _ = retire(handleAt(row));
        }
        size = 0;
        return count;
    }

    /** Whether so many handles can be made without asking the allocator. */
    final boolean hasSlots(int more) {
        return more <= room - slots + freeSlots();
    }

    private int freeSlots() {
        return slots - size - retired;
    }

    final void makeSlots(int more) {
        long needed = (long) slots - freeSlots() + more;
        if (needed > room) {
            growSlots(needed);
        }
    }

    private void growSlots(long needed) {
        int newRoom = grown(needed, room, LEAST_ROWS);
        long held = room * SLOT_BYTES;
        words = allocator.resizeNonZeroed(words, held, newRoom * SLOT_BYTES, Long.BYTES);
        long oldRows = slotOf(0);
        room = newRoom;
        Memory.copy(oldRows, slotOf(0), (long) slots << ROW_SHIFT);
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, words);
        }
    }

    /** Twice as many as there is room for, or what is needed. */
    final int grown(long needed, int have, int least) {
        if (needed > SlotMap.MOST_SLOTS) {
            throw new MemoryException(
                    MemoryError.BUFFER_TOO_LARGE,
                    "%s, with %d retired slots, would need %d slots, but can have %d: use a second map"
                            .formatted(this, retired, needed, SlotMap.MOST_SLOTS));
        }
        return (int) Math.min(SlotMap.MOST_SLOTS, Math.max(needed, Math.max(least, 2L * have)));
    }

    /** From now on no handle is good. */
    final void forget() {
        size = 0;
        slots = 0;
        free = END;
        deleted = true;
    }

    final void free(Teardown teardown) {
        teardown.free(allocator, words, room * SLOT_BYTES);
        room = 0;
    }

    final void checkRow(int row) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (Integer.compareUnsigned(row, size) >= 0) {
            throw Failures.outside(this, row, size, deleted);
        }
    }

    final void checkNotDeleted() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    final RuntimeException notLive(long handle) {
        if (deleted) {
            return Failures.deleted(this);
        }
        return new IllegalArgumentException(
                "handle 0x%x (%s) %s".formatted(handle, Handle.toString(handle), why(handle)));
    }

    private String why(long handle) {
        if (Handle.isNone(handle)) {
            return "refers to nothing: compare with Handle.NONE before";
        }
        if (!Handle.isWellFormed(handle)) {
            return "is no handle: pass what insert() of %s returned".formatted(this);
        }
        if (Handle.map(handle) != id) {
            return "is another map's, not one of %s: look it up there".formatted(this);
        }
        int slot = Handle.slot(handle);
        if (slot >= slots || isFuture(handle, Memory.getLong(word(slot)))) {
            return "was never made by %s: pass what insert() returned".formatted(this);
        }
        return "is stale, its element was removed from %s: ask contains() before".formatted(this);
    }

    private static boolean isFuture(long handle, long word) {
        if (word == RETIRED) {
            return false;
        }
        int generation = Handle.generation(handle);
        return word < 0
                ? generation >= Handle.generation(word)
                : generation > Handle.generation(word);
    }

    @Override
    public String toString() {
        return "SlotMap " + id;
    }
}
