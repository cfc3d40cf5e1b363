package dev.mayfly.context;

import static dev.mayfly.context.SampleLibrary.ALLOC;
import static dev.mayfly.context.SampleLibrary.ALLOC_NON_ZEROED;
import static dev.mayfly.context.SampleLibrary.FREE;
import static dev.mayfly.context.SampleLibrary.FREE_ALL;
import static dev.mayfly.context.SampleLibrary.RESIZE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.NativeAllocator;
import dev.mayfly.alloc.PanicAllocator;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A library in C, called from Java. */
class NativeCodeTest {

    private static final long MIB = 1 << 20;

    private static final int OUT_OF_MEMORY = 1;
    private static final int BUFFER_TOO_LARGE = 3;
    private static final int INVALID_POINTER = 5;
    private static final int INVALID_ARGUMENT = 6;
    private static final int NOT_IMPLEMENTED = 7;
    private static final int THROWN = -1;

    private final SampleLibrary c = SampleLibrary.orSkip();

    private final GeneralAllocator general = GeneralAllocator.create();
    private final FrameArena scratch =
            FrameArena.builder().name("scratch of the test").reserve(64 * MIB).build();
    private OpenContext opened;

    @BeforeEach
    void open() {
        opened = Context.open(general, scratch);
        NativeAllocator.takeFailure();
    }

    @AfterEach
    void close() {
        opened.close();
        scratch.close();
        general.close();
    }

    private static boolean isZero(long address, long size) {
        return Memory.segment(address, size).mismatch(MemorySegment.ofArray(new byte[(int) size]))
                == -1;
    }

    @Test
    void shouldAllocateScratchThatJavaSees() {
        long block = c.make(true, ALLOC, 100, 64);
        assertEquals(100, scratch.used());
        assertEquals(0, block % 64);
        assertTrue(isZero(block, 100));
        assertSame(scratch, scratch.query(block).owner());
        long next = scratch.alloc(8, 8);
        assertEquals(block + 104, next);
        assertEquals(block + 112, c.make(true, ALLOC_NON_ZEROED, 1, 1));
        assertEquals(113, scratch.used());
    }

    @Test
    void shouldAllocateScratchWithoutCallingJava() {
        assertEquals(1, c.callsFor(1, 8));
        assertEquals(0, c.callsFor(1000, 16));
        assertEquals(8 + 16_000, scratch.used());
        assertEquals(0, c.callsFor(10, 16));
        scratch.freeAll();
        // Zeroed 16 KiB at a time, because the tick before wrote there; then never touched memory.
        assertEquals(1, c.callsFor(1000, 16));
    }

    @Test
    void shouldSumUpWithATableInScratch() {
        try (Arena lifetime = Arena.ofConfined()) {
            MemorySegment values = lifetime.allocateFrom(JAVA_FLOAT, 1, 2, 3);
            MemorySegment sum = lifetime.allocate(JAVA_FLOAT);
            assertEquals(0, c.sumOfSquares(Context.current().toNative(), values, 3, sum));
            assertEquals(14f, sum.get(JAVA_FLOAT, 0));
            assertEquals(12, scratch.used());
            long absurd = 1L << 62;
            long context = Context.current().toNative();
            assertEquals(INVALID_ARGUMENT, c.sumOfSquares(context, values, absurd, sum));
            assertEquals(12, scratch.used());
        }
    }

    @Test
    void shouldTakeMemoryFromWhateverTheScopesSay() {
        long sum = 1000L * 999 / 2;
        try (FrameArena level = FrameArena.create();
                FrameArena inner = FrameArena.create()) {
            assertEquals(sum, c.sumOfList(1000));
            try (Scope _ = Context.use(level)) {
                long first = c.make(false, ALLOC, 100, 8);
                try (Scope _ = Context.use(inner);
                        Scope _ = Context.useTemp(level)) {
                    assertEquals(sum, c.sumOfList(1000));
                    assertEquals(1024 * 8, inner.peak());
                    assertEquals(0, inner.used());
                    assertEquals(first + 104, c.make(true, ALLOC, 8, 8));
                }
                assertEquals(first + 112, c.make(false, ALLOC, 8, 8));
                assertEquals(120, level.used());
                long temp = c.make(true, ALLOC, 8, 8);
                assertSame(scratch, scratch.query(temp).owner());
            }
            long block = c.make(false, ALLOC, 100, 8);
            assertSame(general, general.query(block).owner());
            assertEquals(120, level.used());
            assertEquals(0, c.operate(false, FREE, 0, 8, block, 100));
        }
    }

    @Test
    void shouldAllocateThroughTheProcedureOfAnyAllocator() {
        LimitAllocator limited = new LimitAllocator(HeapAllocator.INSTANCE, 1000);
        try (Scope _ = Context.use(limited)) {
            long block = c.make(false, ALLOC, 100, 16);
            assertEquals(100, limited.used());
            assertTrue(isZero(block, 100));
            Memory.fill(block, 100, (byte) 7);
            long grown = c.made(c.operate(false, RESIZE, 400, 16, block, 100));
            assertEquals(7, Memory.getByte(grown + 99));
            assertTrue(isZero(grown + 100, 300));
            assertEquals(OUT_OF_MEMORY, c.operate(false, ALLOC, 700, 16, 0, 0));
            assertEquals(400, limited.used());
            assertEquals(0, c.operate(false, FREE, 0, 16, grown, 400));
            assertEquals(0, limited.used());
        }
    }

    @Test
    void shouldReportErrorsAsCodesAndRememberTheReason() {
        assertNull(NativeAllocator.takeFailure());
        assertEquals(BUFFER_TOO_LARGE, c.operate(true, ALLOC, 65 * MIB, 16, 0, 0));
        MemoryException reason =
                assertInstanceOf(MemoryException.class, NativeAllocator.takeFailure());
        assertEquals(MemoryError.BUFFER_TOO_LARGE, reason.error());
        assertTrue(reason.getMessage().contains("scratch of the test"), reason.getMessage());
        assertNull(NativeAllocator.takeFailure());
        assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, 8, 3, 0, 0));
        assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, 8, 0, 0, 0));
        assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, -1, 8, 0, 0));
        assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, 8, Long.MIN_VALUE, 0, 0));
        assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, Long.MAX_VALUE, 16, 0, 0));
        assertEquals(INVALID_POINTER, c.operate(true, FREE, 0, 8, 4096, 8));
        assertEquals(NOT_IMPLEMENTED, c.operate(true, 99, 0, 8, 0, 0));
        String message = String.valueOf(NativeAllocator.takeFailure().getMessage());
        assertTrue(message.contains("operation 99"), message);
        assertEquals(0, scratch.used());
        assertEquals("INVALID_POINTER", c.errorName(INVALID_POINTER));
        assertEquals("THROWN", c.errorName(THROWN));
    }

    @Test
    void shouldAllocateNothingForSizeZeroAndFreeNullForNothing() {
        assertEquals(0, c.make(true, ALLOC, 0, 8));
        assertEquals(0, c.make(false, ALLOC, 0, 8));
        assertEquals(0, c.operate(true, FREE, 0, 8, 0, 100));
        assertEquals(0, c.operate(false, FREE, 0, 8, 0, 100));
        assertEquals(0, scratch.used());
    }

    @Test
    void shouldLetNothingThatIsThrownCrossIntoC() {
        try (Scope _ = Context.use(PanicAllocator.INSTANCE)) {
            assertEquals(THROWN, c.operate(false, ALLOC, 8, 8, 0, 0));
            assertInstanceOf(AssertionError.class, NativeAllocator.takeFailure());
        }
        StackOverflowError overflow = new StackOverflowError();
        Allocator broken =
                new Allocator() {
                    @Override
                    public long allocNonZeroed(long size, long alignment) {
                        throw overflow;
                    }

                    @Override
                    public void free(long address, long size) {}
                };
        try (Scope _ = Context.use(broken)) {
            assertEquals(THROWN, c.operate(false, ALLOC, 8, 8, 0, 0));
            assertSame(overflow, NativeAllocator.takeFailure());
            assertEquals(NOT_IMPLEMENTED, c.operate(false, FREE_ALL, 0, 8, 0, 0));
        }
        assertEquals(8, c.make(false, ALLOC, 8, 8) - c.result() + 8);
    }

    @Test
    void shouldCopeWithEveryFailureOfTheAllocatorBelow() {
        long sum = 100L * 99 / 2;
        for (int failing = 1; failing <= 6; failing++) {
            FailingAllocator flaky = new FailingAllocator(general, failing);
            try (Scope _ = Context.use(flaky)) {
                assertEquals(-OUT_OF_MEMORY, c.sumOfList(100));
                assertEquals(sum, c.sumOfList(100));
            }
        }
        assertEquals(0, general.used());
    }

    @Test
    void shouldEndWithTheTick() {
        long block = c.make(true, ALLOC, 40, 8);
        MemorySegment view = scratch.segment(block, 40);
        view.set(JAVA_LONG, 32, 1);
        scratch.freeAll();
        assertEquals(0, scratch.used());
        assertEquals(40, scratch.lastTickPeak());
        assertThrows(IllegalStateException.class, () -> view.get(JAVA_LONG, 32));
        assertEquals(block, c.make(true, ALLOC, 40, 8));
        assertTrue(isZero(block, 40));
    }

    @Test
    void shouldFreeAllForC() {
        long block = c.make(true, ALLOC, 40, 8);
        assertEquals(0, c.operate(true, FREE_ALL, 0, 8, 0, 0));
        assertEquals(0, scratch.used());
        assertEquals(1, scratch.resets());
        assertEquals(block, c.make(true, ALLOC, 40, 8));
    }

    @Test
    void shouldEndWithTheSavePointAndKeepWhatIsOlder() {
        long before = c.make(true, ALLOC, 40, 8);
        Memory.fill(before, 40, (byte) 1);
        try (SavePoint _ = scratch.savepoint()) {
            long inside = c.make(true, ALLOC, 40, 8);
            Memory.fill(inside, 40, (byte) 2);
            assertEquals(before + 40, inside);
            assertEquals(0, c.operate(true, FREE, 0, 8, inside, 40));
            // Older than the save point: it stays, and growing moves it.
            assertEquals(0, c.operate(true, FREE, 0, 8, before, 40));
            assertEquals(40, scratch.used());
            assertNotEquals(before, c.made(c.operate(true, RESIZE, 48, 8, before, 40)));
        }
        assertEquals(40, scratch.used());
        assertEquals(1, Memory.getByte(before + 39));
        assertEquals(before + 40, c.make(true, ALLOC, 40, 8));
        assertTrue(isZero(before + 40, 40));
    }

    @Test
    void shouldGrowTheArenaBeyondWhatIsCommitted() {
        for (int i = 0; i < 40; i++) {
            long block = c.make(true, ALLOC, MIB, 16);
            assertTrue(isZero(block + MIB - 8, 8));
            Memory.putLong(block, i);
        }
        assertEquals(40 * MIB, scratch.used());
        assertTrue(scratch.committed() >= 40 * MIB);
        assertEquals(OUT_OF_MEMORY, c.operate(true, ALLOC, 30 * MIB, 16, 0, 0));
    }

    @Test
    void shouldLendABufferToo() {
        try (Arena lifetime = Arena.ofConfined()) {
            MemorySegment memory = lifetime.allocate(1000, 16);
            memory.fill((byte) 9);
            FixedBufferAllocator buffer = new FixedBufferAllocator(memory.asSlice(0, 500));
            try (Scope _ = Context.useTemp(buffer)) {
                long block = c.make(true, ALLOC, 100, 16);
                assertEquals(memory.address(), block);
                assertTrue(isZero(block, 100));
                assertEquals(100, buffer.used());
                assertEquals(OUT_OF_MEMORY, c.operate(true, ALLOC, 450, 8, 0, 0));
                assertEquals(9, memory.get(JAVA_BYTE, 500));
            }
        }
    }

    @Test
    void shouldStayExactWhenJavaAllocatesBetweenTwoBlocksOfC() {
        long[] seen = new long[3];
        Runnable javaAllocates =
                () -> {
                    try (SavePoint _ = scratch.savepoint()) {
                        Memory.fill(scratch.allocNonZeroed(50_000, 8), 50_000, (byte) 5);
                    }
                    long mine = scratch.alloc(24, 8);
                    if (!isZero(mine, 24)) {
                        seen[1]++;
                    }
                    Memory.fill(mine, 24, (byte) 6);
                    seen[0]++;
                    seen[2] = scratch.used();
                };
        assertEquals(0, c.withCallbacks(3000, javaAllocates));
        assertEquals(3000, seen[0]);
        assertEquals(0, seen[1]);
        assertEquals(3000 * 64, seen[2]);
        assertEquals(3000 * 64, scratch.used());
    }

    @Test
    void shouldShowTheCallerTheOldScopesAfterACallbackHadOthers() {
        try (FrameArena other = FrameArena.create()) {
            long blocks = 20;
            long wrong =
                    c.withCallbacks(
                            blocks,
                            () -> {
                                try (Scope _ = Context.useTemp(other)) {
                                    assertEquals(0, c.withCallbacks(1, () -> {}));
                                }
                                assertEquals(0, c.withCallbacks(1, () -> {}));
                            });
            assertEquals(0, wrong);
            assertEquals(blocks * 40, other.used());
            assertEquals(2 * blocks * 40, scratch.used());
        }
    }

    @Test
    void shouldRefuseAnArenaThatIsClosedWhileCIsInACallback() {
        FrameArena brief = FrameArena.create();
        try (Scope _ = Context.useTemp(brief)) {
            assertEquals(-INVALID_ARGUMENT, c.withCallbacks(2, brief::close));
            assertEquals(INVALID_ARGUMENT, c.operate(true, ALLOC, 8, 8, 0, 0));
        }
    }

    @Test
    void shouldServeAnAllocatorOfCsOwn() {
        try (Arena lifetime = Arena.ofConfined()) {
            MemorySegment values = lifetime.allocateFrom(JAVA_FLOAT, 1, 2, 3);
            MemorySegment sum = lifetime.allocate(JAVA_FLOAT);
            assertEquals(1, c.withOwnAllocator(values, 3, sum));
            assertEquals(14f, sum.get(JAVA_FLOAT, 0));
            assertEquals(-BUFFER_TOO_LARGE, c.withOwnAllocator(values, 1000, sum));
        }
        assertEquals(0, scratch.used());
    }

    @Test
    void shouldPassTheUsersSlotOn() {
        assertEquals(0, c.user());
        assertEquals(0, c.result());
        try (Arena lifetime = Arena.ofConfined()) {
            MemorySegment level = lifetime.allocate(8);
            try (Scope _ = Context.useUser(level, 42)) {
                assertEquals(42, c.user());
                assertEquals(level.address(), c.result());
            }
        }
        try (Scope _ = Context.useUser("not for C", 43)) {
            assertEquals(43, c.user());
            assertEquals(0, c.result());
        }
    }

    @Test
    void shouldBelongToItsThread() throws InterruptedException {
        Context context = Context.current();
        assertEquals(WrongThreadException.class, Elsewhere.thrown(context::toNative));
        assertEquals(null, Elsewhere.thrown(() -> Context.runDefault(this::inAnotherContext)));
        assertEquals(0, scratch.used());
    }

    private void inAnotherContext() {
        long block = c.make(true, ALLOC, 8, 8);
        FrameArena mine = (FrameArena) Context.current().tempAllocator();
        if (mine.query(block).owner() != mine) {
            throw new IllegalStateException("not from this thread's scratch");
        }
    }

    @Test
    void shouldGiveAnAllocatorOneFaceOnly() {
        assertSame(NativeAllocator.of(scratch), NativeAllocator.of(scratch));
        assertSame(NativeAllocator.of(general), NativeAllocator.of(general));
        assertNotEquals(NativeAllocator.of(scratch).data(), NativeAllocator.of(general).data());
        assertTrue(NativeAllocator.of(general).isOf(general));
        assertEquals(Context.current().toNative(), Context.current().toNative());
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 2000; i++) {
                        c.make(true, ALLOC, 40, 8);
                        try (Scope _ = Context.use(scratch)) {
                            c.make(false, ALLOC, 40, 8);
                        }
                        long block = c.make(false, ALLOC, 100, 8);
                        c.operate(false, FREE, 0, 8, block, 100);
                        scratch.freeAll();
                    }
                });
    }
}
