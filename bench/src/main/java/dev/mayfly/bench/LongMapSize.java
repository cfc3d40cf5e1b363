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
 * How the cost of an operation grows with the entries of a map from long to long: of five three
 * look, one removes and one puts, and the keys are random.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(
        value = 2,
        jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.HEAP})
public class LongMapSize extends Nanoseconds {

    /** How many there are in it. */
    @Param({"1000", "10000", "100000", "1000000", "10000000"})
    int entries;

    private LongMapLoad load;

    /** The method's name says whose map. */
    @Setup
    public void fill(BenchmarkParams params) {
        String name = params.getBenchmark();
        String map = name.substring(name.lastIndexOf('.') + 1);
        load = new LongMapLoad(map, entries, "random");
    }

    @TearDown
    public void delete() {
        load.delete();
    }

    @Benchmark
    public long mayfly() {
        return load.mixed();
    }

    @Benchmark
    public long hashMap() {
        return load.mixed();
    }

    @Benchmark
    public long agrona() {
        return load.mixed();
    }

    @Benchmark
    public long fastutil() {
        return load.mixed();
    }
}
