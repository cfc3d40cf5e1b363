package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What a block costs that one thread allocates and another frees: 16 to 255 bytes with one 8-byte
 * store. The figure is for one block, by the slower of the two threads.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
public class GeneralHandOver extends Nanoseconds {

    private final int[] sizes = Sizes.longLived();
    private HandOver handOver;

    @Setup
    public void start(BenchmarkParams params) {
        handOver = HandOver.from(Source.of(params));
    }

    @TearDown
    public void stop() throws InterruptedException {
        handOver.finish();
    }

    @Benchmark
    public void mayfly() {
        handOver.put(sizes);
    }

    @Benchmark
    public void lwjglMimalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void lwjglRpmalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void lwjglJemalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void lwjglSystem() {
        handOver.put(sizes);
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
        handOver.put(sizes);
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
        handOver.put(sizes);
    }

    @Benchmark
    public void cMimalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void cRpmalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void cJemalloc() {
        handOver.put(sizes);
    }

    @Benchmark
    public void cSystem() {
        handOver.put(sizes);
    }
}
