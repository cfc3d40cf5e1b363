package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** What a general allocator must stand that its users should not do, and near its limits. */
class GeneralAllocatorFaultsTest {

    private static final long SLAB = 256 << 10;

    private final GeneralAllocator general = GeneralAllocator.create();

    @AfterEach
    void closeIt() {
        general.close();
    }

    /** Eight blocks fill a slab, and each of two lists has room for two. */
    @Nested
    class ListsThatRunInACircle {

        private static final int SIZE = 32 << 10;

        private final long[] blocks = new long[40 * 8];

        private long[] last;
        private long[] others;
        private volatile @Nullable Throwable failed;

        /** Fills 40 slabs and frees the first, so that no other that is freed stays committed. */
        private void makeSlabs() {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = general.allocNonZeroed(SIZE, 16);
            }
            for (int i = 0; i < 20 * 8; i++) {
                general.free(blocks[i], SIZE);
            }
            last = Arrays.copyOfRange(blocks, 39 * 8, 40 * 8);
            others = Arrays.copyOfRange(blocks, 38 * 8, 39 * 8);
        }

        private void free(long... freed) {
            for (long block : freed) {
                general.free(block, SIZE);
            }
        }

        private void assertAllSound() {
            Set<Long> live = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                assertTrue(live.add(general.allocNonZeroed(SIZE, 16)));
            }
            for (int i = 20 * 8; i < 38 * 8; i++) {
                assertTrue(live.add(blocks[i]));
            }
        }

        /**
         * Frees all but three blocks of the last slab; they are in the slab and not in the list.
         */
        private void freeMostOfTheLastSlab() {
            makeSlabs();
            free(last[4], last[5], last[6], last[7], others[0]);
            free(last[3], others[1], others[2]);
            assertEquals(others[2], general.allocNonZeroed(SIZE, 16));
            assertEquals(others[1], general.allocNonZeroed(SIZE, 16));
        }

        @Test
        void shouldBeFoundWhenAListIsTooLong() {
            freeMostOfTheLastSlab();
            free(last[0], last[1], last[2], others[1]);
            assertFails(MemoryError.DOUBLE_FREE, () -> free(last[0]));
            assertAllSound();
        }

        /** Later, the slab of what stays in the list might be gone. */
        @Test
        void shouldBeFoundAtOnceWhenAListIsTooLong() {
            long[] few = new long[16];
            for (int i = 0; i < few.length; i++) {
                few[i] = general.allocNonZeroed(SIZE, 16);
            }
            free(few[0], few[1], few[2], few[3]);
            assertFails(MemoryError.DOUBLE_FREE, () -> free(few[0]));
            assertEquals(12 * SIZE, general.used());
        }

        private long[] few() {
            long[] few = new long[16];
            for (int i = 0; i < few.length; i++) {
                few[i] = general.allocNonZeroed(SIZE, 16);
            }
            return few;
        }

        private void assertHandsOut(long... free) {
            Set<Long> handedOut = new HashSet<>();
            for (long _ : free) {
                handedOut.add(general.allocNonZeroed(SIZE, 16));
            }
            assertEquals(Arrays.stream(free).boxed().collect(Collectors.toSet()), handedOut);
            assertEquals(16 * SIZE, general.used());
        }

        /** One of the first list comes into the second, where both run on together. */
        @Test
        void shouldBeFoundWhenOneListRunsIntoTheOther() {
            long[] few = few();
            free(few[0], few[1], few[2], few[0]);
            assertFails(MemoryError.DOUBLE_FREE, () -> free(few[3]));
            assertHandsOut(few[0], few[1], few[2], few[3]);
        }

        @Test
        void shouldBeFoundWhenOneListRunsIntoTheOtherAndIsNoLongerForThat() {
            long[] few = few();
            free(few[0], few[1], few[2], few[1]);
            free(few[3]);
            assertEquals(few[3], general.allocNonZeroed(SIZE, 16));
            assertFails(MemoryError.DOUBLE_FREE, () -> general.allocNonZeroed(SIZE, 16));
            assertHandsOut(few[0], few[1], few[2]);
        }

        @Test
        void shouldBeFoundWhenTheListThatWasPutAsideIsBroken() {
            long[] few = few();
            free(few[0], few[1], few[2]);
            Memory.putLong(few[1], 0x1234);
            assertEquals(few[2], general.allocNonZeroed(SIZE, 16));
            assertFails(MemoryError.DOUBLE_FREE, () -> general.allocNonZeroed(SIZE, 16));
        }

        /** The old block would be freed by then, and nobody would know of the new one. */
        @Test
        void shouldBeFoundBeforeABlockMoves() {
            long[] few = new long[16];
            for (int i = 0; i < few.length; i++) {
                few[i] = general.allocNonZeroed(SIZE, 16);
            }
            write(few[4], SIZE, 1);
            free(few[0], few[1], few[2], few[3]);
            Memory.putLong(few[1], 0x1234);
            assertFails(MemoryError.DOUBLE_FREE, () -> general.resize(few[4], SIZE, 100, 16));
            assertEquals(13 * SIZE, general.used());
            assertWritten(few[4], SIZE, 1);
            long moved = general.resize(few[4], SIZE, 100, 16);
            assertWritten(moved, 100, 1);
            assertEquals(12 * SIZE + 112, general.used());
        }

        @Test
        void shouldBeFoundBeforeABlockOfAVirtualThreadMoves() throws InterruptedException {
            Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, failure) -> failed = failure)
                    .start(this::shouldBeFoundBeforeABlockMoves)
                    .join();
            assertNull(failed);
        }

        @Test
        void shouldBeFoundWhenAListIsEmptied() {
            freeMostOfTheLastSlab();
            free(last[0], last[1], last[2], last[0]);
            assertFails(MemoryError.DOUBLE_FREE, general::trim);
            general.trim();
            assertAllSound();
        }
    }

    @Nested
    class BigBlocks {

        @Test
        void shouldNotCountWhatTheSystemRefused() {
            assertFails(MemoryError.OUT_OF_MEMORY, () -> general.alloc(1L << 55, 16));
            assertFails(MemoryError.OUT_OF_MEMORY, () -> general.alloc(Long.MAX_VALUE - 16, 16));
            assertEquals(0, general.peak());
            assertEquals(0, general.committed());
            general.free(general.alloc(100_000, 16), 100_000);
            assertEquals(100_000, general.peak());
        }

        @Test
        void shouldKeepABlockThatCannotGrow() {
            long block = general.alloc(100_000, 16);
            write(block, 100_000, 1);
            for (long size : new long[] {1L << 55, Long.MAX_VALUE - 16}) {
                assertFails(
                        MemoryError.OUT_OF_MEMORY, () -> general.resize(block, 100_000, size, 16));
            }
            assertWritten(block, 100_000, 1);
            assertEquals(100_000, general.committed());
            assertEquals(100_000, general.peak());
            general.free(block, 100_000);
        }

        @Test
        void shouldRefuseTheLargestSizeIfNothingIsReused() {
            try (GeneralAllocator once = GeneralAllocator.builder().neverReuse().build()) {
                assertFails(MemoryError.OUT_OF_MEMORY, () -> once.alloc(Long.MAX_VALUE - 16, 16));
                assertFails(MemoryError.OUT_OF_MEMORY, () -> once.alloc(1, 1L << 61));
                assertEquals(0, once.committed());
                assertEquals(0, once.peak());
            }
        }

        @Test
        void shouldGrowUpToTheLimitWithoutRoomForACopy() {
            try (GeneralAllocator small = GeneralAllocator.builder().limit(5 * SLAB).build()) {
                long block = small.alloc(3 * SLAB, 16);
                write(block, 1000, 1);
                small.free(small.alloc(100, 16), 100);
                assertEquals(4 * SLAB, small.committed());
                long grown = small.resize(block, 3 * SLAB, 5 * SLAB, 16);
                assertWritten(grown, 1000, 1);
                assertEquals(5 * SLAB, small.committed());
                assertEquals(5 * SLAB, small.peak());
                assertFails(
                        MemoryError.BUFFER_TOO_LARGE,
                        () -> small.resize(grown, 5 * SLAB, 5 * SLAB + 1, 16));
                small.free(grown, 5 * SLAB);
                assertEquals(0, small.committed());
            }
        }

        /** Each looks for the owner of the other's block, in the other's table of blocks. */
        @Test
        void shouldNotStopRegionsThatAreGivenEachOthersBlocks() throws InterruptedException {
            // Not closed if it fails: that would wait for them too.
            GeneralAllocator whole = GeneralAllocator.create();
            GeneralAllocator[] regions = {whole.region("one"), whole.region("two")};
            long[] blocks = {regions[0].alloc(100_000, 16), regions[1].alloc(100_000, 16)};
            CountDownLatch both = new CountDownLatch(2);
            Thread[] threads = new Thread[2];
            for (int i = 0; i < 2; i++) {
                GeneralAllocator mine = regions[i];
                long theirs = blocks[1 - i];
                threads[i] =
                        Thread.ofPlatform()
                                .daemon()
                                .start(
                                        () -> {
                                            both.countDown();
                                            for (int n = 0; n < 5000; n++) {
                                                assertFails(
                                                        MemoryError.INVALID_POINTER,
                                                        () -> mine.free(theirs, UNKNOWN_SIZE));
                                            }
                                        });
            }
            while (threads[0].isAlive() || threads[1].isAlive()) {
                assertNull(ManagementFactory.getThreadMXBean().findDeadlockedThreads());
                Thread.yield();
            }
            assertEquals(200_000, regions[0].bigBytes() + regions[1].bigBytes());
            whole.close();
        }
    }

    /** What counts against the limit of all of them, but is not in use. */
    @Nested
    class WhatWaitsInRegions {

        private final GeneralAllocator small = GeneralAllocator.builder().limit(4 * SLAB).build();
        private final GeneralAllocator one = small.region("one");
        private final GeneralAllocator two = small.region("two");

        @AfterEach
        void closeIt() {
            small.close();
        }

        /** A list of one size holds a slab, and so four sizes everything. */
        private void useUp(GeneralAllocator region) {
            for (int size = 1000; size <= 4000; size += 1000) {
                region.free(region.alloc(size, 16), size);
            }
            assertEquals(4 * SLAB, small.committed());
        }

        @Test
        void shouldServeOtherRegions() {
            useUp(one);
            long block = two.alloc(64, 16);
            assertEquals(SLAB, small.committed());
            two.free(block, 64);
            two.trim();
            useUp(two);
            small.free(small.alloc(64, 16), 64);
            small.trim();
            useUp(small);
            one.free(one.alloc(64, 16), 64);
        }

        @Test
        void shouldServeBigBlocksOfOtherRegions() {
            useUp(one);
            long block = two.alloc(SLAB, 16);
            useUpTheRest(one);
            block = two.resize(block, SLAB, 4 * SLAB, 16);
            assertEquals(4 * SLAB, small.committed());
            two.free(block, 4 * SLAB);
        }

        private void useUpTheRest(GeneralAllocator region) {
            for (int size = 1000; size <= 3000; size += 1000) {
                region.free(region.alloc(size, 16), size);
            }
            assertEquals(4 * SLAB, small.committed());
        }

        @Test
        void shouldBeCalledByTheNameOfTheirRegionIfTheyAreDamaged() {
            useUp(one);
            long block = one.alloc(1000, 16);
            one.free(block, 1000);
            Memory.putLong(block, 0x1234);
            String message =
                    assertFails(MemoryError.DOUBLE_FREE, () -> two.alloc(64, 16)).getMessage();
            assertTrue(message.contains("\"one\""), message);
            assertEquals(0, two.used());
            two.alloc(64, 16);
        }

        @Test
        void shouldNotBeTakenFromAClosedRegion() {
            useUp(one);
            one.close();
            two.alloc(4 * SLAB, 16);
        }

        /** Whoever looks into all regions holds this lock. */
        @Test
        void shouldNotBeEmptiedOrClosedWhileSomebodyLooks() throws InterruptedException {
            for (Runnable ending : List.<Runnable>of(one::freeAll, one::close, small::close)) {
                Thread thread;
                synchronized (small.family) {
                    thread = Thread.ofPlatform().daemon().start(ending);
                    while (thread.isAlive() && thread.getState() != Thread.State.BLOCKED) {
                        Thread.yield();
                    }
                    assertTrue(thread.isAlive());
                }
                thread.join();
            }
        }
    }

    /** Most of them are in their slabs by then, not in a list. */
    @Test
    void shouldFindEverySecondFreeOfManyBlocksIfChecked() {
        try (GeneralAllocator checked = GeneralAllocator.builder().checked().build()) {
            long[] blocks = new long[1000];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = checked.allocNonZeroed(64, 16);
            }
            for (int i = 0; i < 900; i++) {
                checked.free(blocks[i], 64);
            }
            for (int i = 0; i < 900; i++) {
                long block = blocks[i];
                assertFails(MemoryError.DOUBLE_FREE, () -> checked.free(block, 64));
                assertFails(MemoryError.INVALID_POINTER, () -> checked.query(block));
            }
            assertEquals(100 * 64, checked.used());
        }
    }

    @Test
    void shouldForgetWhatWasFreeInASlabThatComesAgain() {
        for (long size : new long[] {64, 48, 64}) {
            long[] blocks = new long[5000];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = general.allocNonZeroed(size, 16);
            }
            for (long block : blocks) {
                general.free(block, UNKNOWN_SIZE);
            }
            assertEquals(0, general.used());
            general.trim();
            assertEquals(0, general.committed());
        }
    }

    @Test
    void shouldTellAddressesInsideOfFreedBlocksFromBlocks() {
        long block = general.alloc(100, 16);
        general.free(block, 100);
        general.trim();
        assertFails(MemoryError.DOUBLE_FREE, () -> general.free(block, 100));
        MemoryException inside =
                assertFails(MemoryError.INVALID_POINTER, () -> general.free(block + 16, 100));
        assertFalse(inside.getMessage().contains("inside"), inside.getMessage());
    }

    @Test
    void shouldNotSayThatAFreedBlockIsInsideItself() {
        long block = general.alloc(100, 16);
        general.free(block, 100);
        assertFalse(
                assertFails(MemoryError.INVALID_POINTER, () -> general.query(block))
                        .getMessage()
                        .contains("inside"));
    }

    /** Of 40 threads that were alive at once each leaves a slab with no block in use. */
    @Test
    void shouldGiveEmptySlabsOfDeadThreadsBack() throws InterruptedException {
        Thread[] threads = new Thread[40];
        CountDownLatch all = new CountDownLatch(threads.length);
        for (int i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        general.free(general.alloc(64, 16), 64);
                                        all.countDown();
                                        awaitUninterrupted(all);
                                    });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40 * SLAB, general.committed());
        general.alloc(64, 16);
        general.alloc(1000, 16);
        assertTrue(general.committed() <= 18 * SLAB, general.committed() + " bytes");
    }

    @Test
    void shouldCountTheMostBlocksAtOnceAndNotAllThereEverWere() {
        long[] blocks = new long[1000];
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = general.allocNonZeroed(64, 16);
            }
            for (long block : blocks) {
                general.free(block, 64);
            }
        }
        long peak = general.sizeClasses().getFirst().peak();
        assertTrue(peak >= 1000 && peak <= 1128, "peak " + peak);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
