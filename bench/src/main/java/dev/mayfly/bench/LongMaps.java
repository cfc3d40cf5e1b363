package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.SplittableRandom;

/**
 * What a map from long to long costs an operation, at a size at which it stays. Keys are looked for
 * at random, and keys come and go, so many before the same ones come again that the processor
 * cannot learn them: a benchmark that repeats a thousand keys measures its memory for branches.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class LongMaps extends Nanoseconds {

    private static final int LEAST_ASKED = 200_000;
    private static final int LEAST_KEYS = 1_000_000;

    /** Whose map. */
    @Param({"mayfly", "hashMap", "agrona", "fastutil"})
    public String map = "mayfly";

    /** How many there are in it; 10000000 is worth a look, with a Java heap of 4 GB. */
    @Param({"1000", "100000"})
    public int entries;

    /** What numbers the keys are. */
    @Param({"random", "sequential"})
    public String keys = "random";

    /**
     * Keys in a circle, those of the map in a row from {@link #head} on. So many that the processor
     * cannot learn them, and each run of as many as there are entries shuffled by itself, so that
     * sequential ones stay close together.
     */
    private long[] circle = {};

    private LongMapPeer subject = LongMapPeer.of("mayfly");
    private LongMapPeer filling = LongMapPeer.of("mayfly");

    /** Keys that are in the map, each as often as chance has it, and as many that are not. */
    private long[] asked = {};

    private int head;
    private int nextFill;
    private int nextAsked;
    private int filled;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(20261120);
        circle = new long[entries * Math.max(2, LEAST_KEYS / entries)];
        for (int i = 0; i < circle.length; i++) {
            circle[i] = keys.equals("random") ? random.nextLong() : i;
        }
        for (int from = 0; from < circle.length; from += entries) {
            shuffle(from, random);
        }
        subject.delete();
        subject = LongMapPeer.of(map);
        filling.delete();
        filling = LongMapPeer.of(map);
        for (int i = 0; i < entries; i++) {
            subject.put(circle[i], i);
        }
        asked = new long[2 * Math.max(entries, LEAST_ASKED)];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = circle[random.nextInt(entries) + (i < asked.length / 2 ? 0 : entries)];
        }
        head = 0;
        nextFill = 0;
        nextAsked = 0;
        filled = 0;
    }

    private void shuffle(int from, SplittableRandom random) {
        for (int i = entries - 1; i > 0; i--) {
            int other = from + random.nextInt(i + 1);
            long key = circle[from + i];
            circle[from + i] = circle[other];
            circle[other] = key;
        }
    }

    @TearDown
    public void delete() {
        subject.delete();
        filling.delete();
    }

    /** Keys that are there. */
    @Benchmark
    public long get() {
        return subject.sum(asked, nextAsked());
    }

    /** Keys that are not. */
    @Benchmark
    public long getAbsent() {
        return subject.sum(asked, asked.length / 2 + nextAsked());
    }

    /** A new value for a key that is there. */
    @Benchmark
    public void putAgain() {
        subject.putAll(asked, nextAsked());
    }

    /** A new entry, from none to all of them again and again, growing included. */
    @Benchmark
    public void putNew() {
        if (filled == entries) {
            filling.delete();
            filling = LongMapPeer.of(map);
            filled = 0;
        }
        filling.putAll(circle, nextFill);
        nextFill = after(nextFill);
        filled += Sizes.PER_TICK;
    }

    /** An entry goes and another comes: two operations counted as one. */
    @Benchmark
    public void removeAndPut() {
        subject.replaceAll(circle, head, entries);
        head = after(head);
    }

    /** Of five operations three look, one removes and one puts. */
    @Benchmark
    public long mixed() {
        long sum = subject.mix(circle, head, entries, asked, nextAsked());
        head = (head + Sizes.PER_TICK / 5) % circle.length;
        return sum;
    }

    private int after(int at) {
        return (at + Sizes.PER_TICK) % circle.length;
    }

    /** Every entry, an entry. */
    @Benchmark
    public long iterate() {
        return subject.visit(Sizes.PER_TICK);
    }

    private int nextAsked() {
        int from = nextAsked;
        nextAsked = from + Sizes.PER_TICK == asked.length / 2 ? 0 : from + Sizes.PER_TICK;
        return from;
    }
}
