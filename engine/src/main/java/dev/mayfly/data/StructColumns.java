package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

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

    private @Nullable ReleaseAt release;

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
     * Tells what to do with each struct that goes: that is removed, written over by {@code set}, or
     * left when the columns are cleared or deleted, the last first. It is gone also if the release
     * throws. It is called before the struct goes, and must leave these columns alone. Writing
     * single components and whatever is done through addresses and segments releases nothing.
     *
     * @param release what to do, instead of what was said before
     * @return this
     */
    public StructColumns releasing(ReleaseAt release) {
        Objects.requireNonNull(release, "release");
        releases();
        this.release = release;
        return this;
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
     * @return a segment of exactly the elements there are, good until the columns grow; bound to
     *     the life of the memory as {@link Allocator#segment} says
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public final MemorySegment column(int column) {
        Objects.checkIndex(column, strides.length);
        return columnSegment(column);
    }

    /**
     * For generated code: a column's elements.
     *
     * @param column from 0
     * @return a segment of exactly the elements there are, bound to the life of the memory as
     *     {@link Allocator#segment} says
     */
    protected final MemorySegment columnSegment(int column) {
        return allocator().segment(columnAddress(column), size() * strides[column]);
    }

    /**
     * For generated code, which knows the stride when it is compiled: where an element of a column
     * is.
     *
     * @param column where the column is
     * @param index from 0
     * @param stride bytes from one element to the next
     * @return its address
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final long at(long column, long index, long stride) {
        return (column & ANY) + inside(index, stride) * stride;
    }

    /**
     * For generated code: {@link #at(long, long, long)} for an index that is an {@code int}, which
     * the JIT compiler has less work with.
     *
     * @param column where the column is
     * @param index from 0
     * @param stride bytes from one element to the next
     * @return its address
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final long at(long column, int index, long stride) {
        return (column & ANY) + inside(index, stride) * stride;
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
    final void copy(Structs other, long from, long to) {
        StructColumns source = (StructColumns) other;
        for (int column = 0; column < strides.length; column++) {
            long stride = strides[column];
            Memory.copy(
                    source.columnAddress(column) + from * stride,
                    columnAddress(column) + to * stride,
                    stride);
        }
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

    @Override
    final void zero(long from, long count) {
        for (int column = 0; column < strides.length; column++) {
            long stride = strides[column];
            Memory.zero(columnAddress(column) + from * stride, count * stride);
        }
    }

    @Override
    final void release(long index) {
        Objects.requireNonNull(release).release(index);
    }

    /** Growing, the last column first: each moves away from the ones before it. */
    @Override
    final void rearrange(long block, long oldCapacity, long newCapacity) {
        int columns = strides.length;
        for (int i = 1; i < columns; i++) {
            int column = newCapacity > oldCapacity ? columns - i : i;
            Memory.copy(
                    block + offset(column, oldCapacity),
                    block + offset(column, newCapacity),
                    size() * strides[column]);
        }
    }

    @Override
    final void moved(long block) {
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
