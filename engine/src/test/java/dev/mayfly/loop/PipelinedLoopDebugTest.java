package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import dev.mayfly.data.IntArray;
import dev.mayfly.debug.Ticks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a debug build says where tick and render touch what is the other's. */
@Timeout(120)
class PipelinedLoopDebugTest {

    private static final long PATIENCE_SECONDS = 60;
    private static final int TICKS = 6;

    /** Each render happens while the next tick is between its writes and its end. */
    private abstract static class Overlapping implements PipelinedGame {

        final FramesInFlight frames;
        final IntArray[] written = new IntArray[TICKS];
        GameLoop loop;
        int shown;
        int renders;
        private final List<CountDownLatch> begun = new ArrayList<>();
        private final List<CountDownLatch> drawn = new ArrayList<>();

        Overlapping(FramesInFlight frames) {
            this.frames = frames;
            for (int tick = 0; tick < TICKS; tick++) {
                begun.add(new CountDownLatch(1));
                drawn.add(new CountDownLatch(1));
            }
        }

        abstract void draw();

        @Override
        public void start(GameLoop running) {
            loop = running;
            // What the start leaves there is handed over.
            loop.scratch().alloc(8, 8);
            frames.current().alloc(8, 8);
        }

        @Override
        public void beforeTick(long tick) {}

        @Override
        public void tick(long tick) {
            loop.scratch().alloc(8, 8);
            written[(int) tick] = IntArray.create(frames.current());
            written[(int) tick].add((int) tick);
            begun.get((int) tick).countDown();
            if (tick > 0) {
                await(drawn.get((int) tick - 1));
            }
        }

        @Override
        public void afterTick(long tick) {
            shown = (int) tick;
        }

        @Override
        public void render(double alpha) {
            await(begun.get(shown + 1));
            try {
                draw();
                renders++;
            } finally {
                drawn.get(shown).countDown();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        @Override
        public void close() {}
    }

    private static void run(Overlapping game) {
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
                .pipelined(true)
                .framesInFlight(game.frames)
                .clock(clock)
                .maxTicks(TICKS)
                .build()
                .run();
        assertEquals(TICKS - 1, game.renders);
    }

    @Test
    void shouldLetRendersReadTheFrameTheyShowAndThrowForOlderOnes() {
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            run(
                    new Overlapping(frames) {
                        @Override
                        void draw() {
                            assertEquals(shown, written[shown].get(0));
                            for (int old = 0; old < shown; old++) {
                                IntArray gone = written[old];
                                assertThrows(IllegalStateException.class, () -> gone.get(0));
                            }
                        }
                    });
        }
    }

    @Test
    void shouldNoticeARenderThatAllocatesInTheScratchOfTicks() {
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            run(
                    new Overlapping(frames) {
                        @Override
                        void draw() {
                            refuse(() -> loop.scratch().alloc(8, 8));
                        }
                    });
        }
    }

    @Test
    void shouldNoticeARenderThatAllocatesInAFrameOfTicks() {
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            run(
                    new Overlapping(frames) {
                        @Override
                        void draw() {
                            refuse(() -> frames.current().alloc(8, 8));
                        }
                    });
        }
    }

    private static void refuse(Runnable foreign) {
        String said = assertThrows(WrongThreadException.class, foreign::run).getMessage();
        assertTrue(requireNonNull(said).contains("mayfly-tick"), said);
    }

    @Test
    void shouldCountTheTicksForTheRecords() {
        long first = Ticks.now();
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            run(
                    new Overlapping(frames) {
                        @Override
                        void draw() {
                            assertEquals(first + shown + 1, Ticks.now());
                        }
                    });
        }
        assertEquals(first + TICKS, Ticks.now());
    }
}
