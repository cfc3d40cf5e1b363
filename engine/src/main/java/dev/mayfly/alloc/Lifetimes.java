package dev.mayfly.alloc;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Every lifetime that memory can have: a tick, a save point, all there is before a {@code freeAll}.
 * Debug builds only.
 *
 * <p>A lifetime is a number, which a data structure notes when it gets its memory. An allocator has
 * a slot for each kind of lifetime that it gives, and the slot holds the number of the one that
 * goes on now: the slot's own in the upper bits, a counter in the lower. The end of a lifetime
 * counts up. So whether one is over is a comparison, whoever asks, and nothing is garbage.
 */
final class Lifetimes {

    /** That of memory of which nobody knows when it ends: it goes on for ever. */
    static final long UNKNOWN = 0;

    private static final int SHIFT = 40;

    /** What a lifetime is, for a message. */
    enum Kind {
        TICK,
        SAVE_POINT,
        UNTIL_FREE_ALL
    }

    /** Where one allocator's lifetimes of one kind follow each other. */
    private static final class Slot {

        long now;

        /** The first of the allocator that has the slot; older ones were another's. */
        long first;

        Kind kind = Kind.UNTIL_FREE_ALL;
        String allocator = "";
        boolean closed;

        /** The tick in which the last one ended. */
        long tick;
    }

    private static final Queue<Slot> UNUSED = new ArrayDeque<>();

    /** Grows under the lock of the class; slots stay where they are. */
    private static volatile Slot[] slots = {new Slot()};

    private static int used = 1;

    private Lifetimes() {}

    static synchronized long begin(Allocator allocator, Kind kind) {
        Slot slot = UNUSED.poll();
        if (slot == null) {
            slot = fresh();
        }
        slot.first = slot.now;
        slot.kind = kind;
        slot.allocator = allocator.toString();
        slot.closed = false;
        return slot.now;
    }

    private static Slot fresh() {
        Slot[] all = slots;
        if (used == all.length) {
            all = Arrays.copyOf(all, 2 * used);
        }
        Slot slot = new Slot();
        slot.now = (long) used << SHIFT;
        all[used++] = slot;
        slots = all;
        return slot;
    }

    /**
     * Ends a lifetime, and begins the next of its kind.
     *
     * @param tick which tick of the allocator it ends in
     */
    static long end(long lifetime, long tick) {
        Slot slot = slot(lifetime);
        slot.tick = tick;
        return ++slot.now;
    }

    /** {@link #end} of one that is perhaps nobody's yet, in an allocator that knows no ticks. */
    static long endAny(long lifetime) {
        return lifetime == UNKNOWN ? UNKNOWN : end(lifetime, 0);
    }

    /** The lifetime of an allocator whose blocks all end together; it begins if nobody had one. */
    static long orBegin(long lifetime, Allocator allocator) {
        return lifetime == UNKNOWN ? begin(allocator, Kind.UNTIL_FREE_ALL) : lifetime;
    }

    /** Ends a lifetime for good: its allocator is closed. */
    static synchronized void close(long lifetime) {
        if (lifetime != UNKNOWN) {
            Slot slot = slot(lifetime);
            slot.now++;
            slot.closed = true;
            UNUSED.add(slot);
        }
    }

    static boolean isOver(long lifetime) {
        return slot(lifetime).now != lifetime;
    }

    /** How a lifetime that is over ended. */
    static String story(long lifetime) {
        Slot slot = slot(lifetime);
        if (lifetime < slot.first) {
            return "its allocator was closed";
        }
        if (slot.closed) {
            return slot.allocator + " was closed";
        }
        boolean last = lifetime == slot.now - 1;
        return switch (slot.kind) {
            case TICK -> {
                long tick = lifetime - slot.first;
                yield "it was made in tick %d of %s, and freeAll ended that %d tick(s) ago"
                        .formatted(tick, slot.allocator, slot.now - lifetime);
            }
            case SAVE_POINT ->
                    "it was made inside a save point of %s, which was closed%s"
                            .formatted(slot.allocator, last ? " in tick " + slot.tick : "");
            case UNTIL_FREE_ALL ->
                    "freeAll of %s gave it back, and was called %d time(s) since it was made"
                            .formatted(slot.allocator, slot.now - lifetime);
        };
    }

    private static Slot slot(long lifetime) {
        return slots[(int) (lifetime >>> SHIFT)];
    }
}
