package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.util.Objects.requireNonNull;

import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Ticks on a thread of their own. The time-outs are for failures only: nothing waits for time. */
@Timeout(120)
class PipelinedLoopTest {

    private static final long MILLI = 1_000_000;
    private static final long PATIENCE_SECONDS = 60;

    /** Time that passes only when the loop sleeps or somebody says so. */
    private static final class HandClock implements LoopClock {

        private final AtomicLong now = new AtomicLong(777);

        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public void sleep(long nanos) {
            now.addAndGet(nanos);
        }
    }

    /** Writes down what happens on the loop's thread; tests override what they need. */
    private static class Diary implements PipelinedGame {

        final List<String> entries = new ArrayList<>();
        final List<Long> ticks = new CopyOnWriteArrayList<>();
        final Thread main = Thread.currentThread();
        GameLoop loop;
        volatile Thread tickThread;
        long shown = -1;

        @Override
        public void start(GameLoop started) {
            loop = started;
            note("start");
        }

        @Override
        public void beforeTick(long tick) {
            note("before " + tick);
        }

        @Override
        public void tick(long tick) {
            tickThread = Thread.currentThread();
            ticks.add(tick);
        }

        @Override
        public void afterTick(long tick) {
            shown = tick;
            note("after " + tick);
        }

        @Override
        public void render(double alpha) {
            note("render " + Math.round(alpha * 100));
        }

        @Override
        public void close() {
            note("close");
        }

        final void note(String entry) {
            assertSame(main, Thread.currentThread());
            entries.add(entry);
        }

        final long count(String prefix) {
            return entries.stream().filter(entry -> entry.startsWith(prefix)).count();
        }
    }

    private final HandClock clock = new HandClock();
    private final FramesInFlight frames = FramesInFlight.createShared(2);

    @AfterEach
    void close() {
        assertFalse(Context.isPresent());
        frames.close();
    }

    private GameLoop.Builder loop(Game game) {
        return GameLoop.builder(game).clock(clock).framesInFlight(frames).pipelined(true);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the other did not come");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static CountDownLatch[] latches(int count) {
        CountDownLatch[] made = new CountDownLatch[count];
        for (int i = 0; i < count; i++) {
            made[i] = new CountDownLatch(1);
        }
        return made;
    }

    /** Each render waits inside for the next tick to have begun, and that tick for the render. */
    @Test
    void shouldDrawATickWhileTheNextOneIsComputed() {
        int ticks = 50;
        CountDownLatch[] ticking = latches(ticks);
        CountDownLatch[] drawing = latches(ticks);
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        ticking[(int) tick].countDown();
                        if (tick > 0) {
                            await(drawing[(int) tick - 1]);
                        }
                    }

                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        drawing[(int) shown].countDown();
                        await(ticking[(int) shown + 1]);
                    }
                };
        loop(game).maxTicks(ticks).build().run();
        assertEquals(ticks, game.ticks.size());
        assertEquals(ticks - 1, game.count("render"));
    }

    @Test
    void shouldShowEachTickUntilTheNextOneIsDueAndInterpolate() {
        Diary game = new Diary();
        loop(game).ticksPerSecond(10).framesPerSecond(40).maxTicks(3).build().run();
        assertEquals(
                List.of(
                        "start",
                        "before 0",
                        "after 0",
                        "before 1",
                        "render 0",
                        "render 25",
                        "render 50",
                        "render 75",
                        "after 1",
                        "before 2",
                        "render 0",
                        "render 25",
                        "render 50",
                        "render 75",
                        "after 2",
                        "close"),
                game.entries);
        assertEquals(List.of(0L, 1L, 2L), game.ticks);
    }

    @Test
    void shouldComputeAllTicksOnOneThreadThatEndsBeforeTheGameIsClosed() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        threads.add(Thread.currentThread());
                        assertEquals(tick, loop.ticks());
                    }

                    @Override
                    public void close() {
                        super.close();
                        assertFalse(tickThread.isAlive());
                    }
                };
        LoopStatistics statistics = loop(game).maxTicks(5).build().run();
        assertEquals(1, threads.stream().distinct().count());
        assertNotSame(Thread.currentThread(), threads.getFirst());
        assertEquals("mayfly-tick", threads.getFirst().getName());
        assertTrue(threads.getFirst().isDaemon());
        assertEquals(5, statistics.ticks());
    }

    @Test
    void shouldMakeTheSameCallsOnOneThreadWhereItIsNotPipelined() {
        Diary alone = new Diary();
        loop(alone).pipelined(false).maxTicks(2).build().run();
        assertEquals(
                List.of("start", "before 0", "after 0", "render 0", "before 1", "after 1", "close"),
                alone.entries);
        assertSame(Thread.currentThread(), alone.tickThread);
    }

    @Test
    void shouldRunHeadlessOnTheCallersThread() {
        Diary headless = new Diary();
        loop(headless).headless(true).maxTicks(2).build().run();
        assertEquals(
                List.of("start", "before 0", "after 0", "before 1", "after 1", "close"),
                headless.entries);
        assertSame(Thread.currentThread(), headless.tickThread);
    }

    /** Every render reads the frame of the tick it shows, whose successor is being written. */
    @Test
    void shouldKeepTheFrameOfATickReadableWhileTheNextOneIsWritten() {
        int ticks = 40;
        CountDownLatch[] written = latches(ticks);
        MemorySegment[] segments = new MemorySegment[ticks];
        long[] addresses = new long[ticks];
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        int number = (int) tick;
                        assertEquals(0, frames.current().used());
                        segments[number] = Mem.make(frames.current(), JAVA_LONG, 10);
                        segments[number].setAtIndex(JAVA_LONG, 9, tick);
                        addresses[number] = frames.current().alloc(8, 8);
                        Memory.putLong(addresses[number], -tick);
                        written[number].countDown();
                    }

                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        await(written[(int) shown + 1]);
                        assertEquals(shown, segments[(int) shown].getAtIndex(JAVA_LONG, 9));
                        assertEquals(-shown, Memory.getLong(addresses[(int) shown]));
                        for (int old = 0; old < shown; old++) {
                            MemorySegment gone = segments[old];
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> gone.getAtIndex(JAVA_LONG, 9));
                        }
                    }
                };
        loop(game).maxTicks(ticks).build().run();
        assertEquals(ticks - 1, game.count("render"));
    }

    @Test
    void shouldSayInAfterTickWhichFrameTheTickWrote() {
        long[] written = new long[2];
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        assertSame(frames.current(), frames.arena(frames.slot()));
                        written[frames.slot()] = tick;
                    }

                    @Override
                    public void afterTick(long tick) {
                        assertEquals(tick, written[frames.slot()]);
                        super.afterTick(tick);
                    }
                };
        loop(game).maxTicks(20).build().run();
        assertEquals(20, game.count("after"));
    }

    @Test
    void shouldGiveTickAndRenderAContextWithScratchOfItsOwn() {
        List<Long> usedBefore = new CopyOnWriteArrayList<>();
        List<Object> scratches = new CopyOnWriteArrayList<>();
        try (FrameArena given = FrameArena.create();
                Workers workers = Workers.create(2)) {
            Diary game =
                    new Diary() {
                        @Override
                        public void start(GameLoop started) {
                            super.start(started);
                            given.allocate(100, 8);
                            work();
                        }

                        @Override
                        public void tick(long tick) {
                            super.tick(tick);
                            assertSame(given, Mem.temp());
                            assertSame(given, loop.scratch());
                            assertEquals(0, workers.scratch(0).used());
                            work();
                            Mem.temp().allocate(64, 8);
                            workers.run(0, 4, 1, (_, _, _) -> Mem.temp().alloc(64, 8));
                        }

                        @Override
                        public void render(double alpha) {
                            super.render(alpha);
                            assertNotSame(given, Mem.temp());
                            work();
                            Mem.temp().allocate(64, 8);
                        }

                        private void work() {
                            FrameArena mine = (FrameArena) Mem.temp();
                            usedBefore.add(mine.used());
                            scratches.add(mine);
                            assertSame(HeapAllocator.INSTANCE, Context.current().allocator());
                            mine.alloc(1000, 8);
                        }
                    };
            loop(game)
                    .allocator(HeapAllocator.INSTANCE)
                    .scratch(given)
                    .workers(workers)
                    .maxTicks(20)
                    .build()
                    .run();
            assertEquals(0, given.used());
            assertEquals(20 + 1, given.resets());
            assertEquals(0, workers.scratch(0).used() + workers.scratch(1).used());
        }
        assertEquals(1 + 20 + 19, usedBefore.size());
        assertEquals(List.of(0L), usedBefore.stream().distinct().toList());
        assertEquals(2, scratches.stream().distinct().count());
    }

    @Test
    void shouldPassOnInputInOneTick() {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Diary game =
                new Diary() {
                    private int typed;
                    private int handed;

                    @Override
                    public void input() {
                        typed++;
                    }

                    @Override
                    public void beforeTick(long tick) {
                        handed = typed;
                    }

                    @Override
                    public void tick(long tick) {
                        seen.add(handed);
                    }
                };
        loop(game).maxTicks(4).build().run();
        assertEquals(List.of(2, 3, 4, 5), seen);
    }

    @Test
    void shouldThrowWhatATickThrowsAndCloseTheGameOnce() {
        ArithmeticException made = new ArithmeticException("tick 3");
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 3) {
                            throw made;
                        }
                    }

                    @Override
                    public void close() {
                        super.close();
                        assertFalse(tickThread.isAlive());
                    }
                };
        GameLoop loop = loop(game).build();
        assertSame(made, assertThrows(ArithmeticException.class, loop::run));
        assertEquals(0, made.getSuppressed().length);
        assertEquals(List.of(0L, 1L, 2L, 3L), game.ticks);
        assertEquals(3, game.count("after"));
        assertEquals(1, game.count("close"));
        assertThrows(MemoryException.class, () -> loop.scratch().alloc(8, 8));
    }

    @Test
    void shouldLetErrorsOfATickThrough() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        throw new StackOverflowError("made up");
                    }
                };
        assertThrows(StackOverflowError.class, loop(game).build()::run);
        assertEquals(1, game.count("close"));
    }

    /** The tick under way goes on until the render has thrown. */
    @Test
    void shouldLetTheTickEndWhenARenderThrows() {
        CountDownLatch throwing = new CountDownLatch(1);
        List<String> ended = new CopyOnWriteArrayList<>();
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 1) {
                            await(throwing);
                            ended.add("tick 1");
                        }
                    }

                    @Override
                    public void render(double alpha) {
                        throwing.countDown();
                        throw new ArithmeticException("render");
                    }

                    @Override
                    public void close() {
                        super.close();
                        ended.add("close");
                    }
                };
        ArithmeticException thrown =
                assertThrows(ArithmeticException.class, loop(game).build()::run);
        assertEquals("render", thrown.getMessage());
        assertEquals(List.of("tick 1", "close"), ended);
    }

    @Test
    void shouldSuppressWhatTheTickThrowsWhenTheRenderHasThrown() {
        CountDownLatch throwing = new CountDownLatch(1);
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        if (tick == 1) {
                            await(throwing);
                            throw new ArithmeticException("tick");
                        }
                    }

                    @Override
                    public void render(double alpha) {
                        throwing.countDown();
                        throw new ArithmeticException("render");
                    }
                };
        ArithmeticException thrown =
                assertThrows(ArithmeticException.class, loop(game).build()::run);
        assertEquals("render", thrown.getMessage());
        assertEquals("tick", thrown.getSuppressed()[0].getMessage());
        assertEquals(1, game.count("close"));
    }

    @Test
    void shouldCloseTheGameWhenTheStartThrows() {
        Diary game =
                new Diary() {
                    @Override
                    public void start(GameLoop started) {
                        throw new ArithmeticException("start");
                    }
                };
        assertThrows(ArithmeticException.class, loop(game).build()::run);
        assertEquals(List.of("close"), game.entries);
    }

    @Test
    void shouldFindWhatATickLeavesOpen() {
        Diary scope =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        if (tick == 2) {
                            Context.use(HeapAllocator.INSTANCE);
                        }
                    }
                };
        String left =
                assertThrows(IllegalStateException.class, loop(scope).build()::run).getMessage();
        assertTrue(requireNonNull(left).contains("tick 2"), left);
        Diary savePoint =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        loop.scratch().savepoint();
                        loop.scratch().allocate(8, 8);
                    }
                };
        MemoryException kept = assertThrows(MemoryException.class, loop(savePoint).build()::run);
        assertTrue(requireNonNull(kept.getMessage()).contains("save point"), kept.getMessage());
        assertThrows(MemoryException.class, () -> savePoint.loop.scratch().alloc(8, 8));
        Diary render =
                new Diary() {
                    @Override
                    public void render(double alpha) {
                        Context.use(HeapAllocator.INSTANCE);
                    }
                };
        assertThrows(IllegalStateException.class, loop(render).build()::run);
    }

    @Test
    void shouldStopAfterTheTickUnderWayWhenToldFromARender() {
        CountDownLatch stopped = new CountDownLatch(1);
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 4) {
                            await(stopped);
                        }
                    }

                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        if (shown == 3) {
                            loop.stop();
                            stopped.countDown();
                        }
                    }
                };
        LoopStatistics statistics = loop(game).build().run();
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), game.ticks);
        assertEquals("after 4", game.entries.get(game.entries.size() - 2));
        assertEquals(5, statistics.ticks());
    }

    @Test
    void shouldStopWhenToldFromATickOrByItsInterrupt() {
        Diary told =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 2) {
                            loop.stop();
                        }
                    }
                };
        loop(told).build().run();
        assertEquals(List.of(0L, 1L, 2L), told.ticks);
        Diary interrupted =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        Thread.currentThread().interrupt();
                    }
                };
        loop(interrupted).build().run();
        assertEquals(List.of(0L), interrupted.ticks);
        assertFalse(Thread.interrupted());
    }

    /** The tick waits for what never comes, until the interrupt of the loop's thread reaches it. */
    @Test
    void shouldPassAnInterruptOnToTheTickThatItWaitsFor() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        if (tick == 1) {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException expected) {
                                seen.add("interrupted");
                            }
                        }
                    }

                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        Thread.currentThread().interrupt();
                    }
                };
        loop(game).build().run();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("interrupted"), seen);
        assertEquals(List.of(0L, 1L), game.ticks);
    }

    /** Each tick takes the time of three, and ends only when the loop waits for it. */
    @Test
    void shouldDrawOnceForEachTickWhereTicksAreTooSlow() {
        Diary game =
                new Diary() {
                    @Override
                    public void tick(long tick) {
                        super.tick(tick);
                        while (main.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        clock.now.addAndGet(300 * MILLI);
                    }
                };
        LoopStatistics statistics =
                loop(game)
                        .ticksPerSecond(10)
                        .framesPerSecond(10)
                        .maxTicksPerFrame(3)
                        .maxTicks(20)
                        .build()
                        .run();
        assertEquals(19, game.count("render"));
        for (int i = 3; i < game.entries.size() - 2; i++) {
            boolean drawn = game.entries.get(i - 1).startsWith("render");
            assertEquals(drawn, game.entries.get(i).startsWith("after"), game.entries::toString);
        }
        assertTrue(statistics.droppedNanos() > 0);
        assertEquals(300 * MILLI, statistics.tickNanosAt(50), 0.001 * 300 * MILLI);
    }

    @Test
    void shouldCatchUpWhereDrawingIsTooSlow() {
        Diary game =
                new Diary() {
                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        clock.now.addAndGet(300 * MILLI);
                    }
                };
        LoopStatistics statistics =
                loop(game).ticksPerSecond(10).framesPerSecond(10).maxTicks(31).build().run();
        assertTrue(game.count("render") <= 11, game.entries::toString);
        assertEquals(0, statistics.droppedNanos());
    }

    @Test
    void shouldGoOnDrawingWhilePaused() {
        Diary game =
                new Diary() {
                    @Override
                    public void input() {
                        if (count("render") == 5) {
                            loop.pause();
                        }
                        if (count("render") == 100) {
                            loop.stop();
                        }
                    }
                };
        loop(game).build().run();
        assertEquals(100, game.count("render"));
        assertTrue(game.ticks.size() < 10, game.ticks::toString);
    }

    @Test
    void shouldNotSpinWithoutAFrameRateBeforeThereIsAPicture() {
        Diary game =
                new Diary() {
                    @Override
                    public void render(double alpha) {
                        super.render(alpha);
                        clock.now.addAndGet(MILLI);
                    }
                };
        loop(game).framesPerSecond(0).maxTicks(3).build().run();
        assertEquals(List.of(0L, 1L, 2L), game.ticks);
    }

    @Test
    void shouldNameWhatItLacks() {
        Diary game = new Diary();
        Game plain =
                new Game() {
                    @Override
                    public void start(GameLoop loop) {}

                    @Override
                    public void tick(long tick) {}

                    @Override
                    public void close() {}
                };
        refuse("no PipelinedGame", GameLoop.builder(plain).pipelined(true));
        try (FrameArena arena = FrameArena.create();
                FramesInFlight one = FramesInFlight.createShared(1);
                FramesInFlight confined = FramesInFlight.create(2)) {
            refuse("THREAD_SAFE", loop(game).allocator(arena));
            refuse("FramesInFlight(1)", loop(game).framesInFlight(one));
            refuse("createShared", loop(game).framesInFlight(confined));
            loop(game).allocator(GeneralAllocator.shared()).build();
        }
    }

    private static void refuse(String part, GameLoop.Builder lacking) {
        String said = assertThrows(IllegalArgumentException.class, lacking::build).getMessage();
        assertTrue(requireNonNull(said).contains(part), said);
    }

    /** On neither side; a window of some thousand ticks in which not even the JVM makes any. */
    @Test
    void shouldMakeNoJavaGarbageItself() {
        int window = 3000;
        Garbageless game = new Garbageless(frames, window);
        loop(game).maxTicks(40L * window).build().run();
        assertEquals(0, game.bytes, "in the last window of " + window);
    }

    private static final class Garbageless implements PipelinedGame {

        private final FramesInFlight frames;
        private final int window;
        private GameLoop loop;
        private final long[] written = new long[2];
        private long shown;
        private long sum;
        private long before;
        private long bytes = -1;

        Garbageless(FramesInFlight frames, int window) {
            this.frames = frames;
            this.window = window;
        }

        @Override
        public void start(GameLoop running) {
            loop = running;
        }

        @Override
        public void beforeTick(long tick) {
            if (tick % window == 0) {
                long now = JavaHeapMeter.allocatedBytes() + loop.statistics().javaHeapBytes();
                bytes = now - before;
                before = now;
                if (tick > window && bytes == 0) {
                    assertNotEquals(0, sum);
                    loop.stop();
                }
            }
        }

        @Override
        public void tick(long tick) {
            long picture = frames.current().alloc(8, 8);
            Memory.putLong(picture, tick);
            written[frames.slot()] = picture;
            Mem.temp().alloc(100, 8);
        }

        @Override
        public void afterTick(long tick) {
            shown = written[frames.slot()];
        }

        @Override
        public void render(double alpha) {
            sum += Memory.getLong(shown);
            Mem.temp().alloc(100, 8);
        }

        @Override
        public void close() {}
    }
}
