package dev.mayfly.bench.suite;

import java.util.List;

/**
 * What one JVM measured of one benchmark.
 *
 * @param samples one figure an iteration, in the comparison's unit
 * @param heapBytes Java heap per operation, one figure an iteration; empty where it is not known
 * @param timing how long it was warmed up and measured
 * @param jvmArgs the JVM's options
 * @param unit what JMH says that samples are in
 */
record Sampled(
        List<Double> samples,
        List<Double> heapBytes,
        Timing timing,
        List<String> jvmArgs,
        String unit) {}
