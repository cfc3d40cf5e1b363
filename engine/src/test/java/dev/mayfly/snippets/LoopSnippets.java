package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.FramesInFlight;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.loop.PipelinedGame;
import dev.mayfly.loop.RangeTask;
import dev.mayfly.loop.Workers;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of {@code dev.mayfly.loop} shows, compiled and run. */
class LoopSnippets {

    // @start region="headless"
    /** A ball that falls, and a hundred sparks that live for one tick. */
    static final class Ball implements Game {

        private MemorySegment height = MemorySegment.NULL;

        @Override
        public void start(GameLoop loop) {
            height = Mem.make(JAVA_FLOAT, 1); // lives until close
        }

        @Override
        public void tick(long tick) {
            height.set(JAVA_FLOAT, 0, height.get(JAVA_FLOAT, 0) - 0.1f);
            MemorySegment sparks = Mem.make(Mem.temp(), JAVA_FLOAT, 100); // gone after this tick
            sparks.setAtIndex(JAVA_FLOAT, 99, 1f);
        }

        @Override
        public void close() {
            Mem.delete(height);
        }
    }

    static LoopStatistics simulate() {
        return GameLoop.builder(new Ball()).headless(true).maxTicks(600).build().run();
    }

    // @end

    // @start region="workers"
    /** Numbers in native memory, squared by all workers. */
    static final class Squares implements RangeTask {

        private final Workers workers;
        private long numbers;

        Squares(Workers workers) {
            this.workers = workers;
        }

        /** In a tick; the loop was built with {@code workers(workers)}. */
        void square(long address, int count) {
            numbers = address;
            workers.run(0, count, 256, this); // returns when all is done
        }

        @Override
        public void run(int from, int to, int worker) {
            MemorySegment copy = Mem.make(Mem.temp(), JAVA_INT, to - from); // this worker's scratch
            for (int i = from; i < to; i++) {
                int number = Memory.getInt(numbers + 4L * i);
                copy.setAtIndex(JAVA_INT, i - from, number * number);
            }
            Memory.copy(copy.address(), numbers + 4L * from, 4L * (to - from));
        }
    }

    // @end

    // @start region="frames"
    /** Each tick draws what the tick before has written. */
    static final class Pipeline implements Game {

        private final FramesInFlight frames; // two of them; the loop knows them too
        private MemorySegment written = MemorySegment.NULL;
        private int drawn;

        Pipeline(FramesInFlight frames) {
            this.frames = frames;
        }

        @Override
        public void start(GameLoop loop) {}

        @Override
        public void tick(long tick) {
            MemorySegment before = written; // good until this tick ends
            written = Mem.make(frames.current(), JAVA_INT, 1);
            written.set(JAVA_INT, 0, (int) tick);
            if (tick > 0) {
                drawn += before.get(JAVA_INT, 0);
            }
        }

        @Override
        public void close() {}
    }

    // @end

    // @start region="pipelined"
    /** A wave in a thousand numbers: ticks compute it, renders look at it. */
    static final class Wave implements PipelinedGame {

        private final FramesInFlight frames; // two of them, shared; the loop knows them too
        private final long[] pictures; // one address for each frame
        private long shown;
        private int frequency = 1;
        private int frequencyOfTick;
        private float brightest;

        Wave(FramesInFlight frames) {
            this.frames = frames;
            pictures = new long[frames.count()];
        }

        @Override
        public void start(GameLoop loop) {}

        @Override
        public void input() {
            frequency++; // a tick may run: hands off what it reads
        }

        @Override
        public void beforeTick(long tick) {
            frequencyOfTick = frequency;
        }

        @Override
        public void tick(long tick) {
            long heights = frames.current().alloc(4000, 4); // good until tick + 2 begins
            for (int i = 0; i < 1000; i++) {
                Memory.putFloat(heights + 4L * i, (float) Math.sin(tick + i * frequencyOfTick));
            }
            pictures[frames.slot()] = heights;
        }

        @Override
        public void afterTick(long tick) {
            shown = pictures[frames.slot()];
        }

        @Override
        public void render(double alpha) {
            for (int i = 0; i < 1000; i++) { // while the next tick writes into the other frame
                brightest = Math.max(brightest, Memory.getFloat(shown + 4L * i));
            }
        }

        @Override
        public void close() {}
    }

    static void watch(Wave wave, FramesInFlight frames, long ticks) {
        GameLoop.builder(wave).pipelined(true).framesInFlight(frames).maxTicks(ticks).build().run();
    }

    // @end

    @Test
    void pipelined() {
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            Wave wave = new Wave(frames);
            watch(wave, frames, 10);
            assertEquals(1f, wave.brightest, 0.01f);
        }
    }

    @Test
    void workers() {
        try (Workers workers = Workers.create(2);
                FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch)) {
            long numbers = scratch.alloc(4000, 4);
            for (int i = 0; i < 1000; i++) {
                Memory.putInt(numbers + 4L * i, i);
            }
            new Squares(workers).square(numbers, 1000);
            for (int i = 0; i < 1000; i++) {
                assertEquals(i * i, Memory.getInt(numbers + 4L * i));
            }
        }
    }

    @Test
    void frames() {
        try (FramesInFlight frames = FramesInFlight.create(2)) {
            Pipeline game = new Pipeline(frames);
            GameLoop.builder(game).headless(true).maxTicks(5).framesInFlight(frames).build().run();
            assertEquals(0 + 1 + 2 + 3, game.drawn);
        }
    }

    @Test
    void headless() {
        assertEquals(600, simulate().ticks());
    }
}
