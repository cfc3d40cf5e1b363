package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.VirtualMemory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

class FrameArenaTest extends BumpContract {

    private static final long MIB = 1 << 20;

    private final FrameArena arena = create();

    @Override
    FrameArena create() {
        return FrameArena.builder().name("test").reserve(64 * MIB).trimAfter(4).build();
    }

    @AfterEach
    void closeThis() {
        arena.close();
    }

    @Test
    void shouldSayWhereItsRangeBegins() {
        try (FrameArena arena = FrameArena.create()) {
            assertEquals(arena.base(), arena.alloc(100, 8));
            arena.freeAll();
            assertEquals(arena.base(), arena.alloc(1, 64));
        }
    }

    @Test
    void shouldThrowOnEveryAccessToASegmentOfAnEarlierTick() {
        MemorySegment kept = arena.allocate(JAVA_INT, 10);
        MemorySegment slice = kept.asSlice(4, 8);
        arena.freeAll();
        MemorySegment fresh = arena.allocate(JAVA_INT, 10);
        assertEquals(kept.address(), fresh.address());
        assertThrows(IllegalStateException.class, () -> kept.getAtIndex(JAVA_INT, 0));
        assertThrows(IllegalStateException.class, () -> kept.setAtIndex(JAVA_INT, 0, 1));
        assertThrows(IllegalStateException.class, () -> fresh.copyFrom(kept));
        assertThrows(IllegalStateException.class, () -> kept.copyFrom(fresh));
        assertThrows(IllegalStateException.class, () -> kept.fill((byte) 1));
        assertThrows(IllegalStateException.class, () -> slice.get(JAVA_INT, 0));
        assertZero(fresh.address(), 40);
    }

    @Test
    void shouldThrowOnAccessToASegmentOfAClosedArena() {
        MemorySegment kept = arena.allocate(JAVA_INT, 10);
        arena.close();
        assertThrows(IllegalStateException.class, () -> kept.getAtIndex(JAVA_INT, 0));
    }

    @Test
    void shouldEndSegmentsOfASavePointWithItAndKeepTheOthers() {
        MemorySegment outer = arena.allocate(JAVA_INT, 1);
        outer.set(JAVA_INT, 0, 7);
        MemorySegment inner;
        try (SavePoint _ = arena.savepoint()) {
            inner = arena.allocate(JAVA_INT, 1);
            inner.set(JAVA_INT, 0, 8);
            assertEquals(7, outer.get(JAVA_INT, 0));
        }
        assertThrows(IllegalStateException.class, () -> inner.get(JAVA_INT, 0));
        assertEquals(7, outer.get(JAVA_INT, 0));
        MemorySegment later = arena.allocate(JAVA_INT, 1);
        assertEquals(inner.address(), later.address());
        arena.freeAll();
        assertThrows(IllegalStateException.class, () -> outer.get(JAVA_INT, 0));
        assertThrows(IllegalStateException.class, () -> later.get(JAVA_INT, 0));
    }

    @Test
    void shouldEndSegmentsOfOpenSavePointsWhenClosed() {
        MemorySegment outer = arena.allocate(JAVA_INT, 1);
        arena.savepoint();
        MemorySegment inner = arena.allocate(JAVA_INT, 1);
        arena.close();
        assertThrows(IllegalStateException.class, () -> outer.get(JAVA_INT, 0));
        assertThrows(IllegalStateException.class, () -> inner.get(JAVA_INT, 0));
    }

    @Test
    void shouldConfineSegmentsToTheirThread() throws InterruptedException {
        MemorySegment segment = arena.allocate(JAVA_INT, 1);
        assertEquals(WrongThreadException.class, Elsewhere.thrown(() -> segment.get(JAVA_INT, 0)));
        assertEquals(WrongThreadException.class, Elsewhere.thrown(arena::freeAll));
        assertEquals(WrongThreadException.class, Elsewhere.thrown(arena::close));
        assertEquals(WrongThreadException.class, Elsewhere.thrown(() -> arena.allocate(8, 8)));
        segment.set(JAVA_INT, 0, 5);
        assertEquals(5, segment.get(JAVA_INT, 0));
        assertEquals(4, arena.used());
    }

    @Test
    void shouldMoveToAnotherThreadBetweenTicks() throws InterruptedException {
        arena.allocate(JAVA_INT, 1);
        arena.freeAll();
        assertEquals(
                null,
                Elsewhere.thrown(
                        () -> {
                            arena.allocate(JAVA_INT, 1).set(JAVA_INT, 0, 3);
                            arena.freeAll();
                        }));
        MemorySegment segment = arena.allocate(JAVA_INT, 1);
        assertEquals(0, segment.get(JAVA_INT, 0));
    }

    @Test
    void shouldLetEveryThreadReadSegmentsOfASharedArena() throws InterruptedException {
        try (FrameArena shared = FrameArena.builder().reserve(MIB).shared(true).build()) {
            MemorySegment segment = shared.allocate(JAVA_INT, 1);
            assertEquals(null, Elsewhere.thrown(() -> segment.set(JAVA_INT, 0, 9)));
            assertEquals(9, segment.get(JAVA_INT, 0));
            shared.freeAll();
            assertEquals(
                    IllegalStateException.class, Elsewhere.thrown(() -> segment.get(JAVA_INT, 0)));
        }
    }

    @Test
    void shouldHandOutZeroedMemoryWhateverEarlierTicksWrote() {
        for (int tick = 0; tick < 10; tick++) {
            for (long size : new long[] {1, 100, 16 * 1024, 16 * 1024 + 1, 300_000, 5}) {
                long raw = arena.allocNonZeroed(size, 8);
                write(raw, size, tick);
                long zeroed = arena.alloc(size, 8);
                assertZero(zeroed, size);
                write(zeroed, size, tick);
            }
            arena.freeAll();
        }
    }

    @Test
    void shouldKeepCountOfUseAndResets() {
        assertEquals(64 * MIB, arena.reserved());
        assertEquals(64 * MIB, arena.capacity());
        assertEquals(0, arena.committed());
        arena.alloc(1000, 8);
        assertTrue(arena.committed() >= 1000);
        try (SavePoint _ = arena.savepoint()) {
            arena.alloc(9000, 8);
        }
        assertEquals(1000, arena.used());
        assertEquals(10_000, arena.peak());
        assertEquals(0, arena.lastTickPeak());
        arena.freeAll();
        assertEquals(0, arena.used());
        assertEquals(10_000, arena.lastTickPeak());
        arena.alloc(50, 8);
        arena.freeAll();
        assertEquals(50, arena.lastTickPeak());
        assertEquals(10_000, arena.peak());
        assertEquals(2, arena.resets());
        arena.close();
        assertEquals(10_000, arena.peak());
        assertEquals(0, arena.reserved());
        assertEquals(0, arena.committed());
    }

    @Test
    void shouldGrowOnceForTheTicksOfMostGames() {
        arena.alloc(1, 8);
        assertEquals(4 * MIB, arena.committed());
        arena.alloc(4 * MIB - 8, 8);
        assertEquals(4 * MIB, arena.committed());
        arena.alloc(1, 8);
        assertEquals(8 * MIB, arena.committed());
    }

    @Test
    void shouldGiveIdlePagesBackAfterThatManyResets() {
        long big = arena.alloc(20 * MIB, 8);
        write(big, 20 * MIB, 1);
        arena.freeAll();
        long committed = arena.committed();
        assertTrue(committed >= 20 * MIB);
        for (int reset = 2; reset <= 7; reset++) {
            arena.alloc(100, 8);
            arena.freeAll();
            // The big tick was in the window that the fourth reset closed, so that one keeps its
            // pages.
            assertEquals(committed, arena.committed(), "after reset " + reset);
        }
        arena.alloc(100, 8);
        arena.freeAll();
        assertTrue(arena.committed() <= MIB, "committed " + arena.committed());
        assertEquals(20 * MIB, arena.peak());
        assertZero(arena.alloc(20 * MIB, 8), 20 * MIB);
    }

    @Test
    void shouldKeepPagesThatAreUsedAgainAndAgain() {
        arena.alloc(20 * MIB, 8);
        long committed = arena.committed();
        for (int tick = 0; tick < 50; tick++) {
            arena.freeAll();
            arena.alloc(20 * MIB, 8);
            assertEquals(committed, arena.committed());
        }
    }

    @Test
    void shouldTrimWhenTold() {
        long kept = arena.alloc(1000, 8);
        write(kept, 1000, 1);
        try (SavePoint _ = arena.savepoint()) {
            write(arena.alloc(10 * MIB, 8), 10 * MIB, 2);
        }
        arena.trim();
        assertEquals(VirtualMemory.pageSize(), arena.committed());
        assertWritten(kept, 1000, 1);
        assertZero(arena.alloc(10 * MIB, 8), 10 * MIB);
    }

    @Test
    void shouldKeepPagesUnderSegmentsOfBlocksThatWereFreedWhenTrimmed() {
        MemorySegment segment = arena.allocate(10 * MIB, 8);
        segment.set(JAVA_INT, 10 * MIB - 4, 42);
        arena.free(segment.address(), segment.byteSize());
        int left = segment.get(JAVA_INT, 10 * MIB - 4);
        assertNotEquals(0, left);
        arena.trim();
        assertEquals(left, segment.get(JAVA_INT, 10 * MIB - 4));
        arena.freeAll();
        arena.trim();
        assertEquals(0, arena.committed());
    }

    @Test
    void shouldStopAtTheMemoryLimit() {
        try (FrameArena limited =
                FrameArena.builder().name("limited").reserve(64 * MIB).limit(MIB).build()) {
            long block = limited.alloc(MIB - 100, 8);
            write(block, MIB - 100, 1);
            MemoryException failure =
                    assertFails(MemoryError.OUT_OF_MEMORY, () -> limited.alloc(200, 8));
            assertTrue(failure.getMessage().contains("limit"), failure.getMessage());
            assertTrue(failure.getMessage().contains("limited"), failure.getMessage());
            assertFails(MemoryError.BUFFER_TOO_LARGE, () -> limited.alloc(2 * MIB, 8));
            assertEquals(MIB - 100, limited.used());
            assertEquals(MIB, limited.committed());
            assertWritten(block, MIB - 100, 1);
            limited.alloc(100, 1);
        }
    }

    @Test
    void shouldSayThatTheSystemGrantsNoSuchAddressSpace() {
        MemoryException failure =
                assertFails(
                        MemoryError.OUT_OF_MEMORY,
                        () -> FrameArena.builder().name("vast").reserve(1L << 60).build());
        assertTrue(failure.getMessage().contains("vast"), failure.getMessage());
        assertTrue(failure.getMessage().contains(Long.toString(1L << 60)), failure.getMessage());
    }

    @Test
    void shouldRefuseToBeBuiltFromNonsense() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> FrameArena.builder().reserve(0).build());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> FrameArena.builder().reserve(-1).build());
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> FrameArena.builder().reserve(Long.MAX_VALUE).build());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> FrameArena.builder().limit(0).build());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> FrameArena.builder().trimAfter(0).build());
    }

    @Test
    void shouldRoundTheReservationUpToPages() {
        try (FrameArena small = FrameArena.builder().reserve(1).build()) {
            assertEquals(VirtualMemory.pageSize(), small.reserved());
            small.alloc(VirtualMemory.pageSize(), 1);
            assertFails(MemoryError.OUT_OF_MEMORY, () -> small.alloc(1, 1));
        }
    }

    @Test
    void shouldReserveMoreThanTheMachineHasMemory() {
        try (FrameArena vast = FrameArena.builder().reserve(1L << 42).hugePages(true).build()) {
            assertEquals(1L << 42, vast.capacity());
            assertZero(vast.alloc(100, 8), 100);
        }
    }

    @Test
    void shouldEndAViewOfABlockWithTheTick() {
        MemorySegment view = arena.segment(arena.alloc(40, 8), 40);
        view.set(JAVA_INT, 36, 1);
        arena.freeAll();
        long _ = arena.alloc(40, 8);
        assertThrows(IllegalStateException.class, () -> view.get(JAVA_INT, 36));
    }

    @Test
    void shouldEndAViewWithTheSavePointThatItsBlockWasAllocatedIn() {
        long first = arena.alloc(40, 8);
        MemorySegment early = arena.segment(first, 40);
        MemorySegment ofFirst;
        MemorySegment ofSecond;
        MemorySegment ofThird;
        try (SavePoint _ = arena.savepoint()) {
            long second = arena.alloc(40, 8);
            try (SavePoint _ = arena.savepoint()) {
                long third = arena.alloc(40, 8);
                ofFirst = arena.segment(first, 40);
                ofSecond = arena.segment(second, 40);
                ofThird = arena.segment(third, 40);
                ofThird.set(JAVA_INT, 0, 3);
            }
            assertThrows(IllegalStateException.class, () -> ofThird.get(JAVA_INT, 0));
            ofSecond.set(JAVA_INT, 0, 2);
        }
        assertThrows(IllegalStateException.class, () -> ofSecond.get(JAVA_INT, 0));
        ofFirst.set(JAVA_INT, 0, 1);
        assertEquals(1, early.get(JAVA_INT, 0));
        arena.freeAll();
        assertThrows(IllegalStateException.class, () -> ofFirst.get(JAVA_INT, 0));
        assertThrows(IllegalStateException.class, () -> early.get(JAVA_INT, 0));
    }

    @Test
    void shouldConfineViewsAsItDoesSegments() throws Exception {
        long block = arena.alloc(40, 8);
        MemorySegment view = arena.segment(block, 40);
        try (SavePoint _ = arena.savepoint()) {
            assertEquals(
                    WrongThreadException.class, Elsewhere.thrown(() -> arena.segment(block, 40)));
        }
        assertEquals(WrongThreadException.class, Elsewhere.thrown(() -> view.get(JAVA_INT, 0)));
        assertEquals(WrongThreadException.class, Elsewhere.thrown(() -> arena.segment(block, 40)));
    }

    @Test
    void shouldMakeNoJavaGarbageOnTheRawFace() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int tick = 0; tick < 5000; tick++) {
                        for (int i = 1; i < 20; i++) {
                            Memory.putByte(arena.alloc(i, 8), (byte) i);
                            Memory.putByte(arena.allocNonZeroed(i, 8), (byte) i);
                        }
                        try (SavePoint _ = arena.savepoint()) {
                            Memory.putByte(arena.alloc(100, 8), (byte) 1);
                        }
                        arena.freeAll();
                    }
                });
    }

    @Test
    void shouldMakeNoJavaGarbageWhenItGrowsAndTrims() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        Memory.putByte(arena.alloc(MIB, 8), (byte) 1);
                        arena.freeAll();
                        arena.trim();
                    }
                });
    }

    @Test
    void shouldNameItselfInItsText() {
        assertEquals("FrameArena \"test\"", arena.toString());
    }
}
