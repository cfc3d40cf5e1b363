package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * Things of one sort, as a structure of arrays in persistent memory: one {@link Column} for each
 * property, all in one block.
 *
 * <p>Things are numbered from 0 to {@link #count()} without gaps. Removing one gives its number to
 * the last, so numbers are good for one tick only, and whoever removes while iterating goes from
 * the last to the first.
 */
abstract class Pool {

    /** What {@link #add} answers when there is no room. */
    static final int FULL = -1;

    static final long CACHE_LINE = 64;

    private final int columns;
    private final int capacity;
    private final long block;
    private int count;

    /**
     * @param allocator who holds the block, {@link #bytes} of it, and takes it back with the rest
     * @param columns how many properties a thing has
     * @param capacity how many things there can be
     */
    Pool(Allocator allocator, int columns, int capacity) {
        this.columns = columns;
        this.capacity = capacity;
        this.block = allocator.allocNonZeroed(bytes(columns, capacity), CACHE_LINE);
    }

    /** What a pool takes, in whole cache lines. */
    static long bytes(int columns, int capacity) {
        long bytes = (long) columns * capacity * Column.STRIDE;
        return (bytes + CACHE_LINE - 1) & -CACHE_LINE;
    }

    /** The address of a property's column. */
    final long column(int number) {
        return block + (long) number * capacity * Column.STRIDE;
    }

    final int count() {
        return count;
    }

    /**
     * Makes room for another thing, whose properties are anything at first; its number, or {@link
     * #FULL}.
     */
    final int add() {
        return count == capacity ? FULL : count++;
    }

    /** Forgets a thing; the last one takes its number. */
    final void remove(int index) {
        count--;
        for (int i = 0; i < columns; i++) {
            long column = column(i);
            Column.putInt(column, index, Column.getInt(column, count));
        }
    }

    final void clear() {
        count = 0;
    }

    final void addTo(Checksum sum) {
        sum.add(count);
        for (int i = 0; i < columns; i++) {
            sum.addColumn(column(i), count);
        }
    }
}
