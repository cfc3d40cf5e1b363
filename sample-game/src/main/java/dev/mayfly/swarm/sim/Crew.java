package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.RangeTask;
import dev.mayfly.loop.Workers;

import org.jspecify.annotations.Nullable;

/**
 * Who shares the work of a tick: workers, or the calling thread alone.
 *
 * <p>Work is cut into the same chunks however many there are, so that everything comes out the same
 * too. Little work stays in one chunk, which wakes nobody.
 */
final class Crew {

    /** Fewer things than this are not worth a second worker. */
    private static final int FEW = 256;

    private static final int CHUNKS = 32;
    private static final int ROW_CHUNKS = 96;

    private final @Nullable Workers workers;
    private final FrameArena scratch;

    /**
     * @param workers who helps, or null
     * @param scratch of the thread that calls
     */
    Crew(@Nullable Workers workers, FrameArena scratch) {
        this.workers = workers;
        this.scratch = scratch;
    }

    int size() {
        return workers == null ? 1 : workers.count();
    }

    /** Where a worker puts what it needs on the way; empty again in the next tick. */
    FrameArena scratch(int worker) {
        return workers == null ? scratch : workers.scratch(worker);
    }

    /** How many of so many things make a chunk. */
    static int chunk(int count) {
        return Math.max(FEW, (count + CHUNKS - 1) / CHUNKS);
    }

    /** How many chunks so many things make. */
    static int chunks(int count) {
        int chunk = chunk(count);
        return (count + chunk - 1) / chunk;
    }

    /** How many of so many rows make a chunk, where so many things stand in all of them. */
    static int rowChunk(int rows, int count) {
        return count <= FEW ? rows : (rows + ROW_CHUNKS - 1) / ROW_CHUNKS;
    }

    /** Does a task for all indexes below {@code count}, a chunk at a time. */
    void run(int count, int chunk, RangeTask task) {
        if (workers != null) {
            workers.run(0, count, chunk, task);
            return;
        }
        for (int from = 0; from < count; from += chunk) {
            task.run(from, Math.min(from + chunk, count), 0);
        }
    }
}
