package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What a pair of allocation, with one 8-byte store, and free costs by the sizes of the blocks: 64
 * bytes always, 16 to 255 bytes, or 16 bytes to 32 KiB, each doubling as often as the next. The
 * figure is for one block.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class GeneralSizes extends Nanoseconds {

    /** Bytes, from-to. */
    @Param({"64", "16-255", "16-32768"})
    String range = "64";

    private Pairs pairs;

    @Setup
    public void open(BenchmarkParams params) {
        pairs = Pairs.of(Source.of(params), table());
    }

    private int[] table() {
        return switch (range) {
            case "64" -> Sizes.fixed();
            case "16-255" -> Sizes.longLived();
            case "16-32768" -> Sizes.mixed();
            default -> throw new IllegalArgumentException(range);
        };
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
