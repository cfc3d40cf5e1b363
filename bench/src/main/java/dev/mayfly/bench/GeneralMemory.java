package dev.mayfly.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

import java.io.IOException;

/**
 * How much memory the blocks of {@link GeneralChurn} take, and not how long: the counters {@code
 * resident}, by which the process grew while they were allocated and replaced four times over, and
 * {@code committed}, what the allocator itself says. Both in MiB; 0 where nobody says. The blocks
 * themselves are 72 bytes each on average.
 *
 * <p>The Java heap has all its memory before the first look, so that it does not grow in between;
 * what an allocator keeps there is added by itself.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 1,
        jvmArgsPrepend = {
            Jvm.NATIVE_ACCESS,
            Jvm.LWJGL_FAST_PATH,
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch"
        })
@State(Scope.Thread)
public class GeneralMemory extends Nanoseconds {

    private static final int TIMES_REPLACED = 4;
    private static final double MEBIBYTE = 1 << 20;

    /** Blocks that live at a time. */
    @Param("1000000")
    int slots;

    private Source source;
    private Churn churn;
    private long before;

    /** Compiles the code and starts the allocator on few blocks, which takes memory too. */
    @Setup(Level.Trial)
    public void rehearse(BenchmarkParams params) throws IOException {
        source = Source.of(params);
        try (Churn rehearsal = Churn.of(source, 1000, 1)) {
            for (int i = 0; i < 100; i++) {
                rehearsal.fill();
                rehearsal.clear();
            }
        }
        churn = Churn.of(source, slots, 0);
        before = Resident.bytes();
    }

    @TearDown(Level.Iteration)
    public void clear() {
        churn.clear();
    }

    @TearDown(Level.Trial)
    public void close() {
        churn.close();
    }

    private void replace(Counters counters) throws IOException {
        churn.fill();
        for (long done = slots; done < (long) slots * TIMES_REPLACED; done += Sizes.PER_CALL) {
            churn.run(Sizes.PER_CALL);
        }
        counters.resident = (Resident.bytes() - before) / MEBIBYTE;
        counters.committed = committed() / MEBIBYTE;
    }

    private long committed() {
        return source instanceof Source.Addresses(LongLived allocator) ? allocator.committed() : 0;
    }

    @Benchmark
    public void mayfly(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    public void lwjglMimalloc(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    public void lwjglRpmalloc(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    public void lwjglJemalloc(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    public void lwjglSystem(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {
                Jvm.NATIVE_ACCESS,
                Jvm.LWJGL_FAST_PATH,
                Jvm.OWN_THREADS,
                Netty.THREADS,
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch"
            })
    public void nettyPooled(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {
                Jvm.NATIVE_ACCESS,
                Jvm.LWJGL_FAST_PATH,
                Jvm.OWN_THREADS,
                Netty.THREADS,
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch"
            })
    public void nettyAdaptive(Counters counters) throws IOException {
        replace(counters);
    }

    @Benchmark
    public void objects(Counters counters) throws IOException {
        replace(counters);
    }

    /** What is counted, MiB. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {

        /** By how much the process grew. */
        public double resident;

        /** What the allocator took from the system, by its own account. */
        public double committed;
    }
}
