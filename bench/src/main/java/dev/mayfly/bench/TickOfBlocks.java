package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What a tick's allocation costs where somebody hands out the blocks who knows no ticks: 1000 of 16
 * to 47 bytes, each with one 8-byte store at its start, then all of them freed. The figure is for
 * one allocation with its store and its share of the freeing; {@link FrameArenaAllocation} has the
 * same tick from those who move a cursor.
 *
 * <p>FFM arenas live for one tick, zero every block, and free them together; Java arrays are zeroed
 * too, and collected some time after.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class TickOfBlocks extends Nanoseconds {

    private Tick tick;

    @Setup
    public void open(BenchmarkParams params) {
        tick = BlockTick.of(Source.of(params), Sizes.small());
    }

    @Benchmark
    public void mayfly() {
        tick.run();
    }

    @Benchmark
    public void lwjglMimalloc() {
        tick.run();
    }

    @Benchmark
    public void lwjglRpmalloc() {
        tick.run();
    }

    @Benchmark
    public void lwjglJemalloc() {
        tick.run();
    }

    @Benchmark
    public void lwjglSystem() {
        tick.run();
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
        tick.run();
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
        tick.run();
    }

    @Benchmark
    public void ffmConfined() {
        tick.run();
    }

    @Benchmark
    public void ffmShared() {
        tick.run();
    }

    @Benchmark
    public void ffmAuto() {
        tick.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.G1, Jvm.HEAP})
    public void objectsG1() {
        tick.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.ZGC, Jvm.HEAP})
    public void objectsZgc() {
        tick.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.PARALLEL, Jvm.HEAP})
    public void objectsParallel() {
        tick.run();
    }

    @Benchmark
    public void cMimalloc() {
        tick.run();
    }

    @Benchmark
    public void cRpmalloc() {
        tick.run();
    }

    @Benchmark
    public void cJemalloc() {
        tick.run();
    }

    @Benchmark
    public void cSystem() {
        tick.run();
    }
}
