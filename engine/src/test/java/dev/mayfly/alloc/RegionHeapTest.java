package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.memory.MallocHeap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class RegionHeapTest extends AllocatorContract {

    private final RegionHeap region = RegionHeap.create("level 1");

    @Override
    RegionHeap create() {
        return RegionHeap.create("level");
    }

    @AfterEach
    void closeRegion() {
        region.close();
    }

    @Test
    void shouldLeaveOtherRegionsAloneWhenFreed() {
        long kept = region.alloc(1000, 8);
        write(kept, 1000, 1);
        for (int round = 0; round < 50; round++) {
            try (RegionHeap other = RegionHeap.create("level 2")) {
                for (int i = 0; i < 100; i++) {
                    write(other.allocNonZeroed(1000, 8), 1000, 2);
                }
                other.freeAll();
                assertZero(other.alloc(1000, 8), 1000);
            }
        }
        assertWritten(kept, 1000, 1);
        region.free(kept, 1000);
    }

    /** Were a block not given back, none later could have its address. */
    @Test
    void shouldGiveItsMemoryBackWhenFreedAndWhenClosed() {
        Set<Long> whenFreed = new HashSet<>();
        Set<Long> whenClosed = new HashSet<>();
        int rounds = 100;
        for (int round = 0; round < rounds; round++) {
            whenFreed.add(region.allocNonZeroed(1 << 20, 16));
            region.freeAll();
            try (RegionHeap other = RegionHeap.create("level 2")) {
                whenClosed.add(other.allocNonZeroed(1 << 20, 16));
            }
        }
        assertTrue(whenFreed.size() < rounds, () -> whenFreed.size() + " addresses");
        assertTrue(whenClosed.size() < rounds, () -> whenClosed.size() + " addresses");
    }

    @Test
    void shouldRefuseBlocksThatAreNotItsOwn() {
        long heaps = HeapAllocator.INSTANCE.alloc(100, 8);
        write(heaps, 100, 1);
        try (RegionHeap other = RegionHeap.create("level 2")) {
            long others = other.alloc(100, 8);
            long[] foreign = {heaps, others, 16, Long.MAX_VALUE & -16, -16};
            for (long address : foreign) {
                assertFails(MemoryError.INVALID_POINTER, () -> region.free(address, 100));
                assertFails(MemoryError.INVALID_POINTER, () -> region.query(address));
                assertFails(MemoryError.INVALID_POINTER, () -> region.resize(address, 100, 200, 8));
            }
            assertTrue(
                    assertFails(MemoryError.INVALID_POINTER, () -> region.free(others, 100))
                            .getMessage()
                            .contains("level 1"));
            other.free(others, 100);
        }
        assertWritten(heaps, 100, 1);
        HeapAllocator.INSTANCE.free(heaps, 100);
    }

    @Test
    void shouldRefuseABlockThatFreeAllTook() {
        long block = region.alloc(100, 8);
        region.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> region.free(block, 100));
    }

    @Test
    void shouldSayThatThereIsNoMemoryForAHeap() {
        assertTrue(
                assertFails(MemoryError.OUT_OF_MEMORY, () -> new RegionHeap("void", () -> 0))
                        .getMessage()
                        .contains("void"));
    }

    @Test
    void shouldKeepItsBlocksWhenThereIsNoMemoryForTheNextHeap() {
        boolean[] refuses = {false};
        try (RegionHeap scarce =
                new RegionHeap("scarce", () -> refuses[0] ? 0 : MallocHeap.create())) {
            long block = scarce.alloc(100, 8);
            write(block, 100, 1);
            refuses[0] = true;
            assertFails(MemoryError.OUT_OF_MEMORY, scarce::freeAll);
            assertWritten(block, 100, 1);
            scarce.free(block, 100);
            refuses[0] = false;
            scarce.freeAll();
        }
    }

    @Test
    void shouldBeHandedFromThreadToThread() throws InterruptedException {
        long[] blocks = new long[1000];
        for (int i = 0; i < blocks.length; i += 2) {
            blocks[i] = region.alloc(i + 1, 8);
            write(blocks[i], i + 1, i);
        }
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < blocks.length; i += 4) {
                                        region.free(blocks[i], i + 1);
                                    }
                                    for (int i = 1; i < blocks.length; i += 2) {
                                        blocks[i] = region.alloc(i + 1, 8);
                                        write(blocks[i], i + 1, i);
                                    }
                                });
        other.join();
        for (int i = 0; i < blocks.length; i++) {
            if (i % 4 != 0) {
                assertWritten(blocks[i], i + 1, i);
            }
        }
        region.freeAll();
        assertZero(region.alloc(100, 8), 100);
    }

    @Test
    void shouldBeFreedAndClosedOnAnotherThreadThanItWasMadeOn() throws InterruptedException {
        for (int i = 1; i < 1000; i++) {
            region.alloc(i, 8);
        }
        Runnable rest =
                () -> {
                    region.freeAll();
                    assertZero(region.alloc(100_000, 8), 100_000);
                    region.close();
                };
        assertNull(Elsewhere.thrown(rest));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> region.alloc(1, 1));
    }

    @Test
    void shouldAnswerQueriesWithoutASize() {
        long block = region.alloc(100, 8);
        assertEquals(
                new AllocationInfo(region, block, Allocator.UNKNOWN_SIZE), region.query(block));
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int level = 0; level < 1000; level++) {
                        for (int i = 1; i < 5; i++) {
                            region.free(region.alloc(i, 8), i);
                            region.alloc(i, 8);
                        }
                        region.freeAll();
                    }
                });
    }
}
