package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/**
 * An array of structs that grows: each struct in one piece, one after the other, as in C. {@link
 * NativeStruct} has the subclasses written, with typed access.
 *
 * <p><b>Design, cost, lifetime, thread:</b> {@link Structs}.
 *
 * <p><b>When to pick it:</b> most work needs most of a struct, or C code or a graphics card reads
 * the memory. Where loops touch few components of many structs, {@link StructColumns} is faster.
 */
public abstract non-sealed class StructArray extends Structs {

    private final long stride;
    private long address;

    /**
     * For generated code: an empty array.
     *
     * @param allocator who makes the memory
     * @param stride bytes from one struct to the next, a multiple of the alignment
     * @param alignment bytes, a power of two
     */
    protected StructArray(Allocator allocator, long stride, long alignment) {
        super(allocator, Math.max(alignment, Allocator.DEFAULT_ALIGNMENT));
        this.stride = stride;
    }

    /**
     * Where the first struct is, aligned to 16 bytes or more.
     *
     * @return an address, good until the array grows; {@link Allocator#NULL} while there is no room
     *     for any
     */
    public final long address() {
        return block();
    }

    /**
     * All structs, for code of your own.
     *
     * @return a segment of exactly the structs there are, good until the array grows
     */
    public final MemorySegment segment() {
        return Memory.segment(block(), size() * stride);
    }

    /**
     * For generated code, which knows the stride when it is compiled: where a struct is.
     *
     * @param index from 0
     * @param stride bytes from one struct to the next
     * @return its address
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final long at(long index, long stride) {
        return (address & ANY) + scaled(inside(index, stride), stride);
    }

    /**
     * For generated code: {@link #at(long, long)} for an index that is an {@code int}, which the
     * JIT compiler has less work with.
     *
     * @param index from 0
     * @param stride bytes from one struct to the next
     * @return its address
     * @throws IndexOutOfBoundsException if there is no such struct
     */
    protected final long at(int index, long stride) {
        return (address & ANY) + scaled(inside(index, stride), stride);
    }

    /** The product, so that an x86 computes the odd part and scales by 8 where it reads. */
    private static long scaled(long index, long stride) {
        int scale = Math.min(Long.numberOfTrailingZeros(stride), 3);
        return index * (stride >> scale) << scale;
    }

    /**
     * For generated code: where the next struct is to be written. It counts only after {@link
     * #added}.
     *
     * @param stride bytes from one struct to the next
     * @return its address
     */
    protected final long room(long stride) {
        requireRoom();
        return address + size() * stride;
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
        Memory.copy(address + from * stride, address + to * stride, count * stride);
    }

    @Override
    final long blockSize(long structs) {
        return product(structs, stride);
    }

    @Override
    final void moved(long block, long oldCapacity, long newCapacity) {
        address = block;
    }
}
