package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.data.IntArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Owner checks stay quiet where threads take turns as they should, and speak where not. */
@Timeout(120)
class WorkersDebugTest {

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void allocateOnAll(Workers workers, CyclicBarrier meeting) {
        workers.run(
                0,
                2,
                1,
                (_, _, _) -> {
                    meet(meeting);
                    Mem.temp().alloc(64, 8);
                });
    }

    @Test
    void shouldLetCallersTakeTurnsAndAnyOfThemFreeAll() throws InterruptedException {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Workers workers = Workers.create(2);
                FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(GeneralAllocator.shared(), scratch)) {
            for (int tick = 0; tick < 20; tick++) {
                allocateOnAll(workers, meeting);
                int[] used = new int[1];
                Thread other =
                        new Thread(
                                () ->
                                        Context.runDefault(
                                                () -> {
                                                    allocateOnAll(workers, meeting);
                                                    used[0] = (int) workers.scratch(1).used();
                                                    if (used[0] == 128) {
                                                        workers.freeAll();
                                                    }
                                                }));
                other.start();
                other.join();
                assertEquals(128, used[0]);
                assertEquals(0, workers.scratch(0).used());
                assertEquals(0, workers.scratch(1).used());
            }
        }
    }

    @Test
    void shouldNoticeACallerThatAllocatesInAWorkersScratch() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Workers workers = Workers.create(2);
                FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(GeneralAllocator.shared(), scratch)) {
            workers.scratch(1).alloc(8, 8);
            assertThrows(WrongThreadException.class, () -> allocateOnAll(workers, meeting));
            workers.freeAll();
            allocateOnAll(workers, meeting);
        }
    }

    @Test
    void shouldEndViewsOverRawMemoryWithTheirFrame() {
        try (FramesInFlight frames = FramesInFlight.create(2)) {
            IntArray written = IntArray.create(frames.advance());
            written.add(7);
            frames.advance();
            assertEquals(7, written.get(0));
            frames.advance();
            assertThrows(IllegalStateException.class, () -> written.get(0));
        }
    }

    @Test
    void shouldEndViewsOverRawMemoryOfWorkersWithTheTick() {
        try (Workers workers = Workers.create(2);
                FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(GeneralAllocator.shared(), scratch)) {
            IntArray[] found = new IntArray[2];
            CyclicBarrier meeting = new CyclicBarrier(2);
            workers.run(
                    0,
                    2,
                    1,
                    (from, _, _) -> {
                        meet(meeting);
                        found[from] = IntArray.create(Mem.temp());
                        found[from].add(from);
                    });
            assertEquals(0, found[0].get(0));
            assertEquals(1, found[1].get(0));
            workers.freeAll();
            assertThrows(IllegalStateException.class, () -> found[0].get(0));
            assertThrows(IllegalStateException.class, () -> found[1].get(0));
        }
    }
}
