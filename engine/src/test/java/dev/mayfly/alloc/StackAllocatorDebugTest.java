package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left in memory that a stack took back. */
class StackAllocatorDebugTest {

    private static final byte POISON = (byte) 0xDD;
    private static final byte USED = 7;

    private final StackAllocator stack = StackAllocator.create();

    @AfterEach
    void close() {
        stack.close();
    }

    private long used(long size) {
        long block = stack.alloc(size, 16);
        Memory.fill(block, size, USED);
        return block;
    }

    private static void assertHolds(byte expected, long address, long size) {
        for (long i = 0; i < size; i++) {
            assertEquals(expected, Memory.getByte(address + i), "byte " + i);
        }
    }

    @Test
    void shouldPoisonTheBlocksOfAFrameThatIsPoppedAndNoOthers() {
        long outer = used(100);
        long first;
        long second;
        try (StackFrame _ = stack.push()) {
            first = used(100);
            second = used(1000);
        }
        assertHolds(POISON, first, 100);
        assertHolds(POISON, second, 1000);
        assertHolds(USED, outer, 100);
        assertEquals(outer, stack.query(outer).address());
    }

    @Test
    void shouldPoisonABlockThatIsFreed() {
        long first = used(100);
        long second = used(50);
        stack.free(second, 50);
        assertHolds(POISON, second, 50);
        stack.free(first, Allocator.UNKNOWN_SIZE);
        assertHolds(POISON, first, 100);
    }

    @Test
    void shouldPoisonTheOldPlaceOfABlockThatMoves() {
        long old = used(100);
        long _ = used(100);
        long moved = stack.resize(old, 100, 200, 16);
        assertHolds(POISON, old, 100);
        assertHolds(USED, moved, 100);
        assertHolds((byte) 0, moved + 100, 100);
    }

    @Test
    void shouldPoisonWhatFreeAllGivesBack() {
        long first = used(100);
        long second = used(100_000);
        stack.freeAll();
        assertHolds(POISON, first, 100);
        assertHolds(POISON, second, 100_000);
    }

    @Test
    void shouldHandOutZerosWhereThereWasPoison() {
        try (StackFrame _ = stack.push()) {
            long _ = used(1000);
        }
        assertHolds((byte) 0, stack.alloc(1000, 16), 1000);
    }

    @Test
    void shouldStillTellASecondFreeOfAPoppedBlockFromOtherWrongOnes() {
        long block;
        try (StackFrame _ = stack.push()) {
            block = used(100);
        }
        MemoryException failure = assertThrows(MemoryException.class, () -> stack.free(block, 100));
        assertEquals(MemoryError.DOUBLE_FREE, failure.error());
    }

    @Test
    void shouldPoisonAllOfAFrameWhoseBooksAreWrittenOver() {
        long first;
        long second;
        try (StackFrame _ = stack.push()) {
            first = used(100);
            second = used(104);
            Memory.fill(first, 120, USED);
        }
        assertHolds(POISON, first, 104);
        assertHolds(POISON, second, 104);
    }
}
