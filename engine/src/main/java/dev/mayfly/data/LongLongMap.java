package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A map from {@code long} to {@code long} in native memory.
 *
 * <p>Pick it for whatever is found by a number: entities by id, cells by packed coordinates,
 * counts. For structs by number there is {@link LongStructMap}, for numbers by text {@link
 * TextLongMap}.
 *
 * {@snippet file="dev/mayfly/snippets/MapSnippets.java" region="longs"}
 *
 * <p><b>Features:</b> every {@code long} may be a key and a value. What a key that is not there
 * reads as is said at creation, 0 otherwise. Entries are visited through slots, without garbage;
 * the order is not the order of insertion and none is promised, except that maps with the same
 * seed, keys and capacity have the same one. A simulation that has to run the same everywhere gives
 * a seed. Values that are addresses or handles can be owned: see {@link #releasing}.
 *
 * <p><b>Design:</b> one block of 16-byte slots, key beside value, so that a lookup is one cache
 * miss; at most three quarters full. Slots are sorted by a hash that is a bijection with a secret
 * of the map's own: keys cannot be chosen so that they collide, removing leaves no tombstones and
 * growing is one walk through memory.
 *
 * <p><b>Cost:</b> about 3 ns a lookup while the map is in the cache, then that of a cache miss;
 * about 20 ns for a new entry, growing included. 21 to 43 bytes an entry; while it grows, twice
 * that where the allocator cannot grow in place.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until its allocator takes everything back: a map in
 * scratch must not be used after {@code freeAll}. Slots are good until the next entry is added or
 * removed.
 *
 * <p><b>Thread:</b> one at a time.
 */
public final class LongLongMap extends ValueTable {

    /** Slots are hash and value. */
    private static final int STRIDE = 4;

    private LongLongMap(Allocator allocator, long entries, long absent, long seed) {
        super(allocator, STRIDE, absent, seed);
        reserve(entries);
    }

    /**
     * Makes an empty map in which absent keys read as 0. It takes memory with the first entry.
     *
     * @param allocator who gives the memory
     * @return the map
     */
    public static LongLongMap create(Allocator allocator) {
        return new LongLongMap(allocator, 0, 0, Seeds.next());
    }

    /**
     * {@link #create(Allocator)} from the current allocator.
     *
     * @return the map
     */
    @UsesContext
    public static LongLongMap create() {
        return create(Context.current().allocator());
    }

    /**
     * Makes an empty map.
     *
     * @param allocator who gives the memory
     * @param entries how many to make room for, 0 or more
     * @param absent what a key that is not there reads as
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    public static LongLongMap create(Allocator allocator, long entries, long absent) {
        return new LongLongMap(allocator, entries, absent, Seeds.next());
    }

    /**
     * {@link #create(Allocator, long, long)} from the current allocator.
     *
     * @param entries how many to make room for, 0 or more
     * @param absent what a key that is not there reads as
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    @UsesContext
    public static LongLongMap create(long entries, long absent) {
        return create(Context.current().allocator(), entries, absent);
    }

    /**
     * Makes an empty map whose order is the same in every run. Whoever knows the seed can choose
     * keys that collide; the map then takes another one.
     *
     * @param allocator who gives the memory
     * @param entries how many to make room for, 0 or more
     * @param absent what a key that is not there reads as
     * @param seed any number
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    public static LongLongMap seeded(Allocator allocator, long entries, long absent, long seed) {
        return new LongLongMap(allocator, entries, absent, seed);
    }

    /**
     * {@link #seeded(Allocator, long, long, long)} from the current allocator.
     *
     * @param entries how many to make room for, 0 or more
     * @param absent what a key that is not there reads as
     * @param seed any number
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    @UsesContext
    public static LongLongMap seeded(long entries, long absent, long seed) {
        return seeded(Context.current().allocator(), entries, absent, seed);
    }

    /**
     * Lets the map own what its values stand for: a block, a handle. The value of an entry that is
     * removed is released, a value that another one replaces, and when the map is cleared or
     * deleted each that is left, in no particular order. The {@link Release} is told where the
     * value stands; it must leave this map alone. A value that is returned was released.
     *
     * {@snippet file="dev/mayfly/snippets/MapSnippets.java" region="owning"}
     *
     * @param release what to do
     * @return this
     */
    public LongLongMap releasing(Release release) {
        releaseWith(release);
        return this;
    }

    /**
     * The value of a key.
     *
     * @param key any number
     * @return its value, {@link #absent} if it has none
     */
    public long get(long key) {
        return getOrDefault(key, absent());
    }

    /**
     * The value of a key.
     *
     * @param key any number
     * @param otherwise what to return if it has none
     * @return its value, or {@code otherwise}
     */
    public long getOrDefault(long key, long otherwise) {
        long hash = hash(key);
        long at = look(hash, STRIDE);
        return holds(at, hash) ? Memory.getLong(at + VALUE) : otherwise;
    }

    /**
     * Whether a key has a value.
     *
     * @param key any number
     * @return whether it has one
     */
    public boolean containsKey(long key) {
        long hash = hash(key);
        return holds(look(hash, STRIDE), hash);
    }

    /**
     * Gives a key a value.
     *
     * @param key any number
     * @param value any number
     * @return the value it had, {@link #absent} if it had none
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long put(long key, long value) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (holds(at, hash)) {
            long previous = Memory.getLong(at + VALUE);
            replace(at, value);
            return previous;
        }
        insert(key, hash, at, value);
        return absent();
    }

    /**
     * Gives a key a value unless it has one.
     *
     * @param key any number
     * @param value any number
     * @return the value it has already, {@link #absent} if it had none
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long putIfAbsent(long key, long value) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (holds(at, hash)) {
            return Memory.getLong(at + VALUE);
        }
        insert(key, hash, at, value);
        return absent();
    }

    /**
     * Adds to the value of a key, which is {@link #absent} if it has none.
     *
     * @param key any number
     * @param amount any number
     * @return the sum, which is the value now
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long addTo(long key, long amount) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (holds(at, hash)) {
            long sum = Memory.getLong(at + VALUE) + amount;
            replace(at, sum);
            return sum;
        }
        insert(key, hash, at, absent() + amount);
        return absent() + amount;
    }

    /**
     * Gives a key a value, or combines it with the one it has.
     *
     * @param key any number
     * @param value the value if there is none, and the second operand if there is
     * @param combine makes one value of two
     * @return the value now
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long merge(long key, long value, LongBinaryOperator combine) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        long merged = value;
        if (holds(at, hash)) {
            merged = combine.applyAsLong(Memory.getLong(at + VALUE), value);
        }
        put(key, merged);
        return merged;
    }

    /**
     * The value of a key, made if it has none.
     *
     * @param key any number
     * @param make makes the value of a key
     * @return the value now
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long computeIfAbsent(long key, LongUnaryOperator make) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (holds(at, hash)) {
            return Memory.getLong(at + VALUE);
        }
        long value = make.applyAsLong(key);
        put(key, value);
        return value;
    }

    /**
     * Takes a key and its value out.
     *
     * @param key any number
     * @return the value it had, {@link #absent} if it had none
     */
    public long remove(long key) {
        long hash = hash(key);
        long at = find(hash, STRIDE);
        if (!holds(at, hash)) {
            return absent();
        }
        long value = Memory.getLong(at + VALUE);
        removeEntry(at, STRIDE);
        return value;
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

    /** Whether the slot that was found is the key's; the slow half is for those it is not. */
    private boolean holds(long at, long hash) {
        if (Memory.getLong(at) == hash) {
            return hash != EMPTY;
        }
        requireLive();
        return false;
    }

    private void insert(long key, long hash, long at, long value) {
        if (open(at, hash, STRIDE)) {
            Memory.putLong(at, hash);
            Memory.putLong(at + VALUE, value);
        } else {
            makeRoom();
            put(key, value);
        }
    }
}
