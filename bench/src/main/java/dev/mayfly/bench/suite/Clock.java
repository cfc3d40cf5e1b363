package dev.mayfly.bench.suite;

/** Seconds since the suite was started; tests have one that they turn themselves. */
interface Clock {

    double seconds();

    /** The machine's. */
    static Clock started() {
        long start = System.nanoTime();
        return () -> (System.nanoTime() - start) / 1e9;
    }
}
