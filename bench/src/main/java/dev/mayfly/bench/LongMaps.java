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
 * at random, so many before the same ones come again that the processor cannot learn their order.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class LongMaps extends Nanoseconds {

    private static final int LEAST_ASKED = 100_000;

    /** Whose map. */
    @Param({"mayfly", "hashMap", "agrona", "fastutil"})
    public String map = "mayfly";

    /** How many there are in it; 10000000 is worth a look, with a Java heap of 4 GB. */
    @Param({"1000", "100000"})
    public int entries;

    /** What numbers the keys are. */
    @Param({"random", "sequential"})
    public String keys = "random";

    /** Twice as many as there are entries: the first half is in the map, in this order. */
    private long[] order = {};

    private LongMapPeer subject = LongMapPeer.of("mayfly");
    private LongMapPeer filling = LongMapPeer.of("mayfly");

    /** Keys that are in the map, each as often as chance has it, and as many that are not. */
    private long[] asked = {};

    private int next;
    private int nextAsked;
    private int filled;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(20261120);
        order = new long[2 * entries];
        for (int i = 0; i < order.length; i++) {
            order[i] = keys.equals("random") ? random.nextLong() : i;
        }
        subject.delete();
        subject = LongMapPeer.of(map);
        filling.delete();
        filling = LongMapPeer.of(map);
        for (int i = 0; i < entries; i++) {
            subject.put(order[i], i);
        }
        shuffle(0, random);
        shuffle(entries, random);
        asked = new long[2 * Math.max(entries, LEAST_ASKED)];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = order[random.nextInt(entries) + (i < asked.length / 2 ? 0 : entries)];
        }
        next = 0;
        nextAsked = 0;
        filled = 0;
    }

    private void shuffle(int from, SplittableRandom random) {
        for (int i = entries - 1; i > 0; i--) {
            int other = from + random.nextInt(i + 1);
            long key = order[from + i];
            order[from + i] = order[other];
            order[other] = key;
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
        filling.putAll(order, filled);
        filled += Sizes.PER_TICK;
    }

    /** An entry goes and another comes: two operations counted as one. */
    @Benchmark
    public void removeAndPut() {
        subject.replaceAll(order, next(), entries);
    }

    /** Of five operations three look, one removes and one puts. */
    @Benchmark
    public long mixed() {
        int from = next();
        return subject.mix(order, from, entries);
    }

    private int next() {
        int from = next;
        next = from + Sizes.PER_TICK == entries ? 0 : from + Sizes.PER_TICK;
        return from;
    }

    private int nextAsked() {
        int from = nextAsked;
        nextAsked = from + Sizes.PER_TICK == asked.length / 2 ? 0 : from + Sizes.PER_TICK;
        return from;
    }
}
