package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

/**
 * What users see of every map: sizes, slots to visit, and the end of entries and of the map.
 *
 * <p>An entry that goes is released while it is still in its place, and nothing may change the map
 * meanwhile; so no entry is released twice, and none is forgotten when a release throws.
 */
abstract class SlotTable extends SlotMemory implements AutoCloseable {

    private @Nullable Release release;
    private boolean busy;
    private boolean deleted;

    SlotTable(Allocator allocator, int strideShift, long alignment, long seed) {
        super(allocator, strideShift, alignment, seed);
    }

    // For the maps

    /** Where what the user owns stands, in or for a slot. */
    abstract long element(long at);

    /** An entry is about to be removed. */
    void taken(long at) {}

    /** Whether a table of that capacity would be smaller. */
    boolean trimmable(long toCapacity) {
        return toCapacity < slotCapacity();
    }

    /** After {@link #open} said no. */
    final void makeRoom() {
        requireUsable();
        grow();
    }

    final void releaseWith(Release release) {
        requireUsable();
        this.release = release;
    }

    /** Removes an entry. */
    final void removeEntry(long at, int strideShift) {
        if (release != null) {
            releaseAndRemove(release, at);
        } else {
            taken(at);
            take(at, strideShift);
        }
    }

    private void releaseAndRemove(Release release, long at) {
        requireUsable();
        enter();
        try {
            release.release(element(at));
        } finally {
            leave();
            taken(at);
            take(at, strideShift);
        }
    }

    /** Gives an entry another value, of those that are in the slot. */
    final void replace(long at, long value) {
        if (release != null && Memory.getLong(at + VALUE) != value) {
            releaseAndReplace(release, at, value);
        } else {
            Memory.putLong(at + VALUE, value);
        }
    }

    private void releaseAndReplace(Release release, long at, long value) {
        requireUsable();
        enter();
        try {
            release.release(element(at));
        } finally {
            leave();
            Memory.putLong(at + VALUE, value);
        }
    }

    private Teardown releaseAll(Release release) {
        Teardown teardown = new Teardown();
        enter();
        for (long at = first; at < last; at += 1L << strideShift) {
            if (Memory.getLong(at) != EMPTY) {
                teardown.release(release, element(at));
            }
        }
        leave();
        return teardown;
    }

    private void empty() {
        if (size > 0) {
            size = 0;
            fillEmpty(first);
        }
        startCarrying();
    }

    /** With no room for entries every change takes the slow path, which refuses it. */
    private void enter() {
        busy = true;
        limit = 0;
    }

    private void leave() {
        busy = false;
        limit = limit(slotCapacity());
    }

    // For their users

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
        return limit(slotCapacity());
    }

    /**
     * What the order of the entries depends on. It changes only where somebody who knows it chose
     * the keys.
     *
     * @return the seed
     */
    public final long seed() {
        requireLive();
        return currentSeed();
    }

    /**
     * Makes room, so that the map does not grow before it has so many entries.
     *
     * @param entries how many there will be altogether, 0 or more
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     * @throws IllegalArgumentException if it is negative or more than 2^40
     */
    public final void reserve(long entries) {
        requireUsable();
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
        requireUsable();
        if (block() == Memory.NULL) {
            return;
        }
        if (size == 0) {
            freeBlock();
            startCarrying();
        } else if (trimmable(capacityFor(size))) {
            rebuild(capacityFor(size), 0, currentSeed());
        }
    }

    /**
     * Removes every entry and keeps the memory. Costs a tenth of a nanosecond a slot.
     *
     * @throws RuntimeException what the first {@link Release} that failed has thrown, when all are
     *     done
     */
    public final void clear() {
        requireUsable();
        if (release == null || size == 0) {
            empty();
        } else {
            Teardown teardown = releaseAll(release);
            empty();
            teardown.finish();
        }
    }

    /**
     * Gives the memory back. Deleting twice is deleting once; any other use afterwards is an {@link
     * IllegalStateException}.
     *
     * @throws RuntimeException what the first {@link Release} that failed has thrown, when all are
     *     done
     */
    public final void delete() {
        if (deleted) {
            return;
        }
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, this);
        }
        requireUsable();
        Teardown teardown = release == null ? new Teardown() : releaseAll(release);
        deleted = true;
        teardown.free(allocator(), block(), blockBytes());
        layNothing();
        teardown.finish();
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
        return occupied(at(slot) + (1L << strideShift));
    }

    /**
     * The slot at an address or the next behind it that has an entry. The last one is always empty,
     * so only empty ones are asked whether they are the last.
     */
    private long occupied(long from) {
        long at = from;
        while (Memory.getLong(at) == EMPTY) {
            if (at >= last) {
                return -1;
            }
            at += 1L << strideShift;
        }
        return at - first >> strideShift;
    }

    /**
     * Removes the entry in a slot, while iterating for example: every entry that was not visited
     * yet is then in this slot or behind it, and no other is.
     *
     * @param slot a slot
     * @return the slot to go on with, or -1 if there is none
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public final long removeAt(long slot) {
        long at = at(slot);
        removeEntry(at, strideShift);
        return occupied(at);
    }

    /**
     * The address of a slot that holds an entry. All who visit a slot compute it in the same way,
     * with the stride from the field, so that the JIT compiler does it and the check once for key,
     * value and the next slot together.
     */
    final long at(long slot) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long at = first + (slot << strideShift);
        if (Long.compareUnsigned(slot, slots()) >= 0 || Memory.getLong(at) == EMPTY) {
            throw noEntry(slot);
        }
        return at;
    }

    private RuntimeException noEntry(long slot) {
        return deleted
                ? Failures.deleted(this)
                : new IndexOutOfBoundsException(
                        "slot %d of %s holds no entry: ask firstSlot and nextSlot, and again after every change"
                                .formatted(slot, this));
    }

    final void requireLive() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    final void requireUsable() {
        requireLive();
        if (busy) {
            throw new IllegalStateException(
                    "%s is just releasing an entry: a Release must not change the map that calls it"
                            .formatted(this));
        }
    }

    final long entries() {
        return size;
    }

    @Override
    public String toString() {
        return "%s of %d".formatted(getClass().getSimpleName(), size);
    }
}
