package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class GameLoopTest {

    private static final long MILLI = 1_000_000;

    /** Time that passes only when somebody sleeps or works. */
    private static final class FakeClock implements LoopClock {
        long now = 12_345;
        long slept;
        int sleeps;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            assertTrue(nanos > 0);
            now += nanos;
            slept += nanos;
            sleeps++;
        }
    }

    /** Writes down what is called; tests override what they need. */
    private static class Diary implements Game {
        final List<String> entries = new ArrayList<>();
        GameLoop loop;

        @Override
        public void start(GameLoop started) {
            loop = started;
            entries.add("start");
        }

        @Override
        public void tick(long tick) {
            entries.add("tick " + tick);
        }

        @Override
        public void render(double alpha) {
            entries.add("render " + Math.round(alpha * 100));
        }

        @Override
        public void close() {
            entries.add("close");
        }

        long count(String prefix) {
            return entries.stream().filter(entry -> entry.startsWith(prefix)).count();
        }
    }

    private final FakeClock clock = new FakeClock();

    @AfterEach
    void shouldLeaveNoContextBehind() {
        assertFalse(Context.isPresent());
    }

    private GameLoop.Builder loop(Game game) {
        return GameLoop.builder(game).clock(clock);
    }

    @Test
    void shouldRunTicksWithoutPicturesWhenHeadless() {
        Diary game = new Diary();
        LoopStatistics statistics = loop(game).headless(true).maxTicks(3).build().run();
        assertEquals(List.of("start", "tick 0", "tick 1", "tick 2", "close"), game.entries);
        assertEquals(3, statistics.ticks());
        assertEquals(0, clock.sleeps);
    }

    @Test
    void shouldInterpolateBetweenTicks() {
        Diary game = new Diary();
        loop(game).ticksPerSecond(10).framesPerSecond(40).maxTicks(2).build().run();
        assertEquals(
                List.of(
                        "start",
                        "render 0",
                        "render 25",
                        "render 50",
                        "render 75",
                        "tick 0",
                        "render 0",
                        "render 25",
                        "render 50",
                        "render 75",
                        "tick 1",
                        "close"),
                game.entries);
    }

    @Test
    void shouldRunSeveralTicksInAFrameWhenTicksAreShorter() {
        Diary game = new Diary();
        loop(game).ticksPerSecond(100).framesPerSecond(50).maxTicks(4).build().run();
        assertEquals(
                List.of(
                        "start",
                        "render 0",
                        "tick 0",
                        "tick 1",
                        "render 0",
                        "tick 2",
                        "tick 3",
                        "close"),
                game.entries);
    }

    @Test
    void shouldSleepInsteadOfSpinning() {
        Diary game = new Diary();
        loop(game).maxTicks(60).build().run();
        assertEquals(game.count("render"), clock.sleeps);
        long elapsed = clock.now - 12_345;
        assertEquals(elapsed, clock.slept);
        assertTrue(elapsed >= 999 * MILLI && elapsed < 1050 * MILLI, "elapsed " + elapsed);
    }

    @Test
    void shouldDropTimeThatTicksCannotCatchUpWith() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        clock.now += 100 * MILLI;
                    }
                };
        GameLoop loop =
                loop(game)
                        .ticksPerSecond(50)
                        .framesPerSecond(50)
                        .maxTicksPerFrame(3)
                        .maxTicks(31)
                        .build();
        LoopStatistics statistics = loop.run();
        // After the first tick every frame runs three ticks, never more, and is drawn.
        int sinceRender = 0;
        for (String entry : game.entries) {
            sinceRender = entry.startsWith("tick") ? sinceRender + 1 : 0;
            assertTrue(sinceRender <= 3, game.entries::toString);
        }
        assertTrue(game.count("render") >= 10);
        assertTrue(statistics.droppedNanos() > 1000 * MILLI);
    }

    @Test
    void shouldGoOnDrawingWhilePausedAndNotCatchUpAfterwards() {
        Diary game =
                new Diary() {
                    @Override
                    public void input() {
                        long frame = count("render");
                        if (frame == 10) {
                            loop.pause();
                            assertTrue(loop.isPaused());
                        }
                        if (frame == 1000) {
                            loop.resume();
                        }
                    }
                };
        loop(game).ticksPerSecond(60).framesPerSecond(60).maxTicks(20).build().run();
        long renders = game.count("render");
        assertTrue(renders >= 1000 && renders < 1020, "renders " + renders);
        List<String> afterResume = game.entries.subList(1005, game.entries.size());
        for (int i = 1; i < afterResume.size(); i++) {
            boolean two =
                    afterResume.get(i).startsWith("tick")
                            && afterResume.get(i - 1).startsWith("tick");
            assertFalse(two, game.entries::toString);
        }
    }

    @Test
    void shouldNotSpinWhilePausedWithoutAFrameRate() {
        Diary game =
                new Diary() {
                    @Override
                    public void input() {
                        loop.pause();
                        if (count("render") == 50) {
                            loop.stop();
                        }
                    }
                };
        loop(game).framesPerSecond(0).build().run();
        assertEquals(50, clock.sleeps);
    }

    @Test
    void shouldStopWhenToldFromATick() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 2) {
                            loop.stop();
                        }
                    }
                };
        loop(game).headless(true).build().run();
        assertEquals(List.of("start", "tick 0", "tick 1", "tick 2", "close"), game.entries);
    }

    @Test
    void shouldStopWhenItsThreadIsInterrupted() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        Thread.currentThread().interrupt();
                    }
                };
        GameLoop.builder(game).build().run();
        assertTrue(Thread.interrupted());
        assertEquals(1, game.count("tick"));
        assertEquals(1, game.count("close"));
    }

    @Test
    void shouldEmptyScratchAfterStartAndEveryTickAndRender() {
        List<Long> usedBefore = new ArrayList<>();
        List<Long> addresses = new ArrayList<>();
        Diary game =
                new Diary() {
                    private void work() {
                        usedBefore.add(loop.scratch().used());
                        addresses.add(Mem.temp().alloc(1000, 8));
                    }

                    @Override
                    public void start(GameLoop started) {
                        super.start(started);
                        work();
                    }

                    @Override
                    public void tick(long tick) {
                        work();
                    }

                    @Override
                    public void render(double alpha) {
                        work();
                    }
                };
        loop(game).maxTicks(3).build().run();
        assertTrue(usedBefore.size() > 6);
        assertEquals(List.of(0L), usedBefore.stream().distinct().toList());
        assertEquals(1, addresses.stream().distinct().count());
    }

    @Test
    void shouldGiveItsThreadTheContextItWasTold() {
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (FrameArena scratch = FrameArena.create()) {
            Diary game =
                    new Diary() {
                        private long asset;

                        @Override
                        public void start(GameLoop started) {
                            asset = Mem.alloc(500, 8);
                        }

                        @Override
                        public void tick(long tick) {
                            assertSame(persistent, Context.current().allocator());
                            assertSame(scratch, Context.current().tempAllocator());
                            assertEquals(500, persistent.used());
                        }

                        @Override
                        public void close() {
                            Mem.free(asset, 500);
                        }
                    };
            loop(game)
                    .headless(true)
                    .maxTicks(2)
                    .allocator(persistent)
                    .scratch(scratch)
                    .build()
                    .run();
            assertEquals(0, persistent.used());
            assertEquals(500, persistent.peak());
            assertEquals(3, scratch.resets());
            scratch.alloc(8, 8);
        }
    }

    @Test
    void shouldFindAScopeThatATickLeftOpen() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        if (tick == 7) {
                            Context.use(HeapAllocator.INSTANCE);
                        }
                    }
                };
        GameLoop loop = loop(game).headless(true).build();
        IllegalStateException failure = assertThrows(IllegalStateException.class, loop::run);
        assertTrue(failure.getMessage().contains("tick 7"), failure.getMessage());
        assertEquals(1, game.count("close"));
    }

    @Test
    void shouldFindAContextThatATickLeftOpen() {
        AtomicReference<OpenContext> left = new AtomicReference<>();
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        left.set(Context.defaultContext());
                    }

                    @Override
                    public void close() {
                        left.get().close();
                    }
                };
        GameLoop loop = loop(game).headless(true).build();
        assertTrue(
                assertThrows(IllegalStateException.class, loop::run)
                        .getMessage()
                        .contains("tick 0 left a Context open"));
    }

    @Test
    void shouldHaveNoScratchOfItsOwnBeforeItRuns() {
        GameLoop loop = loop(new Diary()).build();
        assertThrows(IllegalStateException.class, loop::scratch);
    }

    @Test
    void shouldFindASavePointThatATickLeftOpen() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        loop.scratch().savepoint();
                    }
                };
        GameLoop loop = loop(game).headless(true).build();
        assertTrue(
                assertThrows(MemoryException.class, loop::run).getMessage().contains("save point"));
        assertEquals(1, game.count("close"));
    }

    @Test
    void shouldCloseTheGameAndItsScratchWhenATickThrows() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        throw new ArithmeticException("tick " + tick);
                    }
                };
        GameLoop loop = loop(game).headless(true).build();
        assertEquals("tick 0", assertThrows(ArithmeticException.class, loop::run).getMessage());
        assertEquals(List.of("start", "close"), game.entries);
        assertThrows(MemoryException.class, () -> loop.scratch().alloc(8, 8));
    }

    @Test
    void shouldRefuseToRunTwice() {
        GameLoop loop = loop(new Diary()).headless(true).maxTicks(0).build();
        loop.run();
        assertThrows(IllegalStateException.class, loop::run);
    }

    @Test
    void shouldRefuseNumbersThatMakeNoSense() {
        GameLoop.Builder builder = loop(new Diary());
        assertThrows(IllegalArgumentException.class, () -> builder.ticksPerSecond(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxTicksPerFrame(0));
        assertThrows(IllegalArgumentException.class, () -> builder.framesPerSecond(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.maxTicks(-1));
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> builder.warmupTicks(-5));
        assertTrue(failure.getMessage().contains("-5"), failure.getMessage());
    }

    @Test
    void shouldMeasureTicksAfterTheWarmUp() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        clock.now += tick < 10 ? 1000 * MILLI : (tick - 9) * MILLI;
                    }
                };
        LoopStatistics statistics =
                loop(game).headless(true).maxTicks(110).warmupTicks(10).build().run();
        assertEquals(110, statistics.ticks());
        assertEquals(100, statistics.measuredTicks());
        assertEquals(50 * MILLI, statistics.tickNanosAt(50), 0.001 * 50 * MILLI);
        assertEquals(99 * MILLI, statistics.tickNanosAt(99), 0.001 * 99 * MILLI);
        assertEquals(100 * MILLI, statistics.maxTickNanos(), 0.001 * 100 * MILLI);
    }

    @Test
    void shouldCountTheJavaHeapThatTicksAllocate() {
        Diary game =
                new Diary() {
                    private byte[] garbage;

                    @Override
                    public void tick(long tick) {
                        garbage = new byte[1000];
                        assertEquals(1000, garbage.length);
                    }
                };
        LoopStatistics statistics =
                loop(game).headless(true).maxTicks(1100).warmupTicks(1000).build().run();
        assertEquals(1016, statistics.javaHeapBytesPerTick());
        assertEquals(101_600, statistics.javaHeapBytes());
    }

    @Test
    void shouldMakeNoJavaGarbageItself() {
        Game game =
                new Game() {
                    @Override
                    public void start(GameLoop loop) {}

                    @Override
                    public void tick(long tick) {
                        Mem.temp().alloc(100, 8);
                    }

                    @Override
                    public void close() {}
                };
        LoopStatistics statistics =
                loop(game).headless(true).maxTicks(210_000).warmupTicks(200_000).build().run();
        assertEquals(10_000, statistics.measuredTicks());
        assertEquals(0, statistics.javaHeapBytes());
    }
}
