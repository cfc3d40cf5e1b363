package dev.mayfly.swarm.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.swarm.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a run did and what it cost.
 *
 * @param seed where the world's chance came from
 * @param enemies how many the swarm mode kept alive, 0 for the normal game
 * @param ticks how many were run, warm-up included
 * @param warmupTicks how many of them the measurements leave out
 * @param checksum of the world after the last tick, 16 hexadecimal digits
 * @param score points
 * @param wave the last one reached
 * @param tickNanos how long ticks took
 * @param javaHeapBytesPerTick what a tick allocated on the Java heap, in bytes, on average
 * @param gcCount garbage collections from the first tick to the last
 * @param scratch the arena of what lives for one tick
 * @param persistent the allocator of what lives longer
 */
public record Report(
        long seed,
        int enemies,
        long ticks,
        long warmupTicks,
        String checksum,
        int score,
        int wave,
        TickNanos tickNanos,
        double javaHeapBytesPerTick,
        long gcCount,
        Scratch scratch,
        Persistent persistent) {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_KIB = 1024;

    /**
     * How long ticks took, in nanoseconds.
     *
     * @param p50 half of them less
     * @param p99 all but one in a hundred less
     * @param p999 all but one in a thousand less
     * @param max the longest
     */
    public record TickNanos(long p50, long p99, long p999, long max) {}

    /**
     * The scratch arena.
     *
     * @param peakBytes most in use at once
     * @param committedBytes what the system has given, at the end
     */
    public record Scratch(long peakBytes, long committedBytes) {}

    /**
     * What lives longer than a tick.
     *
     * @param bytes most allocated at once
     */
    public record Persistent(long bytes) {}

    /**
     * Puts a report together once the loop has ended.
     *
     * @param outcome of the simulation
     * @param statistics of the loop
     * @param scratch the loop's; it must still be open, so the caller made it
     * @param persistent the loop's allocator
     * @param gcCount garbage collections from the first tick to the last
     */
    public static Report of(
            Outcome outcome,
            LoopStatistics statistics,
            FrameArena scratch,
            LimitAllocator persistent,
            long gcCount) {
        return new Report(
                outcome.seed(),
                outcome.enemies(),
                outcome.ticks(),
                statistics.ticks() - statistics.measuredTicks(),
                "%016x".formatted(outcome.checksum()),
                outcome.score(),
                outcome.wave(),
                new TickNanos(
                        statistics.tickNanosAt(50),
                        statistics.tickNanosAt(99),
                        statistics.tickNanosAt(99.9),
                        statistics.maxTickNanos()),
                statistics.javaHeapBytesPerTick(),
                gcCount,
                new Scratch(scratch.peak(), scratch.committed()),
                new Persistent(persistent.peak()));
    }

    /** The report as JSON, with the names of this record. */
    public String toJson() {
        return JSON.toJson(this) + "\n";
    }

    /**
     * Writes JSON, replacing what was there.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, toJson());
    }

    /** A few aligned lines for the terminal. */
    public String summary() {
        return """
        %s
        ticks       %,d, of which %,d to warm up
        checksum    %s
        score       %,d, wave %d
        tick        p50 %s   p99 %s   p99.9 %s   max %s
        Java heap   %s bytes a tick, %d garbage collections
        scratch     %s at most, %s committed
        persistent  %s
        """
                .formatted(
                        enemies == 0
                                ? "game        seed %d".formatted(seed)
                                : "swarm       seed %d, %,d enemies".formatted(seed, enemies),
                        ticks,
                        warmupTicks,
                        checksum,
                        score,
                        wave,
                        millis(tickNanos.p50),
                        millis(tickNanos.p99),
                        millis(tickNanos.p999),
                        millis(tickNanos.max),
                        javaHeapBytesPerTick == 0 ? "0" : "%.2f".formatted(javaHeapBytesPerTick),
                        gcCount,
                        kib(scratch.peakBytes),
                        kib(scratch.committedBytes),
                        kib(persistent.bytes));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_PER_MILLI);
    }

    private static String kib(long bytes) {
        return String.format(Locale.ROOT, "%,.0f KiB", bytes / BYTES_PER_KIB);
    }
}
