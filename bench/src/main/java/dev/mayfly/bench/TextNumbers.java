package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.data.TextBuilder;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.SplittableRandom;

/** What numbers cost in text: 1000 of a kind, one after the other. The figure is for one number. */
@OperationsPerInvocation(TextNumbers.COUNT)
@State(Scope.Thread)
public class TextNumbers extends Nanoseconds {

    static final int COUNT = 1000;

    private final TextBuilder text = TextBuilder.create(HeapAllocator.INSTANCE, 32 * COUNT);
    private final StringBuilder builder = new StringBuilder(32 * COUNT);
    private final double[] doubles = new double[COUNT];
    private final long[] longs = new long[COUNT];

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(20261120);
        for (int i = 0; i < COUNT; i++) {
            doubles[i] = random.nextDouble(-1000, 1000);
            longs[i] = random.nextLong(1L << random.nextInt(1, 63));
        }
    }

    @TearDown
    public void close() {
        text.delete();
    }

    @Benchmark
    public long mayflyLong() {
        text.clear();
        for (long value : longs) {
            text.append(value);
        }
        return text.size();
    }

    @Benchmark
    public long stringBuilderLong() {
        builder.setLength(0);
        for (long value : longs) {
            builder.append(value);
        }
        return builder.length();
    }

    @Benchmark
    public long mayflyDouble() {
        text.clear();
        for (double value : doubles) {
            text.append(value);
        }
        return text.size();
    }

    @Benchmark
    public long stringBuilderDouble() {
        builder.setLength(0);
        for (double value : doubles) {
            builder.append(value);
        }
        return builder.length();
    }

    @Benchmark
    public long mayflyTwoDecimals() {
        text.clear();
        for (double value : doubles) {
            text.appendFixed(value, 2);
        }
        return text.size();
    }
}
