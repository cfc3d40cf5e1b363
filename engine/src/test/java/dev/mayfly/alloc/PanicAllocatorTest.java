package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.MemoryChecks.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.context.Context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PanicAllocatorTest extends AllocatorContract {

    private final PanicAllocator panic = PanicAllocator.INSTANCE;

    @Override
    Allocator create() {
        return panic;
    }

    @Test
    void shouldPanicAtEveryUseOfMemory() {
        assertPanics("allocates 123 bytes at alignment 8", () -> panic.alloc(123, 8));
        assertPanics("allocates 5 bytes at alignment 1", () -> panic.allocNonZeroed(5, 1));
        assertPanics("allocates 7 bytes", () -> panic.allocate(7, 8));
        assertPanics("allocates 9 bytes", () -> panic.allocateNonZeroed(9, 8));
        assertPanics("allocates 64 bytes", () -> panic.resize(NULL, 0, 64, 8));
        assertPanics("from 8 to 64 bytes", () -> panic.resize(16, 8, 64, 8));
        assertPanics("from 8 to 0 bytes", () -> panic.resizeNonZeroed(16, 8, 0, 8));
        assertPanics("frees the block at 0x10", () -> panic.free(16, 8));
        assertPanics("frees the block", () -> panic.free(16, Allocator.UNKNOWN_SIZE));
    }

    @Test
    void shouldPanicWhereOtherAllocatorsAnswer() {
        assertPanics("allocates 1 bytes", () -> panic.tryAlloc(1, 1));
        assertPanics("allocates 2 bytes", () -> panic.tryAllocNonZeroed(2, 1));
        assertPanics("from 8 to 3 bytes", () -> panic.tryResize(16, 8, 3, 1));
        assertPanics("from 8 to 4 bytes", () -> panic.tryResizeNonZeroed(16, 8, 4, 1));
        assertPanics("frees the block", () -> panic.tryFree(16, 8));
    }

    /** Names what was asked for, and the method that asked, which is in this class. */
    private static void assertPanics(String what, Executable use) {
        AllocationPanic thrown = assertThrows(AllocationPanic.class, use);
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(what), message);
        assertTrue(message.startsWith("PanicAllocatorTest.lambda$"), message);
        assertTrue(message.contains("(PanicAllocatorTest.java:"), message);
    }

    @Test
    void shouldNotBeCaughtByCodeThatCopesWithoutMemory() {
        assertThrows(AllocationPanic.class, PanicAllocatorTest::copes);
    }

    private static long copes() {
        try {
            return PanicAllocator.INSTANCE.alloc(8, 8);
        } catch (MemoryException withoutMemory) {
            return NULL;
        }
    }

    @Test
    void shouldStayCalmWhereNoMemoryIsUsed() {
        assertEquals(NULL, panic.alloc(0, 8));
        assertEquals(NULL, panic.resize(NULL, 0, 0, 8));
        panic.free(NULL, 8);
        panic.freeAll();
        assertInstanceOf(AllocResult.Ok.class, panic.tryFreeAll());
    }

    @Test
    void shouldRefuseArgumentsThatMakeNoSenseAsEverywhere() {
        assertFails(MemoryError.INVALID_ARGUMENT, () -> panic.alloc(8, 3));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> panic.alloc(0, 3));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> panic.resize(16, -2, 8, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> panic.free(16, -2));
        assertFails(MemoryError.NOT_IMPLEMENTED, () -> panic.query(16));
    }

    @Test
    void shouldGuardAScopeInWhichNothingMayAllocate() {
        try (var _ = Context.defaultContext()) {
            try (var _ = Context.use(panic)) {
                assertPanics("allocates 40 bytes", () -> Context.current().allocator().alloc(40));
            }
        }
    }
}
