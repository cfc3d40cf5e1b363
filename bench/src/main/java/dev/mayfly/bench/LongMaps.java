package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a map from long to long costs an operation, at a size at which it stays; the subclasses say
 * whose map. {@link LongMapLoad} says what is asked of it.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public abstract class LongMaps extends Nanoseconds {

    /** How many there are in it; {@link LongMapSize} has more. */
    @Param({"1000", "100000"})
    public int entries;

    /** What numbers the keys are. */
    @Param({"random", "sequential"})
    public String keys = "random";

    private LongMapLoad load;

    /** A name that {@link LongMapPeer#of} knows. */
    abstract String map();

    @Setup
    public void fill() {
        load = new LongMapLoad(map(), entries, keys);
    }

    @TearDown
    public void delete() {
        load.delete();
    }

    @Benchmark
    public long get() {
        return load.get();
    }

    @Benchmark
    public long getAbsent() {
        return load.getAbsent();
    }

    @Benchmark
    public void putAgain() {
        load.putAgain();
    }

    @Benchmark
    public void putNew() {
        load.putNew();
    }

    @Benchmark
    public void removeAndPut() {
        load.removeAndPut();
    }

    @Benchmark
    public long mixed() {
        return load.mixed();
    }

    @Benchmark
    public long iterate() {
        return load.iterate();
    }
}
