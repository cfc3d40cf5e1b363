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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

class BuddyAllocatorTest extends AllocatorContract {

    private final Arena memory = Arena.ofConfined();

    /** 1024 bytes in blocks of 64 to 1024. */
    private final MemorySegment kilobyte = memory.allocate(1024, 1024);

    private final long base = kilobyte.address();
    private final BuddyAllocator buddy = BuddyAllocator.over(kilobyte, 64);

    @Override
    BuddyAllocator create() {
        return BuddyAllocator.create(64 << 20);
    }

    @AfterEach
    void closeBuddy() {
        buddy.close();
        memory.close();
    }

    @Test
    void shouldTakeTheSmallestPowerOfTwoThatHoldsTheRequest() {
        long[][] sizes = {{1, 64}, {64, 64}, {65, 128}, {128, 128}, {129, 256}, {513, 1024}};
        for (long[] size : sizes) {
            long block = buddy.alloc(size[0], 1);
            assertEquals(size[1], buddy.used());
            assertEquals(new AllocationInfo(buddy, block, size[1]), buddy.query(block));
            buddy.free(block, size[0]);
            assertEquals(0, buddy.used());
        }
    }

    @Test
    void shouldHandOutTheLowestBlockOfTheSmallestSizeThatWillDo() {
        assertEquals(base, buddy.alloc(64, 1));
        assertEquals(base + 256, buddy.alloc(256, 1));
        assertEquals(base + 64, buddy.alloc(64, 1));
        assertEquals(base + 128, buddy.alloc(128, 1));
        assertEquals(base + 512, buddy.alloc(64, 1));
    }

    @Test
    void shouldJoinFreedBuddiesIntoTheWholeAgain() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            blocks.add(buddy.alloc(64, 1));
        }
        assertEquals(0, buddy.largestFree());
        for (int i = 0; i < 16; i += 2) {
            buddy.free(blocks.get(i), 64);
        }
        assertEquals(64, buddy.largestFree());
        for (int i = 15; i > 0; i -= 2) {
            buddy.free(blocks.get(i), UNKNOWN_SIZE);
        }
        assertEquals(1024, buddy.largestFree());
        assertEquals(base, buddy.alloc(1024, 1024));
    }

    @Test
    void shouldTellFragmentationFromAnEmptyStoreAndATooLargeRequest() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            blocks.add(buddy.alloc(64, 1));
        }
        assertFails(MemoryError.OUT_OF_MEMORY, () -> buddy.alloc(1, 1));
        for (int i = 0; i < 16; i += 2) {
            buddy.free(blocks.get(i), 64);
        }
        MemoryException failure = assertFails(MemoryError.FRAGMENTATION, () -> buddy.alloc(512, 1));
        assertTrue(failure.getMessage().contains("512 of 1024"), failure.getMessage());
        assertFails(MemoryError.OUT_OF_MEMORY, () -> buddy.alloc(513, 1));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> buddy.alloc(1025, 1));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> buddy.alloc(1, 2048));
        assertEquals(512, buddy.used());
    }

    @Test
    void shouldAlignBlocksToTheirOwnSize() {
        try (BuddyAllocator large = BuddyAllocator.create(1 << 20)) {
            large.alloc(1, 1);
            for (long size = 64; size <= 1 << 19; size *= 2) {
                assertEquals(0, large.allocNonZeroed(size, 1) % size);
            }
        }
    }

    @Test
    void shouldSeeEveryDoubleFree() {
        long first = buddy.alloc(64, 1);
        long second = buddy.alloc(64, 1);
        buddy.free(first, 64);
        assertFails(MemoryError.DOUBLE_FREE, () -> buddy.free(first, 64));
        buddy.free(second, 64);
        // Both are the whole now, in which neither begins or ends as it did.
        assertFails(MemoryError.DOUBLE_FREE, () -> buddy.free(first, 64));
        assertFails(MemoryError.DOUBLE_FREE, () -> buddy.free(second, 64));
        assertFails(MemoryError.DOUBLE_FREE, () -> buddy.resize(second, 64, 65, 1));
        assertEquals(0, buddy.used());
        assertEquals(1024, buddy.largestFree());
    }

    @Test
    void shouldSeeEveryPointerThatIsNoBlock() {
        buddy.alloc(64, 1);
        buddy.free(buddy.alloc(64, 1), 64);
        long block = buddy.alloc(256, 1);
        for (long inside = 1; inside < 256; inside++) {
            long pointer = block + inside;
            assertFails(MemoryError.INVALID_POINTER, () -> buddy.free(pointer, 1));
        }
        long[] foreign = {base - 64, base + 128, base + 512, base + 1024, 64, -64, Long.MIN_VALUE};
        for (long pointer : foreign) {
            assertFails(MemoryError.INVALID_POINTER, () -> buddy.free(pointer, 64));
            assertFails(MemoryError.INVALID_POINTER, () -> buddy.query(pointer));
        }
        assertFails(MemoryError.INVALID_POINTER, () -> buddy.free(base + 1, 64));
        buddy.freeAll();
        assertFails(MemoryError.INVALID_POINTER, () -> buddy.free(block, 256));
        assertEquals(1024, buddy.largestFree());
    }

    @Test
    void shouldSeeAPointerIntoABlockWhereASmallerOneBeganBefore() {
        buddy.alloc(64, 1);
        long smaller = buddy.alloc(64, 1);
        buddy.freeAll();
        buddy.alloc(64, 1);
        assertEquals(smaller, buddy.alloc(64, 1));
        buddy.free(smaller, 64);
        buddy.free(base, 64);
        assertEquals(base, buddy.alloc(1024, 1));
        assertFails(MemoryError.INVALID_POINTER, () -> buddy.free(smaller, 64));
        assertEquals(1024, buddy.query(smaller).size());
    }

    @Test
    void shouldRefuseASizeThatTheBlockHasNoRoomFor() {
        long block = buddy.alloc(100, 1);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> buddy.free(block, 129));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> buddy.free(block, -2));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> buddy.resize(block, 129, 1, 1));
        buddy.free(block, 100);
    }

    @Test
    void shouldGrowInPlaceWhileTheMemoryAboveIsFree() {
        long block = buddy.alloc(64, 1);
        write(block, 64, 1);
        assertEquals(block, buddy.resize(block, 64, 512, 1));
        assertWritten(block, 64, 1);
        assertZero(block + 64, 448);
        assertEquals(512, buddy.used());
        long blocker = buddy.alloc(512, 1);
        assertEquals(base + 512, blocker);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> buddy.resize(block, 512, 513, 1));
        assertWritten(block, 64, 1);
        buddy.free(blocker, 512);
        assertEquals(block, buddy.resize(block, 512, 1024, 1));
        assertEquals(0, buddy.largestFree());
    }

    @Test
    void shouldMoveWhatCannotGrowInPlace() {
        long lower = buddy.alloc(64, 1);
        long upper = buddy.alloc(64, 1);
        write(upper, 64, 1);
        long moved = buddy.resize(upper, 64, 65, 1);
        assertNotEquals(upper, moved);
        assertWritten(moved, 64, 1);
        write(lower, 64, 2);
        assertEquals(lower, buddy.resize(lower, 64, 100, 1));
        assertWritten(lower, 64, 2);
        assertEquals(256, buddy.used());
    }

    @Test
    void shouldGiveTheUpperHalvesBackWhenShrinking() {
        long block = buddy.alloc(1024, 1);
        write(block, 1024, 1);
        assertEquals(block, buddy.resize(block, 1024, 60, 1));
        assertWritten(block, 60, 1);
        assertEquals(64, buddy.used());
        assertEquals(512, buddy.largestFree());
        assertEquals(base + 64, buddy.alloc(64, 1));
        assertEquals(base + 128, buddy.alloc(128, 1));
        buddy.free(base + 64, 64);
        buddy.free(base + 128, 128);
        buddy.free(block, 60);
        assertEquals(1024, buddy.largestFree());
    }

    @Test
    void shouldSurviveWritesToFreedBlocks() {
        buddy.free(buddy.alloc(1024, 1), 1024);
        Memory.fill(base, 1024, (byte) 0x5A);
        for (int i = 0; i < 16; i++) {
            assertEquals(base + i * 64L, buddy.alloc(64, 1));
        }
    }

    @Test
    void shouldCountWhatIsUsed() {
        long first = buddy.alloc(100, 1);
        buddy.alloc(300, 1);
        assertEquals(128 + 512, buddy.used());
        buddy.free(first, 100);
        assertEquals(512, buddy.used());
        assertEquals(128 + 512, buddy.peak());
        assertEquals(1024, buddy.capacity());
        assertEquals(1024, buddy.committed());
        buddy.freeAll();
        assertEquals(0, buddy.used());
        assertEquals(128 + 512, buddy.peak());
    }

    @Test
    void shouldUseABufferOfAnySizeAnywhere() {
        MemorySegment whole = memory.allocate(4096, 4096);
        for (int from = 0; from < 600; from += 37) {
            for (int size = 200; size < 1700; size += 111) {
                MemorySegment buffer = whole.asSlice(from, size);
                try (BuddyAllocator odd = BuddyAllocator.over(buffer, 16)) {
                    assertTrue(odd.capacity() > size - 32 && odd.capacity() <= size);
                    long largest = odd.largestFree();
                    List<Long> blocks = new ArrayList<>();
                    for (long left = odd.capacity(); left > 0; left -= 16) {
                        long block = odd.alloc(16, 16);
                        assertTrue(
                                block >= buffer.address() && block + 16 <= buffer.address() + size);
                        blocks.add(block);
                    }
                    assertEquals(odd.capacity() / 16, blocks.stream().distinct().count());
                    assertFails(MemoryError.OUT_OF_MEMORY, () -> odd.alloc(1, 1));
                    for (long block : blocks) {
                        odd.free(block, 16);
                    }
                    assertEquals(largest, odd.largestFree());
                    assertEquals(0, odd.alloc(largest, 1) % largest);
                }
            }
        }
    }

    @Test
    void shouldCommitAsItIsNeeded() {
        try (BuddyAllocator large = BuddyAllocator.create(1L << 33)) {
            assertEquals(1L << 33, large.capacity());
            assertEquals(0, large.committed());
            assertZero(large.alloc(100, 8), 100);
            assertEquals(256 * 1024, large.committed());
        }
    }

    @Test
    void shouldStayAsItWasWhenItCannotCommit() {
        FaultyBelow grants = new FaultyBelow();
        Room room = new GrantedRoom(4096, grants);
        BuddyAllocator scarce = new BuddyAllocator("scarce", room, 64);
        long block = scarce.alloc(64, 1);
        write(block, 64, 1);
        grants.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> scarce.alloc(64, 1));
        grants.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> scarce.resize(block, 64, 128, 1));
        grants.failNextRequest();
        assertFails(MemoryError.OUT_OF_MEMORY, () -> scarce.alloc(2048, 1));
        assertEquals(64, scarce.used());
        assertEquals(64, scarce.peak());
        assertEquals(2048, scarce.largestFree());
        assertWritten(block, 64, 1);
        assertEquals(block, scarce.resize(block, 64, 128, 1));
        assertEquals(block + 128, scarce.alloc(64, 1));
        scarce.close();
        assertEquals(0, grants.live());
    }

    @Test
    void shouldRefuseToBeMadeFromNonsense() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.create(0));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.create(-1));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.create(Long.MAX_VALUE));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.create("odd", 1024, 48));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.create("fine", 1L << 40, 1));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> BuddyAllocator.over(kilobyte, 2048));
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> BuddyAllocator.over(kilobyte.asSlice(1, 126), 64));
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> BuddyAllocator.over(MemorySegment.ofArray(new byte[100]), 16));
        assertFails(
                MemoryError.OUT_OF_MEMORY, () -> BuddyAllocator.create("vast", 1L << 60, 1L << 50));
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        try (BuddyAllocator large = BuddyAllocator.create(1 << 24)) {
            long[] blocks = new long[1000];
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int tick = 0; tick < 5; tick++) {
                            for (int i = 0; i < blocks.length; i++) {
                                blocks[i] = large.allocNonZeroed(i + 1, 8);
                            }
                            for (int i = 0; i < blocks.length; i += 2) {
                                large.free(blocks[i], i + 1);
                            }
                            for (int i = 1; i < blocks.length; i += 2) {
                                large.resizeNonZeroed(blocks[i], i + 1, 3L * i, 8);
                            }
                            large.freeAll();
                        }
                    });
        }
    }
}
