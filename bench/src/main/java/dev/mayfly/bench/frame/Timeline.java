package dev.mayfly.bench.frame;

import java.util.Arrays;

/** The longest tick of each stretch of a run, for a plot that needs no more points than that. */
final class Timeline {

    /** The most stretches there are. */
    static final int BUCKETS = 500;

    private final long bucketTicks;
    private final long[] longest;
    private long ticks;

    /**
     * @param ticks how many there will be
     */
    Timeline(long ticks) {
        bucketTicks = Math.max(1, (ticks + BUCKETS - 1) / BUCKETS);
        longest = new long[(int) ((ticks + bucketTicks - 1) / bucketTicks)];
    }

    /** The next tick took so long. No Java garbage. */
    void add(long nanos) {
        int bucket = (int) (ticks++ / bucketTicks);
        longest[bucket] = Math.max(longest[bucket], nanos);
    }

    /** For each stretch its first tick, counted from 0, and the nanoseconds of its longest. */
    long[][] points() {
        long[][] points = new long[longest.length][];
        Arrays.setAll(points, bucket -> new long[] {bucket * bucketTicks, longest[bucket]});
        return points;
    }
}
