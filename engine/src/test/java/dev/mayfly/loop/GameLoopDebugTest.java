package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.JavaProcess;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.FindingKind;
import dev.mayfly.debug.GlobalAllocator;
import dev.mayfly.debug.Ticks;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What a loop does besides in a debug build. */
class GameLoopDebugTest {

    private final TrackingAllocator tracked =
            TrackingAllocator.builder(GeneralAllocator.shared())
                    .name("level")
                    .policy(BadFreePolicy.THROW)
                    .build();

    @AfterEach
    void close() {
        System.clearProperty(LoopWatch.CHECK_EVERY);
        tracked.close();
    }

    private static GameLoop.Builder loop(LongConsumer tick) {
        return GameLoop.builder(new Ticking(tick)).headless(true);
    }

    @Test
    void shouldTrackTheDefaultAllocatorOfContextsAndLoops() {
        assertSame(GlobalAllocator.INSTANCE, Context.defaultAllocator());
        try (OpenContext opened = Context.defaultContext()) {
            assertSame(GlobalAllocator.INSTANCE, opened.context().allocator());
        }
        List<Allocator> seen = new ArrayList<>();
        loop(_ -> seen.add(Context.current().allocator())).maxTicks(1).build().run();
        assertEquals(List.of(GlobalAllocator.INSTANCE), seen);
    }

    @Test
    void shouldLeaveAnAllocatorThatItIsGivenAsItIs() {
        LimitAllocator given = new LimitAllocator(GeneralAllocator.shared());
        List<Allocator> seen = new ArrayList<>();
        loop(_ -> seen.add(Context.current().allocator()))
                .allocator(given)
                .maxTicks(1)
                .build()
                .run();
        assertEquals(List.of(given), seen);
    }

    @Test
    void shouldCountTheTicksForTheRecords() {
        long first = Ticks.now();
        long[] blocks = new long[5];
        loop(tick -> blocks[(int) tick] = tracked.alloc(8))
                .allocator(tracked)
                .maxTicks(5)
                .build()
                .run();
        for (int tick = 0; tick < 5; tick++) {
            assertEquals(first + tick, tracked.block(blocks[tick]).born().tick());
            tracked.free(blocks[tick], 8);
        }
        assertEquals(first + 5, Ticks.now());
    }

    @Test
    void shouldLetTheOuterLoopCountWhereALoopRunsInAnother() {
        long first = Ticks.now();
        loop(_ -> loop(_ -> {}).maxTicks(3).build().run()).maxTicks(2).build().run();
        assertEquals(first + 2, Ticks.now());
        loop(_ -> {}).maxTicks(3).build().run();
        assertEquals(first + 5, Ticks.now());
    }

    @Test
    void shouldLookForWritesPastTheEndsEverySoManyTicks() {
        System.setProperty(LoopWatch.CHECK_EVERY, "4");
        long[] block = new long[1];
        long[] last = new long[1];
        GameLoop loop =
                loop(tick -> {
                            last[0] = tick;
                            if (tick == 1) {
                                block[0] = tracked.alloc(16);
                                Memory.putByte(block[0] + 16, (byte) 1);
                            }
                        })
                        .allocator(new LimitAllocator(tracked))
                        .maxTicks(100)
                        .build();
        MemoryException thrown = assertThrows(MemoryException.class, loop::run);
        assertEquals(3, last[0]);
        assertTrue(thrown.getMessage().contains("write past the end"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("GameLoopDebugTest"), thrown.getMessage());
        tracked.free(block[0], 16);
    }

    @Test
    void shouldPutOnRecordWhatOnlyItsEndFinds() {
        long[] block = new long[1];
        loop(_ -> {
                    block[0] = tracked.alloc(16);
                    Memory.putByte(block[0] - 1, (byte) 1);
                })
                .allocator(tracked)
                .maxTicks(1)
                .build()
                .run();
        assertEquals(1, tracked.totals().findings());
        assertSame(FindingKind.UNDERRUN, tracked.findings().getFirst().kind());
        tracked.free(block[0], 16);
    }

    @Test
    void shouldStopCountingWhenTheGameThrows() {
        long first = Ticks.now();
        GameLoop failing =
                loop(_ -> {
                            throw new ArithmeticException();
                        })
                        .maxTicks(1)
                        .build();
        assertThrows(ArithmeticException.class, failing::run);
        loop(_ -> {}).maxTicks(2).build().run();
        assertEquals(first + 2, Ticks.now());
    }

    @Test
    void shouldWriteTheReportWhenTheProgramEnds() {
        String report = JavaProcess.errorsOf(Leaking.class);
        assertTrue(report.startsWith("=== 1 allocation not freed: ==="), report);
        assertTrue(
                report.contains(
                        "- 24 bytes @ dev.mayfly.loop.GameLoopDebugTest$Leaking.lambda$main$0("),
                report);
        assertTrue(report.contains("), tick 7\n"), report);
        assertEquals("no leaks, no incorrect frees\n", JavaProcess.errorsOf(Clean.class));
    }

    /** Keeps a block of the tick 7. */
    static final class Leaking {

        private Leaking() {}

        public static void main(String[] args) {
            loop(tick -> {
                        if (tick == 7) {
                            Context.current().allocator().alloc(24);
                        }
                    })
                    .maxTicks(10)
                    .build()
                    .run();
        }
    }

    /** Keeps nothing. */
    static final class Clean {

        private Clean() {}

        public static void main(String[] args) {
            loop(_ -> {
                        Allocator general = Context.current().allocator();
                        general.free(general.alloc(24), 24);
                    })
                    .maxTicks(10)
                    .build()
                    .run();
        }
    }

    private record Ticking(LongConsumer ticks) implements Game {

        @Override
        public void start(GameLoop loop) {}

        @Override
        public void tick(long tick) {
            ticks.accept(tick);
        }

        @Override
        public void close() {}
    }
}
