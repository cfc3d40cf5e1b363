package dev.mayfly.debug;

import dev.mayfly.memory.Memory;
import dev.mayfly.memory.VirtualMemory;

/**
 * Which frees are walked with {@link FreeTraces#SOME}, and where the last walked one was: by the
 * place that made the block, for all tracking allocators together.
 *
 * <p><b>Cost:</b> 16 bytes of native memory a place, a load and a store a free, no Java garbage.
 *
 * <p><b>Thread:</b> any. Those that count at one place at once may lose counts, so that one free
 * more is walked; that every one is to be walked is never lost, and what was seen is one number, so
 * it is the place of a free at any time.
 */
final class WalkedFrees {

    /** Frees of a place's blocks that are walked one and all. */
    static final int FIRST = 64;

    /**
     * Of so many later ones the last is walked. It is a prime, for programs do things by twos and
     * tens: a place whose blocks are freed by two lines in turns would always show the same one.
     */
    static final int STEP = 509;

    // A place
    private static final long BYTES = 16;
    private static final int COUNT = 0;
    private static final int ALWAYS = 4;
    private static final int SEEN = 8;

    /** Places; at those beyond, every free is walked. */
    private static final int MOST = 1 << 24;

    private static final long BASE = VirtualMemory.reserve(MOST * BYTES);

    /** Places that have memory. */
    private static volatile int room;

    private WalkedFrees() {}

    /** Whether to walk the next free of a block that was made at a place. */
    static boolean next(int place) {
        if (!hasRoom(place)) {
            return true;
        }
        long at = at(place);
        int count = Memory.getInt(at + COUNT);
        if (count < FIRST) {
            Memory.putInt(at + COUNT, count + 1);
            return true;
        }
        boolean last = count == FIRST + STEP - 1;
        Memory.putInt(at + COUNT, last ? FIRST : count + 1);
        return last || Memory.getInt(at + ALWAYS) != 0;
    }

    /** A free of a block that was made at a place was walked. */
    static void seen(int place, int free) {
        if (hasRoom(place)) {
            Memory.putInt(at(place) + SEEN, free);
        }
    }

    /** From now on every free of a place's blocks is walked. */
    static void always(int place) {
        if (hasRoom(place)) {
            Memory.putInt(at(place) + ALWAYS, 1);
        }
    }

    /**
     * Where a block that was made at a place was last seen freed; {@link Place#UNKNOWN} if never.
     */
    static Place lastSeen(int place) {
        return place < room ? Places.of(Memory.getInt(at(place) + SEEN)) : Place.UNKNOWN;
    }

    private static long at(int place) {
        return BASE + BYTES * place;
    }

    private static boolean hasRoom(int place) {
        return place < room || makeRoom(place);
    }

    private static synchronized boolean makeRoom(int place) {
        if (place >= MOST) {
            return false;
        }
        long page = VirtualMemory.pageSize();
        while (place >= room) {
            VirtualMemory.commit(at(room), page);
            room += (int) (page / BYTES);
        }
        return true;
    }
}
