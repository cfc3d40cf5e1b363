package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.swarm.sim.Pilot;

import org.junit.jupiter.api.Test;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What must hold for as long as the game runs: no Java garbage, no collection, nothing kept in
 * scratch.
 */
class SteadyStateTest {

    private static final int ENEMIES = 20_000;
    private static final int TICKS = 10_000;

    /**
     * In these ticks scratch reaches its size, and the JIT compiler recompiles for twenty thousand
     * enemies what {@link Rehearsal} made it compile for a few hundred. Compiling makes no garbage
     * on the game's thread; the JVM linking code for the first time does.
     */
    private static final int WARMUP = 600;

    @Test
    void shouldMakeNoJavaGarbageAmongTwentyThousandEnemies() {
        Rehearsal.play();
        Watched game = new Watched(new Simulation(1, ENEMIES, Pilot::input, null, true));
        try (FrameArena scratch = FrameArena.create()) {
            LoopStatistics statistics =
                    GameLoop.builder(game)
                            .headless(true)
                            .warmupTicks(WARMUP)
                            .maxTicks(WARMUP + TICKS)
                            .scratch(scratch)
                            .build()
                            .run();
            assertEquals(TICKS, statistics.measuredTicks());
            assertEquals(
                    0, statistics.javaHeapBytes(), "bytes of Java heap in " + TICKS + " ticks");
            assertEquals(0, game.collections, "garbage collections in " + TICKS + " ticks");
            assertTrue(scratch.peak() > ENEMIES * 50L, "scratch was used: " + scratch.peak());
        }
    }

    @Test
    void shouldLeaveScratchEmptyAndPersistentMemoryAloneInEveryTick() {
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (FrameArena scratch = FrameArena.create()) {
            Simulation simulation = new Simulation(1, 0, Pilot::input, null, true);
            Tidy game = new Tidy(simulation, scratch, persistent);
            GameLoop.builder(game)
                    .headless(true)
                    .maxTicks(1500)
                    .scratch(scratch)
                    .allocator(persistent)
                    .build()
                    .run();
            assertEquals(1500, simulation.outcome().ticks());
            assertEquals(0, scratch.used());
            assertTrue(scratch.lastTickPeak() > 0);
            assertEquals(0, persistent.used());
            assertTrue(persistent.peak() > 0);
        }
    }

    /** Counts the garbage collections after the warm-up. */
    private static final class Watched implements Game {

        private final Simulation simulation;
        private long before;
        private long collections;

        Watched(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public void start(GameLoop loop) {
            simulation.start(loop);
        }

        @Override
        public void tick(long tick) {
            if (tick == WARMUP - 1) {
                before = count();
            }
            simulation.tick(tick);
        }

        @Override
        public void close() {
            collections = count() - before;
            simulation.close();
        }

        private static long count() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }
    }

    /** Looks at the allocators before each tick. */
    private static final class Tidy implements Game {

        private final Simulation simulation;
        private final FrameArena scratch;
        private final LimitAllocator persistent;
        private long expected;

        Tidy(Simulation simulation, FrameArena scratch, LimitAllocator persistent) {
            this.simulation = simulation;
            this.scratch = scratch;
            this.persistent = persistent;
        }

        @Override
        public void start(GameLoop loop) {
            simulation.start(loop);
            expected = persistent.used();
        }

        @Override
        public void tick(long tick) {
            assertEquals(0, scratch.used());
            simulation.tick(tick);
            assertTrue(scratch.used() > 0);
            assertEquals(expected, persistent.used());
        }

        @Override
        public void close() {
            simulation.close();
        }
    }
}
