package dev.mayfly.debug;

import dev.mayfly.memory.Memory;
import dev.mayfly.memory.VirtualMemory;

/**
 * A part of the records of one tracking allocator: those of the blocks whose addresses hash here.
 * Whoever calls holds its lock.
 *
 * <p>A record is {@value #RECORD_SIZE} bytes and stays where it is. An index finds it: 8 bytes an
 * entry, half of them a piece of the hash, so that a search looks at one record. It is open
 * addressing with linear probing, between 3/8 and 3/4 full, and removal moves the entries behind
 * up.
 *
 * <p>A block that was freed keeps its record for a while. That is what a second free finds. It has
 * a second record then, its end: when and where it was freed, and which block was before and after
 * it. So a live block has no room for what only freed ones have.
 */
final class Stripe {

    static final long RECORD_SIZE = 40;

    /** Bytes of records that a stripe has addresses for. */
    static final long RANGE = 1L << 29;

    /** No record. */
    static final int NONE = -1;

    // A record of a block
    private static final int ADDRESS = 0;
    private static final int SIZE = 8;
    private static final int ORDER = 16;
    private static final int BORN_TICK = 24;
    private static final int BORN_PLACE = 28;
    private static final int BORN_THREAD = 32;
    private static final int TAG = 36;
    private static final int STATE = 38;
    private static final int ALIGNMENT_SHIFT = 39;

    /** Of a freed block: its end, which keeps the thread meanwhile. */
    private static final int END = BORN_THREAD;

    // A record of an end. Its state is that of a record that is not used: scans leave it out.
    private static final int BLOCK = 0;
    private static final int OLDER = 4;
    private static final int NEWER = 8;
    private static final int DIED_TICK = 12;
    private static final int DIED_PLACE = 16;
    private static final int DIED_THREAD = 20;
    private static final int KEPT_THREAD = 24;

    // A record that is not used
    private static final int NEXT = 0;

    // A state
    static final byte UNUSED = 0;
    static final byte LIVE = 1;

    /** Freed, with the memory given back below. */
    static final byte FREED = 2;

    /** Freed, with the memory kept in quarantine. */
    static final byte QUARANTINED = 3;

    static final byte STATES = 3;
    static final byte IMMORTAL = 4;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final int STRIPE_SHIFT = 58;

    /** How many stripes there are. */
    static final int COUNT = 1 << Long.SIZE - STRIPE_SHIFT;

    private static final long COMMIT_STEP = VirtualMemory.roundUp(1 << 14);

    /** Zeros: the index of a stripe that is closed, in which nothing is found. */
    private static final long NO_INDEX = committed(VirtualMemory.pageSize());

    private final long records;
    private boolean closed;
    private long committed;
    private int used;
    private int unused = NONE;

    private long index;
    private long indexBytes;
    private int indexShift;
    private int mask;
    private int entries;

    // Ends
    private int oldest = NONE;
    private int newest = NONE;

    /** Freed blocks that have a record, and the bytes of those in quarantine. */
    int freed;

    long quarantined;

    /** Ever. */
    long born;

    long bornBytes;
    long died;
    long diedBytes;

    /**
     * What the newest block's address had live before, bytes. More than 0 only if the memory was
     * taken back behind tracking's back.
     */
    long buried;

    Stripe(long records) {
        this.records = records;
        makeIndex((int) (VirtualMemory.pageSize() / Long.BYTES));
    }

    static int of(long address) {
        return (int) (address * FACTOR >>> STRIPE_SHIFT);
    }

    private static int fingerprint(long address) {
        return (int) (address * FACTOR >>> STRIPE_SHIFT - Integer.SIZE);
    }

    // Finding

    /** The record of an address, live or freed; NONE if there is none. */
    int find(long address) {
        int fingerprint = fingerprint(address);
        int i = fingerprint >>> indexShift;
        while (true) {
            long entry = Memory.getLong(index + 8L * i);
            if (entry == 0) {
                return NONE;
            }
            if ((int) (entry >>> 32) == fingerprint) {
                int record = (int) entry - 1;
                if (address(record) == address) {
                    return record;
                }
            }
            i = i + 1 & mask;
        }
    }

    private long at(int record) {
        return records + record * RECORD_SIZE;
    }

    // Changing

    /** A block was made. */
    int born(long address, long size, long order, int place, int tick, int thread, int tag) {
        int record = find(address);
        buried = 0;
        if (record == NONE) {
            makeRoomInIndex();
            record = takeRecord();
            Memory.putLong(at(record) + ADDRESS, address);
            insert(address, record);
        } else if (state(record) == LIVE) {
            bury(record);
        } else {
            forgetFree(record);
        }
        long at = at(record);
        Memory.putLong(at + SIZE, size);
        Memory.putLong(at + ORDER, order);
        Memory.putInt(at + BORN_TICK, tick);
        Memory.putInt(at + BORN_PLACE, place);
        Memory.putInt(at + BORN_THREAD, thread);
        Memory.putShort(at + TAG, (short) tag);
        Memory.putByte(at + STATE, LIVE);
        born++;
        bornBytes += size;
        return record;
    }

    void setAlignment(int record, long alignment) {
        Memory.putByte(at(record) + ALIGNMENT_SHIFT, (byte) Long.numberOfTrailingZeros(alignment));
    }

    void setImmortal(int record) {
        Memory.putByte(at(record) + STATE, (byte) (LIVE | IMMORTAL));
    }

    /** The allocator below hands out what is live: it was freed where nobody looked. */
    private void bury(int record) {
        buried = size(record);
        died++;
        diedBytes += buried;
    }

    /** A live block is freed: the youngest of those that were. */
    void die(int record, int place, int tick, int thread, boolean quarantine) {
        int end = takeRecord();
        long ends = at(end);
        Memory.putInt(ends + BLOCK, record);
        Memory.putInt(ends + DIED_TICK, tick);
        Memory.putInt(ends + DIED_PLACE, place);
        Memory.putInt(ends + DIED_THREAD, thread);
        Memory.putInt(ends + OLDER, newest);
        Memory.putInt(ends + NEWER, NONE);
        if (newest == NONE) {
            oldest = end;
        } else {
            Memory.putInt(at(newest) + NEWER, end);
        }
        newest = end;
        long at = at(record);
        Memory.putInt(ends + KEPT_THREAD, Memory.getInt(at + BORN_THREAD));
        Memory.putInt(at + END, end);
        int mark = Memory.getByte(at + STATE) & IMMORTAL;
        Memory.putByte(at + STATE, (byte) ((quarantine ? QUARANTINED : FREED) | mark));
        freed++;
        long size = size(record);
        quarantined += quarantine ? size : 0;
        died++;
        diedBytes += size;
    }

    /** Takes back a {@link #die}. */
    void revive(int record) {
        int thread = bornThread(record);
        forgetFree(record);
        Memory.putInt(at(record) + BORN_THREAD, thread);
        int mark = Memory.getByte(at(record) + STATE) & IMMORTAL;
        Memory.putByte(at(record) + STATE, (byte) (LIVE | mark));
        died--;
        diedBytes -= size(record);
    }

    /** The block that was freed longest ago; NONE if none was. */
    int oldest() {
        return oldest == NONE ? NONE : Memory.getInt(at(oldest) + BLOCK);
    }

    /** Forgets a freed block. */
    void forget(int record) {
        forgetFree(record);
        remove(record);
        Memory.putByte(at(record) + STATE, UNUSED);
        giveUp(record);
    }

    /** Takes a block out of the order of frees; it has neither end nor thread then. */
    private void forgetFree(int record) {
        long at = at(record);
        int end = Memory.getInt(at + END);
        long ends = at(end);
        int older = Memory.getInt(ends + OLDER);
        int newer = Memory.getInt(ends + NEWER);
        if (older == NONE) {
            oldest = newer;
        } else {
            Memory.putInt(at(older) + NEWER, newer);
        }
        if (newer == NONE) {
            newest = older;
        } else {
            Memory.putInt(at(newer) + OLDER, older);
        }
        giveUp(end);
        freed--;
        if (state(record) == QUARANTINED) {
            quarantined -= size(record);
        }
    }

    private int takeRecord() {
        int record = unused;
        if (record == NONE) {
            return freshRecord();
        }
        unused = Memory.getInt(at(record) + NEXT);
        return record;
    }

    private void giveUp(int record) {
        Memory.putInt(at(record) + NEXT, unused);
        unused = record;
    }

    private int freshRecord() {
        long end = (used + 1) * RECORD_SIZE;
        if (end > committed) {
            if (closed) {
                throw new IllegalStateException(
                        "a TrackingAllocator was closed while another thread was allocating: let"
                                + " the others end first");
            }
            if (end > RANGE) {
                throw new IllegalStateException(
                        "tracking has room for about %,d blocks at once, live or remembered: free some, or keep a shorter history"
                                .formatted(COUNT * (RANGE / RECORD_SIZE)));
            }
            VirtualMemory.commit(records + committed, COMMIT_STEP);
            committed += COMMIT_STEP;
        }
        return used++;
    }

    // The index

    private void makeIndex(int capacity) {
        long bytes = VirtualMemory.roundUp(8L * capacity);
        useIndex(committed(bytes), bytes, capacity);
    }

    private void useIndex(long address, long bytes, int capacity) {
        index = address;
        indexBytes = bytes;
        mask = capacity - 1;
        indexShift = Integer.SIZE - Integer.numberOfTrailingZeros(capacity);
    }

    private static long committed(long bytes) {
        long address = VirtualMemory.reserve(bytes);
        try {
            VirtualMemory.commit(address, bytes);
        } catch (Throwable refused) {
            VirtualMemory.release(address, bytes);
            throw refused;
        }
        return address;
    }

    /** Whatever fails here fails before anything has changed. */
    private void makeRoomInIndex() {
        if (!closed && 4L * (entries + 1) > 3L * (mask + 1)) {
            growIndex();
        }
    }

    private void insert(long address, int record) {
        put((long) fingerprint(address) << 32 | record + 1);
        entries++;
    }

    private void put(long entry) {
        int i = (int) (entry >>> 32) >>> indexShift;
        while (Memory.getLong(index + 8L * i) != 0) {
            i = i + 1 & mask;
        }
        Memory.putLong(index + 8L * i, entry);
    }

    private void growIndex() {
        long old = index;
        long oldBytes = indexBytes;
        makeIndex(2 * (mask + 1));
        for (long at = old; at < old + oldBytes; at += 8) {
            long entry = Memory.getLong(at);
            if (entry != 0) {
                put(entry);
            }
        }
        VirtualMemory.release(old, oldBytes);
    }

    private void remove(int record) {
        int gap = fingerprint(address(record)) >>> indexShift;
        while ((int) Memory.getLong(index + 8L * gap) != record + 1) {
            gap = gap + 1 & mask;
        }
        for (int i = gap + 1 & mask; ; i = i + 1 & mask) {
            long entry = Memory.getLong(index + 8L * i);
            if (entry == 0) {
                break;
            }
            int home = (int) (entry >>> 32) >>> indexShift;
            if ((i - home & mask) >= (i - gap & mask)) {
                Memory.putLong(index + 8L * gap, entry);
                gap = i;
            }
        }
        Memory.putLong(index + 8L * gap, 0);
        entries--;
    }

    // Reading

    /** Records there ever were, in use or not. */
    int records() {
        return used;
    }

    long address(int record) {
        return Memory.getLong(at(record) + ADDRESS);
    }

    long size(int record) {
        return Memory.getLong(at(record) + SIZE);
    }

    long order(int record) {
        return Memory.getLong(at(record) + ORDER);
    }

    byte state(int record) {
        return (byte) (Memory.getByte(at(record) + STATE) & STATES);
    }

    /** Whether a block, live or freed, was meant to live for ever. */
    boolean isImmortal(int record) {
        return (Memory.getByte(at(record) + STATE) & IMMORTAL) != 0;
    }

    long alignment(int record) {
        return 1L << Memory.getByte(at(record) + ALIGNMENT_SHIFT);
    }

    int tag(int record) {
        return Memory.getShort(at(record) + TAG);
    }

    int bornPlace(int record) {
        return Memory.getInt(at(record) + BORN_PLACE);
    }

    int bornThread(int record) {
        return state(record) == LIVE
                ? Memory.getInt(at(record) + BORN_THREAD)
                : Memory.getInt(end(record) + KEPT_THREAD);
    }

    long bornTick(int record) {
        return Integer.toUnsignedLong(Memory.getInt(at(record) + BORN_TICK));
    }

    private long end(int record) {
        return at(Memory.getInt(at(record) + END));
    }

    int diedPlace(int record) {
        return Memory.getInt(end(record) + DIED_PLACE);
    }

    int diedThread(int record) {
        return Memory.getInt(end(record) + DIED_THREAD);
    }

    long diedTick(int record) {
        return Integer.toUnsignedLong(Memory.getInt(end(record) + DIED_TICK));
    }

    /** Bytes that records and index take. */
    long footprint() {
        return closed ? 0 : committed + indexBytes;
    }

    /**
     * Forgets every block and gives the index back; the records' memory is whose this is. What was
     * counted stays.
     */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        VirtualMemory.release(index, indexBytes);
        long page = VirtualMemory.pageSize();
        useIndex(NO_INDEX, page, (int) (page / Long.BYTES));
        entries = 0;
        used = 0;
        unused = NONE;
        committed = 0;
        oldest = NONE;
        newest = NONE;
        freed = 0;
        quarantined = 0;
    }
}
