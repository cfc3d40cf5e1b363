package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FailingAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return new FailingAllocator(HeapAllocator.INSTANCE);
    }

    @Test
    void shouldFailTheNthRequestOnly() {
        FailingAllocator allocator = new FailingAllocator(HeapAllocator.INSTANCE, 3);
        long first = allocator.alloc(10, 8);
        long second = allocator.resize(first, 10, 20, 8);
        write(second, 20, 1);
        MemoryException failure =
                assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resize(second, 20, 30, 16));
        assertEquals(
                "OUT_OF_MEMORY: request 3 of FailingAllocator over HeapAllocator, RESIZE of 30"
                        + " bytes at alignment 16, fails on purpose: report it and lose nothing",
                failure.getMessage());
        assertWritten(second, 20, 1);
        assertEquals(1, allocator.liveBlocks());
        assertEquals(20, allocator.liveBytes());
        long third = allocator.allocate(5, 8).address();
        assertEquals(4, allocator.allocations());
        assertEquals(1, allocator.failures());
        allocator.free(second, 20);
        allocator.free(third, 5);
    }

    @Test
    void shouldFailThroughEveryFace() {
        FailingAllocator allocator = new FailingAllocator(HeapAllocator.INSTANCE, request -> true);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(8, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.allocNonZeroed(8, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.allocate(8, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.allocateNonZeroed(8, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resize(NULL, 0, 8, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resizeNonZeroed(NULL, 0, 8, 8));
        assertInstanceOf(AllocResult.Failed.class, allocator.tryAlloc(8, 8));
        assertEquals(7, allocator.allocations());
        assertEquals(7, allocator.failures());
        assertEquals(0, allocator.liveBlocks());
    }

    @Test
    void shouldFailWhateverItIsToldTo() {
        List<FailingAllocator.Request> seen = new ArrayList<>();
        FailingAllocator allocator =
                new FailingAllocator(
                        HeapAllocator.INSTANCE,
                        request -> {
                            seen.add(request);
                            return request.size() > 100;
                        });
        long block = allocator.alloc(100, 4);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resize(block, 100, 101, 8));
        allocator.free(block, 100);
        assertEquals(
                List.of(
                        new FailingAllocator.Request(FailingAllocator.Kind.ALLOC, 100, 4, 1),
                        new FailingAllocator.Request(FailingAllocator.Kind.RESIZE, 101, 8, 2)),
                seen);
    }

    @Test
    void shouldNumberOnlyRequestsForMemory() {
        FailingAllocator allocator = new FailingAllocator(HeapAllocator.INSTANCE);
        allocator.alloc(0, 8);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(8, 3));
        long block = allocator.alloc(100, 8);
        block = allocator.resize(block, 100, 50, 8);
        block = allocator.resizeNonZeroed(block, 50, 50, 8);
        assertEquals(NULL, allocator.resize(block, 50, 0, 8));
        assertEquals(1, allocator.allocations());
    }

    @Test
    void shouldKnowWhatWouldLeak() {
        FailingAllocator allocator = new FailingAllocator(HeapAllocator.INSTANCE);
        long first = allocator.alloc(10, 8);
        long second = allocator.allocateNonZeroed(20, 8).address();
        assertEquals(2, allocator.liveBlocks());
        assertEquals(30, allocator.liveBytes());
        second = allocator.resize(second, 20, 5000, 8);
        assertEquals(2, allocator.liveBlocks());
        assertEquals(5010, allocator.liveBytes());
        allocator.free(first, UNKNOWN_SIZE);
        assertEquals(5000, allocator.liveBytes());
        allocator.free(second, 5000);
        assertEquals(0, allocator.liveBlocks());
        assertEquals(0, allocator.liveBytes());
    }

    @Test
    void shouldForgetWhatFreeAllGaveBack() {
        try (FrameArena arena = FrameArena.create()) {
            FailingAllocator allocator = new FailingAllocator(arena);
            allocator.alloc(10, 8);
            allocator.freeAll();
            assertEquals(0, allocator.liveBlocks());
            assertEquals(0, allocator.liveBytes());
            assertEquals(0, arena.used());
        }
    }

    @Test
    void shouldCatchFreesThatTheOneBelowWouldNotNotice() {
        FailingAllocator allocator = new FailingAllocator(HeapAllocator.INSTANCE);
        long block = allocator.alloc(10, 8);
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(block, 11))
                        .getMessage()
                        .contains("10 bytes, not 11"));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.resize(block, 9, 20, 8));
        assertFails(MemoryError.INVALID_POINTER, () -> allocator.free(block + 1, 10));
        assertFails(MemoryError.INVALID_POINTER, () -> allocator.resize(block + 1, 10, 20, 8));
        assertEquals(1, allocator.allocations());
        allocator.free(block, 10);
        assertFails(MemoryError.INVALID_POINTER, () -> allocator.free(block, 10));
    }

    @Test
    void shouldRefuseToFailARequestThatCannotBe() {
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> new FailingAllocator(HeapAllocator.INSTANCE, 0));
    }

    @Test
    void shouldBeTheOwnerOfItsBlocks() {
        try (FrameArena arena = FrameArena.create()) {
            FailingAllocator allocator = new FailingAllocator(arena);
            assertSame(allocator, allocator.query(allocator.alloc(10, 8)).owner());
        }
    }

    /** With {@code freeAll} and queries, which the heap does not have. */
    @Nested
    class OverAnArena extends AllocatorContract {

        private final FrameArena arena = FrameArena.builder().reserve(64 << 20).build();

        @Override
        Allocator create() {
            return new FailingAllocator(arena);
        }

        @Override
        @AfterEach
        void close() {
            super.close();
            arena.close();
        }
    }
}
