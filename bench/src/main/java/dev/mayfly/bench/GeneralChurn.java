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
 * What a block costs among many that live randomly long: one of them is freed, another of 16 to 128
 * bytes allocated in its place and given one 8-byte store. The figure is for the whole of it.
 *
 * <p>How many there are decides how much of the time is the memory's own: what is freed has long
 * left the cache, and what is allocated may be anywhere.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class GeneralChurn extends Nanoseconds {

    /** Blocks that live at a time. */
    @Param({"1000", "10000", "100000", "1000000", "10000000"})
    int slots;

    private Churn churn;

    @Setup
    public void fill(BenchmarkParams params) {
        churn = Churn.of(Source.of(params), slots, 0);
        churn.fill();
    }

    @TearDown
    public void clear() {
        churn.clear();
        churn.close();
    }

    @Benchmark
    public void mayfly() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void lwjglMimalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void lwjglRpmalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void lwjglJemalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void lwjglSystem() {
        churn.run(Sizes.PER_CALL);
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
        churn.run(Sizes.PER_CALL);
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
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void ffmConfined() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void ffmAuto() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.G1, Jvm.HEAP})
    public void objectsG1() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.ZGC, Jvm.HEAP})
    public void objectsZgc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.PARALLEL, Jvm.HEAP})
    public void objectsParallel() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void cMimalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void cRpmalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void cJemalloc() {
        churn.run(Sizes.PER_CALL);
    }

    @Benchmark
    public void cSystem() {
        churn.run(Sizes.PER_CALL);
    }
}
