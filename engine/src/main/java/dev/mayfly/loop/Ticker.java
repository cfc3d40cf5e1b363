package dev.mayfly.loop;

import org.jspecify.annotations.Nullable;

/** Runs a loop's ticks, on whatever thread calls, and measures each. */
final class Ticker {

    private final Game game;
    private final LoopClock clock;
    private final @Nullable Workers workers;
    private final @Nullable FramesInFlight frames;

    private long nanos;
    private long heapBytes;

    Ticker(Game game, LoopClock clock, @Nullable Workers workers, @Nullable FramesInFlight frames) {
        this.game = game;
        this.clock = clock;
        this.workers = workers;
        this.frames = frames;
    }

    /**
     * Runs a tick.
     *
     * @param phases of the calling thread
     */
    void run(long tick, Phases phases) {
        phases.begin();
        long heapBefore = javaHeapBytes();
        long start = clock.nanoTime();
        if (frames != null) {
            frames.advance();
        }
        game.tick(tick);
        phases.end("tick", tick);
        nanos = clock.nanoTime() - start;
        heapBytes = javaHeapBytes() - heapBefore;
    }

    /** What the last tick took. */
    long nanos() {
        return nanos;
    }

    /** What the last tick allocated on the Java heap, workers included. */
    long heapBytes() {
        return heapBytes;
    }

    private long javaHeapBytes() {
        long others = workers == null ? 0 : workers.javaHeapBytes();
        return JavaHeapMeter.allocatedBytes() + others;
    }
}
