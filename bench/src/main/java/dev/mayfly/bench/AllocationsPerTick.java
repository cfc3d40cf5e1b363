package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How the cost of an allocation grows with the number of them in a tick: blocks of 16 to 47 bytes,
 * each with one 8-byte store, then all of them freed. The figure is for one allocation with its
 * store and its share of the freeing; a few have to carry all of {@code freeAll}, many do not stay
 * in the cache.
 */
@OperationsPerInvocation(AllocationsPerTick.MOST)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class AllocationsPerTick extends Nanoseconds {

    static final int MOST = 1_000_000;

    /** How many a tick has; each invocation runs as many ticks as make a million. */
    @Param({"10", "100", "1000", "50000", "1000000"})
    int allocations;

    private Tick tick;
    private int ticks;

    @Setup
    public void open(BenchmarkParams params) {
        String name = params.getBenchmark();
        tick = Tick.of(name.substring(name.lastIndexOf('.') + 1), Sizes.small(allocations));
        ticks = MOST / allocations;
    }

    @TearDown
    public void close() {
        tick.close();
    }

    @Benchmark
    public void frameArena() {
        tick.run(ticks);
    }

    @Benchmark
    public void frameArenaZeroed() {
        tick.run(ticks);
    }

    @Benchmark
    public void frameArenaSegments() {
        tick.run(ticks);
    }

    @Benchmark
    public void frameArenaSegmentsZeroed() {
        tick.run(ticks);
    }

    @Benchmark
    public void lwjglMemoryStack() {
        tick.run(ticks);
    }

    @Benchmark
    public void lwjglSegmentStack() {
        tick.run(ticks);
    }

    @Benchmark
    public void ffmSlicing() {
        tick.run(ticks);
    }

    @Benchmark
    public void cBump() {
        tick.run(ticks);
    }

    @Benchmark
    public void mayfly() {
        tick.run(ticks);
    }

    @Benchmark
    public void lwjglMimalloc() {
        tick.run(ticks);
    }

    @Benchmark
    public void lwjglJemalloc() {
        tick.run(ticks);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {
                Jvm.NATIVE_ACCESS,
                Jvm.LWJGL_FAST_PATH,
                Jvm.OWN_THREADS,
                Netty.THREADS,
                Jvm.HEAP
            })
    public void nettyPooled() {
        tick.run(ticks);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {
                Jvm.NATIVE_ACCESS,
                Jvm.LWJGL_FAST_PATH,
                Jvm.OWN_THREADS,
                Netty.THREADS,
                Jvm.HEAP
            })
    public void nettyAdaptive() {
        tick.run(ticks);
    }

    @Benchmark
    public void ffmConfined() {
        tick.run(ticks);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.G1, Jvm.HEAP})
    public void objectsG1() {
        tick.run(ticks);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.ZGC, Jvm.HEAP})
    public void objectsZgc() {
        tick.run(ticks);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.PARALLEL, Jvm.HEAP})
    public void objectsParallel() {
        tick.run(ticks);
    }

    @Benchmark
    public void cMimalloc() {
        tick.run(ticks);
    }
}
