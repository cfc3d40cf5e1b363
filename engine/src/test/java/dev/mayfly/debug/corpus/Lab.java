package dev.mayfly.debug.corpus;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.FreeTraces;
import dev.mayfly.debug.LeakReport;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackingAllocator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The allocators that one run of one {@link Program} has for itself: tracked ones, or malloc for
 * another tool to watch.
 */
public final class Lab implements AutoCloseable {

    private final UnaryOperator<TrackingAllocator.Builder> options;
    private final List<TrackingAllocator> trackers = new ArrayList<>();
    private final List<Allocator> below = new ArrayList<>();
    private final Allocator heap;

    private Lab(UnaryOperator<TrackingAllocator.Builder> options, boolean tracked) {
        this.options = options;
        heap = tracked ? track("heap", GeneralAllocator.create(), 1 << 20) : HeapAllocator.INSTANCE;
    }

    public static Lab tracked(Tracing tracing, BadFreePolicy policy) {
        return new Lab(builder -> builder.tracing(tracing).policy(policy), true);
    }

    public static Lab malloc() {
        return new Lab(builder -> builder, false);
    }

    /** What every program has: blocks that are freed one by one, by any thread. */
    public Allocator heap() {
        return heap;
    }

    /** Another tracked allocator. The one below is closed with the lab. */
    public TrackingAllocator track(String name, Allocator allocator) {
        return track(name, allocator, 0);
    }

    private TrackingAllocator track(String name, Allocator allocator, long quarantine) {
        TrackingAllocator.Builder builder =
                TrackingAllocator.builder(keep(allocator))
                        .name(name)
                        .freeTraces(FreeTraces.EVERY)
                        .quarantine(quarantine);
        TrackingAllocator tracker = options.apply(builder).build();
        trackers.add(tracker);
        return tracker;
    }

    /** Scratch that nobody tracks. */
    public FrameArena scratch() {
        return keep(FrameArena.builder().reserve(1 << 20).name("scratch").build());
    }

    private <T extends Allocator> T keep(T allocator) {
        below.add(allocator);
        return allocator;
    }

    /** Looks for writes where nobody may write, in all that is tracked. */
    public void check() {
        trackers.forEach(TrackingAllocator::check);
    }

    public LeakReport report() {
        return LeakReport.of(trackers.toArray(TrackingAllocator[]::new));
    }

    @Override
    public void close() {
        trackers.forEach(TrackingAllocator::close);
        below.forEach(Allocator::handOver);
        below.forEach(Allocator::close);
    }
}
