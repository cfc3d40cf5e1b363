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
 * What a block of long-lived memory costs that does not live long: of 16 to 255 bytes, allocated,
 * given one 8-byte store, and freed at once. The figure is for one block. A Java array is freed
 * when the garbage collector comes to it, which is part of its figure.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class GeneralPairs extends Nanoseconds {

    private Pairs pairs;

    @Setup
    public void open(BenchmarkParams params) {
        pairs = Pairs.of(Source.of(params), Sizes.longLived());
    }

    @Benchmark
    public void mayfly() {
        pairs.run();
    }

    @Benchmark
    public void lwjglMimalloc() {
        pairs.run();
    }

    @Benchmark
    public void lwjglRpmalloc() {
        pairs.run();
    }

    @Benchmark
    public void lwjglJemalloc() {
        pairs.run();
    }

    @Benchmark
    public void lwjglSystem() {
        pairs.run();
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
        pairs.run();
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
        pairs.run();
    }

    @Benchmark
    public void ffmConfined() {
        pairs.run();
    }

    @Benchmark
    public void ffmShared() {
        pairs.run();
    }

    @Benchmark
    public void ffmAuto() {
        pairs.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.G1, Jvm.HEAP})
    public void objectsG1() {
        pairs.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.ZGC, Jvm.HEAP})
    public void objectsZgc() {
        pairs.run();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.PARALLEL, Jvm.HEAP})
    public void objectsParallel() {
        pairs.run();
    }

    @Benchmark
    public void cMimalloc() {
        pairs.run();
    }

    @Benchmark
    public void cRpmalloc() {
        pairs.run();
    }

    @Benchmark
    public void cJemalloc() {
        pairs.run();
    }

    @Benchmark
    public void cSystem() {
        pairs.run();
    }
}
