package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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
 * same one.
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
public final class TextLongMap extends SlotTable {

    /** Slots are hash, value, offset of the key in the block and bytes of the key. */
    private static final int STRIDE = 5;

    private static final long KEY = 16;
    private static final long LENGTH = 24;
    private static final long SLACK = 8;
    private static final long TOO_LONG = -1;

    private final long absent;

    /** Bytes of keys, those of removed ones included. */
    private long end;

    private long dead;

    /** Bytes of the longest key, or more. So much room there always is, and some slack. */
    private long longest;

    /** Bytes of a key that lie behind the others and are to be kept if the block is rebuilt. */
    private long staged;

    private long stagedAt;
    private MemorySegment bytes = MemorySegment.NULL;

    private TextLongMap(Allocator allocator, long entries, long absent, long seed) {
        super(allocator, STRIDE, 1, seed);
        this.absent = absent;
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
     * What a key that is not there reads as.
     *
     * @return the value given at creation
     */
    public long absent() {
        return absent;
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
        return valueOr(staged(encode(key)), absent);
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
        return valueOr(staged(copy(array, from, length)), absent);
    }

    /**
     * The value of the text that fills a segment.
     *
     * @param key the text, native or on the Java heap; a slice of what holds it
     * @return its value, {@link #absent} if it has none
     */
    public long get(MemorySegment key) {
        return valueOr(staged(copy(key)), absent);
    }

    /**
     * The value of a text in native memory.
     *
     * @param address where it is
     * @param length its bytes, 0 or more
     * @return its value, {@link #absent} if it has none
     */
    public long get(long address, long length) {
        return valueOr(search(address, length), absent);
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
        return set(stage(key), value);
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
        return set(insert(staging), value);
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
        return set(insert(staging), value);
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
        long at = search(address, length);
        if (at == Memory.NULL) {
            if (length > front() - end) {
                makeBytes(length);
            }
            Memory.copy(address, block() + end, length);
            at = insert(length);
        }
        return set(at, value);
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
        return absent;
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
        long at = stage(key);
        long sum = Memory.getLong(at + VALUE) + amount;
        Memory.putLong(at + VALUE, sum);
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

    // Slots

    /**
     * The key in a slot, as a new string on the Java heap.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the text
     * @throws IndexOutOfBoundsException if the slot holds no entry
     * @throws IllegalStateException if the key was given as bytes and is not UTF-8
     */
    public String keyAt(long slot) {
        byte[] copy =
                bytes.asSlice(keyAddressAt(slot) - block(), keyBytesAt(slot)).toArray(JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(copy)).toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalStateException(
                    "the key in slot %d is not UTF-8: take its bytes with keyAddressAt and keyBytesAt"
                            .formatted(slot),
                    malformed);
        }
    }

    /**
     * Where the key in a slot is.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the address of its first byte, good until the next entry is added
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public long keyAddressAt(long slot) {
        return block() + Memory.getLong(at(slot, STRIDE) + KEY);
    }

    /**
     * How long the key in a slot is.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return bytes of UTF-8
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public long keyBytesAt(long slot) {
        return Memory.getLong(at(slot, STRIDE) + LENGTH);
    }

    /**
     * The value in a slot.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the value
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public long valueAt(long slot) {
        return Memory.getLong(at(slot, STRIDE) + VALUE);
    }

    /**
     * Replaces the value in a slot.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @param value any number
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public void setValueAt(long slot, long value) {
        Memory.putLong(at(slot, STRIDE) + VALUE, value);
    }

    // Entries

    private long valueOr(long at, long otherwise) {
        return at == Memory.NULL ? otherwise : Memory.getLong(at + VALUE);
    }

    private long set(long at, long value) {
        long previous = Memory.getLong(at + VALUE);
        Memory.putLong(at + VALUE, value);
        return previous;
    }

    private long takeOut(long at) {
        if (at == Memory.NULL) {
            return absent;
        }
        long value = Memory.getLong(at + VALUE);
        taken(at);
        take(at, STRIDE);
        return value;
    }

    /** The slot of a key of so many bytes that lies behind the others, or NULL. */
    private long staged(long length) {
        if (length == TOO_LONG) {
            requireLive();
            return Memory.NULL;
        }
        return search(block() + end, length);
    }

    private long search(long address, long length) {
        if (length < 0) {
            throw new IllegalArgumentException(
                    "a key of " + length + " bytes: it must be 0 or more");
        }
        long hash = hash(address, length);
        long at = find(hash, address, length);
        if (Memory.getLong(at) == hash) {
            return at;
        }
        requireLive();
        return Memory.NULL;
    }

    /** The slot of a key, or where it would be. Different keys may have the same hash. */
    private long find(long hash, long address, long length) {
        long at = find(hash, STRIDE);
        while (Memory.getLong(at) == hash
                && !(Memory.getLong(at + LENGTH) == length
                        && Bytes.equal(block() + Memory.getLong(at + KEY), address, length))) {
            at += 1L << STRIDE;
        }
        return at;
    }

    /** Characters to a slot, made if there is none. */
    private long stage(CharSequence key) {
        long length = encode(key);
        if (length == TOO_LONG) {
            makeBytes(3L * key.length());
            length = encode(key);
        }
        return insert(length);
    }

    /** The slot of a key that lies behind the others, made if there is none. */
    private long insert(long length) {
        requireLive();
        while (true) {
            long address = block() + end;
            long hash = hash(address, length);
            long at = find(hash, address, length);
            if (Memory.getLong(at) == hash) {
                return at;
            }
            if (end + length + Math.max(longest, length) + SLACK <= front()
                    && open(at, hash, STRIDE)) {
                Memory.putLong(at, hash);
                Memory.putLong(at + VALUE, absent);
                Memory.putLong(at + KEY, end);
                Memory.putLong(at + LENGTH, length);
                end += length;
                longest = Math.max(longest, length);
                return at;
            }
            makeMore(length);
        }
    }

    private void makeMore(long length) {
        staged = length;
        stagedAt = end;
        try {
            if (end + length + Math.max(longest, length) + SLACK > front()) {
                makeBytes(length);
            } else {
                makeRoom();
            }
        } finally {
            staged = 0;
        }
    }

    /** Makes room for a key of so many bytes, and for as many bytes again as there are. */
    private void makeBytes(long length) {
        requireLive();
        if (dead > end / 3) {
            rebuild(slotCapacity(), end - dead + 2 * length, seed());
        } else {
            growFor(entries(), end + 2 * length);
        }
    }

    // Bytes

    private long encode(CharSequence key) {
        return Texts.encode(key, block() + end, block() + front());
    }

    private long copy(byte[] array, int from, int length) {
        Objects.checkFromIndexSize(from, length, array.length);
        if (length > front() - end) {
            return TOO_LONG;
        }
        MemorySegment.copy(array, from, bytes, JAVA_BYTE, end, length);
        return length;
    }

    private long copy(MemorySegment key) {
        long length = key.byteSize();
        if (length > front() - end) {
            return TOO_LONG;
        }
        MemorySegment.copy(key, 0, bytes, end, length);
        return length;
    }

    private long hash(long address, long length) {
        return Math.min(Texts.hash(address, length, salt, factor), EMPTY - 1);
    }

    // The block

    @Override
    long hashAgain(long slot, long oldBlock, long key) {
        return hash(oldBlock + Memory.getLong(slot + KEY), Memory.getLong(slot + LENGTH));
    }

    @Override
    long frontBytes(long capacity) {
        return end - dead + longest + staged + SLACK;
    }

    @Override
    boolean trimmable(long toCapacity) {
        longest = 0;
        for (long slot = firstSlot(); slot >= 0; slot = nextSlot(slot)) {
            longest = Math.max(longest, keyBytesAt(slot));
        }
        return super.trimmable(toCapacity) || front() - frontBytes(toCapacity) >= 64;
    }

    @Override
    void taken(long at) {
        dead += Memory.getLong(at + LENGTH);
    }

    @Override
    void startCarrying() {
        end = 0;
        dead = 0;
        longest = 0;
    }

    @Override
    void carry(long slot, long oldBlock) {
        long length = Memory.getLong(slot + LENGTH);
        Memory.copy(oldBlock + Memory.getLong(slot + KEY), block() + end, length);
        Memory.putLong(slot + KEY, end);
        end += length;
        longest = Math.max(longest, length);
    }

    @Override
    void endCarrying(long oldBlock) {
        Memory.copy(oldBlock + stagedAt, block() + end, staged);
    }

    @Override
    void moved() {
        bytes = Memory.segment(block(), blockBytes());
    }
}
