package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.util.Objects.requireNonNull;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class FramesInFlightTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void shouldKeepWhatATickWroteUntilNTicksLater(int n) {
        List<MemorySegment> written = new ArrayList<>();
        try (FramesInFlight frames = FramesInFlight.create(n)) {
            assertEquals(n, frames.count());
            for (int tick = 0; tick < 5 * n; tick++) {
                FrameArena arena = frames.advance();
                assertSame(arena, frames.current());
                assertEquals(0, arena.used());
                MemorySegment segment = arena.allocate(4000, 4);
                segment.setAtIndex(JAVA_INT, 999, tick);
                written.add(segment);
                for (int before = Math.max(0, tick - n + 1); before <= tick; before++) {
                    assertEquals(before, written.get(before).getAtIndex(JAVA_INT, 999));
                }
                for (int dead = 0; dead <= tick - n; dead++) {
                    MemorySegment gone = written.get(dead);
                    assertThrows(IllegalStateException.class, () -> gone.getAtIndex(JAVA_INT, 999));
                }
            }
        }
        for (MemorySegment gone : written) {
            assertThrows(IllegalStateException.class, () -> gone.getAtIndex(JAVA_INT, 999));
        }
    }

    @Test
    void shouldNotHandOutAddressesThatAreStillInFlight() {
        try (FramesInFlight frames = FramesInFlight.create(3)) {
            Set<Long> addresses = new HashSet<>();
            for (int tick = 0; tick < 3; tick++) {
                assertTrue(addresses.add(frames.advance().alloc(64, 8)));
            }
            assertTrue(addresses.contains(frames.advance().alloc(64, 8)), "then it is used again");
        }
    }

    @Test
    void shouldBeginAFrameBeforeEveryTickOfALoop() {
        try (FramesInFlight frames = FramesInFlight.create(2)) {
            Game game =
                    new Game() {
                        private MemorySegment last = MemorySegment.NULL;
                        private MemorySegment lastButOne = MemorySegment.NULL;

                        @Override
                        public void start(GameLoop loop) {
                            assertSame(frames, loop.framesInFlight());
                        }

                        @Override
                        public void tick(long tick) {
                            if (tick > 0) {
                                assertEquals((int) tick - 1, last.get(JAVA_INT, 0));
                            }
                            if (tick > 1) {
                                MemorySegment dead = lastButOne;
                                assertThrows(
                                        IllegalStateException.class, () -> dead.get(JAVA_INT, 0));
                            }
                            lastButOne = last;
                            last = frames.current().allocate(4, 4);
                            last.set(JAVA_INT, 0, (int) tick);
                        }

                        @Override
                        public void close() {}
                    };
            GameLoop.builder(game).headless(true).maxTicks(20).framesInFlight(frames).build().run();
            assertEquals(20, frames.advance().resets() + frames.advance().resets() - 2);
        }
    }

    @Test
    void shouldLetAnotherThreadReadWhileTheNextTickWrites() throws InterruptedException {
        try (FramesInFlight frames = FramesInFlight.createShared(2)) {
            long[] sums = new long[1];
            long expected = 0;
            for (int tick = 0; tick < 50; tick++) {
                MemorySegment written = frames.advance().allocate(4, 4);
                written.set(JAVA_INT, 0, tick);
                Thread renderer = new Thread(() -> sums[0] += written.get(JAVA_INT, 0));
                renderer.start();
                frames.advance().alloc(1000, 8);
                renderer.join();
                expected += tick;
            }
            assertEquals(expected, sums[0]);
        }
    }

    @Test
    void shouldConfineSegmentsWhereItIsNotShared() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        try (FramesInFlight frames = FramesInFlight.create(2)) {
            MemorySegment written = frames.advance().allocate(4, 4);
            Thread other =
                    new Thread(
                            () ->
                                    thrown.add(
                                            assertThrows(
                                                    WrongThreadException.class,
                                                    () -> written.get(JAVA_INT, 0))));
            other.start();
            other.join();
        }
        assertEquals(1, thrown.size());
    }

    @Test
    void shouldStayInTheTickWhereASavePointIsOpen() {
        try (FramesInFlight frames = FramesInFlight.create(1)) {
            FrameArena arena = frames.advance();
            try (var _ = arena.savepoint()) {
                assertThrows(MemoryException.class, frames::advance);
                assertSame(arena, frames.current());
            }
            frames.advance();
        }
    }

    @Test
    void shouldMakeNoJavaGarbageOnTheRawFace() {
        try (FramesInFlight frames = FramesInFlight.create(2)) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 5000; i++) {
                            Memory.putLong(frames.advance().alloc(64, 8), i);
                        }
                    });
        }
    }

    @Test
    void shouldNameWrongCountsAndRefuseAfterClose() {
        for (int count : new int[] {-1, 0, 17}) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> FramesInFlight.create(count));
            assertTrue(
                    requireNonNull(refused.getMessage()).startsWith(count + " frames in flight"),
                    refused.getMessage());
        }
        FramesInFlight frames = FramesInFlight.create(2);
        frames.close();
        frames.close();
        assertThrows(MemoryException.class, frames::advance);
    }
}
