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
 * What a block costs where several threads allocate at once from one allocator, each with a
 * thousand blocks of its own that live randomly long, as in {@link GeneralChurn}. The figure is for
 * one replaced block of one thread, while the others do the same all the time.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class ThreadCount extends Nanoseconds {

    private static final int SLOTS = 1000;

    /** How many threads there are, the measured one among them. */
    @Param({"1", "2"})
    int threads;

    private Churn churn;
    private Companions companions;

    @Setup
    public void fill(BenchmarkParams params) throws InterruptedException {
        Source source = Source.of(params);
        churn = Churn.of(source, SLOTS, 0);
        churn.fill();
        companions = Companions.start(source, SLOTS, threads - 1);
    }

    @TearDown
    public void clear() throws InterruptedException {
        companions.stop();
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
