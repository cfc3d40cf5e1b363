package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Work that always takes the same, unless the machine has something else to do: steps of a random
 * number generator, which need a core, and steps from place to place in 16 MiB, which need the
 * caches and the memory.
 *
 * <p>Both run about a third of a second in pieces of some milliseconds.
 */
final class Calibration {

    private static final int STEPS = 2_000_000;
    private static final int PLACES = 1 << 22;
    private static final int HOPS = 100_000;
    private static final int PIECES = 60;
    private static final int WARMUPS = 20;

    private final int[] next = new int[PLACES];
    private long sink;

    Calibration() {
        ring();
        for (int i = 0; i < WARMUPS; i++) {
            sink += steps(sink) + hops();
        }
    }

    /** One circle through all the places, in random order (Sattolo's shuffle). */
    private void ring() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PLACES; i++) {
            next[i] = i;
        }
        for (int i = PLACES - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int moved = next[i];
            next[i] = next[other];
            next[other] = moved;
        }
    }

    /** Takes the machine's pulse. */
    Pulse measure(String when, double atSeconds) {
        List<Double> core = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            long start = System.nanoTime();
            sink += steps(sink);
            long middle = System.nanoTime();
            sink += hops();
            long end = System.nanoTime();
            core.add((double) (middle - start) / STEPS);
            memory.add((double) (end - middle) / HOPS);
        }
        return new Pulse(when, atSeconds, core, memory);
    }

    private static long steps(long seed) {
        long x = seed | 1;
        for (int i = 0; i < STEPS; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    private long hops() {
        int place = (int) (sink & PLACES - 1);
        for (int i = 0; i < HOPS; i++) {
            place = next[place];
        }
        return place;
    }

    /**
     * What it found.
     *
     * @param when in words
     * @param atSeconds since the start of the suite
     * @param core ns a step of arithmetic, a piece each
     * @param memory ns a step through memory, a piece each
     */
    record Pulse(String when, double atSeconds, List<Double> core, List<Double> memory) {}
}
