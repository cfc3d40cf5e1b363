package dev.mayfly.debug.junit;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.debug.FreeTraces;
import dev.mayfly.debug.LeakReport;
import dev.mayfly.debug.Totals;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.Trackers;
import dev.mayfly.debug.TrackingAllocator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The memory of one test: who allocates, and what is found at its end. */
final class TestMemory implements AutoCloseable {

    private final Trackers.Watch watch = Trackers.watch();
    private @Nullable Opened opened;

    /** What there is from {@code BeforeEach} on. */
    private record Opened(TrackingAllocator general, FrameArena scratch, OpenContext context) {}

    /**
     * Gives the thread its context.
     *
     * @param tracing with {@link Tracing#CALL_SITE} tracking makes no Java garbage of its own
     */
    void open(String name, Tracing tracing) {
        TrackingAllocator general =
                TrackingAllocator.builder(GeneralAllocator.shared())
                        .name(name)
                        .tracing(tracing)
                        .freeTraces(FreeTraces.EVERY)
                        .build();
        FrameArena scratch = FrameArena.builder().name("scratch of " + name).build();
        opened = new Opened(general, scratch, Context.open(general, scratch));
    }

    /**
     * Empties scratch.
     *
     * @return the most that was in it, bytes
     */
    long endTick() {
        Opened now = opened;
        if (now == null) {
            throw new IllegalStateException("ticks run in a test: not in its constructor");
        }
        now.scratch.freeAll();
        return now.scratch.lastTickPeak();
    }

    Cost cost() {
        long bytes = 0;
        long allocations = 0;
        for (TrackingAllocator each : watch.made()) {
            Totals totals = each.totals();
            bytes += totals.allocatedBytes();
            allocations += totals.allocatedCount();
        }
        return new Cost(bytes, allocations);
    }

    /** What is wrong at the end, for people; empty if nothing is. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        Opened now = opened;
        if (now != null) {
            try {
                now.scratch.freeAll();
                now.context.close();
            } catch (IllegalStateException | MemoryException leftOpen) {
                complaints.add(leftOpen.getMessage());
            }
            lookAtGuards(now.general);
        }
        LeakReport report = LeakReport.of(watch.made().toArray(new TrackingAllocator[0]));
        if (!report.isClean()) {
            complaints.add(report.text());
        }
        return complaints;
    }

    /** Only where the memory is certainly still there. */
    private static void lookAtGuards(TrackingAllocator general) {
        try {
            general.check();
        } catch (MemoryException onRecord) {
            return;
        }
    }

    /** Takes the context away, also one that the test broke. */
    @Override
    public void close() {
        watch.close();
        Opened now = opened;
        opened = null;
        if (now != null) {
            closeQuietly(now.context);
            now.general.close();
            now.scratch.close();
        }
    }

    private static void closeQuietly(OpenContext context) {
        try {
            context.closeWithLater();
        } catch (IllegalStateException leftOpen) {
            // Whoever wants to know has asked for complaints.
            return;
        }
    }
}
