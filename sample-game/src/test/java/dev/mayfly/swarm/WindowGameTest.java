package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.JavaHeapMeter;
import dev.mayfly.loop.LoopClock;
import dev.mayfly.swarm.gfx.OpenGl;
import dev.mayfly.swarm.gfx.Window;
import dev.mayfly.swarm.input.Controls;
import dev.mayfly.swarm.sim.Pilot;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowGameTest {

    /** Frames in a row that must make no garbage: five seconds of play. */
    private static final int STEADY = 300;

    /** Frames after which it must have come to that; the JIT compiler needs its time. */
    private static final int LONGEST = 60_000;

    @Test
    void shouldComeToMakeNoJavaGarbageInAFrame() {
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (Window window = OpenGl.openWindowOrSkip(64, 36, false, persistent);
                FrameArena scratch = FrameArena.create()) {
            Controls controls = new Controls();
            // The autopilot plays, and what the devices say is taken as well.
            InputSource source =
                    world -> {
                        controls.take();
                        return Pilot.input(world);
                    };
            Simulation simulation = new Simulation(1, 300, source, null, false);
            WindowGame game = new WindowGame(simulation, window, new GcCounter(), controls, null);
            Meter meter = new Meter(game);
            GameLoop.builder(meter)
                    .maxTicks(LONGEST)
                    .clock(new FastClock())
                    .allocator(persistent)
                    .scratch(scratch)
                    .build()
                    .run();
            assertEquals(STEADY, meter.streak, meter.frames + " frames");
        }
        assertEquals(0, persistent.used());
    }

    /** Time passes only while somebody sleeps. */
    private static final class FastClock implements LoopClock {

        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
        }
    }

    /** Runs until input and drawing have made no garbage for long enough. */
    private static final class Meter implements Game {

        private final Game game;
        private @Nullable GameLoop loop;
        private int frames;
        private int streak;
        private long inputBytes;

        Meter(Game game) {
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
        public void tick(long tick) {
            game.tick(tick);
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
