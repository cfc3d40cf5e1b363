package dev.mayfly.loop;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.debug.Advisors;
import dev.mayfly.debug.ExitReport;
import dev.mayfly.debug.GlobalAllocator;
import dev.mayfly.debug.Ticks;
import dev.mayfly.debug.TrackingAllocator;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a loop does besides in a debug build: counts ticks, looks at the guards around blocks every
 * so many of them and at its end, and has a report written when the program ends.
 *
 * <p>Of loops that run at the same time the first one counts.
 */
final class LoopWatch {

    /** System property: after how many ticks the guards are looked at again. */
    static final String CHECK_EVERY = "mayfly.debug.checkEvery";

    private static final int USUAL_CHECK_EVERY = 60;

    private static final ThreadLocal<@Nullable LoopWatch> CURRENT = new ThreadLocal<>();
    private static final AtomicReference<@Nullable LoopWatch> COUNTING = new AtomicReference<>();

    private final @Nullable LoopWatch outer = CURRENT.get();
    private final TrackingAllocator[] trackers;
    private final int checkEvery;
    private int ticksToCheck;

    private LoopWatch(Allocator allocator) {
        checkEvery = Math.max(1, Integer.getInteger(CHECK_EVERY, USUAL_CHECK_EVERY));
        ticksToCheck = checkEvery;
        Set<TrackingAllocator> found = new LinkedHashSet<>();
        found.add(GlobalAllocator.INSTANCE);
        Allocator each = allocator;
        Allocator before;
        do {
            if (each instanceof TrackingAllocator tracker) {
                found.add(tracker);
            }
            before = each;
            each = each.below();
        } while (each != before);
        trackers = found.toArray(TrackingAllocator[]::new);
    }

    /** Runs a loop on this thread. */
    static void during(Allocator allocator, Runnable loop) {
        begin(allocator);
        try {
            loop.run();
        } finally {
            end();
        }
    }

    private static void begin(Allocator allocator) {
        ExitReport.install();
        LoopWatch watch = new LoopWatch(allocator);
        CURRENT.set(watch);
        COUNTING.compareAndSet(null, watch);
    }

    /** A tick of this thread's loop has ended. */
    static void tickEnded() {
        LoopWatch watch = CURRENT.get();
        if (watch == null) {
            return;
        }
        if (COUNTING.get() == watch) {
            Ticks.advance();
            Advisors.tick();
        }
        if (--watch.ticksToCheck == 0) {
            watch.ticksToCheck = watch.checkEvery;
            for (TrackingAllocator tracker : watch.trackers) {
                tracker.check();
            }
        }
    }

    /** This thread's loop has ended, well or not. */
    private static void end() {
        LoopWatch watch = CURRENT.get();
        if (watch == null) {
            return;
        }
        COUNTING.compareAndSet(watch, null);
        if (watch.outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(watch.outer);
        }
        for (TrackingAllocator tracker : watch.trackers) {
            lastCheck(tracker);
        }
    }

    /** What it finds stands in the report; throwing here would hide what the loop ended with. */
    private static void lastCheck(TrackingAllocator tracker) {
        try {
            tracker.check();
        } catch (MemoryException onRecord) {
            return;
        }
    }
}
