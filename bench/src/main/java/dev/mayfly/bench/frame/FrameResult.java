package dev.mayfly.bench.frame;

import com.google.gson.Gson;

import org.HdrHistogram.Histogram;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What one run gave. Its components are the names in the JSON.
 *
 * @param kind always {@link #KIND}
 * @param way {@link FrameWay#id}
 * @param enemies in the world
 * @param ticks that were measured
 * @param warmupTicks that were run before and not measured
 * @param seed where the world's chance came from
 * @param checksum of what all ticks found, those to warm up included: the same for all ways with
 *     the same enemies, seed and ticks of both kinds
 * @param gc the garbage collector
 * @param jvmArgs what the JVM was started with
 * @param java its version
 * @param p50Ns half of the ticks took less
 * @param p99Ns all but one in a hundred took less
 * @param p999Ns all but one in a thousand took less
 * @param maxNs the longest
 * @param meanNs on average
 * @param missed ticks that took longer than {@link #DEADLINE_NANOS}
 * @param heapBytes Java heap that the tick's thread allocated in the measured ticks
 * @param heapBytesPerTick the same for one tick, on average
 * @param collections garbage collections from the first measured tick to the last
 * @param collectionMillis how long they stopped the program
 * @param nativeBytes most that a tick asked the way's allocator for
 * @param residentBytes most physical memory that the process ever had; -1 where the system does not
 *     tell
 * @param neighboursPerTick how many neighbours a tick found, on average
 * @param contactsPerTick how many contacts
 * @param elementsPerTick how many elements of the draw list
 * @param timeline {@link Timeline#points}
 * @param percentiles percentile and nanoseconds, 60 points from 0 to 99.99, evenly spread over the
 *     nines
 */
record FrameResult(
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
        long p50Ns,
        long p99Ns,
        long p999Ns,
        long maxNs,
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
        long[][] timeline,
        double[][] percentiles) {

    /** What tells this kind of result from others in the same file. */
    static final String KIND = "frame";

    /** What a game at 60 frames a second has for everything, this included. */
    static final long DEADLINE_NANOS = 16_600_000;

    private static final int PERCENTILES = 60;

    /** How many nines the last percentile has. */
    private static final double NINES = 4;

    /** Puts together what a run has measured. */
    static FrameResult of(
            FrameWay way,
            FramePlan plan,
            Tally tally,
            Histogram nanos,
            Timeline timeline,
            long missed,
            long heapBytes,
            Collections collections,
            long nativeBytes) {
        double allTicks = plan.warmupTicks() + plan.ticks();
        return new FrameResult(
                KIND,
                way.id,
                plan.enemies(),
                plan.ticks(),
                plan.warmupTicks(),
                plan.seed(),
                tally.checksum(),
                Collections.collector(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Runtime.version().toString(),
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                nanos.getMaxValue(),
                nanos.getMean(),
                missed,
                heapBytes,
                (double) heapBytes / plan.ticks(),
                collections.count(),
                collections.millis(),
                nativeBytes,
                PeakMemory.bytes(),
                tally.neighbours() / allTicks,
                tally.contacts() / allTicks,
                tally.elements() / allTicks,
                timeline.points(),
                percentiles(nanos));
    }

    private static double[][] percentiles(Histogram nanos) {
        double[][] points = new double[PERCENTILES][];
        for (int i = 0; i < PERCENTILES; i++) {
            double rest = Math.pow(10, -NINES * i / (PERCENTILES - 1));
            double percentile = 100 - 100 * rest;
            points[i] = new double[] {percentile, nanos.getValueAtPercentile(percentile)};
        }
        return points;
    }

    /** One JSON object, and the end of the line. */
    String toJson() {
        return new Gson().toJson(this) + "\n";
    }
}
