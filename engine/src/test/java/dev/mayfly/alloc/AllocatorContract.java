package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for every allocator. A new one extends this with {@link #create()} and is tested; what
 * a test expects depends on the {@link Feature features} it names.
 *
 * <p>The situations are those that Odin's {@code tests/core/mem}, Zig's {@code testAllocator},
 * {@code testAllocatorAligned}, {@code testAllocatorLargeAlignment} and {@code
 * testAllocatorAlignedShrink} and bumpalo's tests put their allocators in.
 */
abstract class AllocatorContract {

    private static final int BLOCKS = 200;

    private Allocator allocator;
    private final List<long[]> blocks = new ArrayList<>();

    /** A fresh allocator that has room for a few megabytes. */
    abstract Allocator create();

    @BeforeEach
    void open() {
        allocator = create();
    }

    @AfterEach
    void close() {
        for (long[] block : blocks.reversed()) {
            allocator.free(block[0], block[1]);
        }
        allocator.close();
    }

    private boolean offers(Feature feature) {
        return allocator.features().contains(feature);
    }

    /**
     * Whether there is nothing to test, because the allocator hands out nothing; then it must say
     * so to every request.
     */
    private boolean refusesEverything() {
        if (offers(Feature.ALLOC)) {
            return false;
        }
        assertRefused(() -> allocator.alloc(16, 8));
        assertRefused(() -> allocator.allocNonZeroed(1, 1));
        assertRefused(() -> allocator.resize(NULL, 0, 16, 8));
        assertRefused(() -> allocator.resizeNonZeroed(NULL, 0, 16, 8));
        assertRefused(() -> allocator.allocate(16, 8));
        assertRefused(() -> allocator.allocateNonZeroed(16, 8));
        return true;
    }

    /** Some say no with an exception, some with an error that nobody catches by accident. */
    private static void assertRefused(Executable request) {
        Throwable refusal = assertThrows(Throwable.class, request);
        assertTrue(
                refusal instanceof MemoryException || refusal instanceof AssertionError,
                refusal::toString);
    }

    private long alloc(long size, long alignment) {
        return keep(allocator.alloc(size, alignment), size);
    }

    private long keep(long address, long size) {
        blocks.add(new long[] {address, size});
        return address;
    }

    private void forgetAll() {
        blocks.clear();
    }

    private void freeAllOneByOne() {
        for (long[] block : blocks.reversed()) {
            allocator.free(block[0], block[1]);
        }
        forgetAll();
    }

    @Test
    void shouldHandOutZeroedMemoryAlsoWhereItWasUsedBefore() {
        if (refusesEverything()) {
            return;
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i <= BLOCKS; i++) {
                long address = alloc(i, 1);
                assertZero(address, i);
                write(address, i, i);
            }
            freeAllOneByOne();
            if (offers(Feature.FREE_ALL)) {
                allocator.freeAll();
            }
        }
    }

    @Test
    void shouldHandOutBlocksThatDoNotOverlap() {
        if (refusesEverything()) {
            return;
        }
        for (int i = 1; i <= BLOCKS; i++) {
            write(keep(allocator.allocNonZeroed(i, 1L << (i % 7)), i), i, i);
        }
        for (int i = 1; i <= BLOCKS; i++) {
            assertWritten(blocks.get(i - 1)[0], i, i);
        }
    }

    @Test
    void shouldAlignToEveryPowerOfTwoUpToAPage() {
        if (refusesEverything()) {
            return;
        }
        for (long alignment = 1; alignment <= 4096; alignment *= 2) {
            for (long size : new long[] {1, alignment, alignment + 1, 3 * alignment}) {
                assertEquals(0, alloc(size, alignment) % alignment);
                assertEquals(0, keep(allocator.allocNonZeroed(size, alignment), size) % alignment);
            }
        }
    }

    @Test
    void shouldAlignBeyondAPage() {
        if (refusesEverything()) {
            return;
        }
        long alignment = 1 << 16;
        long address = alloc(100, alignment);
        assertEquals(0, address % alignment);
        assertZero(address, 100);
    }

    @Test
    void shouldUseTheDefaultAlignmentWhereNoneIsNamed() {
        if (refusesEverything()) {
            return;
        }
        alloc(1, 1);
        assertEquals(0, keep(allocator.alloc(24), 24) % Allocator.DEFAULT_ALIGNMENT);
    }

    @Test
    void shouldYieldNullForSizeZero() {
        assertEquals(NULL, allocator.alloc(0, 8));
        assertEquals(NULL, allocator.allocNonZeroed(0, 8));
        assertEquals(NULL, allocator.resize(NULL, 0, 0, 8));
        assertEquals(0, allocator.allocate(0, 8).byteSize());
        assertEquals(0, allocator.allocateNonZeroed(0, 8).byteSize());
    }

    @Test
    void shouldIgnoreTheFreeOfNull() {
        allocator.free(NULL, 0);
        allocator.free(NULL, 100);
        if (!refusesEverything()) {
            assertZero(alloc(16, 8), 16);
        }
    }

    @Test
    void shouldRefuseArgumentsThatMakeNoSense() {
        if (refusesEverything()) {
            return;
        }
        long block = alloc(64, 16);
        write(block, 64, 1);
        long[][] requests = {
            {-1, 8},
            {Long.MIN_VALUE, 8},
            {16, 0},
            {16, -8},
            {16, 3},
            {16, 24},
            {16, Long.MIN_VALUE},
            {0, 3},
            {Long.MAX_VALUE, 1},
            {Long.MAX_VALUE, 8},
            {Long.MAX_VALUE - 7, 16},
        };
        for (long[] request : requests) {
            long size = request[0];
            long alignment = request[1];
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(size, alignment));
            assertFails(
                    MemoryError.INVALID_ARGUMENT, () -> allocator.allocNonZeroed(size, alignment));
            assertFails(
                    MemoryError.INVALID_ARGUMENT,
                    () -> allocator.resize(block, 64, size, alignment));
            assertFails(
                    MemoryError.INVALID_ARGUMENT,
                    () -> allocator.resizeNonZeroed(block, 64, size, alignment));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.allocate(size, alignment));
        }
        assertFails(
                MemoryError.INVALID_ARGUMENT, () -> allocator.resize(block, UNKNOWN_SIZE, 128, 16));
        assertWritten(block, 64, 1);
    }

    @Test
    void shouldNameTheValueThatWasWrong() {
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(-17, 8))
                        .getMessage()
                        .contains("-17"));
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(8, 24))
                        .getMessage()
                        .contains("24"));
    }

    @Test
    void shouldFailWithoutHarmWhereThereIsNotThatMuchMemory() {
        if (refusesEverything()) {
            return;
        }
        long block = alloc(64, 16);
        write(block, 64, 1);
        long huge = 1L << 55;
        for (int i = 0; i < 2; i++) {
            MemoryException failure =
                    assertThrows(MemoryException.class, () -> allocator.alloc(huge, 16));
            assertTrue(
                    failure.error() == MemoryError.OUT_OF_MEMORY
                            || failure.error() == MemoryError.BUFFER_TOO_LARGE,
                    failure.getMessage());
            assertThrows(MemoryException.class, () -> allocator.resize(block, 64, huge, 16));
        }
        assertWritten(block, 64, 1);
        assertZero(alloc(64, 16), 64);
    }

    @Test
    void shouldAnswerInsteadOfThrowingWhenTried() {
        if (refusesEverything()) {
            return;
        }
        AllocResult.Ok ok = assertInstanceOf(AllocResult.Ok.class, allocator.tryAlloc(40, 8));
        keep(ok.address(), 40);
        assertEquals(40, ok.size());
        assertEquals(ok.address(), ok.orThrow());
        AllocResult.Failed failed =
                assertInstanceOf(AllocResult.Failed.class, allocator.tryAlloc(-1, 8));
        assertEquals(MemoryError.INVALID_ARGUMENT, failed.error());
        assertFails(MemoryError.INVALID_ARGUMENT, failed::orThrow);
        assertInstanceOf(AllocResult.Failed.class, allocator.tryAllocNonZeroed(8, 3));
        assertInstanceOf(AllocResult.Failed.class, allocator.tryResize(ok.address(), 40, 40, 3));
        assertInstanceOf(
                AllocResult.Failed.class, allocator.tryResizeNonZeroed(ok.address(), 40, -1, 8));
        assertInstanceOf(AllocResult.Ok.class, allocator.tryFree(NULL, 0));
        assertEquals(
                offers(Feature.FREE_ALL),
                allocator.tryFreeAll() instanceof AllocResult.Ok,
                "tryFreeAll must succeed exactly where freeAll is offered");
        if (offers(Feature.FREE_ALL)) {
            forgetAll();
        }
    }

    @Test
    void shouldKeepContentsWhenResizing() {
        if (refusesEverything()) {
            return;
        }
        long size = 10;
        long address = allocator.alloc(size, 8);
        write(address, size, 5);
        for (long newSize : new long[] {11, 100, 64, 5000, 5001, 300_000, 7, 1, 900}) {
            long kept = Math.min(size, newSize);
            address = allocator.resize(address, size, newSize, 8);
            assertWritten(address, kept, 5);
            assertZero(address + kept, newSize - kept);
            write(address, newSize, 5);
            size = newSize;
        }
        keep(address, size);
    }

    @Test
    void shouldKeepContentsWhenResizingBetweenOtherBlocks() {
        if (refusesEverything()) {
            return;
        }
        long first = alloc(100, 8);
        write(first, 100, 1);
        long address = allocator.alloc(100, 8);
        write(address, 100, 2);
        long last = alloc(100, 8);
        write(last, 100, 3);
        long grown = keep(allocator.resizeNonZeroed(address, 100, 1000, 64), 1000);
        assertEquals(0, grown % 64);
        assertWritten(grown, 100, 2);
        write(grown, 1000, 4);
        assertWritten(first, 100, 1);
        assertWritten(last, 100, 3);
    }

    @Test
    void shouldAlignAnewWhenResizing() {
        if (refusesEverything()) {
            return;
        }
        long address = alloc(1, 1);
        for (long alignment = 2; alignment <= 4096; alignment *= 2) {
            long block = allocator.allocNonZeroed(50, 1);
            write(block, 50, 9);
            long resized = keep(allocator.resize(block, 50, 40, alignment), 40);
            assertEquals(0, resized % alignment);
            assertWritten(resized, 40, 9);
        }
        assertZero(address, 1);
    }

    @Test
    void shouldAllocateWhenResizingNullAndFreeWhenResizingToZero() {
        if (refusesEverything()) {
            return;
        }
        long address = allocator.resize(NULL, 0, 24, 8);
        assertNotEquals(NULL, address);
        assertZero(address, 24);
        assertEquals(NULL, allocator.resize(address, 24, 0, 8));
    }

    @Test
    void shouldFreeInTheOrdersItOffers() {
        if (refusesEverything()) {
            return;
        }
        for (int i = 1; i <= BLOCKS; i++) {
            alloc(i * 3, 8);
        }
        if (offers(Feature.FREE)) {
            for (int i = 0; i < BLOCKS; i += 2) {
                allocator.free(blocks.get(i)[0], blocks.get(i)[1]);
            }
            for (int i = BLOCKS - 1; i > 0; i -= 2) {
                allocator.free(blocks.get(i)[0], blocks.get(i)[1]);
            }
            forgetAll();
        } else if (offers(Feature.FREE_NEWEST)) {
            long[] oldest = blocks.getFirst();
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(oldest[0], oldest[1]));
            freeAllOneByOne();
        } else {
            long[] block = blocks.getFirst();
            assertFails(MemoryError.NOT_IMPLEMENTED, () -> allocator.free(block[0], block[1]));
            forgetAll();
        }
        assertZero(alloc(1000, 8), 1000);
    }

    @Test
    void shouldHandOutTheMemoryOfFreedBlocksAgainWhereOffered() {
        if (refusesEverything() || !offers(Feature.REUSE)) {
            return;
        }
        // Far more than the allocator has room for, were nothing used again.
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < 16; i++) {
                keep(allocator.allocNonZeroed(16_000, 16), 16_000);
            }
            freeAllOneByOne();
        }
    }

    @Test
    void shouldFreeWithoutKnowingTheSizeWhereOffered() {
        if (refusesEverything()) {
            return;
        }
        long address = allocator.alloc(100, 8);
        if (offers(Feature.UNKNOWN_SIZE)) {
            allocator.free(address, UNKNOWN_SIZE);
        } else {
            assertFails(MemoryError.NOT_IMPLEMENTED, () -> allocator.free(address, UNKNOWN_SIZE));
            keep(address, 100);
        }
    }

    @Test
    void shouldReuseTheAddressesAfterFreeAllWhereOffered() {
        if (refusesEverything()) {
            return;
        }
        if (!offers(Feature.FREE_ALL)) {
            assertFails(MemoryError.NOT_IMPLEMENTED, allocator::freeAll);
            return;
        }
        List<Long> first = sequence();
        allocator.freeAll();
        List<Long> second = sequence();
        if (offers(Feature.REPEATABLE)) {
            assertEquals(first, second);
        }
        allocator.freeAll();
    }

    private List<Long> sequence() {
        List<Long> addresses = new ArrayList<>();
        for (int i = 1; i <= BLOCKS; i++) {
            addresses.add(allocator.alloc(i, 1L << (i % 6)));
            addresses.add(allocator.allocNonZeroed(2L * i, 8));
        }
        return addresses;
    }

    @Test
    void shouldAnswerQueriesWhereOffered() {
        if (refusesEverything()) {
            return;
        }
        alloc(50, 8);
        long address = alloc(100, 8);
        alloc(50, 8);
        if (!offers(Feature.QUERY)) {
            assertFails(MemoryError.NOT_IMPLEMENTED, () -> allocator.query(address));
            return;
        }
        AllocationInfo info = allocator.query(address);
        assertSame(allocator, info.owner());
        assertEquals(address, info.address());
        boolean recorded = info.size() != UNKNOWN_SIZE;
        assertTrue(!recorded || info.size() >= 100, info::toString);
        for (long inside : new long[] {1, 63, 99}) {
            AllocationInfo there = allocator.query(address + inside);
            assertEquals(info.size(), there.size());
            assertEquals(recorded ? address : address + inside, there.address());
        }
        assertFails(MemoryError.INVALID_POINTER, () -> allocator.query(16));
    }

    @Test
    void shouldKnowABlockThatItRecordedNoMoreOnceItWasFreed() {
        if (refusesEverything() || !offers(Feature.QUERY)) {
            return;
        }
        alloc(50, 8);
        long address = allocator.alloc(100, 8);
        boolean recorded = allocator.query(address).size() != UNKNOWN_SIZE;
        allocator.free(address, 100);
        if (recorded) {
            assertFails(MemoryError.INVALID_POINTER, () -> allocator.query(address));
            assertFails(MemoryError.INVALID_POINTER, () -> allocator.query(address + 99));
        }
    }

    @Test
    void shouldHandOutSegmentsOfExactlyTheSizeAskedFor() {
        if (refusesEverything()) {
            return;
        }
        MemorySegment segment = allocator.allocate(100, 16);
        keep(segment.address(), 100);
        assertEquals(100, segment.byteSize());
        assertEquals(0, segment.address() % 16);
        assertZero(segment.address(), 100);
        assertThrows(IndexOutOfBoundsException.class, () -> segment.get(JAVA_INT, 97));
        MemorySegment other = allocator.allocateNonZeroed(50, 8);
        keep(other.address(), 50);
        assertEquals(50, other.byteSize());
    }

    @Test
    void shouldViewAPartOfABlockAsASegment() {
        if (refusesEverything()) {
            return;
        }
        long block = allocator.alloc(100, 16);
        keep(block, 100);
        MemorySegment view = allocator.segment(block + 20, 40);
        assertEquals(block + 20, view.address());
        assertEquals(40, view.byteSize());
        view.fill((byte) 7);
        assertZero(block, 20);
        assertEquals(7, view.get(JAVA_BYTE, 39));
        assertZero(block + 60, 40);
        assertEquals(0, allocator.segment(NULL, 0).byteSize());
    }

    @Test
    void shouldAllocateFromStringsAndArraysAsAnySegmentAllocator() {
        if (refusesEverything()) {
            return;
        }
        MemorySegment text = allocator.allocateFrom("Eintagsfliege – éphémère");
        keep(text.address(), text.byteSize());
        assertEquals("Eintagsfliege – éphémère", text.getString(0));
        MemorySegment numbers = allocator.allocateFrom(JAVA_INT, 3, 1, 4, 1, 5);
        keep(numbers.address(), numbers.byteSize());
        assertArrayEquals(new int[] {3, 1, 4, 1, 5}, numbers.toArray(JAVA_INT));
        MemorySegment one = allocator.allocateFrom(JAVA_INT, 42);
        keep(one.address(), one.byteSize());
        assertEquals(42, one.get(JAVA_INT, 0));
    }

    @Test
    void shouldCloseTwice() {
        allocator.close();
        allocator.close();
    }

    @Test
    void shouldRefuseEveryCallOnceClosedWhereClosingIsOffered() {
        if (refusesEverything()) {
            return;
        }
        long block = allocator.alloc(100, 8);
        if (!offers(Feature.CLOSE)) {
            allocator.close();
            assertZero(alloc(100, 8), 100);
            keep(block, 100);
            return;
        }
        allocator.close();
        for (int i = 0; i < 2; i++) {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(100, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.allocNonZeroed(100, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(100_000, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.allocate(100, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.resize(NULL, 0, 100, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.resize(block, 100, 200, 8));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(block, 100));
            if (offers(Feature.FREE_ALL)) {
                assertFails(MemoryError.INVALID_ARGUMENT, allocator::freeAll);
            }
            if (offers(Feature.QUERY)) {
                assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.query(block));
            }
        }
    }

    @Test
    void shouldKeepWhatIsAllocatedWhenItRunsOut() {
        if (refusesEverything()) {
            return;
        }
        long size = 100_000;
        int seed = 0;
        while (blocks.size() < 1000) {
            long address;
            try {
                address = allocator.allocNonZeroed(size, 16);
            } catch (MemoryException full) {
                assertTrue(
                        full.error() == MemoryError.OUT_OF_MEMORY
                                || full.error() == MemoryError.FRAGMENTATION
                                || full.error() == MemoryError.BUFFER_TOO_LARGE,
                        full.getMessage());
                break;
            }
            write(keep(address, size), 1000, seed++);
        }
        seed = 0;
        for (long[] block : blocks) {
            assertWritten(block[0], 1000, seed++);
        }
        freeAllOneByOne();
        if (offers(Feature.REUSE)) {
            write(keep(allocator.allocNonZeroed(size, 16), size), size, 1);
        }
    }

    @Test
    void shouldGiveTheSameUnmodifiableFeaturesEveryTime() {
        assertEquals(allocator.features(), allocator.features());
        assertThrows(
                UnsupportedOperationException.class, () -> allocator.features().add(Feature.FREE));
    }
}
