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

    private static final ThreadLocal<@Nullable Watch> WATCH = new ThreadLocal<>();

    private Trackers() {}

    /** Those that a thread makes, from {@link #watch()} on until it is closed. */
    public static final class Watch implements AutoCloseable {

        private final @Nullable Watch outer = WATCH.get();
        private final List<TrackingAllocator> made = new CopyOnWriteArrayList<>();
        private boolean closed;

        private Watch() {}

        /**
         * What was made, closed ones too.
         *
         * @return an unmodifiable list, as it is now
         */
        public List<TrackingAllocator> made() {
            return List.copyOf(made);
        }

        /** Watches no longer. On the thread that began it. */
        @Override
        public void close() {
            closed = true;
            if (WATCH.get() == this) {
                WATCH.set(outer);
            }
        }
    }

    /**
     * Begins to collect the tracking allocators that the calling thread makes: what tells a test's
     * own from those of tests that run at the same time.
     *
     * @return an open watch, to be closed on this thread
     */
    public static Watch watch() {
        Watch watch = new Watch();
        WATCH.set(watch);
        return watch;
    }

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
        Watch watch = WATCH.get();
        if (watch != null && !watch.closed) {
            watch.made.add(tracker);
        }
    }

    /** A tracker is everybody's, whoever happened to make it. */
    static void unwatch(TrackingAllocator tracker) {
        Watch watch = WATCH.get();
        if (watch != null) {
            watch.made.remove(tracker);
        }
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
