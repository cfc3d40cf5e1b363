package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

class OwnedTest {

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);

    @AfterEach
    void shouldGiveEverythingBack() {
        assertEquals(0, memory.used());
    }

    /** A way to end an owner that keeps it from answering. */
    private record End(String how, Consumer<Owned> end) {
        @Override
        public String toString() {
            return how;
        }
    }

    static Stream<End> ends() {
        return Stream.of(
                new End("was freed", Owned::close),
                new End("was moved to another owner", owner -> owner.move().close()),
                new End("was resized", owner -> owner.resize(200).close()),
                new End("was resized", owner -> owner.resizeNonZeroed(10).close()),
                new End("was moved into an array of owners", OwnedTest::intoAnArray),
                new End("was moved to another owner", owner -> Shared.of(owner).close()),
                new End("was released without being freed", OwnedTest::release));
    }

    private static void intoAnArray(Owned owner) {
        try (OwnedArray array = OwnedArray.create(HeapAllocator.INSTANCE)) {
            array.add(owner);
        }
    }

    private static void release(Owned owner) {
        Allocator allocator = owner.allocator();
        allocator.free(owner.release(), owner.size());
    }

    private static void assertGone(String how, Executable use) {
        String message =
                String.valueOf(assertThrows(IllegalStateException.class, use).getMessage());
        assertTrue(message.contains(how), message);
        assertTrue(message.contains("100 bytes of LimitAllocator"), message);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void shouldSayHowItEnded(End end) {
        Owned owner = Owned.allocate(memory, 100, 8);
        assertTrue(owner.isOwner());
        end.end().accept(owner);
        assertFalse(owner.isOwner());
        assertGone(end.how(), owner::address);
        assertGone(end.how(), owner::segment);
        assertGone(end.how(), owner::sharedSegment);
        assertGone(end.how(), owner::move);
        assertGone(end.how(), owner::release);
        assertGone(end.how(), () -> owner.resize(10));
        assertGone(end.how(), () -> owner.resizeNonZeroed(10));
        assertGone(end.how(), () -> owner.tryResize(10));
        assertGone(end.how(), owner::unsafeFree);
        assertGone(end.how(), () -> Shared.of(owner));
        assertGone(end.how(), () -> intoAnArray(owner));
        assertTrue(owner.toString().contains(end.how()), owner::toString);
        owner.close();
        assertFalse(owner.isOwner());
    }

    @ParameterizedTest
    @MethodSource("ends")
    void shouldEndItsSegmentsWithIt(End end) {
        Owned owner = Owned.allocate(memory, 100, 8);
        MemorySegment segment = owner.segment();
        MemorySegment shared = owner.sharedSegment();
        MemorySegment slice = segment.asSlice(8, 8);
        segment.set(JAVA_BYTE, 99, (byte) 7);
        assertEquals(7, shared.get(JAVA_BYTE, 99));
        assertSame(segment, owner.segment());
        assertSame(shared, owner.sharedSegment());
        assertEquals(100, segment.byteSize());
        end.end().accept(owner);
        for (MemorySegment old : List.of(segment, shared, slice)) {
            assertFalse(old.scope().isAlive());
            assertThrows(IllegalStateException.class, () -> old.get(JAVA_BYTE, 0));
        }
    }

    @Test
    void shouldSayWhereItEndedIfThatIsRecorded() {
        String text = Ends.traced("was freed");
        assertTrue(text.startsWith("was freed at "), text);
        assertTrue(text.contains("OwnedTest.shouldSayWhere"), text);
        assertTrue(text.contains("OwnedTest.java:"), text);
    }

    @Test
    void shouldSayHowToFindOutWhereItEnded() {
        Owned owner = Owned.allocate(memory, 100, 8);
        owner.close();
        assertGone("-Dmayfly.traceOwners=true", owner::address);
    }

    @Test
    void shouldAllocateZeroes() {
        try (Owned owner = Owned.allocate(memory, 100, 64)) {
            assertEquals(0, owner.address() % 64);
            assertEquals(100, owner.size());
            assertEquals(64, owner.alignment());
            assertSame(memory, owner.allocator());
            assertEquals(100, memory.used());
            for (int i = 0; i < 100; i++) {
                assertEquals(0, Memory.getByte(owner.address() + i));
            }
        }
    }

    @Test
    void shouldAllocateFromTheContext() {
        Context.runDefault(
                () -> {
                    try (var _ = Context.use(memory);
                            Owned one = Owned.allocate(10, 8);
                            Owned two = Owned.allocateNonZeroed(20, 8);
                            Owned three = Owned.tryAllocate(30, 8).orThrow()) {
                        assertEquals(60, memory.used());
                        for (Owned owner : List.of(one, two, three)) {
                            assertSame(memory, owner.allocator());
                        }
                    }
                });
    }

    @Test
    void shouldFreeThroughItsMakerInAnotherContext() {
        Context.runDefault(
                () -> {
                    Owned owner;
                    try (var _ = Context.use(memory)) {
                        owner = Owned.allocate(10, 8);
                    }
                    owner.close();
                    assertEquals(0, memory.used());
                });
    }

    @Test
    void shouldHandTheBlockOnWhenItMoves() {
        Owned first = Owned.allocate(memory, 100, 8);
        long address = first.address();
        Owned second = first.move();
        first.close();
        assertEquals(100, memory.used());
        assertEquals(address, second.address());
        second.close();
        second.close();
    }

    @Test
    void shouldKeepTheContentsAndZeroTheTailWhenItIsResized() {
        Owned owner = Owned.allocate(memory, 100, 8);
        Memory.fill(owner.address(), 100, (byte) 7);
        owner = owner.resize(10_000);
        assertEquals(10_000, owner.size());
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i < 100 ? 7 : 0, Memory.getByte(owner.address() + i));
        }
        owner = owner.resizeNonZeroed(50);
        assertEquals(50, memory.used());
        assertEquals(7, Memory.getByte(owner.address() + 49));
        owner = owner.resize(0);
        assertEquals(Allocator.NULL, owner.address());
        assertEquals(0, memory.used());
        owner.close();
    }

    @Test
    void shouldKeepItsBlockWhenResizingFails() {
        LimitAllocator small = new LimitAllocator(memory, 150);
        Owned owner = Owned.allocate(small, 100, 8);
        Memory.putInt(owner.address(), 42);
        owner.segment();
        assertThrows(MemoryException.class, () -> owner.resize(1000));
        assertThrows(MemoryException.class, () -> owner.resizeNonZeroed(1000));
        if (!(owner.tryResize(1000) instanceof Attempt.Failed<Owned>(var error, var message))) {
            throw new AssertionError("grew");
        }
        assertEquals(MemoryError.BUFFER_TOO_LARGE, error);
        assertFalse(message.isEmpty());
        assertTrue(owner.isOwner());
        assertEquals(42, Memory.getInt(owner.address()));
        assertEquals(42, owner.segment().get(JAVA_INT, 0));
        owner.close();
    }

    @Test
    void shouldAnswerWhenItCannotAllocate() {
        LimitAllocator none = new LimitAllocator(memory, 10);
        assertInstanceOf(Attempt.Ok.class, Owned.tryAllocate(none, 0, 8));
        Attempt<Owned> attempt = Owned.tryAllocate(none, 100, 8);
        assertInstanceOf(Attempt.Failed.class, attempt);
        MemoryException failure = assertThrows(MemoryException.class, attempt::orThrow);
        assertEquals(MemoryError.BUFFER_TOO_LARGE, failure.error());
        assertThrows(MemoryException.class, () -> Owned.allocate(none, 8, 3));
        assertThrows(MemoryException.class, () -> Owned.allocateNonZeroed(none, -1, 8));
    }

    @Test
    void shouldSurviveEveryFailure() {
        FailingAllocator.failEach(
                memory,
                failing -> {
                    try (Owned first = Owned.allocate(failing, 100, 8);
                            Owned grown = first.resize(500);
                            Owned moved = grown.move();
                            Owned other = Owned.allocateNonZeroed(failing, 8, 8)) {
                        moved.segment();
                        other.segment();
                        try (Owned again = moved.tryResize(5000).orThrow()) {
                            assertTrue(again.isOwner());
                        }
                    }
                });
    }

    @Test
    void shouldOwnNothing() {
        Owned nothing = Owned.allocate(memory, 0, 8);
        assertEquals(Allocator.NULL, nothing.address());
        assertEquals(0, nothing.segment().byteSize());
        assertTrue(nothing.isOwner());
        nothing.close();
        assertThrows(IllegalStateException.class, nothing::address);
    }

    @Test
    void shouldLeaveTheAddressReadableAfterAnUnsafeFree() {
        Owned owner = Owned.allocate(memory, 100, 8);
        long address = owner.address();
        MemorySegment segment = owner.segment();
        owner.unsafeFree();
        assertEquals(0, memory.used());
        assertEquals(address, owner.address());
        assertTrue(segment.scope().isAlive());
        assertFalse(owner.isOwner());
        owner.close();
        assertGone("was freed by unsafeFree()", owner::segment);
        assertGone("was freed by unsafeFree()", owner::move);
        assertGone("was freed by unsafeFree()", owner::release);
        assertGone("was freed by unsafeFree()", owner::unsafeFree);
        assertGone("was freed by unsafeFree()", () -> owner.resize(1));
        assertEquals(address, owner.address());
    }

    @Test
    void shouldHaveItsBlockWhenTheAllocatorDoesNotTakeIt() {
        Stubborn stubborn = new Stubborn();
        Owned owner = Owned.allocate(stubborn, 8, 8);
        long address = owner.address();
        stubborn.refuse(address, new IllegalStateException("not today"));
        owner.segment();
        assertThrows(IllegalStateException.class, owner::close);
        assertThrows(IllegalStateException.class, owner::unsafeFree);
        assertTrue(owner.isOwner());
        assertEquals(address, owner.address());
        stubborn.refuseNothing();
        owner.close();
        assertEquals(List.of(address, address, address), stubborn.freed);
    }

    @Test
    void shouldAdoptABlock() {
        long block = memory.alloc(100);
        try (Owned owner = Owned.adopt(memory, block, 100, 16)) {
            assertEquals(block, owner.address());
        }
        Owned.adopt(memory, Allocator.NULL, 0, 8).close();
    }

    @Test
    void shouldRefuseToAdoptWhatIsNoBlock() {
        for (long[] bad :
                new long[][] {{64, -1, 8}, {64, 8, 0}, {68, 8, 8}, {0, 8, 8}, {64, 0, 8}}) {
            MemoryException failure =
                    assertThrows(
                            MemoryException.class,
                            () -> Owned.adopt(memory, bad[0], bad[1], bad[2]));
            assertEquals(MemoryError.INVALID_ARGUMENT, failure.error());
        }
    }

    @Test
    void shouldNameTheMakerOfABlockThatIsAdoptedForAnother() {
        try (GeneralAllocator general = GeneralAllocator.builder().name("all").build()) {
            GeneralAllocator level = general.region("level 3");
            long block = level.alloc(100);
            MemoryException failure =
                    assertThrows(MemoryException.class, () -> Owned.adopt(general, block, 100, 16));
            assertEquals(MemoryError.INVALID_POINTER, failure.error());
            assertTrue(String.valueOf(failure.getMessage()).contains("level 3"));

            assertError(MemoryError.INVALID_POINTER, () -> Owned.adopt(level, block + 16, 16, 16));
            assertError(MemoryError.INVALID_ARGUMENT, () -> Owned.adopt(level, block, 5000, 16));
            Owned.adopt(level, block, 100, 16).close();
            assertEquals(0, level.used());
        }
    }

    private static void assertError(MemoryError error, Executable call) {
        assertEquals(error, assertThrows(MemoryException.class, call).error());
    }

    @Test
    void shouldFindOutThatScratchHasEnded() {
        try (FrameArena scratch = FrameArena.create()) {
            Owned owner = Owned.allocate(scratch, 100, 8);
            scratch.freeAll();
            assertThrows(MemoryException.class, owner::close);
        }
    }

    @Test
    void shouldKeepASegmentToTheThreadThatAskedFirst() throws Exception {
        Owned owner = Owned.allocate(memory, 100, 8);
        MemorySegment segment = owner.segment();
        AnotherThread.run(
                () -> {
                    assertThrows(WrongThreadException.class, () -> segment.get(JAVA_BYTE, 0));
                    for (Executable use :
                            List.<Executable>of(
                                    owner::segment,
                                    owner::close,
                                    owner::move,
                                    owner::release,
                                    () -> owner.resize(10))) {
                        WrongThreadException failure =
                                assertThrows(WrongThreadException.class, use);
                        assertTrue(String.valueOf(failure.getMessage()).contains("owner"));
                    }
                });
        assertTrue(owner.isOwner());
        assertEquals(0, segment.get(JAVA_BYTE, 0));
        Owned handed = owner.move();
        AnotherThread.run(
                () -> {
                    handed.segment().set(JAVA_BYTE, 0, (byte) 1);
                    handed.close();
                });
    }

    @Test
    void shouldLetEveryThreadReadASharedSegment() throws Exception {
        Owned owner = Owned.allocate(memory, 100, 8);
        MemorySegment segment = owner.sharedSegment();
        AnotherThread.run(
                () -> {
                    segment.set(JAVA_BYTE, 0, (byte) 42);
                    owner.close();
                });
        assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
    }

    @Test
    void shouldSayWhatItIs() {
        Owned owner = Owned.allocate(memory, 100, 8);
        assertEquals(
                "Owned of 100 bytes of %s at 0x%x".formatted(memory, owner.address()),
                owner.toString());
        owner.close();
        assertEquals("Owned of 100 bytes of " + memory + ", which was freed", owner.toString());
        assertDoesNotThrow(owner::close);
        assertNotEquals(owner, Owned.allocate(memory, 0, 8));
    }
}
