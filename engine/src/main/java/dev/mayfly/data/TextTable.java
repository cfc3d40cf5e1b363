package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A table whose keys are text, which lies in the front of its block: {@code [keys, those of removed
 * entries included | room for one more | slots]}.
 *
 * <p>A key that is given as characters or in a Java array is encoded into the room behind the
 * others, staged, and looked for from there. If it is to be added it is already in its place.
 */
abstract class TextTable extends ValueTable {

    /** Slots are hash, value, offset of the key in the block and bytes of the key. */
    static final int STRIDE = 5;

    static final long KEY = 16;
    static final long LENGTH = 24;
    private static final long SLACK = 8;
    static final long TOO_LONG = -1;

    /** Bytes of keys, those of removed ones included. */
    private long end;

    private long dead;

    /** Bytes of the longest key, or more. So much room there always is, and some slack. */
    private long longest;

    /** Bytes of a key that lie behind the others and are to be kept if the block is rebuilt. */
    private long staged;

    private long stagedAt;
    private MemorySegment bytes = MemorySegment.NULL;

    TextTable(Allocator allocator, long absent, long seed) {
        super(allocator, STRIDE, absent, seed);
    }

    /**
     * The key in a slot, as a new string on the Java heap.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return the text
     * @throws IndexOutOfBoundsException if the slot holds no entry
     * @throws IllegalStateException if the key was given as bytes and is not UTF-8
     */
    public final String keyAt(long slot) {
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
    public final long keyAddressAt(long slot) {
        return block() + Memory.getLong(at(slot) + KEY);
    }

    /**
     * How long the key in a slot is.
     *
     * @param slot from {@link #firstSlot} or {@link #nextSlot}
     * @return bytes of UTF-8
     * @throws IndexOutOfBoundsException if the slot holds no entry
     */
    public final long keyBytesAt(long slot) {
        return Memory.getLong(at(slot) + LENGTH);
    }

    // Keys

    /** The slot of a key of so many bytes that lies behind the others, or NULL. */
    final long staged(long length) {
        if (length == TOO_LONG) {
            requireLive();
            return Memory.NULL;
        }
        return search(block() + end, length);
    }

    final long search(long address, long length) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
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
    final long stage(CharSequence key) {
        long length = encode(key);
        if (length == TOO_LONG) {
            makeBytes(3L * key.length());
            length = encode(key);
        }
        return insert(length);
    }

    /** Text in native memory to a slot, made if there is none. */
    final long stage(long address, long length) {
        long at = search(address, length);
        if (at != Memory.NULL) {
            return at;
        }
        if (length > front() - end) {
            makeBytes(length);
        }
        Memory.copy(address, block() + end, length);
        return insert(length);
    }

    /** The slot of a key that lies behind the others, made if there is none. */
    final long insert(long length) {
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
                Memory.putLong(at + VALUE, absent());
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
    final void makeBytes(long length) {
        requireUsable();
        if (dead > end / 3) {
            rebuild(slotCapacity(), end - dead + 2 * length, currentSeed());
        } else {
            growFor(entries(), end + 2 * length);
        }
    }

    // Bytes

    final long encode(CharSequence key) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        return Texts.encode(key, block() + end, block() + front());
    }

    final long copy(byte[] array, int from, int length) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        Objects.checkFromIndexSize(from, length, array.length);
        if (length > front() - end) {
            return TOO_LONG;
        }
        MemorySegment.copy(array, from, bytes, JAVA_BYTE, end, length);
        return length;
    }

    final long copy(MemorySegment key) {
        if (BuildConfig.DEBUG) {
            LifetimeCheck.check(lifetime, this);
        }
        long length = key.byteSize();
        if (length > front() - end) {
            return TOO_LONG;
        }
        MemorySegment.copy(key, 0, bytes, end, length);
        return length;
    }

    private long hash(long address, long length) {
        long hash = Texts.hash(address, length, salt, factor);
        return hash == EMPTY ? EMPTY - 1 : hash;
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
