package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class LimitAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return new LimitAllocator(HeapAllocator.INSTANCE, 64 << 20);
    }

    private final LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE, 1000);

    @Test
    void shouldCountWhatIsAllocatedAndItsPeak() {
        long first = allocator.alloc(100, 8);
        long second = allocator.allocate(200, 8).address();
        assertEquals(300, allocator.used());
        first = allocator.resize(first, 100, 50, 8);
        assertEquals(250, allocator.used());
        second = allocator.resizeNonZeroed(second, 200, 400, 8);
        assertEquals(450, allocator.used());
        assertEquals(NULL, allocator.resize(first, 50, 0, 8));
        allocator.free(second, 400);
        assertEquals(0, allocator.used());
        assertEquals(450, allocator.peak());
        assertEquals(1000, allocator.limit());
    }

    @Test
    void shouldFailBeyondTheLimitAndCountNothing() {
        long block = allocator.alloc(900, 8);
        write(block, 900, 1);
        assertTrue(
                assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(101, 8))
                        .getMessage()
                        .contains("900 of 1000"));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resize(block, 900, 1001, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.allocateNonZeroed(101, 8));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> allocator.allocNonZeroed(1001, 8));
        assertEquals(900, allocator.used());
        assertWritten(block, 900, 1);
        allocator.free(block, 900);
    }

    @Test
    void shouldCountNothingWhenTheAllocatorBelowFails() {
        LimitAllocator over = new LimitAllocator(HeapAllocator.INSTANCE);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.alloc(1L << 60, 8));
        assertEquals(0, over.used());
    }

    @Test
    void shouldCountExactlyOnManyThreads() throws InterruptedException {
        LimitAllocator shared = new LimitAllocator(HeapAllocator.INSTANCE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int n = 1; n <= 10_000; n++) {
                                            shared.free(shared.allocNonZeroed(n, 8), n);
                                        }
                                        shared.alloc(10, 8);
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40, shared.used());
    }

    @Test
    void shouldRefuseANegativeLimit() {
        assertFails(
                MemoryError.INVALID_ARGUMENT, () -> new LimitAllocator(HeapAllocator.INSTANCE, -1));
    }

    /** An allocator whose resize does something first and then fails. */
    private static Allocator failingToResize(Runnable first) {
        return new Allocator() {
            @Override
            public long allocNonZeroed(long size, long alignment) {
                return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
            }

            @Override
            public void free(long address, long size) {
                HeapAllocator.INSTANCE.free(address, size);
            }

            @Override
            public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
                first.run();
                throw new MemoryException(MemoryError.OUT_OF_MEMORY, "not now");
            }
        };
    }

    @Test
    void shouldKeepTheLimitWhenShrinkingFailsWhileAnotherThreadAllocates() {
        LimitAllocator[] limit = new LimitAllocator[1];
        limit[0] =
                new LimitAllocator(
                        failingToResize(
                                () ->
                                        assertFails(
                                                MemoryError.OUT_OF_MEMORY,
                                                () -> limit[0].alloc(900, 8))),
                        1000);
        long block = limit[0].alloc(1000, 8);
        assertTrue(
                assertFails(MemoryError.OUT_OF_MEMORY, () -> limit[0].resize(block, 1000, 100, 8))
                        .getMessage()
                        .contains("not now"));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> limit[0].resizeNonZeroed(block, 1000, 100, 8));
        assertEquals(1000, limit[0].used());
        limit[0].free(block, 1000);
        assertEquals(0, limit[0].used());
    }

    @Test
    void shouldCountNeitherUseNorPeakWhenTheAllocatorBelowFails() {
        FailingAllocator below = new FailingAllocator(HeapAllocator.INSTANCE, request -> true);
        LimitAllocator over = new LimitAllocator(below);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.alloc(10, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.allocNonZeroed(10, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.allocate(10, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.allocateNonZeroed(10, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.resize(NULL, 0, 10, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.resizeNonZeroed(NULL, 0, 10, 8));
        assertEquals(6, below.failures());
        assertEquals(0, over.used());
        assertEquals(0, over.peak());
    }

    @Test
    void shouldStartAnewAfterFreeAllWhereTheOneBelowOffersIt() {
        try (FrameArena arena = FrameArena.create()) {
            LimitAllocator limit = new LimitAllocator(arena, 100);
            assertTrue(limit.features().containsAll(List.of(Feature.FREE_ALL, Feature.REPEATABLE)));
            for (int tick = 0; tick < 3; tick++) {
                limit.alloc(60, 4);
                limit.allocate(40, 4);
                assertFails(MemoryError.OUT_OF_MEMORY, () -> limit.alloc(1, 1));
                limit.freeAll();
                assertEquals(0, limit.used());
                assertEquals(0, arena.used());
            }
            assertEquals(100, limit.peak());
        }
    }

    @Test
    void shouldCountOnWhereFreeAllFails() {
        try (FrameArena arena = FrameArena.create()) {
            LimitAllocator limit = new LimitAllocator(arena);
            limit.alloc(60, 4);
            try (SavePoint _ = arena.savepoint()) {
                assertFails(MemoryError.INVALID_ARGUMENT, limit::freeAll);
            }
            assertEquals(60, limit.used());
        }
    }

    @Test
    void shouldRefuseToGiveBackMoreThanItCounts() {
        long block = allocator.alloc(100, 8);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(block, 101));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.resize(block, 101, 50, 8));
        assertEquals(100, allocator.used());
        allocator.free(block, 100);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(block, 100));
        assertEquals(0, allocator.used());
    }

    @Test
    void shouldMakeNoGarbage() {
        try (FrameArena arena = FrameArena.create()) {
            LimitAllocator limit = new LimitAllocator(arena);
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 1; i <= 1000; i++) {
                            long block = limit.alloc(i, 8);
                            limit.free(limit.resizeNonZeroed(block, i, 2 * i, 8), 2 * i);
                        }
                    });
        }
    }

    @Test
    void shouldBeTheOwnerOfItsBlocks() {
        try (FrameArena arena = FrameArena.create()) {
            LimitAllocator limit = new LimitAllocator(arena);
            assertSame(limit, limit.query(limit.alloc(8, 8)).owner());
        }
    }

    /** With {@code freeAll} and queries, which the heap does not have. */
    @Nested
    class OverAnArena extends AllocatorContract {

        private final FrameArena arena = FrameArena.builder().reserve(64 << 20).build();

        @Override
        Allocator create() {
            return new LimitAllocator(arena);
        }

        @Override
        @AfterEach
        void close() {
            super.close();
            arena.close();
        }
    }
}
