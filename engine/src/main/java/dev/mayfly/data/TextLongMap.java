package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/**
 * A map from text to {@code long} in native memory, the text in it too.
 *
 * <p>Pick it for names: assets, commands, words. Where the same text is asked for over and over,
 * ask once and keep the number.
 *
 * {@snippet file="dev/mayfly/snippets/MapSnippets.java" region="text"}
 *
 * <p><b>Features:</b> keys are UTF-8, copied into the map. They are given as characters, or as
 * bytes in an array, a segment or at an address; bytes are compared as they are and may be
 * anything. Entries are visited through slots, without garbage; the order is not the order of
 * insertion and none is promised, except that maps with the same seed, keys and capacity have the
 * same one. Values that are addresses or handles can be owned: see {@link #releasing}.
 *
 * <p><b>Design:</b> one block that begins with the bytes of the keys, one after the other, and ends
 * with the slots of a table as in {@link LongLongMap}: hash, value, and where the key is. The hash
 * is 64 bits with a secret of the map's own, by folded 128-bit products as in wyhash (Wang Yi) and
 * rapidhash. Behind the bytes there is always room for one more key, where what is looked for is
 * encoded; nothing is made on the Java heap. Bytes of removed keys are collected when the room for
 * bytes is used up.
 *
 * <p><b>Cost:</b> two cache misses a lookup, and about a nanosecond for every character, a quarter
 * of that for every 8 bytes at an address. 43 to 86 bytes an entry, and its text.
 *
 * <p><b>Lifetime:</b> until {@link #delete}, or until its allocator takes everything back. The
 * address of a key is good until the next entry is added; slots until the next is added or removed.
 *
 * <p><b>Thread:</b> one at a time, also for reading, because a lookup writes behind the keys.
 */
public final class TextLongMap extends TextTable {

    private TextLongMap(Allocator allocator, long entries, long absent, long seed) {
        super(allocator, absent, seed);
        reserve(entries);
    }

    /**
     * Makes an empty map in which absent keys read as 0. It takes memory with the first entry.
     *
     * @param allocator who gives the memory
     * @return the map
     */
    public static TextLongMap create(Allocator allocator) {
        return new TextLongMap(allocator, 0, 0, Seeds.next());
    }

    /**
     * {@link #create(Allocator)} from the current allocator.
     *
     * @return the map
     */
    @UsesContext
    public static TextLongMap create() {
        return create(Context.current().allocator());
    }

    /**
     * Makes an empty map.
     *
     * @param allocator who gives the memory
     * @param entries how many to make room for, 0 or more; room for their text is made as it comes
     * @param absent what a key that is not there reads as
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    public static TextLongMap create(Allocator allocator, long entries, long absent) {
        return new TextLongMap(allocator, entries, absent, Seeds.next());
    }

    /**
     * {@link #create(Allocator, long, long)} from the current allocator.
     *
     * @param entries how many to make room for, 0 or more; room for their text is made as it comes
     * @param absent what a key that is not there reads as
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    @UsesContext
    public static TextLongMap create(long entries, long absent) {
        return create(Context.current().allocator(), entries, absent);
    }

    /**
     * Makes an empty map whose order is the same in every run. Whoever knows the seed can choose
     * keys that collide; the map then takes another one.
     *
     * @param allocator who gives the memory
     * @param entries how many to make room for, 0 or more; room for their text is made as it comes
     * @param absent what a key that is not there reads as
     * @param seed any number
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    public static TextLongMap seeded(Allocator allocator, long entries, long absent, long seed) {
        return new TextLongMap(allocator, entries, absent, seed);
    }

    /**
     * {@link #seeded(Allocator, long, long, long)} from the current allocator.
     *
     * @param entries how many to make room for, 0 or more; room for their text is made as it comes
     * @param absent what a key that is not there reads as
     * @param seed any number
     * @return the map
     * @throws dev.mayfly.alloc.MemoryException if there is no memory
     * @throws IllegalArgumentException if the entries are negative or more than 2^40
     */
    @UsesContext
    public static TextLongMap seeded(long entries, long absent, long seed) {
        return seeded(Context.current().allocator(), entries, absent, seed);
    }

    /**
     * Lets the map own what its values stand for: a block, a handle. The value of an entry that is
     * removed is released, a value that another one replaces, and when the map is cleared or
     * deleted each that is left, in no particular order. The {@link Release} is told where the
     * value stands; it must leave this map alone. A value that is returned was released.
     *
     * @param release what to do
     * @return this
     */
    public TextLongMap releasing(Release release) {
        releaseWith(release);
        return this;
    }

    // Looking

    /**
     * The value of a text.
     *
     * @param key the text
     * @return its value, {@link #absent} if it has none
     * @throws IllegalArgumentException if half a surrogate pair is in it
     */
    public long get(CharSequence key) {
        return valueOr(staged(encode(key)), absent());
    }

    /**
     * The value of a text in an array.
     *
     * @param array what holds the key
     * @param from its first byte
     * @param length its bytes
     * @return its value, {@link #absent} if it has none
     * @throws IndexOutOfBoundsException if the range is not in the array
     */
    public long get(byte[] array, int from, int length) {
        return valueOr(staged(copy(array, from, length)), absent());
    }

    /**
     * The value of the text that fills a segment.
     *
     * @param key the text, native or on the Java heap; a slice of what holds it
     * @return its value, {@link #absent} if it has none
     */
    public long get(MemorySegment key) {
        return valueOr(staged(copy(key)), absent());
    }

    /**
     * The value of a text in native memory.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @return its value, {@link #absent} if it has none
     */
    public long get(long address, long length) {
        return valueOr(search(address, length), absent());
    }

    /**
     * The value of a text.
     *
     * @param key the text
     * @param otherwise what to return if it has none
     * @return its value, or {@code otherwise}
     * @throws IllegalArgumentException if half a surrogate pair is in it
     */
    public long getOrDefault(CharSequence key, long otherwise) {
        return valueOr(staged(encode(key)), otherwise);
    }

    /**
     * The value of a text in native memory.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @param otherwise what to return if it has none
     * @return its value, or {@code otherwise}
     */
    public long getOrDefault(long address, long length, long otherwise) {
        return valueOr(search(address, length), otherwise);
    }

    /**
     * Whether a text has a value.
     *
     * @param key the text
     * @return whether it has one
     * @throws IllegalArgumentException if half a surrogate pair is in it
     */
    public boolean containsKey(CharSequence key) {
        return staged(encode(key)) != Memory.NULL;
    }

    /**
     * Whether a text in native memory has a value.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @return whether it has one
     */
    public boolean containsKey(long address, long length) {
        return search(address, length) != Memory.NULL;
    }

    // Changing

    /**
     * Gives a text a value.
     *
     * @param key the text
     * @param value any number
     * @return the value it had, {@link #absent} if it had none
     * @throws IllegalArgumentException if half a surrogate pair is in it
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long put(CharSequence key, long value) {
        return set(entries(), stage(key), value);
    }

    /**
     * Gives a text in an array a value.
     *
     * @param array what holds the key
     * @param from its first byte
     * @param length its bytes
     * @param value any number
     * @return the value it had, {@link #absent} if it had none
     * @throws IndexOutOfBoundsException if the range is not in the array
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long put(byte[] array, int from, int length, long value) {
        long staging = copy(array, from, length);
        if (staging == TOO_LONG) {
            makeBytes(length);
            staging = copy(array, from, length);
        }
        return set(entries(), insert(staging), value);
    }

    /**
     * Gives the text that fills a segment a value.
     *
     * @param key the text, native or on the Java heap; a slice of what holds it
     * @param value any number
     * @return the value it had, {@link #absent} if it had none
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long put(MemorySegment key, long value) {
        long staging = copy(key);
        if (staging == TOO_LONG) {
            makeBytes(key.byteSize());
            staging = copy(key);
        }
        return set(entries(), insert(staging), value);
    }

    /**
     * Gives a text in native memory a value.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @param value any number
     * @return the value it had, {@link #absent} if it had none
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long put(long address, long length, long value) {
        return set(entries(), stage(address, length), value);
    }

    /**
     * Gives a text a value unless it has one.
     *
     * @param key the text
     * @param value any number
     * @return the value it has already, {@link #absent} if it had none
     * @throws IllegalArgumentException if half a surrogate pair is in it
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long putIfAbsent(CharSequence key, long value) {
        long before = entries();
        long at = stage(key);
        if (entries() == before) {
            return Memory.getLong(at + VALUE);
        }
        Memory.putLong(at + VALUE, value);
        return absent();
    }

    /**
     * Adds to the value of a text, which is {@link #absent} if it has none.
     *
     * @param key the text
     * @param amount any number
     * @return the sum, which is the value now
     * @throws IllegalArgumentException if half a surrogate pair is in it
     * @throws dev.mayfly.alloc.MemoryException if there is no memory; the map is as it was
     */
    public long addTo(CharSequence key, long amount) {
        long before = entries();
        long at = stage(key);
        long sum = Memory.getLong(at + VALUE) + amount;
        set(before, at, sum);
        return sum;
    }

    /**
     * Takes a text and its value out.
     *
     * @param key the text
     * @return the value it had, {@link #absent} if it had none
     * @throws IllegalArgumentException if half a surrogate pair is in it
     */
    public long remove(CharSequence key) {
        return takeOut(staged(encode(key)));
    }

    /**
     * Takes a text in native memory and its value out.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @return the value it had, {@link #absent} if it had none
     */
    public long remove(long address, long length) {
        return takeOut(search(address, length));
    }

    // Values

    private long valueOr(long at, long otherwise) {
        return at == Memory.NULL ? otherwise : Memory.getLong(at + VALUE);
    }

    /** Sets the value of a key after its slot was found or made. */
    private long set(long entriesBefore, long at, long value) {
        long previous = Memory.getLong(at + VALUE);
        if (entries() == entriesBefore) {
            replace(at, value);
        } else {
            Memory.putLong(at + VALUE, value);
        }
        return previous;
    }

    private long takeOut(long at) {
        if (at == Memory.NULL) {
            return absent();
        }
        long value = Memory.getLong(at + VALUE);
        removeEntry(at, STRIDE);
        return value;
    }
}
