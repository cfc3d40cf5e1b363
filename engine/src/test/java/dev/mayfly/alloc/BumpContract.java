package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds for every allocator with a cursor: a newest block, save points, and an end that is
 * reported.
 */
abstract class BumpContract extends AllocatorContract {

    private BumpAllocator arena;

    @Override
    abstract BumpAllocator create();

    @BeforeEach
    void openArena() {
        arena = create();
    }

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void shouldGrowTheNewestBlockInPlace() {
        long address = arena.alloc(10, 8);
        write(address, 10, 1);
        for (long size = 10; size < 100_000; size *= 2) {
            assertEquals(address, arena.resize(address, size, size * 2, 8));
            assertZero(address + size, size);
            assertWritten(address, Math.min(size, 10), 1);
        }
    }

    @Test
    void shouldGrowTheNewestBlockInPlaceOverMemoryThatWasUsedBefore() {
        write(arena.alloc(100_000, 8), 100_000, 3);
        arena.freeAll();
        long address = arena.alloc(10, 8);
        assertEquals(address, arena.resize(address, 10, 90_000, 8));
        assertZero(address, 90_000);
    }

    @Test
    void shouldMoveABlockThatIsNotTheNewestWhenItGrows() {
        long first = arena.alloc(16, 8);
        arena.alloc(16, 8);
        assertNotEquals(first, arena.resize(first, 16, 32, 8));
    }

    @Test
    void shouldGiveBackTheTailOfTheNewestBlockWhenItShrinks() {
        long address = arena.alloc(1000, 8);
        write(address, 1000, 1);
        assertEquals(address, arena.resize(address, 1000, 100, 8));
        assertEquals(100, arena.used());
        assertZero(arena.alloc(900, 1), 900);
    }

    @Test
    void shouldTakeTheNewestBlockBackAtOnce() {
        arena.alloc(16, 16);
        long newest = arena.alloc(100, 16);
        write(newest, 100, 1);
        arena.free(newest, 100);
        assertEquals(16, arena.used());
        assertEquals(newest, arena.alloc(100, 16));
        assertZero(newest, 100);
    }

    @Test
    void shouldKeepABlockThatIsNotTheNewestUntilFreeAll() {
        long first = arena.alloc(16, 16);
        long second = arena.alloc(16, 16);
        write(second, 16, 2);
        arena.free(first, 16);
        arena.free(second, UNKNOWN_SIZE);
        assertEquals(32, arena.used());
        assertWritten(second, 16, 2);
    }

    @Test
    void shouldRefuseAnAddressThatIsNotInUse() {
        long address = arena.alloc(100, 16);
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(address + 100, 1));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(address, 101));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(address - 1, 1));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.resize(16, 16, 32, 8));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.resize(address, 101, 200, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.free(address, -2));
        assertEquals(100, arena.used());
        arena.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(address, 100));
    }

    @Test
    void shouldCountWhatIsInUse() {
        arena.alloc(10, 8);
        arena.alloc(10, 8);
        assertEquals(26, arena.used());
        arena.freeAll();
        assertEquals(0, arena.used());
    }

    @Test
    void shouldReportTheEndAndGoOnAfterwards() {
        long capacity = arena.capacity();
        long step = capacity / 4;
        for (int i = 0; i < 3; i++) {
            arena.allocNonZeroed(step, 1);
        }
        long used = arena.used();
        MemoryException failure =
                assertFails(MemoryError.OUT_OF_MEMORY, () -> arena.alloc(step + step, 8));
        assertTrue(failure.getMessage().contains(Long.toString(used)), failure.getMessage());
        assertEquals(used, arena.used());
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> arena.alloc(capacity + 1, 1));
        assertEquals(used, arena.used());
        long rest = arena.allocNonZeroed(capacity - used, 1);
        assertEquals(capacity, arena.used());
        assertFails(MemoryError.OUT_OF_MEMORY, () -> arena.alloc(1, 1));
        assertFails(
                MemoryError.OUT_OF_MEMORY,
                () -> arena.resize(rest, capacity - used, capacity - used + 1, 1));
        assertEquals(capacity, arena.used());
        arena.freeAll();
        assertNotEquals(NULL, arena.alloc(capacity, 1));
    }

    @Test
    void shouldRefuseEverythingButCloseOnceClosed() {
        long address = arena.alloc(16, 8);
        arena.close();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.alloc(16, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.allocNonZeroed(16, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.allocate(16, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.free(address, 16));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.resize(address, 16, 32, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.query(address));
        assertFails(MemoryError.INVALID_ARGUMENT, arena::savepoint);
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, arena::freeAll)
                        .getMessage()
                        .contains("closed"));
        assertEquals(0, arena.used());
        arena.close();
    }

    @Test
    void shouldGiveBackEverythingSinceASavePoint() {
        long before = arena.alloc(16, 16);
        write(before, 16, 1);
        long inside;
        try (SavePoint _ = arena.savepoint()) {
            inside = arena.alloc(1000, 16);
            write(inside, 1000, 2);
        }
        assertEquals(16, arena.used());
        assertEquals(inside, arena.alloc(1000, 16));
        assertZero(inside, 1000);
        assertWritten(before, 16, 1);
    }

    @Test
    void shouldNestSavePoints() {
        try (SavePoint _ = arena.savepoint()) {
            arena.alloc(10, 1);
            try (SavePoint _ = arena.savepoint()) {
                arena.alloc(20, 1);
                assertEquals(30, arena.used());
            }
            assertEquals(10, arena.used());
        }
        assertEquals(0, arena.used());
    }

    @Test
    void shouldNestSavePointsDeeperThanTheRing() {
        List<SavePoint> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(arena.savepoint());
            arena.alloc(1, 1);
        }
        for (int i = 99; i >= 0; i--) {
            open.get(i).close();
            assertEquals(i, arena.used());
        }
    }

    @Test
    void shouldUseSavePointObjectsAgain() {
        SavePoint first = arena.savepoint();
        first.close();
        SavePoint latest = first;
        for (int i = 0; i < 32; i++) {
            latest = arena.savepoint();
            latest.close();
        }
        assertSame(first, latest);
    }

    @Test
    void shouldPassOverAnOpenSavePointWhereObjectsAreUsedAgain() {
        SavePoint outer = arena.savepoint();
        arena.alloc(10, 1);
        Set<SavePoint> inside = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            try (SavePoint inner = arena.savepoint()) {
                inside.add(inner);
                arena.alloc(20, 1);
            }
            assertEquals(10, arena.used());
        }
        assertEquals(31, inside.size());
        assertFalse(inside.contains(outer));
        outer.close();
        assertEquals(0, arena.used());
    }

    @Test
    void shouldRecogniseAStaleSavePointFor15MoreHoweverManyAreOpen() {
        for (int depth = 0; depth < 40; depth++) {
            SavePoint stale = arena.savepoint();
            stale.close();
            for (int i = 0; i < 15; i++) {
                SavePoint later = arena.savepoint();
                assertFails(MemoryError.INVALID_ARGUMENT, stale::close);
                later.close();
            }
            arena.savepoint();
        }
        arena.close();
    }

    @Test
    void shouldCatchSavePointsClosedOutOfOrder() {
        SavePoint outer = arena.savepoint();
        arena.alloc(10, 1);
        SavePoint inner = arena.savepoint();
        arena.alloc(20, 1);
        MemoryException failure = assertFails(MemoryError.INVALID_ARGUMENT, outer::close);
        assertTrue(failure.getMessage().contains("1 opened after it"), failure.getMessage());
        assertEquals(30, arena.used());
        inner.close();
        outer.close();
        assertEquals(0, arena.used());
    }

    @Test
    void shouldCatchSavePointsClosedTwice() {
        SavePoint point = arena.savepoint();
        point.close();
        arena.alloc(10, 1);
        MemoryException failure = assertFails(MemoryError.INVALID_ARGUMENT, point::close);
        assertTrue(failure.getMessage().contains("closed twice"), failure.getMessage());
        try (SavePoint _ = arena.savepoint()) {
            assertFails(MemoryError.INVALID_ARGUMENT, point::close);
        }
        assertEquals(10, arena.used());
    }

    @Test
    void shouldCatchSavePointsThatAreNeverClosed() {
        SavePoint point = arena.savepoint();
        arena.alloc(10, 1);
        MemoryException failure = assertFails(MemoryError.INVALID_ARGUMENT, arena::freeAll);
        assertTrue(failure.getMessage().contains("1 save point"), failure.getMessage());
        assertEquals(10, arena.used());
        point.close();
        arena.freeAll();
    }

    @Test
    void shouldCatchASavePointThatOutlivesItsArena() {
        SavePoint point = arena.savepoint();
        arena.close();
        assertFails(MemoryError.INVALID_ARGUMENT, point::close);
    }

    @Test
    void shouldNotLetABlockFromBeforeASavePointEndInsideIt() {
        long outer = arena.alloc(96, 16);
        write(outer, 96, 1);
        try (SavePoint _ = arena.savepoint()) {
            arena.free(outer, 96);
            assertEquals(outer, arena.resize(outer, 96, 48, 16));
            assertEquals(96, arena.used());
            long inner = arena.alloc(16, 16);
            assertTrue(inner >= outer + 96);
            arena.free(inner, 16);
            arena.savepoint().close();
            arena.free(outer, 96);
            assertEquals(96, arena.used());
            assertNotEquals(outer, arena.resize(outer, 96, 200, 16));
        }
        assertEquals(96, arena.used());
        assertWritten(outer, 96, 1);
    }

    @Test
    void shouldViewOnlyMemoryThatIsInUse() {
        long block = arena.alloc(100, 16);
        assertEquals(100, arena.segment(block, 100).byteSize());
        assertFails(MemoryError.INVALID_POINTER, () -> arena.segment(block, 101));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.segment(block - 1, 1));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.segment(NULL, 1));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.segment(block, -1));
        arena.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> arena.segment(block, 100));
        arena.close();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.segment(block, 100));
    }
}
