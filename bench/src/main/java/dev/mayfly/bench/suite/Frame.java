package dev.mayfly.bench.suite;

import java.util.List;

/**
 * What the frame-time program wrote about one way of getting memory, in a JVM of its own.
 *
 * @param kind {@code frame}
 * @param way its name
 * @param enemies how many
 * @param ticks how many were measured
 * @param warmupTicks how many ran before
 * @param seed where chance came from
 * @param checksum of everything that the ticks made, hexadecimal
 * @param gc the collector
 * @param jvmArgs the JVM's options
 * @param java its version
 * @param p50Ns the tick in the middle
 * @param p99Ns 99 % of ticks took no longer
 * @param p999Ns 99.9 % did not
 * @param maxNs the longest tick
 * @param meanNs all together
 * @param missed ticks over 16.6 ms
 * @param heapBytes Java heap that the tick's thread took, in all measured ticks
 * @param heapBytesPerTick the same, by tick
 * @param collections of the Java heap, while ticks were measured
 * @param collectionMillis how long they took
 * @param nativeBytes the most that was asked of the way's allocator; -1 where it is not known
 * @param residentBytes the process's memory
 * @param neighboursPerTick how many neighbours a tick found
 * @param contactsPerTick how many contacts
 * @param elementsPerTick how many elements of the draw list
 * @param timeline pairs: a tick, and the longest time in its bucket, ns
 * @param percentiles pairs: a percentile, and its time, ns
 */
record Frame(
        String kind,
        String way,
        int enemies,
        long ticks,
        long warmupTicks,
        long seed,
        String checksum,
        String gc,
        List<String> jvmArgs,
        String java,
        double p50Ns,
        double p99Ns,
        double p999Ns,
        double maxNs,
        double meanNs,
        long missed,
        long heapBytes,
        double heapBytesPerTick,
        long collections,
        long collectionMillis,
        long nativeBytes,
        long residentBytes,
        double neighboursPerTick,
        double contactsPerTick,
        double elementsPerTick,
        List<List<Double>> timeline,
        List<List<Double>> percentiles) {

    static final String KIND = "frame";

    /** How many standard deviations are 99.9 % of a normal distribution, to both sides. */
    private static final double DEVIATIONS = 3.29;

    /**
     * A percentile with its interval. It needs no assumption about how ticks are distributed: among
     * so many, the tick at a rank may be the true one of some other ranks, and those are known.
     *
     * @param share of ticks that take no longer, 0 to 1
     * @param value what they take, ns
     */
    Estimate percentile(double share, double value) {
        double reach = DEVIATIONS * Math.sqrt(share * (1 - share) / ticks);
        double low = Math.min(value, at(share - reach));
        double high = Math.max(value, share + reach >= 1 ? maxNs : at(share + reach));
        return new Estimate(value, low, high);
    }

    Estimate p50() {
        return percentile(0.5, p50Ns);
    }

    Estimate p99() {
        return percentile(0.99, p99Ns);
    }

    Estimate p999() {
        return percentile(0.999, p999Ns);
    }

    /** What so many of the ticks do not exceed, between the points that there are, ns. */
    private double at(double share) {
        double wanted = 100 * Math.clamp(share, 0, 1);
        double percentile = 0;
        double value = percentiles.isEmpty() ? p50Ns : percentiles.getFirst().get(1);
        for (List<Double> point : percentiles) {
            if (point.get(0) >= wanted) {
                double step = point.get(0) - percentile;
                double part = step == 0 ? 1 : (wanted - percentile) / step;
                return value + part * (point.get(1) - value);
            }
            percentile = point.get(0);
            value = point.get(1);
        }
        return maxNs;
    }
}
