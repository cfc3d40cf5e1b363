package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.FramesInFlight;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.JavaHeapMeter;
import dev.mayfly.loop.LoopClock;
import dev.mayfly.loop.PipelinedGame;
import dev.mayfly.loop.Workers;
import dev.mayfly.swarm.gfx.OpenGl;
import dev.mayfly.swarm.gfx.Window;
import dev.mayfly.swarm.input.Controls;
import dev.mayfly.swarm.sim.Pilot;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicLong;

class WindowGameTest {

    /** Frames in a row that must make no garbage: five seconds of play. */
    private static final int STEADY = 300;

    /** Frames after which it must have come to that; the JIT compiler needs its time. */
    private static final int LONGEST = 60_000;

    private static final int PLAYED = 900;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldComeToMakeNoJavaGarbageInAFrame(boolean pipelined) {
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (Window window = OpenGl.openWindowOrSkip(64, 36, false, persistent);
                FrameArena scratch = FrameArena.create();
                FramesInFlight frames = FramesInFlight.createShared(2)) {
            Simulation simulation = new Simulation(1, 300, Pilot::input, null, false);
            // The autopilot plays, and what the devices say is taken as well.
            WindowGame game =
                    new WindowGame(simulation, window, new GcCounter(), new Controls(), null);
            Meter meter = new Meter(game);
            GameLoop.builder(meter)
                    .maxTicks(LONGEST)
                    .clock(new FastClock())
                    .allocator(persistent)
                    .scratch(scratch)
                    .framesInFlight(frames)
                    .pipelined(pipelined)
                    .build()
                    .run();
            assertEquals(STEADY, meter.streak, meter.frames + " frames");
        }
        assertEquals(0, persistent.used());
    }

    @Test
    void shouldComeToTheSameEndPipelinedOrNot() {
        long expected = headless();
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (Window window = OpenGl.openWindowOrSkip(64, 36, false, persistent)) {
            assertEquals(expected, inWindow(window, persistent, false));
            assertEquals(expected, inWindow(window, persistent, true));
        }
        assertEquals(0, persistent.used());
    }

    private static long headless() {
        Simulation simulation = new Simulation(5, 300, Pilot::input, null, true);
        GameLoop.builder(simulation).headless(true).maxTicks(PLAYED).build().run();
        return simulation.outcome().checksum();
    }

    private static long inWindow(Window window, Allocator persistent, boolean pipelined) {
        try (FramesInFlight frames = FramesInFlight.createShared(2);
                Workers workers = Workers.create(2)) {
            Simulation simulation = new Simulation(5, 300, Pilot::input, null, false);
            WindowGame game = new WindowGame(simulation, window, new GcCounter(), null, null);
            GameLoop.builder(game)
                    .maxTicks(PLAYED)
                    .clock(new FastClock())
                    .allocator(persistent)
                    .framesInFlight(frames)
                    .workers(workers)
                    .pipelined(pipelined)
                    .build()
                    .run();
            return simulation.outcome().checksum();
        }
    }

    /** Time passes only while somebody sleeps. */
    private static final class FastClock implements LoopClock {

        private final AtomicLong now = new AtomicLong();

        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public void sleep(long nanos) {
            now.addAndGet(nanos);
        }
    }

    /** Runs until input, drawing and ticks have made no garbage for long enough. */
    private static final class Meter implements PipelinedGame {

        private final PipelinedGame game;
        private @Nullable GameLoop loop;
        private int frames;
        private int streak;
        private long inputBytes;
        private long tickBytes;

        Meter(PipelinedGame game) {
            this.game = game;
        }

        @Override
        public void start(GameLoop running) {
            loop = running;
            game.start(running);
        }

        @Override
        public void input() {
            long before = JavaHeapMeter.allocatedBytes();
            game.input();
            inputBytes = JavaHeapMeter.allocatedBytes() - before;
        }

        @Override
        public void beforeTick(long tick) {
            game.beforeTick(tick);
        }

        @Override
        public void tick(long tick) {
            game.tick(tick);
        }

        @Override
        public void afterTick(long tick) {
            game.afterTick(tick);
            long ticks = loop.statistics().javaHeapBytes();
            if (ticks != tickBytes) {
                tickBytes = ticks;
                streak = 0;
            }
        }

        @Override
        public void render(double alpha) {
            long before = JavaHeapMeter.allocatedBytes();
            game.render(alpha);
            long bytes = inputBytes + JavaHeapMeter.allocatedBytes() - before;
            frames++;
            streak = bytes == 0 ? streak + 1 : 0;
            if (streak == STEADY) {
                loop.stop();
            }
        }

        @Override
        public void close() {
            game.close();
        }
    }
}
