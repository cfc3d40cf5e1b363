package dev.mayfly.bench.suite;

import java.util.function.BiFunction;

/**
 * What a run measures with; tests have others.
 *
 * @param measurer runs benchmarks
 * @param frames runs ticks
 * @param calibration takes the machine's pulse: when in words, and in seconds since the start
 * @param clock knows the time
 */
record Instruments(
        Measurer measurer,
        FrameRunner frames,
        BiFunction<String, Double, Calibration.Pulse> calibration,
        Clock clock) {}
