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
abstract class Pool implements AutoCloseable {

    /** What {@link #add} answers when there is no room. */
    static final int FULL = -1;

    private static final long CACHE_LINE = 64;

    private final Allocator allocator;
    private final int columns;
    private final int capacity;
    private final long bytes;
    private long block;
    private int count;

    /**
     * @param allocator who holds the block; asked once here and once at the end
     * @param columns how many properties a thing has
     * @param capacity how many things there can be
     */
    Pool(Allocator allocator, int columns, int capacity) {
        this.allocator = allocator;
        this.columns = columns;
        this.capacity = capacity;
        this.bytes = (long) columns * capacity * Column.STRIDE;
        this.block = allocator.alloc(bytes, CACHE_LINE);
    }

    /** The address of a property's column, good until {@link #close()}. */
    final long column(int number) {
        return block + (long) number * capacity * Column.STRIDE;
    }

    final int count() {
        return count;
    }

    final int capacity() {
        return capacity;
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

    @Override
    public final void close() {
        allocator.free(block, bytes);
        block = Allocator.NULL;
        count = 0;
    }
}
