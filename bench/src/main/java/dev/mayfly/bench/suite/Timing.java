package dev.mayfly.bench.suite;

/**
 * How long a benchmark is warmed up and measured in one JVM.
 *
 * @param warmups iterations before any figure counts
 * @param iterations iterations that count
 * @param millis each of either takes
 */
record Timing(int warmups, int iterations, long millis) {

    private static final int WARMUPS = 3;
    private static final int ITERATIONS = 6;

    /** Below this the JIT compiler is not done before the measuring starts. */
    static final long LEAST_MILLIS = 40;

    /** Time beyond this is better spent in another JVM. */
    static final long ENOUGH_MILLIS = 100;

    /** As long as can be in the time that there is for a run. */
    static Timing fitting(double secondsPerRun) {
        double millis = secondsPerRun * 1000 / (WARMUPS + ITERATIONS);
        return new Timing(
                WARMUPS, ITERATIONS, Math.clamp((long) millis, LEAST_MILLIS, ENOUGH_MILLIS));
    }

    /** The long suite's. */
    static Timing full() {
        return new Timing(5, 5, 400);
    }

    /** All of it, without the start of the JVM. */
    double seconds() {
        return (warmups + iterations) * millis / 1000.0;
    }

    /** What a run takes that leaves nothing to wish for. */
    static double enoughSeconds() {
        return fitting(Double.MAX_VALUE).seconds();
    }
}
