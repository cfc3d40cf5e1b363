package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class DynamicArenaTest extends AllocatorContract {

    private static final long CHUNK = 1024;
    private static final long THRESHOLD = 512;

    private final FaultyBelow below = new FaultyBelow();
    private final DynamicArena arena = new DynamicArena(below, CHUNK, THRESHOLD);

    @Override
    Allocator create() {
        return new DynamicArena(new LimitAllocator(HeapAllocator.INSTANCE, 32 << 20));
    }

    @AfterEach
    void closeThis() {
        arena.close();
        assertEquals(0, below.live());
    }

    @Test
    void shouldKeepItsChunksOverFreeAllAndHandOutTheSameAddresses() {
        List<Long> first = blocks();
        long held = arena.held();
        long requests = below.requests();
        for (int tick = 0; tick < 10; tick++) {
            arena.freeAll();
            assertEquals(first, blocks());
        }
        assertEquals(held, arena.held());
        assertEquals(requests, below.requests());
    }

    private List<Long> blocks() {
        List<Long> addresses = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            long address = arena.alloc(i, 8);
            assertZero(address, i);
            write(address, i, i);
            addresses.add(address);
        }
        return addresses;
    }

    @Test
    void shouldGiveItsChunksBackWhenReleasedAndGoOn() {
        blocks();
        arena.alloc(5000);
        arena.release();
        assertEquals(0, below.live());
        assertEquals(0, arena.held());
        blocks();
        assertTrue(arena.held() > 0);
    }

    @Test
    void shouldPassRequestsAboveTheThresholdOn() {
        long small = arena.alloc(THRESHOLD);
        assertEquals(1, below.live());
        long large = arena.alloc(THRESHOLD + 1);
        assertEquals(2, below.live());
        long aligned = arena.alloc(16, 4096);
        assertEquals(0, aligned % 4096);
        assertEquals(3, below.live());
        assertEquals(small + THRESHOLD, arena.alloc(16), "the chunk goes on");
        assertEquals(THRESHOLD + 1, arena.query(large).size());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.free(large, 7));
        arena.free(large, THRESHOLD + 1);
        arena.free(aligned, UNKNOWN_SIZE);
        assertEquals(1, below.live());
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(large, THRESHOLD + 1));
        arena.alloc(5000);
        arena.freeAll();
        assertEquals(1, below.live());
    }

    @Test
    void shouldPassEverythingOnWhereTheThresholdIsZero() {
        try (DynamicArena none = new DynamicArena(below, CHUNK, 0)) {
            none.alloc(1);
            none.alloc(1);
            assertEquals(0, none.held());
            assertEquals(2, below.live());
        }
    }

    @Test
    void shouldFillAChunkToItsEnd() {
        try (DynamicArena full = new DynamicArena(below, CHUNK, CHUNK)) {
            write(full.alloc(CHUNK), CHUNK, 1);
            assertEquals(CHUNK, full.held());
            write(full.alloc(CHUNK), CHUNK, 2);
            assertEquals(2 * CHUNK, full.held());
        }
    }

    @Test
    void shouldTakeTheNewestBlockBackAtOnceAndOthersLater() {
        long first = arena.alloc(16);
        long second = arena.alloc(16);
        arena.free(first, 16);
        assertEquals(second + 16, arena.alloc(16));
        arena.free(second + 16, 16);
        arena.free(second, 16);
        assertEquals(second, arena.alloc(16));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(second + 16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(second, 32));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> arena.query(16));
    }

    @Test
    void shouldNotTakeWhatFreeAllFreed() {
        arena.alloc(500);
        arena.alloc(500);
        long late = arena.alloc(500);
        arena.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> arena.free(late, 500));
        long early = arena.alloc(16);
        assertFails(MemoryError.INVALID_POINTER, () -> arena.query(early + 16));
        assertEquals(early, arena.query(early).address());
    }

    @Test
    void shouldResizeTheNewestInPlaceAndMoveOthers() {
        long first = arena.alloc(100);
        write(first, 100, 1);
        assertEquals(first, arena.resize(first, 100, 200, 8));
        assertWritten(first, 100, 1);
        assertZero(first + 100, 100);
        assertEquals(first, arena.resize(first, 200, 50, 8));
        long second = arena.alloc(16);
        assertTrue(second - first < 100, "the end came back");
        long moved = arena.resize(first, 50, 300, 8);
        assertNotEquals(first, moved);
        assertWritten(moved, 50, 1);
        long large = arena.resize(moved, 300, 3000, 8);
        assertWritten(large, 50, 1);
        long larger = arena.resize(large, 3000, 4000, 8);
        assertWritten(larger, 50, 1);
        assertZero(larger + 50, 3950);
        assertEquals(2, below.live());
    }

    @Test
    void shouldPassTheFailureBelowOnAndStayAsItWas() {
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> arena.alloc(500));
        long block = arena.alloc(500);
        write(block, 500, 1);
        long next = arena.alloc(500);
        below.failNextRequest();
        MemoryException failure = assertFails(MemoryError.OUT_OF_MEMORY, () -> arena.alloc(500));
        assertTrue(failure.getMessage().contains("1024"), failure.getMessage());
        assertSame(MemoryException.class, failure.getCause().getClass());
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> arena.resize(block, 500, 5000, 8));
        assertWritten(block, 500, 1);
        assertEquals(1, below.live());
        arena.free(next, 500);
        assertEquals(next, arena.alloc(500), "the cursor stayed");
        long large = arena.alloc(5000);
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> arena.free(large, 5000));
        assertEquals(5000, arena.query(large).size());
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, arena::close);
        assertEquals(5000, arena.query(large).size());
    }

    @Test
    void shouldRefuseToBeMadeOfNonsense() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new DynamicArena(below, 63, 0));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new DynamicArena(below, 1024, -1));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new DynamicArena(below, 1024, 1025));
        try (StackAllocator strict = StackAllocator.create()) {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> new DynamicArena(strict));
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        DynamicArena onHeap = new DynamicArena(HeapAllocator.INSTANCE);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 1; i < 1000; i++) {
                        onHeap.allocNonZeroed(10L * i, 8);
                    }
                    onHeap.freeAll();
                });
        onHeap.close();
    }
}
