package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All tracking allocators that there are, in the order they were made: what a report is about that
 * nobody limits to one of them.
 *
 * <p><b>Thread:</b> any.
 */
public final class Trackers {

    private static final List<TrackingAllocator> ALL = new CopyOnWriteArrayList<>();

    /** The same, for those who may make no garbage. */
    private static volatile TrackingAllocator[] array = {};

    private Trackers() {}

    /**
     * All that are not closed, and those that were closed with live blocks.
     *
     * @return an unmodifiable list, as it is now
     */
    public static List<TrackingAllocator> all() {
        return List.copyOf(ALL);
    }

    /** Looks for what was written where nobody may write, in all of them. */
    public static void checkAll() {
        for (TrackingAllocator tracker : ALL) {
            tracker.check();
        }
    }

    static synchronized void add(TrackingAllocator tracker) {
        ALL.add(tracker);
        array = ALL.toArray(TrackingAllocator[]::new);
    }

    static synchronized void remove(TrackingAllocator tracker) {
        ALL.remove(tracker);
        array = ALL.toArray(TrackingAllocator[]::new);
    }

    /** As {@link #all}; nobody writes to it. */
    static TrackingAllocator[] array() {
        return array;
    }

    /**
     * Another tracker's live block at or around an address; null if there is none. What a closed
     * tracker last knew counts only where no open one knows better.
     */
    static @Nullable Block elsewhere(TrackingAllocator except, long address) {
        Block open = elsewhere(except, address, false);
        return open != null ? open : elsewhere(except, address, true);
    }

    private static @Nullable Block elsewhere(
            TrackingAllocator except, long address, boolean closed) {
        for (TrackingAllocator tracker : ALL) {
            if (tracker != except && tracker.isClosed() == closed) {
                Block block = tracker.records().around(address);
                if (block != null) {
                    return block;
                }
            }
        }
        return null;
    }
}
