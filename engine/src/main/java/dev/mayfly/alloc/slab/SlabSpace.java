package dev.mayfly.alloc.slab;

import dev.mayfly.memory.PageException;
import dev.mayfly.memory.VirtualMemory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongSupplier;

/**
 * A range of addresses, cut into slabs, and the account of all memory that was taken for them and
 * for big blocks; for any thread.
 *
 * <p>Slabs are taken from the lowest address up, so that the same requests get the same slabs. A
 * few that are free stay committed, and as many as were lately taken again in one go, so that a
 * heap that breathes makes no system calls. Once it breathes no more they go back too, some with
 * every slab that becomes free.
 */
public final class SlabSpace {

    /** From an offset in the range to a place in {@link #slabs}. */
    public static final int SLAB_SHIFT = 18;

    /** Bytes in a slab: 256 KiB. */
    public static final long SLAB_SIZE = 1L << SLAB_SHIFT;

    /** How many free slabs stay committed in any case: 4 MiB. */
    private static final int RETAINED = 16;

    /** How many go back to the system at a time, because that takes microseconds for each. */
    private static final int MOST_AT_ONCE = 8;

    /** What was taken again is forgotten after one or two times this: a second. */
    static final long MEMORY_NANOS = 1_000_000_000L;

    /** First address; a multiple of the slab size. */
    public final long base;

    /** Bytes in the range. */
    public final long size;

    /** Every slab there ever was, by its place in the range. */
    public final Slab[] slabs;

    /**
     * Slabs that get their pages together, because they fill what is a huge page on most systems: 2
     * MiB. The first few do not, so that a small heap stays small.
     */
    private static final int TOGETHER = 8;

    private static final long ALIGNMENT = TOGETHER * SLAB_SIZE;

    private final long reservation;
    private final long limit;
    private final BitSet free = new BitSet();

    /** Those of the free slabs that are committed still. */
    private final BitSet retained = new BitSet();

    private int fresh;
    private int retainedCount;

    private final LongSupplier clock;
    private long rememberedSince;

    /** By how many slabs more are in use than when fewest were, fresh ones not counted. */
    private int climb;

    // The most of it, since then and in the time before.
    private int highest;
    private int highestBefore;

    private long committed;
    private long peak;
    private boolean closed;

    private SlabSpace(long reservation, long size, long limit, LongSupplier clock) {
        this.reservation = reservation;
        this.base = (reservation + (ALIGNMENT - 1)) & -ALIGNMENT;
        this.size = size;
        this.limit = limit;
        this.clock = clock;
        this.rememberedSince = clock.getAsLong();
        this.slabs = new Slab[(int) (size >>> SLAB_SHIFT)];
        Arrays.fill(slabs, Slab.NONE);
    }

    /**
     * Reserves a range.
     *
     * @param size bytes, a multiple of the slab size
     * @param limit bytes that may be committed at once
     * @return a space with no slab in use
     * @throws PageException if the system grants no such range
     */
    public static SlabSpace reserve(long size, long limit) {
        return reserve(size, limit, System::nanoTime);
    }

    /** The same with another idea of time, in nanoseconds. */
    static SlabSpace reserve(long size, long limit, LongSupplier clock) {
        return new SlabSpace(VirtualMemory.reserve(size + ALIGNMENT), size, limit, clock);
    }

    /** The slab that an address of this range is in; {@link Slab#NONE} if there never was one. */
    Slab at(long address) {
        return slabs[(int) ((address - base) >>> SLAB_SHIFT)];
    }

    /**
     * The slab that an address is in.
     *
     * @param address anything
     * @return null if the address is not in this range; a slab that is nobody's if there never was
     *     one
     */
    public @Nullable Slab slabAround(long address) {
        return Long.compareUnsigned(address - base, size) < 0 ? at(address) : null;
    }

    /** A slab that belongs to nobody. */
    synchronized Slab acquire() {
        int index = free.nextSetBit(0);
        if (index < 0) {
            index = fresh;
        }
        if (index == slabs.length) {
            throw new NoSlabException(NoSlabException.Reason.ADDRESSES, null);
        }
        if (retained.get(index)) {
            retained.clear(index);
            retainedCount--;
        } else {
            commit(index);
        }
        if (index == fresh) {
            slabs[index] = new Slab(index, base + index * SLAB_SIZE);
            fresh++;
        } else {
            free.clear(index);
            climb++;
            highest = Math.max(highest, climb);
        }
        return slabs[index];
    }

    private void commit(int index) {
        if (SLAB_SIZE > limit - committed) {
            decommitRetained();
        }
        if (!take(SLAB_SIZE)) {
            throw new NoSlabException(NoSlabException.Reason.LIMIT, null);
        }
        try {
            if (index > 0 && index % TOGETHER == 0 && isNothingCommitted(index)) {
                commitTogether(index);
            }
            VirtualMemory.commit(base + index * SLAB_SIZE, SLAB_SIZE);
        } catch (PageException refused) {
            give(SLAB_SIZE);
            throw new NoSlabException(NoSlabException.Reason.SYSTEM, refused);
        }
        taken();
    }

    /** Whether all slabs from one on that get their pages together are with the system. */
    private boolean isNothingCommitted(int first) {
        int end = first + TOGETHER;
        int kept = retained.nextSetBit(first);
        return free.nextClearBit(first) >= Math.min(end, fresh) && (kept < 0 || kept >= end);
    }

    /**
     * Asks for a huge page under slabs that are about to be used one after the other: random access
     * to a large heap then finds its pages quicker. A wish; each slab is committed for itself too.
     */
    private void commitTogether(int first) {
        long start = base + first * SLAB_SIZE;
        long bytes = Math.min(ALIGNMENT, base + size - start);
        try {
            // What went back slab by slab left page tables that are in a huge page's way.
            VirtualMemory.decommit(start, bytes);
            VirtualMemory.commit(start, bytes);
            VirtualMemory.adviseHugePages(start, bytes);
        } catch (PageException refused) {
            // Then they get their pages one by one.
        }
    }

    /** Takes a slab back. The lowest stay committed, for they are the next to be taken. */
    synchronized void release(Slab slab) {
        slab.abandon();
        free.set(slab.index);
        retained.set(slab.index);
        retainedCount++;
        forget();
        climb = Math.max(0, climb - 1);
        int surplus = retainedCount - Math.max(RETAINED, Math.max(highest, highestBefore));
        int index = retained.length();
        for (int i = Math.min(surplus, MOST_AT_ONCE); i > 0; i--) {
            index = retained.previousSetBit(index - 1);
            decommitRetained(index);
        }
    }

    private void forget() {
        long now = clock.getAsLong();
        long age = now - rememberedSince;
        if (age >= MEMORY_NANOS) {
            highestBefore = age < 2 * MEMORY_NANOS ? highest : 0;
            highest = 0;
            climb = 0;
            rememberedSince = now;
        }
    }

    /** Takes a slab back whose addresses must never be used again. */
    synchronized void retire(Slab slab) {
        slab.abandon();
        decommit(slab.index);
    }

    /** Whether the system took the pages; if not, nobody is worse off than before. */
    private boolean decommit(int index) {
        try {
            VirtualMemory.decommit(base + index * SLAB_SIZE, SLAB_SIZE);
        } catch (PageException refused) {
            return false;
        }
        give(SLAB_SIZE);
        return true;
    }

    private void decommitRetained(int index) {
        if (decommit(index)) {
            retained.clear(index);
            retainedCount--;
        }
    }

    private void decommitRetained() {
        for (int i = retained.nextSetBit(0); i >= 0; i = retained.nextSetBit(i + 1)) {
            decommitRetained(i);
        }
    }

    /** Gives the memory of free slabs back to the system. */
    public synchronized void trim() {
        decommitRetained();
    }

    /**
     * Counts bytes in, before they are taken from the system.
     *
     * @param bytes what is to be taken
     * @return whether the limit allows it; nothing is counted if not
     */
    public synchronized boolean take(long bytes) {
        if (bytes > limit - committed) {
            return false;
        }
        committed += bytes;
        return true;
    }

    /** Takes note that the system has given what was counted in. */
    public synchronized void taken() {
        peak = Math.max(peak, committed);
    }

    /**
     * Counts bytes out.
     *
     * @param bytes what was given back
     */
    public synchronized void give(long bytes) {
        committed -= bytes;
    }

    /** How many slabs there have been. */
    synchronized int slabCount() {
        return fresh;
    }

    /**
     * Memory taken, for slabs and big blocks.
     *
     * @return bytes
     */
    public synchronized long committed() {
        return committed;
    }

    /**
     * Most memory taken at once.
     *
     * @return bytes
     */
    public synchronized long peak() {
        return peak;
    }

    /**
     * Most memory that may be taken at once.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }

    /** Gives everything back to the system. Twice is once. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Arrays.fill(slabs, Slab.NONE);
            fresh = 0;
            committed = 0;
            VirtualMemory.release(reservation, size + ALIGNMENT);
        }
    }
}
