package dev.mayfly.loop;

import org.HdrHistogram.Histogram;

/**
 * How long ticks took and what they cost the Java heap, warm-up excepted.
 *
 * <p>Recording makes no Java garbage. One thread, the loop's; read it there, or after the loop has
 * ended.
 */
public final class LoopStatistics {

    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final long warmupTicks;
    private final Histogram tickNanos = new Histogram(LONGEST_NANOS, DIGITS);
    private long ticks;
    private long heapBytes;
    private long clampedNanos;

    LoopStatistics(long warmupTicks) {
        this.warmupTicks = warmupTicks;
    }

    void record(long nanos, long javaHeapBytes) {
        if (ticks++ >= warmupTicks) {
            tickNanos.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
            heapBytes += javaHeapBytes;
        }
    }

    void recordClamp(long nanos) {
        clampedNanos += nanos;
    }

    /**
     * Ticks that were run.
     *
     * @return a count, warm-up included
     */
    public long ticks() {
        return ticks;
    }

    /**
     * Ticks that were measured.
     *
     * @return a count, warm-up excepted
     */
    public long measuredTicks() {
        return tickNanos.getTotalCount();
    }

    /**
     * A percentile of what measured ticks took.
     *
     * @param percentile from 0 to 100
     * @return nanoseconds, exact to three digits; 0 where nothing was measured
     */
    public long tickNanosAt(double percentile) {
        return tickNanos.getTotalCount() == 0 ? 0 : tickNanos.getValueAtPercentile(percentile);
    }

    /**
     * The longest measured tick.
     *
     * @return nanoseconds, exact to three digits; 0 where nothing was measured
     */
    public long maxTickNanos() {
        return tickNanos.getMaxValue();
    }

    /**
     * Java heap that the loop's thread and its workers allocated in measured ticks, by the JVM's
     * own count.
     *
     * @return bytes in all of them together
     */
    public long javaHeapBytes() {
        return heapBytes;
    }

    /**
     * Java heap that the loop's thread and its workers allocated in a measured tick, on average.
     *
     * @return bytes; 0 where nothing was measured
     */
    public double javaHeapBytesPerTick() {
        long measured = measuredTicks();
        return measured == 0 ? 0 : (double) heapBytes / measured;
    }

    /**
     * Time that the simulation did not catch up with, because ticks took longer than the time they
     * stand for.
     *
     * @return nanoseconds in all
     */
    public long droppedNanos() {
        return clampedNanos;
    }
}
