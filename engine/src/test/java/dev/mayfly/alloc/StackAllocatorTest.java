package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

class StackAllocatorTest extends AllocatorContract {

    private static final long MIB = 1 << 20;

    private final StackAllocator stack = create();

    @Override
    StackAllocator create() {
        return StackAllocator.builder().name("test").reserve(32 * MIB).build();
    }

    @AfterEach
    void closeThis() {
        stack.close();
    }

    @Test
    void shouldPopEverythingThatAFrameAllocated() {
        long outer = stack.alloc(100);
        long before = stack.used();
        long first;
        try (StackFrame _ = stack.push()) {
            first = stack.alloc(1000);
            stack.alloc(5000, 4096);
        }
        assertEquals(before, stack.used());
        assertEquals(first, stack.alloc(1000));
        stack.free(first, 1000);
        stack.free(outer, 100);
        assertEquals(0, stack.used());
    }

    @Test
    void shouldTakeNoMemoryForABlockThatMovedIntoAFrameAndWentWithIt() {
        long older = stack.alloc(16);
        try (StackFrame _ = stack.push()) {
            try (StackFrame _ = stack.push()) {
                stack.resize(older, 16, 1000, 16);
            }
            assertEquals(32, stack.used(), "the frame began there");
        }
        assertEquals(0, stack.used());
        assertEquals(older, stack.alloc(16));
    }

    @Test
    void shouldKeepALiveBlockBelowADeadOneWhenAFramePops() {
        long live = stack.alloc(16);
        write(live, 16, 1);
        long dying = stack.alloc(500);
        try (StackFrame _ = stack.push()) {
            stack.resize(dying, 500, 2000, 16);
        }
        assertEquals(32, stack.used());
        assertWritten(live, 16, 1);
        stack.free(live, 16);
    }

    @Test
    void shouldNestFramesDeeperThanItMadeRoomForAtFirst() {
        assertEquals(5050, depth(100));
        assertEquals(0, stack.used());
        assertEquals(5050, depth(100));
    }

    private long depth(int levels) {
        if (levels == 0) {
            return 0;
        }
        try (StackFrame _ = stack.push()) {
            long local = stack.alloc(8);
            Memory.putLong(local, levels);
            return depth(levels - 1) + Memory.getLong(local);
        }
    }

    @Test
    void shouldRefuseToPopOutOfOrder() {
        StackFrame outer = stack.push();
        StackFrame inner = stack.push();
        long block = stack.alloc(16);
        write(block, 16, 1);
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, outer::close)
                        .getMessage()
                        .contains("1 pushed after it"));
        assertWritten(block, 16, 1);
        inner.close();
        outer.close();
    }

    @Test
    void shouldRefuseToPopTwice() {
        StackFrame popped = stack.push();
        popped.close();
        assertFails(MemoryError.INVALID_ARGUMENT, popped::close);
        try (StackFrame _ = stack.push()) {
            long block = stack.alloc(16);
            assertFails(MemoryError.INVALID_ARGUMENT, popped::close);
            stack.free(block, 16);
        }
    }

    @Test
    void shouldPopAFrameFromItsOwnStackOnly() {
        try (StackAllocator other = create();
                StackFrame _ = other.push()) {
            long block = other.alloc(16);
            try (StackFrame _ = stack.push()) {
                stack.alloc(16);
            }
            assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block, 16));
            assertEquals(32, other.used());
        }
    }

    @Test
    void shouldRefuseFreeAllWhileAFrameIsOpen() {
        try (StackFrame _ = stack.push()) {
            long block = stack.alloc(16);
            assertFails(MemoryError.INVALID_ARGUMENT, stack::freeAll);
            stack.free(block, 16);
        }
        stack.freeAll();
    }

    @Test
    void shouldRefuseToPopAfterClosing() {
        StackFrame frame = stack.push();
        stack.close();
        assertFails(MemoryError.INVALID_ARGUMENT, frame::close);
        assertFails(MemoryError.INVALID_ARGUMENT, stack::push);
        assertEquals(0, stack.capacity());
    }

    @Test
    void shouldFreeTheNewestBlockOnly() {
        long first = stack.alloc(24);
        long second = stack.alloc(24);
        write(first, 24, 1);
        assertTrue(
                assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(first, 24))
                        .getMessage()
                        .contains("1 block(s)"));
        assertWritten(first, 24, 1);
        stack.free(second, 24);
        stack.free(first, 24);
        assertEquals(0, stack.used());
    }

    @Test
    void shouldNotFreeABlockFromBeforeTheFrame() {
        long before = stack.alloc(24);
        try (StackFrame _ = stack.push()) {
            assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(before, 24));
            assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(before, UNKNOWN_SIZE));
        }
        stack.free(before, 24);
    }

    @Test
    void shouldSeeASecondFree() {
        long first = stack.alloc(24);
        long second = stack.alloc(40);
        stack.free(second, 40);
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(second, 40));
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(second, UNKNOWN_SIZE));
        stack.free(first, 24);
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(first, 24));
        long popped;
        try (StackFrame _ = stack.push()) {
            popped = stack.alloc(40);
        }
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(popped, 40));
    }

    @Test
    void shouldNotTakeWhatItNeverHandedOut() {
        long block = stack.alloc(64);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 16, 48));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 160, 48));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 1, UNKNOWN_SIZE));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(16, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block + 64 * MIB, 16));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.resize(block + 16, 48, 100, 8));
        stack.free(block, 64);
    }

    @Test
    void shouldRefuseASizeThatIsNotTheBlocks() {
        long block = stack.alloc(64);
        long below = stack.used();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(block, 200));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(block, 1));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.resize(block, 640, 10, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(block, -7));
        assertEquals(below, stack.used());
    }

    @Test
    void shouldSayWhenItsBooksAreOverwritten() {
        stack.alloc(24);
        long block = stack.alloc(24);
        long last = stack.alloc(24);
        Memory.putLong(block + 24, 12345);
        stack.free(last, 24);
        assertFails(MemoryError.INVALID_POINTER, () -> stack.free(block, 24));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(block));
    }

    @Test
    void shouldFindTheSizeByItself() {
        long first = stack.alloc(10);
        long second = stack.alloc(1000, 512);
        AllocationInfo info = stack.query(second + 999);
        assertEquals(second, info.address());
        assertTrue(info.size() >= 1000 && info.size() < 1016, info.toString());
        assertEquals(first, stack.query(first).address());
        stack.free(second, UNKNOWN_SIZE);
        stack.free(first, UNKNOWN_SIZE);
        assertEquals(0, stack.used());
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(first));
    }

    @Test
    void shouldResizeTheNewestBlockInPlace() {
        long address = stack.alloc(10);
        write(address, 10, 1);
        for (long size = 10; size < 100_000; size *= 3) {
            assertEquals(address, stack.resize(address, size, size * 3, 8));
            assertWritten(address, size, 1);
            assertZero(address + size, size * 2);
            write(address, size * 3, 1);
        }
        long large = 10;
        while (large < 100_000) {
            large *= 3;
        }
        assertEquals(address, stack.resize(address, large, 5, 8));
        assertEquals(16, stack.used());
        assertWritten(address, 5, 1);
        stack.free(address, 5);
    }

    @Test
    void shouldZeroTheNewTailAlsoWhereTheBlockHadShrunkBefore() {
        long address = stack.alloc(24);
        write(address, 24, 1);
        address = stack.resize(address, 24, 3, 8);
        address = stack.resize(address, 3, 20, 8);
        assertWritten(address, 3, 1);
        assertZero(address + 3, 17);
    }

    @Test
    void shouldMoveAnOlderBlockToTheTopAndLeaveTheOthersFreeable() {
        long first = stack.alloc(24);
        long second = stack.alloc(24);
        long third = stack.alloc(24);
        write(second, 24, 2);
        long moved = stack.resize(second, 24, 100, 8);
        assertNotEquals(second, moved);
        assertWritten(moved, 24, 2);
        assertZero(moved + 24, 76);
        assertFails(MemoryError.DOUBLE_FREE, () -> stack.free(second, 24));
        assertFails(MemoryError.INVALID_POINTER, () -> stack.query(second));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(third, 24));
        stack.free(moved, 100);
        stack.free(third, 24);
        assertFails(MemoryError.INVALID_ARGUMENT, () -> stack.free(first, 25 + 24));
        stack.free(first, 24);
        assertEquals(0, stack.used());
    }

    @Test
    void shouldShrinkAnOlderBlockInPlaceAndGiveItsEndBackInOrder() {
        long first = stack.alloc(1000);
        long second = stack.alloc(24);
        write(first, 1000, 1);
        assertEquals(first, stack.resize(first, 1000, 100, 8));
        assertWritten(first, 100, 1);
        assertEquals(first, stack.query(first).address());
        assertTrue(stack.query(first).size() < 1000);
        assertEquals(first, stack.resize(first, 100, 102, 8));
        assertZero(first + 100, 2);
        stack.free(second, 24);
        assertEquals(112, stack.used());
        stack.free(first, 102);
        assertEquals(0, stack.used());
    }

    @Test
    void shouldKeepABlockThatAFrameInsideResizesOnlyUntilThatFrameEnds() {
        long outer = stack.alloc(24);
        long last = stack.alloc(24);
        write(last, 24, 3);
        try (StackFrame _ = stack.push()) {
            long moved = stack.resize(last, 24, 200, 8);
            assertNotEquals(last, moved);
            assertWritten(moved, 24, 3);
            stack.free(moved, 200);
        }
        stack.free(outer, 24);
        assertEquals(0, stack.used());
    }

    @Test
    void shouldNotClimbWhenBlocksAreAlignedAndMovedAgainAndAgain() {
        stack.alloc(1);
        long before = stack.used();
        for (int i = 0; i < 1000; i++) {
            long block = stack.alloc(100, 16);
            block = stack.resize(block, 100, 50, 1L << (4 + i % 9));
            stack.free(block, 50);
        }
        assertEquals(before, stack.used());
    }

    @Test
    void shouldTellFullFromTooLargeAndStayAsItWas() {
        try (StackAllocator small = StackAllocator.builder().reserve(64 << 10).build()) {
            long block = small.alloc(40_000);
            write(block, 40_000, 1);
            long used = small.used();
            assertTrue(
                    assertFails(MemoryError.OUT_OF_MEMORY, () -> small.alloc(30_000))
                            .getMessage()
                            .contains("30000"));
            assertFails(MemoryError.BUFFER_TOO_LARGE, () -> small.resize(block, 40_000, 65_530, 8));
            assertFails(MemoryError.BUFFER_TOO_LARGE, () -> small.alloc(1 << 16));
            assertEquals(used, small.used());
            assertWritten(block, 40_000, 1);
            small.free(block, 40_000);
            long all = (64 << 10) - 8;
            small.free(small.alloc(all), all);
        }
    }

    @Test
    void shouldEndSegmentsWithTheirFrame() {
        MemorySegment outer = stack.allocate(JAVA_INT, 1);
        MemorySegment middle;
        MemorySegment inner;
        try (StackFrame _ = stack.push()) {
            try (StackFrame _ = stack.push()) {
                inner = stack.allocate(JAVA_INT, 1);
                inner.set(JAVA_INT, 0, 1);
            }
            assertThrows(IllegalStateException.class, () -> inner.get(JAVA_INT, 0));
            middle = stack.allocate(JAVA_INT, 1);
            middle.set(JAVA_INT, 0, 2);
            try (StackFrame _ = stack.push()) {
                stack.alloc(100);
            }
            assertEquals(2, middle.get(JAVA_INT, 0));
        }
        assertThrows(IllegalStateException.class, () -> middle.get(JAVA_INT, 0));
        outer.set(JAVA_INT, 0, 3);
        stack.freeAll();
        assertThrows(IllegalStateException.class, () -> outer.get(JAVA_INT, 0));
    }

    @Test
    void shouldEndSegmentsWhenClosed() {
        MemorySegment outer = stack.allocate(JAVA_INT, 1);
        stack.push();
        MemorySegment inner = stack.allocate(JAVA_INT, 1);
        stack.close();
        assertThrows(IllegalStateException.class, () -> outer.get(JAVA_INT, 0));
        assertThrows(IllegalStateException.class, () -> inner.get(JAVA_INT, 0));
    }

    @Test
    void shouldStayAsItWasWhenAForeignThreadAsksForASegmentOrPopsOne() throws Exception {
        StackFrame frame = stack.push();
        stack.allocate(JAVA_INT, 1).set(JAVA_INT, 0, 4);
        long used = stack.used();
        assertEquals(
                WrongThreadException.class, Elsewhere.thrown(() -> stack.allocate(JAVA_INT, 1)));
        assertEquals(WrongThreadException.class, Elsewhere.thrown(frame::close));
        assertEquals(used, stack.used());
        frame.close();
        assertEquals(0, stack.used());
    }

    @Test
    void shouldWorkInABufferAndNeverTouchWhatIsBeyond() {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment whole = memory.allocate(400, 16);
            write(whole.address(), 400, 7);
            MemorySegment buffer = whole.asSlice(101, 203);
            try (StackAllocator inside = StackAllocator.in(buffer)) {
                MemorySegment segment = inside.allocate(40, 8);
                segment.fill((byte) 1);
                assertZero(inside.alloc(60), 60);
                assertFails(MemoryError.OUT_OF_MEMORY, () -> inside.alloc(100));
                assertFails(MemoryError.BUFFER_TOO_LARGE, () -> inside.alloc(200));
                inside.freeAll();
                long all = inside.capacity() - 8;
                assertZero(inside.alloc(all), all);
            }
            byte[] now = whole.toArray(JAVA_BYTE);
            write(whole.address(), 400, 7);
            byte[] pattern = whole.toArray(JAVA_BYTE);
            for (int i = 0; i < 400; i++) {
                if (i < 101 || i >= 304) {
                    assertEquals(pattern[i], now[i], "byte " + i);
                }
            }
        }
    }

    @Test
    void shouldRefuseABufferThatHoldsNothing() {
        try (Arena memory = Arena.ofConfined();
                StackAllocator empty = StackAllocator.in(memory.allocate(3, 1))) {
            assertFails(MemoryError.BUFFER_TOO_LARGE, () -> empty.alloc(1));
            assertFails(MemoryError.INVALID_POINTER, () -> empty.free(16, 1));
        }
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> StackAllocator.in(MemorySegment.ofArray(new byte[100])));
    }

    @Test
    void shouldMakeNoGarbage() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 1; i < 1000; i++) {
                        try (StackFrame _ = stack.push()) {
                            long block = stack.alloc(i, 8);
                            long second = stack.allocNonZeroed(i, 8);
                            stack.free(second, i);
                            Memory.putByte(block, (byte) 1);
                        }
                    }
                });
    }
}
