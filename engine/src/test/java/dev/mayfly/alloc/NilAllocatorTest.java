package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NilAllocatorTest extends AllocatorContract {

    private final NilAllocator nil = NilAllocator.INSTANCE;

    @Override
    Allocator create() {
        return nil;
    }

    @Test
    void shouldSayThatItHandsOutNothing() {
        assertFalse(nil.features().contains(Feature.ALLOC));
    }

    @Test
    void shouldRefuseEveryRequestNamingTheSizeAndTheCure() {
        assertRefusal("123", assertFails(MemoryError.BUFFER_TOO_LARGE, () -> nil.alloc(123, 8)));
        assertRefusal(
                "1", assertFails(MemoryError.BUFFER_TOO_LARGE, () -> nil.allocNonZeroed(1, 1)));
        assertRefusal(
                "77", assertFails(MemoryError.BUFFER_TOO_LARGE, () -> nil.resize(NULL, 0, 77, 8)));
        assertRefusal("88", assertFails(MemoryError.BUFFER_TOO_LARGE, () -> nil.allocate(88, 8)));
        AllocResult.Failed failed =
                assertInstanceOf(AllocResult.Failed.class, nil.tryAlloc(123, 8));
        assertEquals(MemoryError.BUFFER_TOO_LARGE, failed.error());
    }

    private static void assertRefusal(String size, MemoryException failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("never " + size + " at"), message);
        assertTrue(message.contains("HeapAllocator"), message);
    }

    @Test
    void shouldKnowThatNoBlockIsItsOwn() {
        assertFails(MemoryError.INVALID_POINTER, () -> nil.free(16, 8));
        assertFails(MemoryError.INVALID_POINTER, () -> nil.free(16, UNKNOWN_SIZE));
        assertFails(MemoryError.INVALID_POINTER, () -> nil.resize(16, 8, 64, 8));
        assertFails(MemoryError.INVALID_POINTER, () -> nil.resize(16, 8, 0, 8));
        assertFails(MemoryError.INVALID_POINTER, () -> nil.query(16));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> nil.free(16, -2));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> nil.resize(16, -2, 64, 8));
        assertFails(MemoryError.INVALID_ARGUMENT, () -> nil.resize(16, 8, 64, 3));
    }

    @Test
    void shouldHaveNothingToFree() {
        nil.freeAll();
        assertInstanceOf(AllocResult.Ok.class, nil.tryFreeAll());
        assertEquals(NULL, nil.alloc(0, 8));
    }
}
