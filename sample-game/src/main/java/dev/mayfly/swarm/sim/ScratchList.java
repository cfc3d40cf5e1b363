package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * A list of records that lives for one tick and grows as it goes.
 *
 * <p>Nobody has to know beforehand how long it will be: while it is the newest block of its arena
 * it grows where it stands, for the price of a cursor. {@link #begin} it anew in each tick; what it
 * held before is gone with the old tick's scratch.
 */
final class ScratchList {

    private static final long ALIGNMENT = 16;

    private final long stride;
    private long start;
    private int capacity;
    private int size;

    /**
     * @param stride bytes in a record
     */
    ScratchList(long stride) {
        this.stride = stride;
    }

    /** Starts an empty list with room for {@code expected} records, 1 or more. */
    void begin(Allocator scratch, int expected) {
        start = scratch.allocNonZeroed(expected * stride, ALIGNMENT);
        capacity = expected;
        size = 0;
    }

    /**
     * Appends a record and returns its address, good until the next one is added. It holds anything
     * at first.
     */
    long add(Allocator scratch) {
        if (size == capacity) {
            grow(scratch);
        }
        return start + size++ * stride;
    }

    private void grow(Allocator scratch) {
        start = scratch.resizeNonZeroed(start, capacity * stride, 2 * capacity * stride, ALIGNMENT);
        capacity *= 2;
    }

    int size() {
        return size;
    }

    /** The address of a record, from 0 to {@code size() - 1}. */
    long at(int index) {
        return start + index * stride;
    }
}
