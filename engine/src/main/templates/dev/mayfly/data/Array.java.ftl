[#assign Array = Name + "Array"]
[#assign Buffer = Name + "Buffer"]
// Made from Array.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
[#if type != "byte"]
import dev.mayfly.data.kernel.Comparison;
import dev.mayfly.data.kernel.[=Name]Kernels;
import dev.mayfly.data.kernel.[=Name]Scalar;
[/#if]
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
[#if type == "byte"]
import java.nio.ByteBuffer;
[#else]
import java.nio.ByteOrder;
import java.nio.[=Buffer];
[/#if]
import java.util.Objects;

/**
 * A dynamic array of {@code [=type]}s in native memory: what {@code ArrayList<[=Box]>} is on the Java
 * heap, without the objects.
 *
 * {@snippet file="dev/mayfly/snippets/ArraySnippets.java" region="[=type]"}
 *
 * <p>Pick it for numbers whose count is not known beforehand. Where it is known, {@code Mem.make}
 * gives a plain segment. Sizes and indices count elements and are {@code long}s. A loop whose index
 * is an {@code int} compares it with the size as a {@code long} each time round, which is slow: make
 * the index a {@code long}, or the size an {@code int} before the loop.
 *
 * <p><b>Features:</b> grows as elements come, inserts and removes anywhere, sorts and searches,
 * copies to and from Java arrays, segments and NIO buffers. Two arrays are equal if they are the
 * same one: there is no {@code equals} that compares elements.
[#if type == "long"]
 * Elements are numbers and own nothing: for addresses of blocks that are to be freed with the array
 * pick an {@link OwnedArray}, or a {@link StructArray} with a {@link Release}.
[/#if]
 *
 * <p><b>Design:</b> one block of {@code [=bytes] * capacity()} bytes from the allocator that the array
 * was made with. An empty array has no block. An array that grows by itself takes twice what it had,
 * [=first] elements at least; {@link #reserve} takes what it is told. In a {@code FrameArena} the
 * newest block grows where it stands, so an array that is filled while nothing else is allocated
 * costs no copy and leaves nothing behind; of an array that had to move its old blocks stay until
 * {@code freeAll}, less than what it has itself. When growing fails the array is as it was.
 *
 * <p><b>Cost:</b> every access is checked. [=one?cap_first] read or written takes what it takes in a
 * Java array, in order or not; beyond two gibibytes an instruction more. But JDK 25 does not
 * vectorise loops over native memory: what it vectorises over Java arrays is up to ten times faster
 * there. Nothing here makes Java garbage, but the array object itself, {@link #segment}, {@link
 * #toArray}, copies from and to NIO buffers, and exceptions.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, which gives the block back, or until the allocator's
 * {@code freeAll}, which leaves the array without its memory: {@link #forget} it then, and use the
 * array again, or drop it. An array whose memory was freed reads rubbish, and writes into what others
 * have there now. A deleted one has size 0 and throws {@link IllegalStateException} at every other
 * use.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class [=Array] implements AutoCloseable {

    private static final int SHIFT = [=shift];
    private static final ValueLayout.Of[=Name] LAYOUT =
[#if type == "byte"]
            ValueLayout.JAVA_BYTE;
[#else]
            ValueLayout.JAVA_[=type?upper_case]_UNALIGNED;

    /** The same in the order that this machine does not have. */
    private static final ValueLayout.Of[=Name] SWAPPED =
            LAYOUT.withOrder(
                    ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                            ? ByteOrder.LITTLE_ENDIAN
                            : ByteOrder.BIG_ENDIAN);
[/#if]

    /**
     * An "and" with this changes neither an address nor a size. It tells the JIT compiler that they
     * are not negative and their sum does not overflow, so that an access is checked once and not
     * twice.
     */
    private static final long ANY = (1L << 56) - 1;

    /**
     * The most elements whose offsets in bytes are {@code int}s, and a mask that changes no smaller
     * number. Offsets that the JIT compiler knows to be so small it adds within the instruction that
     * reads or writes, as it does in a Java array.
     */
    private static final int NEAR = Integer.MAX_VALUE >> SHIFT;

    /** What {@link #tryAdd} answers when all is well. */
    private static final AllocResult.Ok ADDED = new AllocResult.Ok(Allocator.NULL, 0);

    private Allocator allocator;

    /** The block, or {@link Allocator#NULL} while {@link #capacity} is 0. */
    private long address;

    /** Once deleted, this and the capacity are 0, so that no other check has to ask. */
    private long size;

    private long capacity;
    private boolean deleted;

    /** Of the newest block; only a debug build keeps it. */
    private long lifetime;

    private [=Array](Allocator allocator) {
        this.allocator = allocator;
    }

    /**
     * An empty array, which allocates nothing before it has to, from the current allocator.
     *
     * @return an array that is the caller's to delete
     */
    @UsesContext
    public static [=Array] create() {
        return create(Context.current().allocator());
    }

    /**
     * An empty array, which allocates nothing before it has to.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @return an array that is the caller's to delete
     */
    public static [=Array] create(Allocator allocator) {
        return new [=Array](Objects.requireNonNull(allocator));
    }

    /**
     * An empty array with room, from the current allocator.
     *
     * @param capacity elements that it takes without growing, 0 or more
     * @return an array that is the caller's to delete
     * @throws MemoryException if there is no such memory
     */
    @UsesContext
    public static [=Array] createWithCapacity(long capacity) {
        return createWithCapacity(Context.current().allocator(), capacity);
    }

    /**
     * An empty array with room.
     *
     * @param allocator where its memory comes from, now and whenever it grows
     * @param capacity elements that it takes without growing, 0 or more
     * @return an array that is the caller's to delete
     * @throws MemoryException if there is no such memory
     */
    public static [=Array] createWithCapacity(Allocator allocator, long capacity) {
        [=Array] array = create(allocator);
        array.reserve(capacity);
        return array;
    }

    // Elements.

    /**
     * Reads an element.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the element there
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public [=type] get(long index) {
        return Memory.get[=Name](at(index));
    }

    /**
     * Overwrites an element.
     *
     * @param index from 0 to {@code size() - 1}
     * @param value what it becomes
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(long index, [=type] value) {
        Memory.put[=Name](at(index), value);
    }

    /**
     * {@link #get(long)} for an index that is an {@code int}.
     *
     * @param index from 0 to {@code size() - 1}
     * @return the element there
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public [=type] get(int index) {
        // Not as set does it: in long loops the compiler of JDK 25 then runs short of registers.
        return Memory.get[=Name](at((long) index));
    }

    /**
     * {@link #set(long, [=type])} for an index that is an {@code int}, which the JIT compiler has less
     * work with.
     *
     * @param index from 0 to {@code size() - 1}
     * @param value what it becomes
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(int index, [=type] value) {
        Memory.put[=Name](at(index), value);
    }

    private long at(int index) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long count = size;
        if (count > NEAR) {
            return far(index);
        }
        try {
            long inside = Objects.checkIndex(index, (int) count & NEAR);
            return (address & ANY) + (inside << SHIFT);
        } catch (IndexOutOfBoundsException _) {
            throw outside(index);
        }
    }

    /** The address of an element that there is. */
    private long at(long index) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long count = size;
        if (count > NEAR) {
            return far(index);
        }
        try {
            // Not a comparison of our own: this one the JIT compiler moves out of loops.
            long inside = Objects.checkIndex(index, count & NEAR);
            return (address & ANY) + (inside << SHIFT);
        } catch (IndexOutOfBoundsException _) {
            throw outside(index);
        }
    }

    private long far(long index) {
        try {
            return (address & ANY) + (Objects.checkIndex(index, size & ANY) << SHIFT);
        } catch (IndexOutOfBoundsException _) {
            throw outside(index);
        }
    }

    private RuntimeException outside(long index) {
        return Failures.outside(this, index, size, deleted);
    }

    /**
     * Exchanges two elements.
     *
     * @param first from 0 to {@code size() - 1}
     * @param second from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void swap(long first, long second) {
        [=type] value = get(first);
        set(first, get(second));
        set(second, value);
    }

    // Growing.

    /**
     * Appends an element.
     *
     * @param value what to append
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void add([=type] value) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long index = size;
        if (index == capacity) {
            growFor(1);
        }
        Memory.put[=Name]((address & ANY) + (index << SHIFT & ANY), value);
        size = index + 1;
    }

    /**
     * {@link #add} that answers instead of throwing.
     *
     * @param value what to append
     * @return {@code Ok} with no block, or the reason why the array could not grow and is as it was
     */
    public AllocResult tryAdd([=type] value) {
        try {
            add(value);
            return ADDED;
        } catch (MemoryException failure) {
            return failed(failure);
        }
    }

    /**
     * Appends the elements of a Java array.
     *
     * @param source what to append
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void addAll([=type][] source) {
        insertAll(size, source);
    }

    /**
     * Appends elements of a Java array.
     *
     * @param source where they are
     * @param offset index of the first one
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException if the Java array has no such range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void addAll([=type][] source, int offset, int length) {
        insertAll(size, source, offset, length);
    }

    /**
     * Appends what a segment holds, as elements in the machine's byte order.
     *
     * @param source native or on the Java heap, aligned or not; a part of this array if need be
     * @throws IllegalArgumentException if its size is no multiple of [=bytes] bytes
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void addAll(MemorySegment source) {
        insertAll(size, source);
    }

    /**
     * Appends what remains in a buffer, of any byte order, and moves its position to its limit.
     *
     * @param source a buffer of any kind
     * @throws MemoryException if the array has to grow and cannot; it and the buffer are then as
     *     they were
     */
    public void addAll([=Buffer] source) {
        insertAll(size, source);
    }

    /**
     * Appends the elements of another array, or once more its own.
     *
     * @param source what to append
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void addAll([=Array] source) {
        insertAll(size, source);
    }

    /**
     * Makes room for an element between others. Costs a move of what comes after it.
     *
     * @param index where the element shall be, from 0 to {@code size()}
     * @param value what to insert
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void insert(long index, [=type] value) {
        Memory.put[=Name](openGap(index, 1), value);
    }

    /**
     * Inserts the elements of a Java array.
     *
     * @param index where the first one shall be, from 0 to {@code size()}
     * @param source what to insert
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void insertAll(long index, [=type][] source) {
        insertAll(index, source, 0, source.length);
    }

    /**
     * Inserts elements of a Java array.
     *
     * @param index where the first one shall be, from 0 to {@code size()}
     * @param source where they are
     * @param offset index of the first one
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException if the index is not in that range, or the Java array has no
     *     such range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void insertAll(long index, [=type][] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        ArrayMemory.copyIn(source, offset, LAYOUT, openGap(index, length), length);
    }

    /**
     * Inserts what a segment holds, as elements in the machine's byte order.
     *
     * @param index where the first one shall be, from 0 to {@code size()}
     * @param source native or on the Java heap, aligned or not; a part of this array if need be
     * @throws IllegalArgumentException if its size is no multiple of [=bytes] bytes
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void insertAll(long index, MemorySegment source) {
        long count = ArrayMemory.elements(source, SHIFT);
        ArrayMemory.checkReadable(source);
        long offset = offsetInside(source);
        if (offset < 0) {
            ArrayMemory.copyIn(source, openGap(index, count));
        } else {
            insertOwn(index, offset, count);
        }
    }

    /** Where in this array a segment begins, bytes; less than 0 if it is not in here. */
    private long offsetInside(MemorySegment source) {
        long offset = source.isNative() ? source.address() - address : -1;
        return offset < size << SHIFT ? offset : -1;
    }

    /**
     * Inserts what remains in a buffer, of any byte order, and moves its position to its limit.
     *
     * @param index where the first element shall be, from 0 to {@code size()}
     * @param source a buffer of any kind
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if the array has to grow and cannot; it and the buffer are then as
     *     they were
     */
    public void insertAll(long index, [=Buffer] source) {
        MemorySegment elements = MemorySegment.ofBuffer(source);
[#if type == "byte"]
        insertAll(index, elements);
[#else]
        if (source.order() == ByteOrder.nativeOrder()) {
            insertAll(index, elements);
        } else {
            insertSwapped(index, elements, source.remaining());
        }
[/#if]
        source.position(source.limit());
    }
[#if type != "byte"]

    private void insertSwapped(long index, MemorySegment source, long count) {
        ArrayMemory.checkReadable(source);
        if (offsetInside(source) < 0) {
            ArrayMemory.copyIn(source, SWAPPED, openGap(index, count), LAYOUT, count);
        } else {
            insertAll(index, source);
            long inserted = address + (index << SHIFT);
            MemorySegment own = Memory.segment(inserted, count << SHIFT);
            ArrayMemory.copyIn(own, SWAPPED, inserted, LAYOUT, count);
        }
    }
[/#if]

    /**
     * Inserts the elements of another array, or once more its own.
     *
     * @param index where the first one shall be, from 0 to {@code size()}
     * @param source what to insert
     * @throws IndexOutOfBoundsException if the index is not in that range
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void insertAll(long index, [=Array] source) {
        source.checkAlive();
        long count = source.size;
        if (source == this) {
            insertOwn(index, 0, count);
        } else {
            Memory.copy(source.address, openGap(index, count), count << SHIFT);
        }
    }

    /**
     * Inserts elements that are in this array already: puts them at the end, where growing does not
     * lose them, and turns the end round to where it belongs.
     *
     * @param offset where they are, in bytes from the beginning
     */
    private void insertOwn(long index, long offset, long count) {
        checkPosition(index);
        long end = size;
        long gap = openGap(end, count);
        Memory.copy(address + offset, gap, count << SHIFT);
        if (index < end) {
            reverse(index, end);
            reverse(end, size);
            reverse(index, size);
        }
    }

    /**
     * Moves what is at an index and after it, and answers the address of what is there now, which
     * holds anything.
     */
    private long openGap(long index, long count) {
        checkPosition(index);
        if (count > capacity - size) {
            growFor(count);
        }
        long gap = address + (index << SHIFT);
        Memory.copy(gap, gap + (count << SHIFT), size - index << SHIFT);
        size += count;
        return gap;
    }

    private void checkPosition(long index) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (index < 0 || index > size || deleted) {
            throw outside(index);
        }
    }

    /** Makes room for so many more elements; the slow path of whatever adds some. */
    private void growFor(long count) {
        checkAlive();
        setCapacity(ArrayMemory.grown(capacity, size + count, SHIFT));
    }

    /** Moves the elements into a block of that size; fails with everything as it was. */
    private void setCapacity(long elements) {
        address =
                allocator.resizeNonZeroed(
                        address,
                        capacity << SHIFT,
                        elements << SHIFT,
                        Allocator.DEFAULT_ALIGNMENT);
        capacity = elements;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, address);
        }
    }

    // Removing.

    /**
     * Removes an element and closes the gap. Costs a move of what comes after it.
     *
     * @param index from 0 to {@code size() - 1}
     * @return what was there
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public [=type] removeAt(long index) {
        long gap = at(index);
        [=type] value = Memory.get[=Name](gap);
        size--;
        Memory.copy(gap + (1L << SHIFT), gap, size - index << SHIFT);
        return value;
    }

    /**
     * Removes an element by putting the last one in its place: the quick way where order does not
     * matter.
     *
     * @param index from 0 to {@code size() - 1}
     * @return what was there
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public [=type] removeSwap(long index) {
        long place = at(index);
        [=type] value = Memory.get[=Name](place);
        size--;
        Memory.put[=Name](place, Memory.get[=Name](address + (size << SHIFT)));
        return value;
    }

    /**
     * Removes the last element.
     *
     * @return what it was
     * @throws IndexOutOfBoundsException if the array is empty
     */
    public [=type] removeLast() {
        [=type] value = get(size - 1);
        size--;
        return value;
    }

    /**
     * Removes the elements of a range and closes the gap.
     *
     * @param from index of the first one to go
     * @param to index of the first one after it to stay
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public void removeRange(long from, long to) {
        checkRange(from, to);
        Memory.copy(address + (to << SHIFT), address + (from << SHIFT), size - to << SHIFT);
        size -= to - from;
    }

    /** Removes every element. The block stays, for the next ones. */
    public void clear() {
        checkAlive();
        size = 0;
    }

    // Size and memory.

    /**
     * How many elements there are.
     *
     * @return elements; 0 once deleted
     */
    public long size() {
        return size;
    }

    /**
     * Whether there are no elements.
     *
     * @return true also once deleted
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * How many elements there is room for without growing.
     *
     * @return elements, {@code size()} or more; 0 once deleted
     */
    public long capacity() {
        return capacity;
    }

    /**
     * Makes room: takes a block for exactly so many elements, unless the one there is holds them
     * anyway.
     *
     * @param elements in all, not in addition; 0 or more
     * @throws IllegalArgumentException if the count is negative
     * @throws MemoryException if there is no such memory; the array is then as it was
     */
    public void reserve(long elements) {
        checkAlive();
        ArrayMemory.checkCount("the capacity", elements, SHIFT);
        if (elements > capacity) {
            setCapacity(elements);
        }
    }

    /**
     * {@link #reserve} that answers instead of throwing.
     *
     * @param elements in all, not in addition; 0 or more
     * @return the block that the array has now, or the reason why it is as it was
     */
    public AllocResult tryReserve(long elements) {
        try {
            reserve(elements);
            return new AllocResult.Ok(address, capacity << SHIFT);
        } catch (MemoryException failure) {
            return failed(failure);
        }
    }

    private static AllocResult failed(MemoryException failure) {
        return new AllocResult.Failed(failure.error(), String.valueOf(failure.getMessage()));
    }

    /**
     * Gives back the room that is not in use.
     *
     * @throws MemoryException if the allocator needs memory to move the elements and has none; the
     *     array is then as it was
     */
    public void shrink() {
        checkAlive();
        if (capacity > size) {
            setCapacity(size);
        }
    }

    /**
     * Sets the number of elements. New ones are 0; those that are too many go.
     *
     * @param elements 0 or more
     * @throws IllegalArgumentException if the count is negative
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void resize(long elements) {
        long before = size;
        resizeNonZeroed(elements);
        if (elements > before) {
            Memory.zero(address + (before << SHIFT), elements - before << SHIFT);
        }
    }

    /**
     * Sets the number of elements. New ones hold anything, for those who write all of them anyway;
     * those that are too many go.
     *
     * @param elements 0 or more
     * @throws IllegalArgumentException if the count is negative
     * @throws MemoryException if the array has to grow and cannot; it is then as it was
     */
    public void resizeNonZeroed(long elements) {
        checkAlive();
        ArrayMemory.checkCount("the size", elements, SHIFT);
        if (elements > capacity) {
            setCapacity(ArrayMemory.grown(capacity, elements, SHIFT));
        }
        size = elements;
    }

    /**
     * Where the elements stand, for native code and for one's own reads and writes through {@link
     * Memory}. Good until the array grows, shrinks or is deleted.
     *
     * @return the first element's address, aligned to {@link Allocator#DEFAULT_ALIGNMENT}; {@link
     *     Allocator#NULL} while there is no block
     */
    public long address() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long block = address;
        if (block == Allocator.NULL) {
            checkAlive();
        }
        return block;
    }

    /**
     * The elements that there are now, as a segment: checked against its end, and against the end of
     * the memory's life where the allocator's own segments are. One in a {@code FrameArena} throws
     * after the tick, or after the save point that the block was allocated in. It is not checked
     * against the array's life: do not use it after the array has grown, shrunk or been deleted.
     *
     * @return a segment of {@code [=bytes] * size()} bytes, accessible from the threads that the
     *     allocator's own segments are, see {@link Allocator#segment}
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the allocator freed the block
     *     before, with {@code freeAll} say, and notices
     */
    public MemorySegment segment() {
        checkAlive();
        return allocator.segment(address, size << SHIFT);
    }

    /**
     * Who hands out this array's memory.
     *
     * @return the allocator that it was made with or {@link #restart}ed in
     */
    public Allocator allocator() {
        return allocator;
    }

    /**
     * Leaves the block to whoever has freed it already: the array is empty, has no memory and can be
     * used again. For an array that is kept for many ticks, so that it need not be made anew, with
     * memory in scratch that ends with each of them:
     *
     * {@snippet file="dev/mayfly/snippets/ArraySnippets.java" region="forget"}
     */
    public void forget() {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        checkAlive();
        drop();
    }

    /**
     * {@link #forget}, and takes its memory from somewhere else from now on: for an array that is
     * kept while each tick has scratch of its own.
     *
     * @param scratch where its memory comes from, now and whenever it grows
     */
    public void restart(Allocator scratch) {
        Objects.requireNonNull(scratch);
        forget();
        allocator = scratch;
    }

    private void drop() {
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        address = Allocator.NULL;
        size = 0;
        capacity = 0;
    }

    /**
     * Gives the block back. Every use afterwards fails. Deleting twice is deleting once.
     *
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the allocator freed the block
     *     before, with {@code freeAll} say, and notices; {@link #forget} it then
     */
    public void delete() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, this);
        }
        if (capacity > 0) {
            ArrayMemory.giveBack(allocator, address, capacity << SHIFT);
        }
        drop();
        deleted = true;
    }

    /** The same as {@link #delete}. */
    @Override
    public void close() {
        delete();
    }

    private void checkAlive() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (deleted) {
            throw Failures.deleted(this);
        }
    }

    private void checkRange(long from, long to) {
        checkAlive();
        if (from < 0 || to < from || to > size) {
            throw ArrayMemory.outside(from, to, size, this);
        }
    }

    // The whole array, or a range of it.

    /**
     * Overwrites every element.
     *
     * @param value what each becomes
     */
    public void fill([=type] value) {
        fill(0, size, value);
    }

    /**
     * Overwrites the elements of a range.
     *
     * @param from index of the first one
     * @param to index behind the last one
     * @param value what each becomes
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public void fill(long from, long to, [=type] value) {
        checkRange(from, to);
[#if type == "byte"]
        Memory.fill(address + from, to - from, value);
[#else]
        [=Name]Kernels.fill(address + (from << SHIFT), to - from, value);
[/#if]
    }

    /**
     * Sorts the elements, ascending. About {@code n * log(n)} steps whatever the elements are; one
     * pass if they are sorted already, either way round. Where the JVM sorts Java arrays with vector
     * instructions it is [#if type == "byte"]several[#else]four to six[/#if] times faster than this.
[#if type != "byte"]
     *
     * <p>[=(bytes == "4")?then("256", "2048")] elements and more are sorted byte by byte, in memory for a copy of them, if the array's
     * allocator takes single blocks back and uses them again ({@code GeneralAllocator} does, a {@code
     * FrameArena} does not) and has the memory: two to four times faster then. In scratch ask for that
     * with {@link #sort(Allocator)}; {@link [=Name]s#sort(MemorySegment)} never needs any memory.
[/#if]
[#if floating]
     *
     * <p>The order is that of {@link [=Box]#compare} and so of {@link java.util.Arrays#sort([=type][])}:
     * -0.0 before 0.0, and what is not a number last.
[/#if]
     */
    public void sort() {
        sort(0, size);
    }

    /**
     * Sorts the elements of a range, as {@link #sort()} does.
     *
     * @param from index of the first one
     * @param to index behind the last one
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public void sort(long from, long to) {
        checkRange(from, to);
[#if type == "byte"]
        ByteSort.sort(address + from, address + to);
[#else]
        [=Name]s.sortWithin(allocator, address + (from << SHIFT), to - from);
[/#if]
    }

    /**
     * Finds an element in a sorted array.
     *
     * @param value what to look for
     * @return the index of an element that equals it; if there is none, {@code -(index) - 1} of
     *     where it would have to be inserted
     */
    public long binarySearch([=type] value) {
        return binarySearch(0, size, value);
    }

    /**
     * Finds an element in a sorted range.
     *
     * @param from index of the first element
     * @param to index behind the last one
     * @param value what to look for
     * @return the index of an element that equals it; if there is none, {@code -(index) - 1} of
     *     where it would have to be inserted
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public long binarySearch(long from, long to, [=type] value) {
        checkRange(from, to);
        long low = from;
        long high = to - 1;
        while (low <= high) {
            long middle = low + high >>> 1;
            int order = [=Box].compare(Memory.get[=Name](address + (middle << SHIFT)), value);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /**
     * Finds the first element that equals a value.[#if floating] As in {@link [=Box]#equals}, NaN equals NaN, and
     * -0.0 is not 0.0.[/#if]
     *
     * @param value what to look for
     * @return its index; -1 if there is none
     */
    public long indexOf([=type] value) {
        checkAlive();
[#if floating]
        [=bits] wanted = [=Box].[=type]To[=Bits]Bits(value);
[/#if]
        long end = size << SHIFT;
        for (long offset = 0; offset < end; offset += 1L << SHIFT) {
            if ([#if floating][=Box].[=type]To[=Bits]Bits(Memory.get[=Name](address + offset)) == wanted[#else]Memory.get[=Name](address + offset) == value[/#if]) {
                return offset >> SHIFT;
            }
        }
        return -1;
    }

    /**
     * Finds the last element that equals a value, as {@link #indexOf} finds the first.
     *
     * @param value what to look for
     * @return its index; -1 if there is none
     */
    public long lastIndexOf([=type] value) {
        checkAlive();
        for (long index = size - 1; index >= 0; index--) {
            if ([=Box].compare(Memory.get[=Name](address + (index << SHIFT)), value) == 0) {
                return index;
            }
        }
        return -1;
    }

    /**
     * Whether an element equals a value, as {@link #indexOf} finds it.
     *
     * @param value what to look for
     * @return whether it is there
     */
    public boolean contains([=type] value) {
        return indexOf(value) >= 0;
    }

    /** Puts the elements into the opposite order. */
    public void reverse() {
        reverse(0, size);
    }

    /**
     * Puts the elements of a range into the opposite order.
     *
     * @param from index of the first one
     * @param to index behind the last one
     * @throws IndexOutOfBoundsException if there is no such range
     */
    public void reverse(long from, long to) {
        checkRange(from, to);
        [=Bits]Sort.reverse(address + (from << SHIFT), address + (to << SHIFT));
    }

    // Bulk copies.

    /**
     * Overwrites elements with those of a Java array.
     *
     * @param index of the first one to overwrite
     * @param source where the new ones are
     * @param offset index of the first of them
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException if one of the two has no such range
     */
    public void setAll(long index, [=type][] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        ArrayMemory.copyIn(source, offset, LAYOUT, addressOfRange(index, length), length);
    }

    /**
     * Overwrites elements with what a segment holds, in the machine's byte order.
     *
     * @param index of the first one to overwrite
     * @param source native or on the Java heap, aligned or not
     * @throws IllegalArgumentException if its size is no multiple of [=bytes] bytes
     * @throws IndexOutOfBoundsException if the array has no such range
     */
    public void setAll(long index, MemorySegment source) {
        long count = ArrayMemory.elements(source, SHIFT);
        ArrayMemory.copyIn(source, addressOfRange(index, count));
    }

    private long addressOfRange(long index, long count) {
        checkAlive();
        if (index < 0 || count > size - index) {
            throw ArrayMemory.outside(index, index + count, size, this);
        }
        return address + (index << SHIFT);
    }

    /**
     * Copies every element into a new Java array.
     *
     * @return as long as this
     * @throws IllegalStateException if there are more than a Java array can have
     */
    public [=type][] toArray() {
        checkAlive();
        int length = ArrayMemory.javaLength(size, this);
        [=type][] copy = new [=type][length];
        ArrayMemory.copyOut(address, LAYOUT, copy, 0, length);
        return copy;
    }

    /**
     * Copies elements into a Java array.
     *
     * @param index of the first one to copy
     * @param target where they go
     * @param offset index in there of the first one
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException if one of the two has no such range
     */
    public void copyTo(long index, [=type][] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        ArrayMemory.copyOut(addressOfRange(index, length), LAYOUT, target, offset, length);
    }

    /**
     * Copies every element to the beginning of a Java array.
     *
     * @param target at least as long as this
     * @throws IllegalArgumentException if it is shorter
     */
    public void copyTo([=type][] target) {
        checkAlive();
        if (target.length < size) {
            throw ArrayMemory.noRoom(size, target.length, "Java array");
        }
        ArrayMemory.copyOut(address, LAYOUT, target, 0, (int) size);
    }

    /**
     * Copies every element to the beginning of a segment, in the machine's byte order.
     *
     * @param target native or on the Java heap, at least as large as this
     * @throws IllegalArgumentException if it is smaller
     */
    public void copyTo(MemorySegment target) {
        checkAlive();
        if (target.byteSize() < size << SHIFT) {
            throw ArrayMemory.noRoom(size, target.byteSize() >> SHIFT, "segment");
        }
        ArrayMemory.copyOut(address, target, size << SHIFT);
    }

    /**
     * Copies every element into a buffer of any byte order, from its position on, and moves that
     * behind them.
     *
     * @param target a buffer of any kind with room for all
     * @throws IllegalArgumentException if less remains in it
     */
    public void copyTo([=Buffer] target) {
        checkAlive();
        if (target.remaining() < size) {
            throw ArrayMemory.noRoom(size, target.remaining(), "buffer");
        }
        MemorySegment elements = MemorySegment.ofBuffer(target);
[#if type == "byte"]
        ArrayMemory.copyOut(address, elements, size);
[#else]
        boolean swapped = target.order() != ByteOrder.nativeOrder();
        ArrayMemory.copyOut(address, LAYOUT, elements, swapped ? SWAPPED : LAYOUT, size);
[/#if]
        target.position(target.position() + (int) size);
    }
[#if type != "byte"]

    // Bulk: whole arrays at once, with vector instructions where there are any; see Kernels.

[#list [["addEach", "+="], ["subtractEach", "-="], ["multiplyEach", "*="]] as pair]
    /**
     * {@code this[i] [=pair[1]] a[i]}.
     *
     * @param a as many elements, or this array
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void [=pair[0]]([=Array] a) {
        checkSameSize(a);
        [=Name]Kernels.[=pair[0]](address, a.address, size);
    }

[/#list]
    /**
     * {@code this[i] += k}.
     *
     * @param k what is added to each element
     */
    public void addToEach([=type] k) {
        checkAlive();
        [=Name]Kernels.addToEach(address, size, k);
    }

    /**
     * {@code this[i] *= k}.
     *
     * @param k what each element is multiplied by
     */
    public void scale([=type] k) {
        checkAlive();
        [=Name]Kernels.scale(address, size, k);
    }

    /**
     * {@code this[i] += v[i] * k}.
     *
     * @param v as many elements, or this array
     * @param k what each v is multiplied by
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void addScaled([=Array] v, [=type] k) {
        checkSameSize(v);
        [=Name]Kernels.addScaled(address, v.address, size, k);
    }

    /**
     * {@code this[i] += a[i] * b[i]}.
     *
     * @param a as many elements, or this array
     * @param b as many elements, or this array
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void addProducts([=Array] a, [=Array] b) {
        checkSameSize(a);
        checkSameSize(b);
        [=Name]Kernels.addProducts(address, a.address, b.address, size);
    }

    /**
     * Brings each element into a range, as {@link [=Name]s#clamp} does.
     *
     * @param low the least that an element may be
     * @param high the most, {@code low} or more
     * @throws IllegalArgumentException if that is no range
     */
    public void clamp([=type] low, [=type] high) {
        checkAlive();
        [=Name]s.checkRange(low, high);
        [=Name]Kernels.clamp(address, size, low, high);
    }

[#list ["min", "max"] as which]
    /**
     * The [=(which == "min")?then("least", "greatest")] element, as {@link [=Name]s#[=which]} has it.
     *
     * @return the [=(which == "min")?then("least", "greatest")]
     * @throws IllegalArgumentException if there is none
     */
    public [=type] [=which]() {
        checkAlive();
        if (size == 0) {
            throw Slices.empty("[=which]");
        }
        return [=Name]Kernels.[=which](address, size);
    }

[/#list]
    /**
     * The sum of the elements, added in the order that {@link [=Name]s} says.
     *
     * @return their sum
     */
    public [=(type == "int")?then("long", type)] sum() {
        checkAlive();
        return [=Name]Kernels.sum(address, size);
    }

    /**
     * The sum of all {@code this[i] * a[i]}, added in the order that {@link [=Name]s} says.
     *
     * @param a as many elements, or this array
     * @return the sum
     * @throws IllegalArgumentException if there are more or fewer
     */
    public [=(type == "int")?then("long", type)] dot([=Array] a) {
        checkSameSize(a);
        return [=Name]Kernels.dot(address, a.address, size);
    }

[#list [["Less", "LESS", "<"], ["AtMost", "AT_MOST", "<="], ["Greater", "GREATER", ">"], ["AtLeast", "AT_LEAST", ">="], ["Equal", "EQUAL", "=="]] as how]
    /**
     * Finds all elements that are {@code [=how[2]] k}, and appends their indices, ascending, to a list.
     *
     * @param k what they are compared with
     * @param indices another array; nothing of what is in it already changes
     * @return how many there are
     * @throws IllegalArgumentException if there are more elements than an {@code int} can count
     * @throws MemoryException if the list has to grow and cannot; it is then as it was
     */
    public long where[=how[0]]([=type] k, IntArray indices) {
        checkAlive();
        return [=Name]s.where(Comparison.[=how[1]], address, size, k, indices);
    }

[/#list]
    /** Each element becomes the sum of itself and all before it. */
    public void prefixSum() {
        checkAlive();
        [=Name]Scalar.prefixSum(address, size);
    }

    /**
     * Each element becomes the sum of all before it, the first one 0.
     *
     * @return the sum of all
     */
    public [=type] prefixSumBefore() {
        checkAlive();
        return [=Name]Scalar.prefixSumBefore(address, size);
    }

    /**
     * {@code this[i] = source[indices[i]]}. Every index is checked before anything is written.
     *
     * @param source another array
     * @param indices as many as this array has elements; another array
     * @throws IndexOutOfBoundsException if one is no index of {@code source}
     * @throws IllegalArgumentException if there are more or fewer, or an array is this one
     */
    public void gather([=Array] source, IntArray indices) {
        checkAlive();
        Slices.sameCount(size, indices.size());
        [=Name]s.gather(address, source.address(), source.size, indices.address(), size);
    }

    /**
     * Sorts the elements, ascending, with memory for a copy: quicker than in place where there are
     * thousands. See {@link [=Name]s#sort(Allocator, MemorySegment)}.
     *
     * @param scratch where the memory comes from; given back as far as it takes single blocks
     * @throws MemoryException if there is no such memory; the array is then as it was
     */
    public void sort(Allocator scratch) {
        checkAlive();
        [=Name]s.sort(scratch, address, size);
    }

[#list ["Int", "Long"] as Pay]
    /**
     * Sorts the elements, ascending, and carries a payload along, with scratch memory of the current
     * context's {@code tempAllocator()}.
     *
     * @param payload as many; each stays with its element
     * @throws MemoryException if there is no scratch memory; everything is then as it was
     * @throws IllegalArgumentException if there are more or fewer, or it is this array
     */
    @UsesContext
    public void sortWith([=Pay]Array payload) {
        sortWith(Context.current().tempAllocator(), payload);
    }

    /**
     * Sorts the elements, ascending, and carries a payload along. See {@link
     * [=Name]s#sortWith[=Pay]s(Allocator, MemorySegment, MemorySegment)}.
     *
     * @param scratch where memory for a copy comes from; given back as far as it takes single blocks
     * @param payload as many; each stays with its element
     * @throws MemoryException if there is no such memory; everything is then as it was
     * @throws IllegalArgumentException if there are more or fewer, or it is this array
     */
    public void sortWith(Allocator scratch, [=Pay]Array payload) {
        checkAlive();
        Slices.sameCount(size, payload.size());
        [=Name]s.sortWith[=Pay]s(scratch, address, payload.address(), size);
    }

[/#list]
    private void checkSameSize([=Array] other) {
        checkAlive();
        other.checkAlive();
        Slices.sameCount(size, other.size);
    }
[#if type == "int"]

    /** Checks that this list's block is not what is about to be read. */
    void checkApart(long read, long bytes) {
        checkAlive();
        Slices.checkApart(address, capacity << SHIFT, read, bytes);
    }

    /** Makes room for so many more elements, and answers where they go. */
    long room(long count) {
        if (count > capacity - size) {
            growFor(count);
        }
        return address + (size << SHIFT);
    }

    /** Counts what was written into the {@link #room}. */
    void added(long count) {
        size += count;
    }
[/#if]
[/#if]

    @Override
    public String toString() {
        return "[=Array] in " + allocator;
    }
}
