package dev.mayfly.bench.suite;

import java.util.HashMap;
import java.util.Map;

/**
 * How many ticks each size gets, so that all ways fit the time that there is. A size's ticks are
 * chosen once: ways and collectors can be compared only if they ran the same.
 */
final class FrameTicks {

    /** More than a size needs for the long suite's ticks. */
    static final double MOST_SECONDS = 600;

    /** So many ticks of one way tell how long ticks take here. */
    static final long TRIED = 100;

    /** Fewer have no 99th percentile to speak of. */
    private static final long LEAST = 300;

    private static final long FULL = 10_000;
    private static final long FULL_WARMUP = 2_000;

    private static final double JVM_SECONDS = 1;

    /** How much longer ticks of other ways are than those of the one that was tried. */
    private static final double OTHERS = 1.2;

    /** For so many measured ticks one warms up. */
    private static final long WARMUP_PART = 3;

    private final Map<Integer, Long> chosen = new HashMap<>();
    private final Mode mode;

    FrameTicks(Mode mode) {
        this.mode = mode;
    }

    /** Whether it has to be told how long a tick takes. */
    boolean isOpen(int enemies) {
        return mode == Mode.SHORT && !chosen.containsKey(enemies);
    }

    /**
     * Chooses a size's ticks.
     *
     * @param secondsPerJvm how long each way may take
     * @param tickSeconds how long a tick took that was tried
     */
    void choose(int enemies, double secondsPerJvm, double tickSeconds) {
        double fitting = (secondsPerJvm - JVM_SECONDS) / (tickSeconds * OTHERS);
        long measured = (long) (fitting * WARMUP_PART / (WARMUP_PART + 1));
        chosen.put(enemies, Math.clamp(measured / 100 * 100, LEAST, FULL));
    }

    long measured(int enemies) {
        return mode == Mode.FULL ? FULL : chosen.getOrDefault(enemies, LEAST);
    }

    long warmup(int enemies) {
        return mode == Mode.FULL ? FULL_WARMUP : measured(enemies) / WARMUP_PART;
    }
}
