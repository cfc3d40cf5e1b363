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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

class GeneralAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return GeneralAllocator.create();
    }

    private final GeneralAllocator general = GeneralAllocator.create();

    @AfterEach
    void closeIt() {
        general.close();
    }

    private static long onThread(LongSupplier call) throws InterruptedException {
        AtomicLong result = new AtomicLong();
        Thread thread = Thread.ofPlatform().start(() -> result.set(call.getAsLong()));
        thread.join();
        return result.get();
    }

    private static void onThread(Runnable call) throws InterruptedException {
        onThread(
                () -> {
                    call.run();
                    return 0;
                });
    }

    private static MemoryException failureOnThread(Runnable call) throws InterruptedException {
        List<MemoryException> failures = new ArrayList<>();
        onThread(
                () -> {
                    try {
                        call.run();
                    } catch (MemoryException failure) {
                        failures.add(failure);
                    }
                });
        assertEquals(1, failures.size());
        return failures.getFirst();
    }

    private long[] allocate(int count, long size) {
        long[] blocks = new long[count];
        for (int i = 0; i < count; i++) {
            blocks[i] = general.allocNonZeroed(size, 16);
        }
        return blocks;
    }

    private void free(long[] blocks, long size) {
        for (long block : blocks) {
            general.free(block, size);
        }
    }

    /** Every address at most once. */
    private static void assertDistinct(long[] blocks) {
        assertEquals(blocks.length, Arrays.stream(blocks).distinct().count());
    }

    @Test
    void shouldHandOutTheNewestFreedBlockFirst() {
        long first = general.allocNonZeroed(48, 16);
        long second = general.allocNonZeroed(48, 16);
        general.free(first, 48);
        general.free(second, 48);
        assertEquals(second, general.allocNonZeroed(40, 8));
        assertEquals(first, general.alloc(33, 1));
    }

    @Test
    void shouldFreeWithoutTheSizeAsWith() throws InterruptedException {
        for (long size : new long[] {1, 16, 100, 5000, 32 * 1024, 40_000}) {
            long block = general.allocNonZeroed(size, 16);
            long used = general.used();
            general.free(block);
            assertTrue(general.used() < used);
            boolean small = size <= 32 * 1024;
            assertFails(
                    small ? MemoryError.DOUBLE_FREE : MemoryError.INVALID_POINTER,
                    () -> general.free(block));
            long again = general.allocNonZeroed(size, 16);
            if (small) {
                assertEquals(block, again);
            }
            onThread(() -> general.free(again));
        }
        general.free(NULL);
        general.trim();
        assertEquals(0, general.used());
    }

    @Test
    void shouldRefuseWhatIsNotItsOwnWithoutTheSizeToo() {
        long block = general.allocNonZeroed(48, 16);
        try (GeneralAllocator region = general.region("other")) {
            long others = region.allocNonZeroed(48, 16);
            for (long address : new long[] {others, block + 16, block + 1, 4096, -1, 1L << 60}) {
                assertFails(MemoryError.INVALID_POINTER, () -> general.free(address));
            }
            region.free(others);
        }
        general.free(block);
        assertEquals(0, general.used());
    }

    @Test
    void shouldAlignBlocksOfEverySize() {
        for (long alignment = 1; alignment <= 1 << 20; alignment *= 2) {
            for (long size : new long[] {1, 24, 100, 1000, 5000, 30_000, 40_000}) {
                long block = general.alloc(size, alignment);
                assertEquals(0, block % alignment);
                assertZero(block, size);
                write(block, size, 1);
                general.free(block, size);
            }
        }
        assertEquals(0, general.used());
    }

    @Test
    void shouldResizeInPlaceWithinABlockAndMoveOutOfOneThatIsHalfEmpty() {
        long block = general.alloc(1000, 16);
        write(block, 1000, 1);
        assertEquals(block, general.resize(block, 1000, 1024, 16));
        assertEquals(block, general.resize(block, 1024, 600, 16));
        long moved = general.resize(block, 600, 100, 16);
        assertNotEquals(block, moved);
        assertWritten(moved, 100, 1);
        assertEquals(112, general.query(moved).size());
        general.free(moved, 100);
        assertEquals(0, general.used());
    }

    @Test
    void shouldResizeBetweenSlabsAndMalloc() {
        long block = general.alloc(1000, 16);
        write(block, 1000, 1);
        block = general.resize(block, 1000, 100_000, 16);
        assertWritten(block, 1000, 1);
        assertZero(block + 1000, 99_000);
        assertEquals(100_000, general.bigBytes());
        block = general.resize(block, 100_000, 200_000, 64);
        assertWritten(block, 1000, 1);
        assertEquals(200_000, general.bigBytes());
        block = general.resize(block, 200_000, 500, 16);
        assertWritten(block, 500, 1);
        assertEquals(0, general.bigBytes());
        general.free(block, UNKNOWN_SIZE);
        assertEquals(0, general.used());
    }

    @Test
    void shouldTellWhatItKnowsOfABlock() throws InterruptedException {
        long block = general.alloc(100, 16);
        AllocationInfo info = general.query(block + 99);
        assertSame(general, info.owner());
        assertEquals(block, info.address());
        assertEquals(112, info.size());
        assertSame(Thread.currentThread(), info.thread());
        long big = general.alloc(100_000, 16);
        assertEquals(new AllocationInfo(general, big, 100_000), general.query(big + 5000));
        long orphan = onThread(() -> general.alloc(100, 16));
        assertNull(general.query(orphan).thread());
        general.free(block, 100);
        assertFails(MemoryError.INVALID_POINTER, () -> general.query(block));
        general.free(big, 100_000);
        assertFails(MemoryError.INVALID_POINTER, () -> general.query(big));
    }

    @Nested
    class BadFrees {

        @Test
        void shouldFindASecondFreeRightAfterTheFirst() {
            long block = general.alloc(48, 16);
            general.free(block, 48);
            MemoryException failure =
                    assertFails(MemoryError.DOUBLE_FREE, () -> general.free(block, 48));
            assertTrue(failure.getMessage().contains(Long.toHexString(block)));
            assertFails(MemoryError.DOUBLE_FREE, () -> general.free(block, UNKNOWN_SIZE));
            assertEquals(0, general.used());
        }

        @Test
        void shouldFindASecondFreeBeforeTheBlockIsHandedOutTwice() {
            long[] blocks = allocate(20, 48);
            free(blocks, 48);
            general.free(blocks[3], 48);
            long[] again = new long[200];
            int found = 0;
            for (int i = 0; i < again.length; i++) {
                try {
                    again[i] = general.allocNonZeroed(48, 16);
                } catch (MemoryException failure) {
                    assertEquals(MemoryError.DOUBLE_FREE, failure.error());
                    assertTrue(failure.getMessage().contains(Long.toHexString(blocks[3])));
                    found++;
                    i--;
                }
            }
            assertEquals(1, found);
            assertDistinct(again);
            assertEquals(200 * 48, general.used());
            free(again, 48);
            assertEquals(0, general.used());
        }

        @Test
        void shouldLoseNoBlockWhenAListIsMended() {
            long[] blocks = allocate(1000, 64);
            free(blocks, 64);
            long[] some = allocate(10, 64);
            general.free(some[5], 64);
            general.free(some[6], 64);
            general.free(some[5], 64);
            int failures = 0;
            Set<Long> again = new HashSet<>();
            while (again.size() < 992) {
                try {
                    assertTrue(again.add(general.allocNonZeroed(64, 16)));
                } catch (MemoryException failure) {
                    failures++;
                }
            }
            assertEquals(1, failures);
            assertTrue(again.containsAll(List.of(some[5], some[6])));
            for (int i = 0; i < 10; i++) {
                assertEquals(i == 5 || i == 6, again.contains(some[i]));
            }
        }

        @Test
        void shouldFindAWriteIntoAFreedBlockAndGoOn() {
            long[] blocks = allocate(50, 48);
            free(blocks, 48);
            Memory.putLong(blocks[20], 0x1234);
            int failures = 0;
            Set<Long> again = new HashSet<>();
            while (again.size() < 100) {
                try {
                    assertTrue(again.add(general.allocNonZeroed(48, 16)));
                } catch (MemoryException failure) {
                    assertEquals(MemoryError.DOUBLE_FREE, failure.error());
                    failures++;
                }
            }
            assertEquals(1, failures);
            assertFalse(again.contains(blocks[20]));
        }

        @Test
        void shouldFindEverySecondFreeWhereItHappensIfChecked() {
            try (GeneralAllocator checked = GeneralAllocator.builder().checked().build()) {
                long[] blocks = new long[1000];
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = checked.allocNonZeroed(1 + i % 500, 16);
                }
                for (int i = 0; i < blocks.length; i++) {
                    checked.free(blocks[i], 1 + i % 500);
                }
                for (int i = 0; i < blocks.length; i++) {
                    long block = blocks[i];
                    long size = 1 + i % 500;
                    assertFails(MemoryError.DOUBLE_FREE, () -> checked.free(block, size));
                }
                assertEquals(0, checked.used());
            }
        }

        @Test
        void shouldFindASecondFreeOnAnotherThread() throws InterruptedException {
            long block = general.alloc(48, 16);
            onThread(() -> general.free(block, 48));
            assertEquals(
                    MemoryError.DOUBLE_FREE,
                    failureOnThread(() -> general.free(block, 48)).error());
            assertFails(MemoryError.DOUBLE_FREE, () -> general.free(block, UNKNOWN_SIZE));
            assertFails(MemoryError.DOUBLE_FREE, () -> general.resize(block, 48, 96, 16));
        }

        @Test
        void shouldFindASecondFreeAfterTheSlabWentBack() {
            long[] blocks = allocate(100_000, 64);
            free(blocks, 64);
            general.trim();
            assertFails(MemoryError.DOUBLE_FREE, () -> general.free(blocks[50_000], 64));
        }

        @Test
        void shouldFindASecondFreeOfABigBlock() {
            long block = general.alloc(100_000, 16);
            general.free(block, 100_000);
            assertFails(MemoryError.INVALID_POINTER, () -> general.free(block, 100_000));
        }

        @Test
        void shouldRefuseAddressesThatAreNoBlocks() {
            long block = general.alloc(48, 16);
            long big = general.alloc(100_000, 16);
            write(block, 48, 1);
            long[] wrong = {
                1,
                16,
                -16,
                block + 1,
                block + 8,
                block + 16,
                block - 16,
                block + (1 << 20),
                block | 1L << 47,
                block | 1L << 56,
                block | 1L << 60,
                block | 1L << 63,
                big + 16,
                big - 16,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            };
            for (long address : wrong) {
                assertFails(MemoryError.INVALID_POINTER, () -> general.free(address, 16));
                assertFails(MemoryError.INVALID_POINTER, () -> general.free(address, UNKNOWN_SIZE));
                assertFails(MemoryError.INVALID_POINTER, () -> general.resize(address, 16, 32, 16));
            }
            assertTrue(
                    assertFails(MemoryError.INVALID_POINTER, () -> general.free(block + 16, 16))
                            .getMessage()
                            .contains("16 bytes from its beginning"));
            assertWritten(block, 48, 1);
            general.free(block, 48);
            general.free(big, 100_000);
        }

        @Test
        void shouldNameTheRegionWhoseBlockItIs() {
            GeneralAllocator level = general.region("level-3");
            long block = level.alloc(48, 16);
            long big = level.alloc(100_000, 16);
            for (long address : new long[] {block, big}) {
                assertTrue(
                        assertFails(MemoryError.INVALID_POINTER, () -> general.free(address, 48))
                                .getMessage()
                                .contains("level-3"));
            }
            level.free(block, 48);
            level.free(big, 100_000);
        }

        @Test
        void shouldRefuseASizeThatTheBlockDoesNotHave() {
            long block = general.alloc(48, 16);
            long big = general.alloc(100_000, 16);
            assertFails(MemoryError.INVALID_ARGUMENT, () -> general.free(block, 49));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> general.free(big, 100_001));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> general.free(block, -2));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> general.resize(block, 49, 96, 16));
            general.free(block, 40);
            general.free(big, 100_000);
            assertEquals(0, general.used());
        }
    }

    @Nested
    class Threads {

        @Test
        void shouldGiveBlocksThatOthersFreeBackToTheirOwner() throws InterruptedException {
            long[] blocks = allocate(5000, 64);
            long committed = general.committed();
            onThread(() -> free(blocks, 64));
            Set<Long> again = new HashSet<>();
            for (int i = 0; i < 5000; i++) {
                assertTrue(again.add(general.allocNonZeroed(64, 16)));
            }
            assertEquals(committed, general.committed());
            assertEquals(5000 * 64, general.used());
        }

        @Test
        void shouldTakeOverWhatDeadThreadsLeft() throws InterruptedException {
            long[] blocks = new long[20_000];
            onThread(
                    () -> {
                        for (int i = 0; i < blocks.length; i++) {
                            blocks[i] = general.allocNonZeroed(64, 16);
                            write(blocks[i], 64, i);
                        }
                    });
            for (int i = 0; i < blocks.length; i++) {
                assertWritten(blocks[i], 64, i);
            }
            long committed = general.committed();
            free(blocks, 64);
            assertDistinct(allocate(20_000, 64));
            assertEquals(committed, general.committed());
            assertEquals(20_000 * 64, general.used());
        }

        @Test
        void shouldLetANewThreadInheritAHeap() throws InterruptedException {
            onThread(() -> general.free(general.allocNonZeroed(64, 16), 64));
            long committed = general.committed();
            for (int i = 0; i < 100; i++) {
                onThread(() -> general.free(general.allocNonZeroed(64, 16), 64));
            }
            assertEquals(committed, general.committed());
        }

        @Test
        void shouldNotMixUpThreadsThatShareATableEntry() throws InterruptedException {
            // More threads at once than the table has room for at first.
            Thread[] threads = new Thread[40];
            long[][] blocks = new long[threads.length][];
            for (int t = 0; t < threads.length; t++) {
                int index = t;
                threads[t] =
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            blocks[index] = allocate(500, 48);
                                            free(blocks[index], 48);
                                            blocks[index] = allocate(500, 48);
                                        });
            }
            Set<Long> all = new HashSet<>();
            for (int t = 0; t < threads.length; t++) {
                threads[t].join();
                for (long block : blocks[t]) {
                    assertTrue(all.add(block));
                }
            }
            for (long block : all) {
                general.free(block, 48);
            }
            general.trim();
            assertEquals(0, general.used());
            assertEquals(0, general.committed());
        }

        @Test
        void shouldServeVirtualThreads() throws InterruptedException {
            Thread[] threads = new Thread[200];
            long[][] blocks = new long[threads.length][];
            for (int t = 0; t < threads.length; t++) {
                int index = t;
                threads[t] =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            blocks[index] = allocate(100, 48);
                                            for (int i = 0; i < 50; i++) {
                                                general.free(blocks[index][i], 48);
                                            }
                                        });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(200 * 50 * 48, general.used());
            for (long[] mine : blocks) {
                for (int i = 50; i < 100; i++) {
                    general.free(mine[i], 48);
                }
            }
            general.trim();
            assertEquals(0, general.used());
            assertEquals(0, general.committed());
        }
    }

    @Nested
    class Pages {

        @Test
        void shouldGiveEmptySlabsBackToTheSystem() {
            long[] blocks = allocate(100_000, 1000);
            assertTrue(general.committed() >= 100_000_000);
            free(blocks, 1000);
            assertTrue(general.committed() <= 8 << 20, general.committed() + " bytes");
            general.trim();
            assertEquals(0, general.committed());
            assertTrue(general.peak() >= 100_000_000);
        }

        @Test
        void shouldGiveBigBlocksBackToTheSystem() {
            long block = general.alloc(50_000_000, 4096);
            assertEquals(50_000_000, general.committed());
            general.free(block, UNKNOWN_SIZE);
            assertEquals(0, general.committed());
        }

        @Test
        void shouldStopAtItsLimitAndGoOnAfterAFree() {
            try (GeneralAllocator small = GeneralAllocator.builder().limit(1 << 20).build()) {
                assertFails(MemoryError.BUFFER_TOO_LARGE, () -> small.alloc(2 << 20, 16));
                List<Long> blocks = new ArrayList<>();
                MemoryException full =
                        assertFails(
                                MemoryError.OUT_OF_MEMORY,
                                () -> {
                                    while (true) {
                                        blocks.add(small.alloc(10_000, 16));
                                    }
                                });
                assertTrue(full.getMessage().contains("1048576"), full.getMessage());
                assertEquals(1 << 20, small.committed());
                assertTrue(blocks.size() > 90);
                assertFails(MemoryError.OUT_OF_MEMORY, () -> small.alloc(100_000, 16));
                long last = blocks.removeLast();
                assertFails(
                        MemoryError.OUT_OF_MEMORY, () -> small.resize(last, 10_000, 20_000, 16));
                small.free(last, 10_000);
                blocks.add(small.alloc(10_000, 16));
                blocks.forEach(block -> small.free(block, 10_000));
                small.free(small.alloc(900_000, 16), 900_000);
            }
        }

        @Test
        void shouldSayWhenItsAddressesAreUsedUp() {
            try (GeneralAllocator small = GeneralAllocator.builder().reserve(1 << 20).build()) {
                assertTrue(
                        assertFails(
                                        MemoryError.OUT_OF_MEMORY,
                                        () -> {
                                            while (true) {
                                                small.alloc(30_000, 16);
                                            }
                                        })
                                .getMessage()
                                .contains("reserve"));
                small.freeAll();
                assertNotEquals(NULL, small.alloc(30_000, 16));
            }
        }

        @Test
        void shouldRefuseToBeBuiltWrong() {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> GeneralAllocator.builder().reserve(0));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> GeneralAllocator.builder().limit(-1));
            assertFails(
                    MemoryError.OUT_OF_MEMORY,
                    () -> GeneralAllocator.builder().reserve(1L << 47).build());
        }

        @Test
        void shouldCountEverySizeClass() {
            long[] blocks = allocate(1000, 64);
            general.alloc(5000, 16);
            for (int i = 0; i < 400; i++) {
                general.free(blocks[i], 64);
            }
            List<SizeClassUse> uses = general.sizeClasses();
            assertEquals(2, uses.size());
            SizeClassUse small = uses.getFirst();
            assertEquals(64, small.blockSize());
            assertEquals(600, small.live());
            assertTrue(small.free() >= 400);
            assertEquals(256 << 10, small.committed());
            assertTrue(small.peak() >= 1000 && small.peak() <= 1128);
            SizeClassUse large = uses.getLast();
            assertEquals(5120, large.blockSize());
            assertEquals(1, large.live());
            assertEquals(600 * 64 + 5120, general.used());
        }

        @Test
        void shouldMakeNoJavaGarbage() {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 1; i < 2000; i++) {
                            long block = general.alloc(i, 16);
                            long other = general.allocNonZeroed(i * 15L, 16);
                            block = general.resize(block, i, 2L * i, 16);
                            general.free(other, i * 15L);
                            general.free(block, UNKNOWN_SIZE);
                        }
                    });
        }
    }

    @Nested
    class Regions {

        @Test
        void shouldFreeJustTheirOwn() {
            long mine = general.alloc(100, 16);
            write(mine, 100, 1);
            GeneralAllocator level = general.region("level-3");
            GeneralAllocator other = general.region("level-4");
            long theirs = other.alloc(100_000, 16);
            write(theirs, 100_000, 2);
            for (int i = 1; i < 2000; i++) {
                level.alloc(i * 20L, 16);
            }
            assertTrue(level.used() > 0);
            level.freeAll();
            assertEquals(0, level.used());
            assertWritten(mine, 100, 1);
            assertWritten(theirs, 100_000, 2);
            assertEquals(100_000, other.used());
            assertSame(other, other.query(theirs).owner());
            level.close();
            assertFails(MemoryError.INVALID_ARGUMENT, () -> level.alloc(10, 16));
            assertEquals("level-3", level.name());
            other.close();
            general.free(mine, 100);
            general.trim();
            assertEquals(0, general.committed());
        }

        @Test
        void shouldEndWithTheAllocatorTheyCameFrom() {
            GeneralAllocator whole = GeneralAllocator.create();
            GeneralAllocator level = whole.region("level-3");
            long block = level.alloc(100, 16);
            whole.close();
            assertFails(MemoryError.INVALID_ARGUMENT, () -> level.alloc(100, 16));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> level.free(block, 100));
            level.close();
            assertFails(MemoryError.INVALID_ARGUMENT, () -> whole.region("late"));
        }

        @Test
        void shouldFreeWhatOtherThreadsAllocatedInThem() throws InterruptedException {
            GeneralAllocator level = general.region("level-3");
            for (int i = 0; i < 5; i++) {
                onThread(
                        () -> {
                            for (int size = 1; size < 3000; size++) {
                                level.alloc(size, 8);
                            }
                        });
            }
            level.close();
            general.trim();
            assertEquals(0, general.committed());
        }
    }

    @Nested
    class NeverReuse {

        private final GeneralAllocator once = GeneralAllocator.builder().neverReuse().build();

        @AfterEach
        void closeIt() {
            once.close();
        }

        @Test
        void shouldNeverHandOutAnAddressTwice() {
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 20_000; i++) {
                long size = 1 + i * 7 % 2000;
                long block = once.alloc(size, 16);
                assertZero(block, size);
                assertTrue(seen.add(block));
                write(block, size, i);
                once.free(block, size);
            }
            for (int i = 0; i < 20; i++) {
                long block = once.alloc(100_000, 16);
                assertTrue(seen.add(block));
                once.free(block, 100_000);
            }
            assertEquals(0, once.used());
            assertTrue(once.committed() < 64 << 20);
            once.freeAll();
            assertTrue(seen.add(once.alloc(100, 16)));
        }

        @Test
        void shouldNotUseBlocksAgainInASlabThatOthersKeepAlive() {
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 10_000; i++) {
                long block = once.allocNonZeroed(1000, 16);
                assertTrue(seen.add(block));
                if (i % 10 != 0) {
                    once.free(block, 1000);
                }
            }
            assertEquals(1000 * 1024, once.used());
        }

        @Test
        void shouldPoisonWhatIsFreedAndFindEverySecondFree() {
            long first = once.alloc(100, 16);
            long second = once.alloc(100, 16);
            write(first, 100, 1);
            once.free(first, 100);
            once.free(second, 100);
            for (int i = 0; i < 100; i++) {
                assertEquals((byte) 0xDD, Memory.getByte(first + i));
            }
            assertFails(MemoryError.DOUBLE_FREE, () -> once.free(first, 100));
        }
    }

    @Nested
    class Shared {

        @Test
        void shouldBeOneThatNobodyCanEmpty() {
            GeneralAllocator shared = GeneralAllocator.shared();
            assertSame(shared, GeneralAllocator.shared());
            assertFalse(shared.features().contains(Feature.FREE_ALL));
            assertFails(MemoryError.NOT_IMPLEMENTED, shared::freeAll);
            long block = shared.alloc(100, 16);
            shared.close();
            assertZero(block, 100);
            shared.free(block, 100);
            try (GeneralAllocator level = shared.region("level-3")) {
                level.alloc(100, 16);
                level.freeAll();
            }
        }
    }
}
