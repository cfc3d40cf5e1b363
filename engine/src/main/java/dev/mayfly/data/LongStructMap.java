package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/**
 * A map from {@code long} to structs of one size, which are read and written where they lie, in
 * native memory.
 *
 * <p>Pick it for things with several fields that are found by a number. Where one {@code long} is
 * all there is to say, {@link LongLongMap} has one cache miss less.
 *
 * {@snippet file="dev/mayfly/snippets/MapSnippets.java" region="structs"}
 *
 * <p><b>Features:</b> every {@code long} may be a key. Raw addresses for speed, segments with
 * bounds for care. Entries are visited through slots, without garbage; the order is not the order
 * of insertion and none is promised, except that maps with the same seed, keys and capacity have
 * the same one. What structs refer to can be owned: see {@link #releasing}.
 *
 * <p><b>Design:</b> one block that begins with the structs, packed, and ends with the slots of a
 * table as in {@code LongLongMap}, which say which struct is a key's. The place of a struct that
 * was removed is the next new one's. So structs do not move when others come and go, and the
 * table's empty quarter costs 16 bytes a slot however large the structs are.
 *
 * <p><b>Cost:</b> a lookup as in {@code LongLongMap}, about 3 ns in the cache, then the access
 * itself. A new struct is zeroed unless it is made with {@link #putNonZeroed}.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until its allocator takes everything back. The
 * address and the segment of a struct are good until its key is removed or the map grows, is
 * trimmed or cleared: {@link #reserve} first where they have to last. Slots are good until the next
 * entry is added or removed.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class LongStructMap extends SlotTable {

    /** Slots are hash and index of the struct. */
    private static final int STRIDE = 4;

    private static final long NONE = -1;

    private final long structBytes;
    private final long step;

    /** Places that were ever in use. */
    private long used;

    /** The place that was left last; its first 8 bytes say which one was before. */
    private long hole = NONE;

    private LongStructMap(
            Allocator allocator, long structBytes, long alignment, long entries, long seed) {
        super(allocator, STRIDE, alignment, seed);
        this.structBytes = structBytes;
        this.step = Math.max(structBytes, Long.BYTES) + alignment - 1 & -alignment;
        reserve(entries);
    }

    /**
     * Makes an empty map. It takes memory with the first entry.
     *
     * @param allocator who gives the memory
     * @param structBytes the size of a struct, 1 byte or more
     * @param alignment what addresses of structs are a multiple of, bytes, a power of two
     * @return the map
     * @throws MemoryException if the size or the alignment makes no sense
     */
    public static LongStructMap create(Allocator allocator, long structBytes, long alignment) {
        return seeded(allocator, structBytes, alignment, 0, Seeds.next());
    }

    /**
     * {@link #create(Allocator, long, long)} from the current allocator.
     *
     * @param structBytes the size of a struct, 1 byte or more
     * @param alignment what addresses of structs are a multiple of, bytes, a power of two
     * @return the map
     * @throws MemoryException if the size or the alignment makes no sense
     */
    @UsesContext
    public static LongStructMap create(long structBytes, long alignment) {
        return create(Context.current().allocator(), structBytes, alignment);
    }

    /**
     * Makes an empty map of structs that look like a layout.
     *
     * @param allocator who gives the memory
     * @param layout gives size and alignment
     * @return the map
     * @throws MemoryException if the layout has no size
     */
    public static LongStructMap create(Allocator allocator, MemoryLayout layout) {
        return create(allocator, layout.byteSize(), layout.byteAlignment());
    }

    /**
     * {@link #create(Allocator, MemoryLayout)} from the current allocator.
     *
     * @param layout gives size and alignment
     * @return the map
     * @throws MemoryException if the layout has no size
     */
    @UsesContext
    public static LongStructMap create(MemoryLayout layout) {
        return create(Context.current().allocator(), layout);
    }

    /**
     * Makes an empty map whose order is the same in every run. Whoever knows the seed can choose
     * keys that collide; the map then takes another one.
     *
     * @param allocator who gives the memory
     * @param structBytes the size of a struct, 1 byte or more
     * @param alignment what addresses of structs are a multiple of, bytes, a power of two
     * @param entries how many to make room for, 0 or more
     * @param seed any number
     * @return the map
     * @throws MemoryException if there is no memory, or the size or the alignment makes no sense
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    public static LongStructMap seeded(
            Allocator allocator, long structBytes, long alignment, long entries, long seed) {
        if (structBytes < 1 || structBytes > MOST_ENTRIES) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "structs of %d bytes: it must be 1 to %d".formatted(structBytes, MOST_ENTRIES));
        }
        if (alignment < 1 || Long.bitCount(alignment) != 1 || alignment > MOST_ENTRIES) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "alignment is %d: it must be a power of two, such as 8, 16 or 64"
                            .formatted(alignment));
        }
        return new LongStructMap(allocator, structBytes, alignment, entries, seed);
    }

    /**
     * {@link #seeded(Allocator, long, long, long, long)} from the current allocator.
     *
     * @param structBytes the size of a struct, 1 byte or more
     * @param alignment what addresses of structs are a multiple of, bytes, a power of two
     * @param entries how many to make room for, 0 or more
     * @param seed any number
     * @return the map
     * @throws MemoryException if there is no memory, or the size or the alignment makes no sense
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    @UsesContext
    public static LongStructMap seeded(long structBytes, long alignment, long entries, long seed) {
        return seeded(Context.current().allocator(), structBytes, alignment, entries, seed);
    }

    /**
     * Lets the map own what its structs refer to. The struct of an entry that is removed is
     * released, and when the map is cleared or deleted each that is left, in no particular order.
     * The {@link Release} is told where the struct stands; it must leave this map alone.
     *
     * @param release what to do
     * @return this
     */
    public LongStructMap releasing(Release release) {
        releaseWith(release);
        return this;
    }

    /**
     * The size of a struct.
     *
     * @return bytes
     */
    public long structBytes() {
        return structBytes;
    }

    /**
     * Where the struct of a key is.
     *
     * @param key any number
     * @return its address, good until its key is removed or the map grows; {@link Allocator#NULL}
     *     if it has none
     */
    public long address(long key) {
        long hash = hash(key);
        long at = look(hash, STRIDE);
        return holds(at, hash) ? struct(at) : Memory.NULL;
    }

    /**
     * The struct of a key as a segment.
     *
     * @param key any number
     * @return the struct, good until its key is removed or the map grows; {@link
     *     MemorySegment#NULL}, which has no bytes, if it has none
     */
    public MemorySegment segment(long key) {
        long address = address(key);
        return address == Memory.NULL
                ? MemorySegment.NULL
                : allocator().segment(address, structBytes);
    }

    /**
     * Whether a key has a struct.
     *
     * @param key any number
     * @return whether it has one
     */
    public boolean containsKey(long key) {
        return address(key) != Memory.NULL;
    }

    /**
     * Where the struct of a key is, made if it has none: every byte of a new one is 0.
     *
     * @param key any number
     * @return its address, good until its key is removed or the map grows
     * @throws MemoryException if there is no memory; the map is as it was
     */
    public long put(long key) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (holds(at, hash)) {
            return struct(at);
        }
        long address = insert(key, hash, at);
        Memory.zero(address, structBytes);
        return address;
    }

    /**
     * {@link #put} that leaves in a new struct whatever the memory held before.
     *
     * @param key any number
     * @return its address, good until its key is removed or the map grows
     * @throws MemoryException if there is no memory; the map is as it was
     */
    public long putNonZeroed(long key) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        return holds(at, hash) ? struct(at) : insert(key, hash, at);
    }

    /**
     * Takes a key and its struct out.
     *
     * @param key any number
     * @return whether it had one
     */
    public boolean remove(long key) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (!holds(at, hash)) {
            return false;
        }
        removeEntry(at, STRIDE);
        return true;
    }

    /**
     * The key in a slot.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the key
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public long keyAt(long slot) {
        return key(Memory.getLong(at(slot)));
    }

    /**
     * Where the struct of a slot is.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return its address, good until its key is removed or the map grows
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public long addressAt(long slot) {
        return struct(at(slot));
    }

    /**
     * The struct of a slot as a segment.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the struct, good until its key is removed or the map grows
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public MemorySegment segmentAt(long slot) {
        return allocator().segment(addressAt(slot), structBytes);
    }

    private boolean holds(long at, long hash) {
        if (Memory.getLong(at) == hash) {
            return hash != EMPTY;
        }
        requireLive();
        return false;
    }

    private long struct(long at) {
        return place(Memory.getLong(at + VALUE));
    }

    private long place(long index) {
        return block() + index * step;
    }

    private long insert(long key, long hash, long at) {
        if (!open(at, hash, STRIDE)) {
            makeRoom();
            return putNonZeroed(key);
        }
        long index = hole;
        if (index == NONE) {
            index = used++;
        } else {
            hole = Memory.getLong(place(index));
        }
        Memory.putLong(at, hash);
        Memory.putLong(at + VALUE, index);
        return place(index);
    }

    @Override
    long element(long at) {
        return struct(at);
    }

    @Override
    void taken(long at) {
        long index = Memory.getLong(at + VALUE);
        Memory.putLong(place(index), hole);
        hole = index;
    }

    @Override
    long frontBytes(long capacity) {
        long most = (Long.MAX_VALUE >> 2) / step;
        if (limit(capacity) > most) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "%d structs of %d bytes: no address space has room for more than %d"
                            .formatted(limit(capacity), step, most));
        }
        return limit(capacity) * step;
    }

    @Override
    void startCarrying() {
        used = 0;
        hole = NONE;
    }

    @Override
    void carry(long slot, long oldBlock) {
        long from = oldBlock + Memory.getLong(slot + VALUE) * step;
        Memory.putLong(slot + VALUE, used);
        Memory.copy(from, place(used), structBytes);
        used++;
    }
}
