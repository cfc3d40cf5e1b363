package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.util.ListStatistics;

import java.util.List;

/**
 * A figure, and the interval that the true one is in with 99.9 % confidence.
 *
 * @param value the figure
 * @param low the least that it may be; null if there are too few samples to tell
 * @param high the most
 */
record Estimate(double value, @Nullable Double low, @Nullable Double high) {

    private static final double CONFIDENCE = 0.999;

    /** JMH has no interval of fewer, and of two it would say nothing. */
    private static final int LEAST_SAMPLES = 3;

    /**
     * The mean of samples, with JMH's interval: Student's, which takes samples for independent and
     * for normally distributed.
     */
    static Estimate of(List<Double> samples) {
        ListStatistics statistics = new ListStatistics();
        samples.forEach(statistics::addValue);
        double mean = statistics.getMean();
        if (samples.size() < LEAST_SAMPLES) {
            return new Estimate(mean, null, null);
        }
        double error = statistics.getMeanErrorAt(CONFIDENCE);
        return new Estimate(mean, mean - error, mean + error);
    }

    boolean hasInterval() {
        return low != null && high != null;
    }

    /** Whether both may be the same; not if one of them has no interval. */
    boolean overlaps(Estimate other) {
        return low != null
                && high != null
                && other.low != null
                && other.high != null
                && low <= other.high
                && other.low <= high;
    }

    /**
     * A ratio. Its interval comes from the relative errors of both sides, which add up as squares,
     * because what disturbs one does not disturb the other.
     */
    Estimate dividedBy(Estimate other) {
        double ratio = value / other.value;
        if (low == null || high == null || other.low == null || other.high == null) {
            return new Estimate(ratio, null, null);
        }
        double down = Math.hypot(1 - low / value, other.high / other.value - 1);
        double up = Math.hypot(high / value - 1, 1 - other.low / other.value);
        return new Estimate(ratio, Math.max(0, ratio * (1 - down)), ratio * (1 + up));
    }

    /** The same in a unit so many times as large. */
    Estimate dividedBy(double unit) {
        return new Estimate(
                value / unit, low == null ? null : low / unit, high == null ? null : high / unit);
    }

    /** How far the interval reaches to the farther side, as a part of the value; 0 without one. */
    double relativeError() {
        if (low == null || high == null || value == 0) {
            return 0;
        }
        return Math.max(value - low, high - value) / value;
    }
}
