package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the loop adds to a tick: a headless run of a game that does nothing, or next to nothing. The
 * figure is for one tick; with {@code -prof gc} the Java heap of making a loop, its histogram above
 * all, is spread over the run's ticks.
 */
@OperationsPerInvocation(LoopOverhead.TICKS)
@State(Scope.Thread)
public class LoopOverhead extends Nanoseconds {

    static final int TICKS = 1_000_000;

    private final FrameArena scratch = FrameArena.create();

    @TearDown
    public void close() {
        scratch.close();
    }

    @Benchmark
    public LoopStatistics emptyTick() {
        return run(new EmptyGame());
    }

    @Benchmark
    public LoopStatistics tickWithOneAllocation() {
        return run(new AllocatingGame(scratch));
    }

    private LoopStatistics run(Game game) {
        return GameLoop.builder(game).headless(true).maxTicks(TICKS).scratch(scratch).build().run();
    }

    private static final class EmptyGame implements Game {

        @Override
        public void start(GameLoop loop) {}

        @Override
        public void tick(long tick) {}

        @Override
        public void close() {}
    }

    private static final class AllocatingGame implements Game {

        private final FrameArena scratch;

        AllocatingGame(FrameArena scratch) {
            this.scratch = scratch;
        }

        @Override
        public void start(GameLoop loop) {}

        @Override
        public void tick(long tick) {
            Memory.putLong(scratch.alloc(64), tick);
        }

        @Override
        public void close() {}
    }
}
