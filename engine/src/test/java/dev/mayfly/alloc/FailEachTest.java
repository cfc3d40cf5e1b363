package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@link FailingAllocator#failEach} finds. */
class FailEachTest {

    @Test
    void shouldRunOnceToCountAndOnceForEachRequest() {
        List<String> runs = new ArrayList<>();
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try {
                        twoBlocks(allocator);
                    } finally {
                        runs.add(allocator.allocations() + ":" + allocator.failures());
                    }
                });
        assertEquals(List.of("2:0", "1:1", "2:1"), runs);
    }

    private static void twoBlocks(Allocator allocator) {
        long first = allocator.alloc(10, 8);
        try {
            allocator.free(allocator.alloc(20, 8), 20);
        } finally {
            allocator.free(first, 10);
        }
    }

    @Test
    void shouldFindALeak() {
        AssertionError found =
                assertFinds(
                        "when request 2 of 2 failed, the body leaked 1 block, 10 bytes",
                        allocator -> {
                            long first = allocator.alloc(10, 8);
                            long second = allocator.alloc(20, 8);
                            allocator.free(second, 20);
                            allocator.free(first, 10);
                        });
        assertTrue(
                String.valueOf(found.getMessage()).contains("FailEachTest.lambda$shouldFindALeak"),
                found.getMessage());
        assertInstanceOf(MemoryException.class, found.getCause());
    }

    @Test
    void shouldFindALeakWithoutAFailure() {
        assertFinds(
                "the body leaks although no request failed: 1 block, 10 bytes",
                allocator -> allocator.alloc(10, 8));
    }

    @Test
    void shouldFindASwallowedFailure() {
        AssertionError found =
                assertFinds(
                        "when request 2 of 3 failed, the body went on as if nothing had happened",
                        allocator -> {
                            twoBlocksTheSecondUnimportant(allocator);
                            allocator.free(allocator.alloc(8, 8), 8);
                        });
        assertTrue(String.valueOf(found.getCause()).contains("request 2 of"), found::toString);
    }

    private static void twoBlocksTheSecondUnimportant(Allocator allocator) {
        long first = allocator.alloc(10, 8);
        if (allocator.tryAlloc(20, 8) instanceof AllocResult.Ok(long second, _)) {
            allocator.free(second, 20);
        }
        allocator.free(first, 10);
    }

    @Test
    void shouldFindAFailureTurnedIntoSomethingElse() {
        AssertionError found =
                assertFinds(
                        "when request 1 of 1 failed, the body failed with something else than"
                                + " OUT_OF_MEMORY: java.lang.IllegalStateException: sorry",
                        allocator -> {
                            try {
                                allocator.free(allocator.alloc(10, 8), 10);
                            } catch (MemoryException failure) {
                                throw new IllegalStateException("sorry", failure);
                            }
                        });
        assertInstanceOf(IllegalStateException.class, found.getCause());
    }

    @Test
    void shouldFindAnotherMemoryErrorInPlaceOfTheFailure() {
        assertFinds(
                "the body failed with something else than OUT_OF_MEMORY",
                allocator -> {
                    AllocResult result = allocator.tryAlloc(10, 8);
                    allocator.free(result instanceof AllocResult.Ok ok ? ok.address() : 16, 10);
                });
    }

    @Test
    void shouldFindACleanUpThatFails() {
        assertFinds(
                "when request 1 of 1 failed, the body failed once more in cleaning up:"
                        + " dev.mayfly.alloc.MemoryException: INVALID_POINTER",
                allocator -> {
                    long[] block = {16};
                    try (AutoCloseable _ = () -> allocator.free(block[0], 10)) {
                        block[0] = allocator.alloc(10, 8);
                    }
                });
    }

    @Test
    void shouldAcceptAnotherExceptionThatSaysTheSame() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    long block = allocator.tryAlloc(10, 8).orThrow();
                    allocator.free(block, 10);
                });
    }

    @Test
    void shouldRefuseABodyThatFailsByItself() {
        AssertionError found =
                assertFinds(
                        "the body fails although no request failed: java.io.IOException: no file",
                        allocator -> {
                            throw new IOException("no file");
                        });
        assertInstanceOf(IOException.class, found.getCause());
    }

    @Test
    void shouldRefuseABodyThatAsksForNothing() {
        assertFinds("the body asks for no memory, so nothing was tested", allocator -> {});
    }

    @Test
    void shouldRefuseABodyThatDoesNotDoTheSameEveryTime() {
        int[] runs = new int[1];
        assertFinds(
                "the body made only 1 of 2 requests when it ran again, and request 2 could not"
                        + " fail",
                allocator -> {
                    allocator.free(allocator.alloc(10, 8), 10);
                    if (runs[0]++ == 0) {
                        allocator.free(allocator.alloc(10, 8), 10);
                    }
                });
    }

    private static AssertionError assertFinds(String problem, FailingAllocator.Body body) {
        AssertionError found =
                assertThrows(
                        AssertionError.class,
                        () -> FailingAllocator.failEach(HeapAllocator.INSTANCE, body));
        String message = String.valueOf(found.getMessage());
        assertTrue(message.contains(problem), message);
        return found;
    }
}
