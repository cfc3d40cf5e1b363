package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A structure of arrays that grows: all first components one after the other, then all second ones.
 * {@link NativeStruct} has the subclasses written, with typed access. After Odin's {@code #soa}: a
 * component that is itself a struct, a vector or an array stays in one piece.
 *
 * <p><b>Design:</b> the columns share one block. Each begins at a multiple of {@value #ALIGNMENT}
 * bytes, for vector instructions, and leaves a cache line free after it, so that columns with a
 * power of two of structs do not compete for the same lines. Growing moves all columns but the
 * first, also where the block grows in place.
 *
 * <p><b>Cost, lifetime, thread:</b> {@link Structs}.
 *
 * <p><b>When to pick it:</b> loops go over few components of many structs, or work on whole columns
 * with vector instructions. Otherwise {@link StructArray} touches fewer cache lines for a struct.
 */
public abstract non-sealed class StructColumns extends Structs {

    /** Bytes; the alignment of every column. */
    public static final long ALIGNMENT = 64;

    private static final long GAP = 64;

    /** Bytes of one element of each column. */
    private final long[] strides;

    /**
     * For generated code: empty columns.
     *
     * @param allocator who makes the memory
     * @param strides bytes of one element of each column
     */
    protected StructColumns(Allocator allocator, long... strides) {
        super(allocator, ALIGNMENT);
        this.strides = strides;
    }

    /**
     * For generated code: the columns stand elsewhere.
     *
     * @see #columnAddress
     */
    protected abstract void placed();

    /**
     * For generated code: where a column is.
     *
     * @param column from 0
     * @return the address of its first element; {@link Allocator#NULL} while there is no room
     */
    protected final long columnAddress(int column) {
        long block = block();
        return block == Allocator.NULL ? Allocator.NULL : block + offset(column, capacity());
    }

    /**
     * How many columns there are, for code that goes through all of them: to save, send or compare
     * structs of any kind.
     *
     * @return as many as the record has components
     */
    public final int columns() {
        return strides.length;
    }

    /**
     * All of a component, by its number.
     *
     * @param column from 0, in the order of the record's components
     * @return a segment of exactly the elements there are, good until the columns grow
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public final MemorySegment column(int column) {
        Objects.checkIndex(column, strides.length);
        return Memory.segment(columnAddress(column), size() * strides[column]);
    }

    /**
     * For generated code: fails unless there is such a struct.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is none
     */
    protected final void check(long index) {
        requireIndex(index);
    }

    /**
     * For generated code: makes room for one more struct. It counts only after {@link #added}.
     *
     * @return the index to write it at
     */
    protected final long room() {
        requireRoom();
        return size();
    }

    /**
     * For generated code: counts the struct that was written into the {@link #room}.
     *
     * @return its index
     */
    protected final long added() {
        return count();
    }

    @Override
    final void move(long from, long to, long count) {
        for (int column = 0; column < strides.length; column++) {
            long stride = strides[column];
            long start = columnAddress(column);
            Memory.copy(start + from * stride, start + to * stride, count * stride);
        }
    }

    @Override
    final long blockSize(long structs) {
        long stride = 0;
        for (long each : strides) {
            stride += each;
        }
        long bytes = product(structs, stride);
        long spare = strides.length * (ALIGNMENT + GAP);
        return bytes < 0 || bytes > Long.MAX_VALUE - spare ? -1 : offset(strides.length, structs);
    }

    /** Last column first: each moves away from the ones before it. */
    @Override
    final void moved(long block, long oldCapacity, long newCapacity) {
        for (int column = strides.length - 1; column > 0; column--) {
            Memory.copy(
                    block + offset(column, oldCapacity),
                    block + offset(column, newCapacity),
                    size() * strides[column]);
        }
        placed();
    }

    private long offset(int column, long structs) {
        long offset = 0;
        for (int i = 0; i < column; i++) {
            offset += ((structs * strides[i] + ALIGNMENT - 1) & -ALIGNMENT) + GAP;
        }
        return offset;
    }
}
