package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.mayfly.Mem;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;

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

    @Test
    void headless() {
        assertEquals(600, simulate().ticks());
    }
}
