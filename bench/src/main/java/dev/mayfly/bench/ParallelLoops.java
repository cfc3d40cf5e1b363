package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.RangeTask;
import dev.mayfly.loop.Workers;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.stream.IntStream;

/**
 * What a call of a parallel loop costs, and what it brings. The figure is for one call: an empty
 * body in 64 chunks is overhead alone, with the workers awake; {@code afterAPause} lets them fall
 * asleep first, where they stay because the loop is known to be short; {@code wakingAfterAPause}
 * has so few chunks that they are woken all the same. The pause itself is {@code pauseAlone}.
 * {@code work} is about a millisecond of arithmetic, to be compared between numbers of workers.
 * Beside them stands a parallel stream.
 */
@State(Scope.Thread)
public class ParallelLoops extends Nanoseconds {

    private static final int CHUNKS = 64;
    private static final int FEW_CHUNKS = 8;
    private static final int ROUNDS = 4000;

    /** The thread that calls works too. */
    private static final String ONE_HELPER =
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1";

    /** Longer than workers stay awake. */
    private static final long PAUSE_NANOS = 200_000;

    @Param({"1", "2"})
    private int count;

    private final FrameArena scratch = FrameArena.create();
    private final OpenContext opened = Context.open(HeapAllocator.INSTANCE, scratch);
    private final double[] results = new double[CHUNKS];
    private final RangeTask nothing = (_, _, _) -> {};
    private final RangeTask working = (from, _, _) -> results[from] = work(from);

    private Workers workers;

    @Setup
    public void open() {
        workers = Workers.create(count);
    }

    @TearDown
    public void close() {
        workers.close();
        opened.close();
        scratch.close();
    }

    @Benchmark
    public void empty() {
        workers.run(0, CHUNKS, 1, nothing);
    }

    @Benchmark
    public void afterAPause() {
        pause();
        workers.run(0, CHUNKS, 1, nothing);
    }

    @Benchmark
    public void wakingAfterAPause() {
        pause();
        workers.run(0, FEW_CHUNKS, 1, nothing);
    }

    @Benchmark
    public void pauseAlone() {
        pause();
    }

    @Benchmark
    public double work() {
        workers.run(0, CHUNKS, 1, working);
        return results[CHUNKS - 1];
    }

    /** The JDK's parallel stream, on as many threads with the caller's. */
    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, ONE_HELPER})
    public void emptyStream() {
        chunks().forEach(_ -> {});
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, ONE_HELPER})
    public double workStream() {
        chunks().forEach(i -> results[i] = work(i));
        return results[CHUNKS - 1];
    }

    private IntStream chunks() {
        IntStream chunks = IntStream.range(0, CHUNKS);
        return count == 1 ? chunks : chunks.parallel();
    }

    private static void pause() {
        long end = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static double work(int seed) {
        double value = seed + 2.0;
        for (int i = 0; i < ROUNDS; i++) {
            value = Math.sqrt(value + i);
        }
        return value;
    }
}
