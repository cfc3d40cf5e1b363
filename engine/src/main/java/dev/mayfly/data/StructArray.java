package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

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
    private @Nullable Release release;

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
     * @return a segment of exactly the structs there are, good until the array grows; bound to the
     *     life of the memory as {@link Allocator#segment} says
     */
    public final MemorySegment segment() {
        return allocator().segment(block(), size() * stride);
    }

    /**
     * Tells what to do with each struct that goes: that is removed, written over by {@code set}, or
     * left when the array is cleared or deleted, the last first. It is gone also if the release
     * throws. It is called before the struct goes, and must leave this array alone. Writing single
     * components and whatever is done through addresses and segments releases nothing.
     *
     * {@snippet file="dev/mayfly/snippets/StructOwnerSnippets.java" region="array"}
     *
     * @param release what to do, instead of what was said before
     * @return this
     */
    public StructArray releasing(Release release) {
        Objects.requireNonNull(release, "release");
        releases();
        this.release = release;
        return this;
    }

    /**
     * Appends structs that stand one after the other elsewhere. For those in an NIO buffer pass
     * {@link MemorySegment#ofBuffer}.
     *
     * @param source native or on the Java heap, aligned or not; no part of this array
     * @throws IllegalArgumentException if it holds no whole number of structs
     * @throws MemoryException if there is no memory; everything is then as it was
     */
    public final void addAll(MemorySegment source) {
        long count = source.byteSize() / stride;
        if (count * stride != source.byteSize()) {
            throw new IllegalArgumentException(
                    "a segment of %d bytes holds no whole number of structs of %d bytes: pass a slice that does"
                            .formatted(source.byteSize(), stride));
        }
        ArrayMemory.checkReadable(source);
        makeRoom(count);
        ArrayMemory.copyIn(source, address + size() * stride);
        count(count);
    }

    /**
     * Copies every struct to the beginning of a segment. Into an NIO buffer copy through {@link
     * MemorySegment#ofBuffer}. What the structs own they own still: the copies must not be
     * released.
     *
     * @param target native or on the Java heap, at least as large as {@link #segment}
     * @throws IllegalArgumentException if it is smaller
     */
    public final void copyTo(MemorySegment target) {
        long source = block();
        if (target.byteSize() < size() * stride) {
            throw ArrayMemory.noRoom(size(), target.byteSize() / stride, "segment");
        }
        ArrayMemory.copyOut(source, target, size() * stride);
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
    final void copy(Structs other, long from, long to) {
        StructArray source = (StructArray) other;
        Memory.copy(source.address + from * stride, address + to * stride, stride);
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
    final void zero(long from, long count) {
        Memory.zero(address + from * stride, count * stride);
    }

    @Override
    final void release(long index) {
        Objects.requireNonNull(release).release(address + index * stride);
    }

    @Override
    final void rearrange(long block, long oldCapacity, long newCapacity) {}

    @Override
    final void moved(long block) {
        address = block;
    }
}
