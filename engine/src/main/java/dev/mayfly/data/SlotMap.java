package dev.mayfly.data;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/**
 * Elements of one size that are referred to by handle: entities, bodies, sounds. A handle is a
 * plain {@code long} that may be kept anywhere, in other elements too, and for any time: whether
 * its element still exists is always known.
 *
 * <p>Pick it where things refer to each other and come and go. Where the referring alone matters
 * and the data is in columns of one's own, a stride of 0 gives handles and rows without memory.
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="slots"}
 *
 * <p><b>Features:</b> insert, look up, remove, clear; elements stand one after the other without
 * gaps, so that a loop, a bulk kernel or the graphics card takes them as one array ({@link
 * #segment}, {@link #address()}). A removed element's place is taken by the last one: loop from the
 * last to the first to remove on the way. {@link #releasing} tells what to do with each element
 * that goes.
 *
 * <p><b>Handles:</b> a map's number, a generation and a slot ({@link Handle}). A slot's generation
 * grows with each element that has it, and a slot that has come to the last generation, after 268
 * million elements, is never used again: a stale handle never finds another's element. A handle of
 * another map is recognised, unless 2047 maps were made between the two. Any other number is
 * refused too. {@link Handle#NONE}, which is 0, is nobody's.
 *
 * <p><b>Design:</b> a table of 8 bytes a slot holds the generation that is good there and the row
 * that the element is in; a lookup reads that one word and compares it with the handle. Elements
 * are kept dense and not where their slot is because games go through all of them in every tick,
 * and look one up now and then. Both tables grow by doubling; handles stay good, addresses do not.
 *
 * <p><b>Cost:</b> a lookup takes about 1 ns in the cache: three to four times an access to an
 * array, half as much again as the same two steps through Java arrays, and a third of a {@code
 * HashMap}'s. An insertion and a removal of 32 bytes together take 7 ns. A removal copies one
 * element. No Java garbage. 12 bytes for each element that room was made for, beside the element.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until the allocator's memory ends: in scratch, with
 * the tick. An element's address is good until the next insertion, removal or clearing.
 *
 * <p><b>Errors:</b> {@link IllegalArgumentException} for a handle that is not good, saying why:
 * stale, another map's, none, or no handle at all. {@link #contains}, {@link #find}, {@link
 * #findRow} and {@link #tryRemove} answer instead. After a failed growth everything is as it was.
 * Use after {@code delete} is an {@link IllegalStateException}.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class SlotMap extends HandleTable implements AutoCloseable {

    /** The most elements there can be, those in retired slots included. */
    public static final int MOST_SLOTS = Handle.SLOT_MASK;

    private static final long FIRST_BYTES = 4096;

    private final long stride;
    private final long alignment;

    private @Nullable Release release;

    /** The elements, with room for so many. */
    private long rows;

    private int rowRoom;

    /** {@link #rowRoom}, or 0 where an insertion must look closer. */
    private int limit;

    private boolean busy;

    private SlotMap(Allocator allocator, long stride, long alignment, int id, int firstGeneration) {
        super(allocator, id, firstGeneration);
        if (stride < 0 || alignment <= 0 || (alignment & (alignment - 1)) != 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "no element has %d bytes at alignment %d: pass a size of 0 or more and a power of two"
                            .formatted(stride, alignment));
        }
        if ((stride & (alignment - 1)) != 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d bytes are no multiple of the alignment, %d: pad the element to %d"
                            .formatted(stride, alignment, (stride + alignment - 1) & -alignment));
        }
        this.stride = stride;
        this.alignment = alignment;
    }

    /**
     * An empty map in the current allocator. Takes memory at the first insertion.
     *
     * @param stride bytes of an element, a multiple of the alignment; 0 for handles alone
     * @param alignment bytes, a power of two
     * @return a map that is the caller's to delete
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if there are no such elements
     */
    @UsesContext
    public static SlotMap create(long stride, long alignment) {
        return create(Context.current().allocator(), stride, alignment);
    }

    /**
     * An empty map. Takes memory at the first insertion.
     *
     * @param allocator where the elements shall be
     * @param stride bytes of an element, a multiple of the alignment; 0 for handles alone
     * @param alignment bytes, a power of two
     * @return a map that is the caller's to delete
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if there are no such elements
     */
    public static SlotMap create(Allocator allocator, long stride, long alignment) {
        return create(allocator, stride, alignment, nextId(), 1);
    }

    /**
     * An empty map in the current allocator. Takes memory at the first insertion.
     *
     * @param element what an element looks like, which gives stride and alignment
     * @return a map that is the caller's to delete
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the layout's size is no
     *     multiple of its alignment
     */
    @UsesContext
    public static SlotMap create(MemoryLayout element) {
        return create(Context.current().allocator(), element);
    }

    /**
     * An empty map. Takes memory at the first insertion.
     *
     * @param allocator where the elements shall be
     * @param element what an element looks like, which gives stride and alignment
     * @return a map that is the caller's to delete
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the layout's size is no
     *     multiple of its alignment
     */
    public static SlotMap create(Allocator allocator, MemoryLayout element) {
        return create(allocator, element.byteSize(), element.byteAlignment());
    }

    /** With a number and a first generation that a test may choose. */
    static SlotMap create(
            Allocator allocator, long stride, long alignment, int id, int firstGeneration) {
        return new SlotMap(allocator, stride, alignment, id, firstGeneration);
    }

    /**
     * Tells what to do with each element that goes: with one that is removed, and with every one
     * that is left when the map is cleared or deleted, the last first. It must leave this map
     * alone.
     *
     * @param release what to do
     * @return this
     */
    public SlotMap releasing(Release release) {
        checkUsable();
        this.release = release;
        return this;
    }

    /**
     * Adds an element of zeroes.
     *
     * @return its handle
     * @throws MemoryException if there is no room for it; the map is as it was
     */
    public long insert() {
        long handle = insertNonZeroed();
        Memory.zero(rows + (size - 1) * stride, stride);
        return handle;
    }

    /**
     * Adds an element that holds whatever is in its place. It is the last one: {@code
     * address(size() - 1)}.
     *
     * @return its handle
     * @throws MemoryException if there is no room for it; the map is as it was
     */
    public long insertNonZeroed() {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        if (size >= limit) {
            makeRoom(1);
        }
        return take();
    }

    /**
     * Where an element is.
     *
     * @param handle whose
     * @return an address that is good until the next insertion, removal or clearing
     * @throws IllegalArgumentException if the handle is stale, another map's, none or no handle
     */
    public long address(long handle) {
        int row = rowOf(handle);
        if (row >= 0) {
            return rows + row * stride;
        }
        throw notLive(handle);
    }

    /**
     * Where an element is, if it is.
     *
     * @param handle whose, or any number
     * @return an address that is good until the next insertion, removal or clearing; {@link
     *     Allocator#NULL} if there is no such element, and always where the stride is 0
     */
    public long find(long handle) {
        int row = rowOf(handle);
        if (row >= 0) {
            return rows + row * stride;
        }
        checkNotDeleted();
        return Allocator.NULL;
    }

    /**
     * Where the element in a row is.
     *
     * @param row from 0 to {@code size() - 1}
     * @return an address that is good until the next insertion, removal or clearing
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long addressAt(int row) {
        checkRow(row);
        return rows + row * stride;
    }

    /**
     * Where the first element is; the others follow, {@link #stride} apart.
     *
     * @return an address that is good until the next insertion; {@link Allocator#NULL} as long as
     *     there was none
     */
    public long address() {
        checkNotDeleted();
        return rows;
    }

    /**
     * All elements, one after the other. The segment does not learn that the elements have moved or
     * were deleted.
     *
     * @return a segment of {@code size() * stride()} bytes, to be used until the next insertion,
     *     removal or clearing
     */
    public MemorySegment segment() {
        checkNotDeleted();
        return allocator.segment(rows, size * stride);
    }

    /**
     * One element. The segment does not learn that the element has moved or was removed.
     *
     * @param handle whose
     * @return a segment of {@code stride()} bytes, to be used until the next insertion, removal or
     *     clearing
     * @throws IllegalArgumentException if the handle is stale, another map's, none or no handle
     */
    public MemorySegment segment(long handle) {
        return allocator.segment(address(handle), stride);
    }

    /**
     * How many elements there is room for without asking the allocator.
     *
     * @return a count, 0 once deleted
     */
    public int capacity() {
        return rowRoom;
    }

    /**
     * From one element to the next.
     *
     * @return bytes
     */
    public long stride() {
        return stride;
    }

    /**
     * Removes an element. The last one takes its place.
     *
     * @param handle whose; it is stale from now on
     * @throws IllegalArgumentException if the handle is stale, another map's, none or no handle
     */
    public void remove(long handle) {
        if (!tryRemove(handle)) {
            throw notLive(handle);
        }
    }

    /**
     * Removes an element, if it is there. The last one takes its place.
     *
     * @param handle whose, or any number
     * @return whether it was there
     */
    public boolean tryRemove(long handle) {
        if (!contains(handle)) {
            return false;
        }
        if (release != null) {
            releaseAndRemove(release, handle);
        } else {
            removeRow(retire(handle));
        }
        return true;
    }

    /** The element is gone before it is released, and its row stays until it was. */
    private void releaseAndRemove(Release release, long handle) {
        checkUsable();
        int row = retire(handle);
        enter();
        try {
            release.release(rows + row * stride);
        } finally {
            leave();
            removeRow(row);
        }
    }

    private void removeRow(int row) {
        int last = size - 1;
        if (row != last) {
            Memory.copy(rows + last * stride, rows + row * stride, stride);
        }
        dropLast(row);
    }

    /** Removes every element. All handles are stale from now on; the memory stays for others. */
    public void clear() {
        checkUsable();
        int count = retireAll();
        if (release == null) {
            return;
        }
        enter();
        try {
            new Teardown().releaseAll(release, rows, count, stride).finish();
        } finally {
            leave();
        }
    }

    /**
     * Makes room for more elements, so that so many insertions cannot fail.
     *
     * @param more how many, 0 or more
     * @throws MemoryException if there is no room for them; the map is as it was
     */
    public void reserve(int more) {
        checkUsable();
        if (more < 0) {
            throw new IllegalArgumentException("room for " + more + " elements: pass 0 or more");
        }
        if (more > rowRoom - size || !hasSlots(more)) {
            makeRoom(more);
        }
    }

    /**
     * {@link #reserve} that answers instead of throwing {@link MemoryException}.
     *
     * @param more how many, 0 or more
     * @return the elements' table with its size, or the reason why there is no more room
     */
    public AllocResult tryReserve(int more) {
        try {
            reserve(more);
            return new AllocResult.Ok(rows, rowRoom * stride);
        } catch (MemoryException failure) {
            return new AllocResult.Failed(failure.error(), String.valueOf(failure.getMessage()));
        }
    }

    private void makeRoom(int more) {
        checkUsable();
        makeSlots(more);
        long rowsNeeded = (long) size + more;
        if (rowsNeeded > rowRoom) {
            growRows(rowsNeeded);
        }
    }

    private void growRows(long needed) {
        int room = grown(needed, rowRoom, leastRows());
        if (stride > 0) {
            if (Math.multiplyHigh(room, stride) != 0 || room * stride < 0) {
                throw new MemoryException(
                        MemoryError.INVALID_ARGUMENT,
                        "%d elements of %d bytes overflow a 64-bit address"
                                .formatted(room, stride));
            }
            rows = allocator.resizeNonZeroed(rows, rowRoom * stride, room * stride, alignment);
            if (BuildConfig.DEBUG) {
                lifetime = LifetimeCheck.of(allocator, rows);
            }
        }
        rowRoom = room;
        limit = room;
    }

    /** As many as there are slots for small elements, but few large ones. */
    private int leastRows() {
        return stride == 0 ? LEAST_ROWS : Math.clamp(FIRST_BYTES / stride, 1, LEAST_ROWS);
    }

    /**
     * Gives everything back, after releasing the elements that are left. Twice is once.
     *
     * @throws IllegalStateException if it is called by a {@link Release} of this map
     */
    public void delete() {
        if (deleted) {
            return;
        }
        if (BuildConfig.DEBUG) {
            LifetimeCheck.checkFree(lifetime, this);
        }
        checkUsable();
        int count = size;
        forget();
        limit = 0;
        Teardown teardown = new Teardown().releaseAll(release, rows, count, stride);
        teardown.free(allocator, rows, rowRoom * stride);
        free(teardown);
        if (BuildConfig.DEBUG) {
            lifetime = 0;
        }
        rowRoom = 0;
        teardown.finish();
    }

    /** {@link #delete}. */
    @Override
    public void close() {
        delete();
    }

    private void enter() {
        busy = true;
        limit = 0;
    }

    private void leave() {
        busy = false;
        limit = rowRoom;
    }

    private void checkUsable() {
        checkNotDeleted();
        if (busy) {
            throw new IllegalStateException(
                    "%s is just releasing an element: a Release must not change the map that calls it"
                            .formatted(this));
        }
    }

    @Override
    public String toString() {
        return deleted
                ? super.toString()
                : "%s of %d elements of %d bytes".formatted(super.toString(), size, stride);
    }
}
