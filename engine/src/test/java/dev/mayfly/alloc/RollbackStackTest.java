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
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackStackTest extends AllocatorContract {

    private static final long CHUNK = 1024;

    private final FaultyBelow below = new FaultyBelow();
    private final RollbackStack stack = new RollbackStack(below, CHUNK);

    @Override
    Allocator create() {
        return new RollbackStack(new LimitAllocator(HeapAllocator.INSTANCE, 32 << 20));
    }

    @AfterEach
    void closeThis() {
        stack.close();
        assertEquals(0, below.live());
    }

    @Test
    void shouldRollBackOverEverythingFreedBeneathTheNewest() {
        long first = stack.alloc(16);
        long second = stack.alloc(16);
        long third = stack.alloc(16);
        long fourth = stack.alloc(16);
        stack.free(second, 16);
        stack.free(third, 16);
        assertNotEquals(second, stack.alloc(16), "nothing newer may be written over");
        stack.free(fourth + 32, 16);
        stack.free(fourth, 16);
        assertEquals(second, stack.alloc(16));
        stack.free(second, 16);
        stack.free(first, 16);
        assertEquals(first, stack.alloc(16));
    }

    @Test
    void shouldRollBackOverChunksAndKeepThemForTheNextBlocks() {
        long[] blocks = new long[100];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = stack.alloc(100);
            write(blocks[i], 100, i);
        }
        long held = stack.held();
        assertTrue(held >= 100 * 100, "many chunks");
        for (int i = 0; i < blocks.length - 1; i++) {
            assertWritten(blocks[i], 100, i);
            stack.free(blocks[i], 100);
        }
        assertNotEquals(blocks[0], stack.alloc(100));
        stack.freeAll();
        assertEquals(CHUNK, stack.held());
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = stack.alloc(100);
        }
        for (int i = 0; i < blocks.length; i++) {
            stack.free(blocks[i], 100);
        }
        assertEquals(held, stack.held());
        long requests = below.requests();
        for (int i = 0; i < blocks.length; i++) {
            assertEquals(blocks[i], stack.alloc(100));
        }
        assertEquals(requests, below.requests());
    }

    @Test
    void shouldGiveAllChunksButTheFirstBackWithFreeAll() {
        long first = stack.alloc(900);
        stack.alloc(900);
        stack.alloc(900);
        stack.alloc(5000);
        assertEquals(4, below.live());
        stack.freeAll();
        assertEquals(1, below.live());
        assertEquals(first, stack.alloc(900));
    }

    @Test
    void shouldGiveALargeRequestABlockOfItsOwnAndFreeItAtOnce() {
        long small = stack.alloc(16);
        long large = stack.alloc(5000, 256);
        assertEquals(0, large % 256);
        assertEquals(2, below.live());
        assertEquals(5000, stack.query(large).size());
        assertEquals(small + 32, stack.alloc(16), "the chunk goes on");
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(large, 4999));
        stack.free(large, UNKNOWN_SIZE);
        assertEquals(1, below.live());
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(large, 5000));
    }

    @Test
    void shouldSeeASecondFree() {
        long first = stack.alloc(16);
        long second = stack.alloc(16);
        stack.free(first, 16);
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(first, 16));
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.resize(first, 16, 20, 8));
        stack.free(second, UNKNOWN_SIZE);
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(second, 16));
    }

    @Test
    void shouldNotTakeWhatIsNoBlockOfItsOwn() {
        long block = stack.alloc(64);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 16, 48));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 1, UNKNOWN_SIZE));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block - 32, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(block - 1));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(block + 64));
        try (RollbackStack other = new RollbackStack(below)) {
            long foreign = other.alloc(64);
            assertFails(MemoryError.INVALID_POINTER, () -> stack.free(foreign, 64));
            assertEquals(64, other.query(foreign).size());
        }
        stack.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block, 64));
    }

    @Test
    void shouldFindTheBlockAroundAnAddressInEveryChunk() {
        long[] blocks = new long[30];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = stack.alloc(100, i % 2 == 0 ? 8 : 64);
        }
        stack.free(blocks[10], 100);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(blocks[10] + 50));
        for (int i = 0; i < blocks.length; i++) {
            if (i != 10) {
                AllocationInfo known = new AllocationInfo(stack, blocks[i], 100);
                assertEquals(known, stack.query(blocks[i] + 99));
                long behind = blocks[i] + 100;
                assertFails(MemoryError.INVALID_POINTER, () -> stack.query(behind));
            }
        }
        long large = stack.alloc(5000);
        assertEquals(new AllocationInfo(stack, large, 5000), stack.query(large + 4999));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(large + 5000));
    }

    @Test
    void shouldNotTrustAHeaderThatWasWrittenOver() {
        long first = stack.alloc(24);
        long second = stack.alloc(24);
        write(first, 40, 1);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(second, 24));
        stack.free(first, 24);
        Memory.putLong(second - 8, 7);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(second));
    }

    @Test
    void shouldRefuseASizeThatIsNotTheBlocks() {
        long block = stack.alloc(64);
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(block, 63))
                        .getMessage()
                        .contains("64"));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.resize(block, 65, 100, 8));
        stack.free(block, 64);
    }

    @Test
    void shouldResizeTheNewestInPlaceAndShrinkAnyInPlace() {
        long first = stack.alloc(100);
        long second = stack.alloc(100);
        write(first, 100, 1);
        assertEquals(second, stack.resize(second, 100, 300, 8));
        assertEquals(first, stack.resize(first, 100, 10, 8));
        assertWritten(first, 10, 1);
        long moved = stack.resize(first, 10, 200, 8);
        assertNotEquals(first, moved);
        assertWritten(moved, 10, 1);
        assertZero(moved + 10, 190);
        long large = stack.resize(moved, 200, 3000, 8);
        assertWritten(large, 10, 1);
        long larger = stack.resize(large, 3000, 6000, 8);
        assertWritten(larger, 10, 1);
        assertZero(larger + 10, 5990);
        stack.free(larger, 6000);
        stack.free(second, 300);
        assertEquals(first, stack.alloc(16), "all the rest was rolled back");
    }

    @Test
    void shouldPassTheFailureBelowOnAndStayAsItWas() {
        long block = stack.alloc(900);
        write(block, 900, 1);
        below.failNextRequest();
        MemoryException failure = assertFails(MemoryError.OUT_OF_MEMORY, () -> stack.alloc(500));
        assertTrue(failure.getMessage().contains("1024"), failure.getMessage());
        assertSame(MemoryException.class, failure.getCause().getClass());
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> stack.alloc(5000));
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> stack.resize(block, 900, 5000, 8));
        assertEquals(1, below.live());
        assertWritten(block, 900, 1);
        assertEquals(900, stack.query(block).size());
        long large = stack.alloc(5000);
        write(large, 5000, 2);
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> stack.resize(large, 5000, 9000, 8));
        assertWritten(large, 5000, 2);
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(large, 5000));
        assertEquals(5000, stack.query(large).size());
        stack.free(large, 5000);
    }

    @Test
    void shouldOfferAgainWhatTheAllocatorBelowDidNotTake() {
        stack.alloc(900);
        stack.alloc(900);
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, stack::close);
        assertZero(stack.alloc(900), 900);
        stack.close();
        assertEquals(0, below.live());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.alloc(1));
    }

    @Test
    void shouldRefuseToBeMadeOfNonsense() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new RollbackStack(below, 63));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new RollbackStack(below, (1L << 30) + 1));
        try (StackAllocator strict = StackAllocator.create()) {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> new RollbackStack(strict));
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        FrameArena arena = FrameArena.create();
        RollbackStack onArena = new RollbackStack(arena);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 1; i < 1000; i++) {
                        long first = onArena.allocNonZeroed(i, 8);
                        long second = onArena.allocNonZeroed(100 * i, 8);
                        onArena.free(first, i);
                        onArena.free(second, 100 * i);
                    }
                });
        onArena.close();
        arena.close();
    }
}
