package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.VirtualMemory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class PoolAllocatorTest extends AllocatorContract {

    private final Arena memory = Arena.ofConfined();
    private final PoolAllocator pool = PoolAllocator.create(48, 16);

    /** Blocks for everything that the contract asks for, which costs address space only. */
    @Override
    PoolAllocator create() {
        return PoolAllocator.builder(512 * 1024, 64 * 1024).limit(256 << 20).build();
    }

    @AfterEach
    void closePool() {
        pool.close();
        memory.close();
    }

    private static List<Long> take(PoolAllocator pool, int count) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(pool.allocNonZeroed(pool.blockSize(), 1));
        }
        return blocks;
    }

    @Test
    void shouldHandOutBlocksSideBySide() {
        List<Long> blocks = take(pool, 100);
        for (int i = 0; i < blocks.size(); i++) {
            assertEquals(blocks.getFirst() + i * 48L, blocks.get(i));
        }
    }

    @Test
    void shouldRoundTheBlockSizeUpToTheAlignment() {
        try (PoolAllocator odd = PoolAllocator.create(33, 32)) {
            assertEquals(64, odd.blockSize());
            long first = odd.alloc(64, 32);
            assertEquals(first + 64, odd.alloc(1, 1));
        }
        try (PoolAllocator odd = PoolAllocator.create(7, 1)) {
            long first = odd.alloc(7, 1);
            assertEquals(first + 7, odd.alloc(7, 1));
        }
    }

    @Test
    void shouldRefuseWhatIsLargerThanABlockOrAlignedMoreStrictly() {
        assertTrue(
                assertFails(MemoryError.BUFFER_TOO_LARGE, () -> pool.alloc(49, 16))
                        .getMessage()
                        .contains("49"));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> pool.alloc(1, 32));
        long block = pool.alloc(48, 16);
        write(block, 48, 1);
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> pool.resize(block, 48, 49, 16));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> pool.resize(block, 48, 48, 32));
        assertWritten(block, 48, 1);
        assertEquals(1, pool.live());
    }

    @Test
    void shouldResizeInPlace() {
        long block = pool.alloc(10, 8);
        write(block, 10, 1);
        assertEquals(block, pool.resize(block, 10, 48, 16));
        assertWritten(block, 10, 1);
        assertZero(block + 10, 38);
        assertEquals(block, pool.resizeNonZeroed(block, 48, 5, 1));
        assertEquals(1, pool.live());
    }

    @Test
    void shouldHandOutTheNewestFreedBlockFirst() {
        List<Long> blocks = take(pool, 4);
        pool.free(blocks.get(2), 48);
        pool.free(blocks.get(0), UNKNOWN_SIZE);
        assertEquals(blocks.get(0), pool.alloc(1, 1));
        assertEquals(blocks.get(2), pool.alloc(1, 1));
        assertEquals(blocks.get(3) + 48, pool.alloc(1, 1));
    }

    @Test
    void shouldComeInTheOrderOfAddressesAgainAfterFreeAll() {
        List<Long> blocks = take(pool, 50_000);
        List<Long> shuffled = new ArrayList<>(blocks);
        Collections.reverse(shuffled);
        for (int i = 0; i < shuffled.size(); i += 3) {
            pool.free(shuffled.get(i), 48);
        }
        pool.freeAll();
        assertEquals(0, pool.live());
        assertEquals(blocks, take(pool, 50_000));
    }

    @Test
    void shouldSeeEveryDoubleFree() {
        List<Long> blocks = take(pool, 3);
        pool.free(blocks.get(1), 48);
        assertFails(MemoryError.DOUBLE_FREE, () -> pool.free(blocks.get(1), 48));
        assertFails(MemoryError.DOUBLE_FREE, () -> pool.free(blocks.get(1), UNKNOWN_SIZE));
        assertFails(MemoryError.DOUBLE_FREE, () -> pool.resize(blocks.get(1), 48, 8, 8));
        pool.free(blocks.get(2), 48);
        assertFails(MemoryError.DOUBLE_FREE, () -> pool.free(blocks.get(1), 48));
        assertEquals(1, pool.live());
        assertEquals(blocks.get(2), pool.alloc(48, 16));
        assertEquals(blocks.get(1), pool.alloc(48, 16));
        assertEquals(blocks.get(2) + 48, pool.alloc(48, 16));
    }

    @Test
    void shouldSeeEveryPointerThatIsNoBlock() {
        List<Long> blocks = take(pool, 3);
        for (long inside = 1; inside < 48; inside++) {
            long pointer = blocks.get(1) + inside;
            assertFails(MemoryError.INVALID_POINTER, () -> pool.free(pointer, 1));
            assertFails(MemoryError.INVALID_POINTER, () -> pool.resize(pointer, 1, 2, 1));
        }
        long[] foreign = {
            blocks.getFirst() - 48, blocks.getLast() + 48, 48, -48, Long.MIN_VALUE, Long.MAX_VALUE
        };
        for (long pointer : foreign) {
            assertFails(MemoryError.INVALID_POINTER, () -> pool.free(pointer, 48));
            assertFails(MemoryError.INVALID_POINTER, () -> pool.query(pointer));
        }
        assertEquals(3, pool.live());
    }

    @Test
    void shouldSeeTheFreeOfABlockThatFreeAllTook() {
        List<Long> blocks = take(pool, 3);
        pool.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> pool.free(blocks.get(0), 48));
        pool.alloc(48, 16);
        assertFails(MemoryError.INVALID_POINTER, () -> pool.free(blocks.get(1), 48));
        pool.free(blocks.get(0), 48);
        assertEquals(0, pool.live());
    }

    @Test
    void shouldRefuseASizeThatNoBlockHas() {
        long block = pool.alloc(48, 16);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> pool.free(block, 49));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> pool.free(block, -2));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> pool.resize(block, 49, 8, 8));
        assertEquals(1, pool.live());
        pool.free(block, 48);
    }

    @Test
    void shouldSurviveWritesToFreedBlocks() {
        List<Long> blocks = take(pool, 100);
        for (long block : blocks) {
            pool.free(block, 48);
        }
        for (long block : blocks) {
            Memory.fill(block, 48, (byte) 0x5A);
        }
        assertEquals(blocks.reversed(), take(pool, 100));
    }

    @Test
    void shouldFindTheBlockAroundAnAddress() {
        List<Long> blocks = take(pool, 3);
        AllocationInfo found = pool.query(blocks.get(1) + 47);
        assertEquals(new AllocationInfo(pool, blocks.get(1), 48), found);
        pool.free(blocks.get(1), 48);
        assertFails(MemoryError.INVALID_POINTER, () -> pool.query(blocks.get(1)));
    }

    @Test
    void shouldCountItsBlocks() {
        try (PoolAllocator counted = PoolAllocator.builder(64, 64).limit(1 << 20).build()) {
            assertEquals(16384, counted.capacity());
            assertEquals(0, counted.committed());
            List<Long> blocks = take(counted, 10);
            counted.free(blocks.get(3), 64);
            counted.free(blocks.get(4), 64);
            assertEquals(8, counted.live());
            take(counted, 1);
            assertEquals(9, counted.live());
            assertEquals(10, counted.peak());
            counted.freeAll();
            take(counted, 2);
            assertEquals(2, counted.live());
            assertEquals(10, counted.peak());
            assertEquals(PoolAllocator.DEFAULT_CHUNK, counted.committed());
            take(counted, 16382);
            assertEquals(1 << 20, counted.committed());
            assertEquals(16384, counted.peak());
            assertTrue(
                    assertFails(MemoryError.OUT_OF_MEMORY, () -> counted.alloc(1, 1))
                            .getMessage()
                            .contains("16384"));
        }
    }

    @Test
    void shouldGrowByChunks() {
        long page = VirtualMemory.pageSize();
        try (PoolAllocator growing = PoolAllocator.builder(page, page).chunk(4 * page).build()) {
            take(growing, 1);
            assertEquals(4 * page, growing.committed());
            take(growing, 4);
            assertEquals(8 * page, growing.committed());
        }
    }

    @Test
    void shouldTakeAllItsMemoryAtOnceIfItIsNotToGrow() {
        try (PoolAllocator fixed =
                PoolAllocator.builder(64, 64).limit(1 << 20).growable(false).build()) {
            assertEquals(1 << 20, fixed.committed());
            assertEquals(16384, take(fixed, 16384).size());
            assertFails(MemoryError.OUT_OF_MEMORY, () -> fixed.alloc(1, 1));
        }
    }

    @Test
    void shouldStayAsItWasWhenItCannotGrow() {
        FaultyBelow grants = new FaultyBelow();
        Room room = new GrantedRoom(8192, grants);
        PoolAllocator scarce = new PoolAllocator("scarce", room, 64, 64, 64);
        List<Long> blocks = take(scarce, 5);
        for (int i = 0; i < 5; i++) {
            write(blocks.get(i), 64, i);
        }
        for (int i = 0; i < 3; i++) {
            grants.failNextRequest();
            assertFails(MemoryError.OUT_OF_MEMORY, () -> scarce.alloc(64, 64));
        }
        assertEquals(5, scarce.live());
        assertEquals(5, scarce.peak());
        assertEquals(5 * 64, scarce.committed());
        for (int i = 0; i < 5; i++) {
            assertWritten(blocks.get(i), 64, i);
        }
        scarce.free(blocks.get(2), 64);
        assertEquals(blocks.get(2), scarce.alloc(64, 64));
        assertEquals(blocks.getLast() + 64, scarce.alloc(64, 64));
        assertEquals(6, grants.live());
        scarce.close();
        assertEquals(0, grants.live());
    }

    @Test
    void shouldStayWithinABufferOfTheCallers() {
        MemorySegment whole = memory.allocate(1000, 64);
        write(whole.address(), 1000, 3);
        try (PoolAllocator lent = PoolAllocator.over(whole.asSlice(1, 700), 100, 4)) {
            assertEquals(6, lent.capacity());
            List<Long> blocks = take(lent, 6);
            assertEquals(whole.address() + 4, blocks.getFirst());
            for (long block : blocks) {
                Memory.fill(block, 100, (byte) 0);
            }
            assertFails(MemoryError.OUT_OF_MEMORY, () -> lent.alloc(1, 1));
        }
        assertWritten(whole.address(), 4, 3);
        MemorySegment pattern = memory.allocate(1000, 1);
        write(pattern.address(), 1000, 3);
        assertEquals(-1, pattern.asSlice(604).mismatch(whole.asSlice(604)));
    }

    @Test
    void shouldRefuseToBeMadeFromNonsense() {
        MemorySegment small = memory.allocate(99, 1);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> PoolAllocator.create(0, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> PoolAllocator.create(-1, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> PoolAllocator.create(8, 3));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> PoolAllocator.create(1L << 62, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> PoolAllocator.over(small, 100, 1));
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> PoolAllocator.over(MemorySegment.ofArray(new byte[100]), 10, 1));
        for (long size : new long[] {0, -1, Long.MAX_VALUE}) {
            PoolAllocator.Builder builder = PoolAllocator.builder(8, 8);
            assertFails(MemoryError.INVALID_ARGUMENT, builder.limit(size)::build);
            assertFails(MemoryError.INVALID_ARGUMENT, builder.limit(4096).chunk(size)::build);
        }
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> PoolAllocator.builder(1 << 20, 8).limit(1 << 19).build());
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> PoolAllocator.builder(1, 1).limit(1L << 32).build());
    }

    @Test
    void shouldSayThatTheSystemGrantsNoSuchAddressSpace() {
        MemoryException failure =
                assertFails(
                        MemoryError.OUT_OF_MEMORY,
                        () ->
                                PoolAllocator.builder(1L << 40, 8)
                                        .name("vast")
                                        .limit(1L << 60)
                                        .build());
        assertTrue(failure.getMessage().contains("vast"), failure.getMessage());
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        long[] blocks = new long[1000];
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int tick = 0; tick < 20; tick++) {
                        for (int i = 0; i < blocks.length; i++) {
                            blocks[i] = pool.allocNonZeroed(48, 16);
                        }
                        for (int i = 0; i < blocks.length; i += 2) {
                            pool.free(blocks[i], 48);
                        }
                        for (int i = 0; i < blocks.length; i += 2) {
                            Memory.putByte(pool.alloc(40, 16), (byte) 1);
                        }
                        pool.freeAll();
                    }
                });
    }
}
