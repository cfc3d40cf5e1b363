package dev.mayfly.bench;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.debug.CallSites;
import dev.mayfly.debug.FreeTraces;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to know where every block comes from: 16 to 255 bytes allocated, given one 8-byte
 * store, and freed at once, under tracking, under LWJGL's debug allocator, and under nobody's eyes.
 * The figure is for one block.
 *
 * <p>LWJGL is asked by {@link HeapAllocator}, whose calls its debug allocator sees; the system
 * property that turns it on is the fork's. Run without forks, these measure malloc.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class DebugPairs extends Nanoseconds {

    private static final String LWJGL_DEBUG = "-Dorg.lwjgl.util.DebugAllocator=true";
    private static final String LWJGL_FAST = "-Dorg.lwjgl.util.DebugAllocator.fast=true";

    private final int[] sizes = Sizes.longLived();
    private final int allocation = CallSites.register("DebugPairs", "pairs", "DebugPairs.java", 1);
    private final int free = CallSites.register("DebugPairs", "pairs", "DebugPairs.java", 2);

    /** The line of every call, told by the caller; guards around every block. */
    @Benchmark
    public void callSites(CallSitesOnly tracking) {
        pairsWithSites(tracking.allocator);
    }

    /** The same without guards. */
    @Benchmark
    public void callSitesUnguarded(CallSitesUnguarded tracking) {
        pairsWithSites(tracking.allocator);
    }

    /** A full trace of every allocation; of every free its line, told by the caller. */
    @Benchmark
    public void traces(Traces tracking) {
        pairsWithSites(tracking.allocator);
    }

    /** A full trace of every allocation, and of as many frees as by default. */
    @Benchmark
    public void tracesOfSomeFrees(Traces tracking) {
        pairs(tracking.allocator);
    }

    /** A full trace of every allocation and of every free. */
    @Benchmark
    public void tracesOfFreesToo(TracesOfFrees tracking) {
        pairs(tracking.allocator);
    }

    /** A full trace of every allocation, nothing of a free. */
    @Benchmark
    public void tracesOfAllocationsOnly(TracesOfAllocations tracking) {
        pairs(tracking.allocator);
    }

    /** Nobody looks. */
    @Benchmark
    public void general() {
        pairs(GeneralAllocator.shared());
    }

    /** Nobody looks at malloc. */
    @Benchmark
    public void heap() {
        pairs(HeapAllocator.INSTANCE);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, LWJGL_DEBUG})
    public void lwjglTraces() {
        pairs(HeapAllocator.INSTANCE);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, LWJGL_DEBUG, LWJGL_FAST})
    public void lwjglFast() {
        pairs(HeapAllocator.INSTANCE);
    }

    private void pairs(Allocator allocator) {
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            long block = allocator.allocNonZeroed(size, Sizes.ALIGNMENT);
            Memory.putLong(block, i);
            allocator.free(block, size);
        }
    }

    /** As the agent would have it. */
    private void pairsWithSites(Allocator allocator) {
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            CallSites.enter(allocation);
            long block = allocator.allocNonZeroed(size, Sizes.ALIGNMENT);
            CallSites.leave();
            Memory.putLong(block, i);
            CallSites.enter(free);
            allocator.free(block, size);
            CallSites.leave();
        }
    }

    private static TrackingAllocator.Builder tracking(Tracing tracing) {
        return TrackingAllocator.builder(GeneralAllocator.shared()).tracing(tracing);
    }

    /** {@link #callSites}'s. */
    @State(Scope.Thread)
    public static class CallSitesOnly {
        final TrackingAllocator allocator = tracking(Tracing.CALL_SITE).build();
    }

    /** {@link #callSitesUnguarded}'s. */
    @State(Scope.Thread)
    public static class CallSitesUnguarded {
        final TrackingAllocator allocator = tracking(Tracing.CALL_SITE).guards(false).build();
    }

    /** {@link #traces}'s and {@link #tracesOfSomeFrees}'s. */
    @State(Scope.Thread)
    public static class Traces {
        final TrackingAllocator allocator = tracking(Tracing.FULL).build();
    }

    /** {@link #tracesOfFreesToo}'s. */
    @State(Scope.Thread)
    public static class TracesOfFrees {
        final TrackingAllocator allocator =
                tracking(Tracing.FULL).freeTraces(FreeTraces.EVERY).build();
    }

    /** {@link #tracesOfAllocationsOnly}'s. */
    @State(Scope.Thread)
    public static class TracesOfAllocations {
        final TrackingAllocator allocator =
                tracking(Tracing.FULL).freeTraces(FreeTraces.NONE).build();
    }
}
