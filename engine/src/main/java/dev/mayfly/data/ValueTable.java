package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

/** A table whose values are longs that lie in its slots. */
abstract class ValueTable extends SlotTable {

    private final long readsAs;

    ValueTable(Allocator allocator, int strideShift, long absent, long seed) {
        super(allocator, strideShift, 1, seed);
        readsAs = absent;
    }

    /**
     * What a key that is not there reads as.
     *
     * @return the value given at creation
     */
    public final long absent() {
        return readsAs;
    }

    /**
     * The value in a slot.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the value
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public final long valueAt(long slot) {
        return Memory.getLong(at(slot) + VALUE);
    }

    /**
     * Replaces the value in a slot.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @param value any number
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public final void setValueAt(long slot, long value) {
        replace(at(slot), value);
    }

    @Override
    final long element(long at) {
        return at + VALUE;
    }
}
