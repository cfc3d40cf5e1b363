package dev.mayfly.swarm.report;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.swarm.Outcome;

import java.io.IOException;
import java.nio.file.Path;

/** What a run did and what it cost. */
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

    /** Nanoseconds. */
    public record TickNanos(long p50, long p99, long p999, long max) {}

    /** Bytes of the scratch arena. */
    public record Scratch(long peakBytes, long committedBytes) {}

    /** Most bytes that were allocated for longer than a tick. */
    public record Persistent(long bytes) {}

    /**
     * Puts a report together after the loop has ended. The scratch must be one that was passed to
     * the loop, so that it is still open.
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

    /** Writes JSON. */
    public void write(Path file) throws IOException {
        throw new IOException(file + ": not yet");
    }

    /** A few aligned lines for the terminal. */
    public String summary() {
        return toString();
    }
}
