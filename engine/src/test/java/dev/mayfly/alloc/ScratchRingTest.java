package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;

class ScratchRingTest extends AllocatorContract {

    private static final long SIZE = 1024;

    private final FaultyBelow below = new FaultyBelow();
    private final ScratchRing ring = new ScratchRing(below, SIZE);

    @Override
    Allocator create() {
        return new ScratchRing(new LimitAllocator(HeapAllocator.INSTANCE, 32 << 20));
    }

    @AfterEach
    void closeThis() {
        ring.close();
        assertEquals(0, below.live());
    }

    @Test
    void shouldGoRoundForEverWhereTheOldestAreFreedInTime() {
        ArrayDeque<Long> blocks = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            long block = ring.allocNonZeroed(100, 8);
            write(block, 100, i);
            blocks.add(block);
            if (blocks.size() == 6) {
                assertWritten(blocks.getFirst(), 100, i - 5);
                ring.free(blocks.removeFirst(), 100);
            }
        }
        assertEquals(1, below.requests(), "the ring itself");
    }

    @Test
    void shouldPassOnWhatDoesNotFitInsteadOfOverwriting() {
        long[] blocks = new long[20];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = ring.alloc(100);
            write(blocks[i], 100, i);
        }
        assertEquals(1 + 20 - 8, below.live());
        for (int i = 0; i < blocks.length; i++) {
            assertWritten(blocks[i], 100, i);
            ring.free(blocks[i], 100);
        }
        assertEquals(1, below.live());
        assertEquals(blocks[0], ring.alloc(100));
    }

    @Test
    void shouldOpenTheRoomOfAllThatWereFreedAfterTheOldest() {
        long first = ring.alloc(112);
        long second = ring.alloc(112);
        long third = ring.alloc(112);
        long[] rest = new long[5];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = ring.alloc(112);
        }
        ring.free(third, 112);
        ring.free(second, 112);
        long passedOn = ring.alloc(112);
        assertEquals(2, below.live(), "the oldest is live, so nothing opens");
        ring.free(first, 112);
        assertEquals(first, ring.alloc(300));
        assertEquals(2, below.live());
        ring.free(passedOn, 112);
        assertEquals(1, below.live());
        for (long block : rest) {
            ring.free(block, 112);
        }
    }

    @Test
    void shouldFillTheRingToTheLastByteAndNeverOverlap() {
        long all = ring.alloc(SIZE - 16);
        assertEquals(1, below.live());
        ring.free(all, SIZE - 16);
        long half = ring.alloc(SIZE / 2 - 16);
        long other = ring.alloc(SIZE / 2 - 16);
        assertEquals(1, below.live());
        ring.free(half, SIZE / 2 - 16);
        assertEquals(half, ring.alloc(SIZE / 2 - 16));
        assertEquals(1, below.live());
        long more = ring.alloc(1);
        assertEquals(2, below.live());
        ring.free(more, 1);
        ring.free(other, SIZE / 2 - 16);
        assertEquals(other, ring.alloc(SIZE / 2 - 16));
    }

    @Test
    void shouldNotWrapWhereThatDoesNotHelp() {
        long first = ring.alloc(100);
        long second = ring.alloc(600);
        ring.free(first, 100);
        long large = ring.alloc(400);
        assertEquals(2, below.live());
        assertEquals(BlockHeaders.end(second, 600) + 16, ring.alloc(200), "before the wrap");
        assertEquals(first, ring.alloc(100), "after the wrap");
        ring.free(large, 400);
    }

    @Test
    void shouldGiveTheRoomBeforeAnAlignedBlockBackToo() {
        for (int i = 0; i < 1000; i++) {
            long aligned = ring.alloc(64, 256);
            long other = ring.alloc(64, 16);
            ring.free(aligned, 64);
            ring.free(other, 64);
        }
        long first = ring.alloc(16);
        long aligned = ring.alloc(64, 256);
        ring.free(first, 16);
        ring.free(aligned, 64);
        assertEquals(first, ring.alloc(SIZE - 16));
        assertEquals(1, below.live());
    }

    @Test
    void shouldUseTheNewestBlocksPlaceAgainAtOnce() {
        ring.alloc(16);
        long block = ring.alloc(500);
        for (int i = 0; i < 100; i++) {
            ring.free(block, 500);
            assertEquals(block, ring.alloc(500));
        }
        assertEquals(1, below.live());
    }

    @Test
    void shouldPassLargeRequestsOnWithoutTakingARing() {
        long large = ring.alloc(5000, 512);
        assertEquals(0, large % 512);
        assertEquals(1, below.live());
        assertEquals(5000, ring.query(large).size());
        assertFails(MemoryError.INVALID_ARGUMENT, () -> ring.free(large, 4999));
        ring.free(large, UNKNOWN_SIZE);
        assertEquals(0, below.live());
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(large, 5000));
    }

    @Test
    void shouldSeeASecondFree() {
        long first = ring.alloc(16);
        long second = ring.alloc(16);
        ring.free(first, 16);
        assertFails(MemoryError.DOUBLE_FREE, () -> ring.free(first, 16));
        assertFails(MemoryError.DOUBLE_FREE, () -> ring.resize(first, 16, 20, 8));
        ring.free(second, UNKNOWN_SIZE);
        assertFails(MemoryError.DOUBLE_FREE, () -> ring.free(second, 16));
    }

    @Test
    void shouldNotTakeWhatIsNoBlockOfItsOwn() {
        long block = ring.alloc(64);
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(block + 16, 48));
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(block + 1, UNKNOWN_SIZE));
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(block - 16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> ring.query(block - 1));
        assertFails(MemoryError.INVALID_POINTER, () -> ring.query(block + 64));
        try (ScratchRing other = new ScratchRing(below)) {
            long foreign = other.alloc(64);
            assertFails(MemoryError.INVALID_POINTER, () -> ring.free(foreign, 64));
            assertEquals(64, other.query(foreign).size());
        }
    }

    @Test
    void shouldFindTheBlockAroundAnAddressAlsoOnceItWentRound() {
        long oldest = ring.alloc(200);
        long second = ring.alloc(300, 64);
        long third = ring.alloc(350);
        ring.free(oldest, 200);
        long front = ring.alloc(100, 64);
        assertTrue(front < second, "it went round");
        for (long block : new long[] {second, third, front}) {
            long size = ring.query(block).size();
            assertEquals(new AllocationInfo(ring, block, size), ring.query(block + size - 1));
            assertFails(MemoryError.INVALID_POINTER, () -> ring.query(block + size));
        }
        ring.free(second, 300);
        assertFails(MemoryError.INVALID_POINTER, () -> ring.query(second + 150));
        long large = ring.alloc(5000);
        assertEquals(new AllocationInfo(ring, large, 5000), ring.query(large + 4999));
    }

    @Test
    void shouldNotTakeABlockFromBeforeFreeAllEvenInsideANewOne() {
        ring.alloc(16);
        long stale = ring.alloc(16);
        ring.freeAll();
        long block = ring.allocNonZeroed(500, 8);
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(stale, 16));
        ring.free(block, 500);
    }

    @Test
    void shouldStopAtAHeaderThatWasWrittenOver() {
        long first = ring.alloc(24);
        long second = ring.alloc(24);
        long third = ring.alloc(24);
        Memory.putLong(second - 8, 7);
        ring.free(first, 24);
        assertFails(MemoryError.INVALID_POINTER, () -> ring.free(second, 24));
        ring.free(third, 24);
        write(ring.alloc(800), 800, 1);
        ring.alloc(500);
        assertEquals(2, below.live());
    }

    @Test
    void shouldResizeTheNewestInPlaceAndShrinkAnyInPlace() {
        long first = ring.alloc(200);
        long second = ring.alloc(100);
        write(first, 200, 1);
        assertEquals(second, ring.resize(second, 100, 300, 8));
        assertZero(second, 300);
        assertEquals(first, ring.resize(first, 200, 10, 8));
        assertWritten(first, 10, 1);
        long moved = ring.resize(first, 10, 200, 8);
        assertNotEquals(first, moved);
        assertWritten(moved, 10, 1);
        assertZero(moved + 10, 190);
        ring.alloc(200);
        assertEquals(first, ring.alloc(200), "freed with its old end");
        long large = ring.resize(moved, 200, 3000, 8);
        assertWritten(large, 10, 1);
        long larger = ring.resize(large, 3000, 6000, 8);
        assertWritten(larger, 10, 1);
        assertZero(larger + 10, 5990);
        ring.free(larger, 6000);
    }

    @Test
    void shouldPassTheFailureBelowOnAndStayAsItWas() {
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> ring.alloc(100));
        long block = ring.alloc(900);
        write(block, 900, 1);
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> ring.alloc(200));
        below.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> ring.resize(block, 900, 2000, 8));
        assertWritten(block, 900, 1);
        assertEquals(1, below.live());
        long large = ring.alloc(200);
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> ring.free(large, 200));
        assertEquals(200, ring.query(large).size());
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, ring::freeAll);
        assertEquals(200, ring.query(large).size());
        below.failNextFree();
        assertFails(MemoryError.INVALID_ARGUMENT, ring::close);
        assertEquals(block, ring.alloc(900));
    }

    @Test
    void shouldRefuseToBeMadeOfNonsense() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new ScratchRing(below, 63));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new ScratchRing(below, (1L << 30) + 1));
        try (StackAllocator strict = StackAllocator.create()) {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> new ScratchRing(strict));
        }
        assertEquals(SIZE, ring.size());
    }

    @Test
    void shouldMakeNoGarbage() {
        FrameArena arena = FrameArena.create();
        ScratchRing onArena = new ScratchRing(arena, 64 << 10);
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
