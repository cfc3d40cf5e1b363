package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.FramesInFlight;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.JavaHeapMeter;
import dev.mayfly.loop.LoopClock;
import dev.mayfly.loop.PipelinedGame;
import dev.mayfly.loop.Workers;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Pilot;
import dev.mayfly.swarm.sim.Scene;

import org.junit.jupiter.api.Test;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What must hold for as long as the game runs: no Java garbage, no collection, nothing kept in
 * scratch.
 */
class SteadyStateTest {

    private static final int ENEMIES = 20_000;
    private static final int TICKS = 10_000;
    private static final int WORKERS = 2;

    private static final int FEWER = 3_000;

    /**
     * Two threads that wait for each other take longer on a busy machine: shorter windows, more.
     */
    private static final int SHORT_WINDOW = 2_000;

    private static final int SHORT_WINDOWS = 15;

    /**
     * Ticks in which scratch reaches its size, and the JIT compiler recompiles for twenty thousand
     * enemies what {@link Rehearsal} made it compile for a few hundred.
     */
    private static final int WARMUP = 600;

    /**
     * When the JVM throws compiled code away it may allocate once, on the game's thread, what that
     * code had kept in registers. On a busy machine that can come late, so there is a second and a
     * third window. Code of ours that allocates even once in ten thousand ticks passes in none.
     */
    private static final int WINDOWS = 3;

    @Test
    void shouldMakeNoJavaGarbageAmongTwentyThousandEnemies() {
        Rehearsal.play();
        Watched game = new Watched(new Simulation(1, ENEMIES, Pilot::input, null, true));
        try (FrameArena scratch = FrameArena.create();
                Workers workers = Workers.create(WORKERS)) {
            GameLoop.builder(game)
                    .headless(true)
                    .maxTicks(WARMUP + WINDOWS * TICKS)
                    .scratch(scratch)
                    .workers(workers)
                    .build()
                    .run();
            assertTrue(
                    game.wasClean,
                    () ->
                            "the last %d ticks allocated %d bytes of Java heap in %d collections"
                                    .formatted(TICKS, game.heapBytes, game.collections));
            assertTrue(scratch.peak() > ENEMIES * 50L, "scratch was used: " + scratch.peak());
        }
    }

    /** On the thread of the ticks, on that of the pictures, and in the hand-over between them. */
    @Test
    void shouldMakeNoJavaGarbageWhereAPictureIsReadWhileTheNextTickRuns() {
        Rehearsal.play();
        try (FrameArena scratch = FrameArena.create();
                FramesInFlight frames = FramesInFlight.createShared(2);
                Workers workers = Workers.create(WORKERS)) {
            Watching game = new Watching(new Simulation(1, FEWER, Pilot::input, null, false));
            AtomicLong now = new AtomicLong();
            LoopClock clock =
                    new LoopClock() {
                        @Override
                        public long nanoTime() {
                            return now.get();
                        }

                        @Override
                        public void sleep(long nanos) {
                            now.addAndGet(nanos);
                        }
                    };
            GameLoop.builder(game)
                    .clock(clock)
                    .maxTicks(WARMUP + SHORT_WINDOWS * SHORT_WINDOW)
                    .scratch(scratch)
                    .workers(workers)
                    .framesInFlight(frames)
                    .pipelined(true)
                    .build()
                    .run();
            assertTrue(
                    game.wasClean,
                    () ->
                            "the last %d ticks and their pictures allocated %d bytes of Java heap"
                                    .formatted(SHORT_WINDOW, game.heapBytes));
            assertTrue(game.elements > SHORT_WINDOW * 100L, "elements: " + game.elements);
            assertTrue(frames.current().peak() > 0);
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

    /** Looks for a window without garbage, the loop's own work between ticks included. */
    private static final class Watched implements Game {

        private final Simulation simulation;
        private GameLoop loop;
        private long heapBefore;
        private long collectionsBefore;
        private long heapBytes;
        private long collections;
        private boolean wasClean;

        Watched(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public void start(GameLoop running) {
            loop = running;
            simulation.start(running);
        }

        @Override
        public void tick(long tick) {
            simulation.tick(tick);
            long measured = tick + 1 - WARMUP;
            if (measured > 0 && measured % TICKS == 0) {
                heapBytes = heapBytes() - heapBefore;
                collections = collections() - collectionsBefore;
                wasClean = heapBytes == 0 && collections == 0;
                if (wasClean) {
                    loop.stop();
                }
            }
            if (measured >= 0 && measured % TICKS == 0) {
                collectionsBefore = collections();
                heapBefore = heapBytes();
            }
        }

        @Override
        public void close() {
            simulation.close();
        }

        /** The loop's thread's and the workers'. */
        private long heapBytes() {
            Workers workers = requireNonNull(loop.workers());
            return JavaHeapMeter.allocatedBytes() + workers.javaHeapBytes();
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }
    }

    /** Pictures are read element by element instead of drawn. */
    private static final class Watching implements PipelinedGame {

        private final Simulation simulation;
        private final DrawElementArray[] lists = new DrawElementArray[2];
        private GameLoop loop;
        private FramesInFlight frames;
        private Scene scene;
        private DrawElementArray shown;
        private long elements;
        private double brightest;
        private long heapBefore;
        private long heapBytes;
        private boolean wasClean;

        Watching(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public void start(GameLoop running) {
            loop = running;
            simulation.start(running);
            scene = new Scene(simulation.world(), running.scratch());
            frames = requireNonNull(running.framesInFlight());
            for (int slot = 0; slot < lists.length; slot++) {
                lists[slot] = DrawElementArray.create(frames.arena(slot));
            }
        }

        @Override
        public void beforeTick(long tick) {
            long measured = tick - WARMUP;
            if (measured >= 0 && measured % SHORT_WINDOW == 0) {
                // Of the loop's thread since it began, of ticks and workers since they began.
                long heap = JavaHeapMeter.allocatedBytes() + loop.statistics().javaHeapBytes();
                heapBytes = heap - heapBefore;
                heapBefore = heap;
                wasClean = measured > 0 && heapBytes == 0;
                if (wasClean) {
                    loop.stop();
                }
            }
        }

        @Override
        public void tick(long tick) {
            simulation.tick(tick);
            scene.build(16f / 9f, lists[frames.slot()]);
        }

        @Override
        public void afterTick(long tick) {
            shown = lists[frames.slot()];
        }

        @Override
        public void render(double alpha) {
            for (long i = 0; i < shown.size(); i++) {
                brightest = Math.max(brightest, shown.x(i) - shown.stepX(i) * (1 - alpha));
            }
            elements += shown.size();
        }

        @Override
        public void close() {
            simulation.close();
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
