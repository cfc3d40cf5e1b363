package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class LimitAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return new LimitAllocator(HeapAllocator.INSTANCE, 64 << 20);
    }

    private final LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE, 1000);

    @Test
    void shouldCountWhatIsAllocatedAndItsPeak() {
        long first = allocator.alloc(100, 8);
        long second = allocator.allocate(200, 8).address();
        assertEquals(300, allocator.used());
        first = allocator.resize(first, 100, 50, 8);
        assertEquals(250, allocator.used());
        second = allocator.resizeNonZeroed(second, 200, 400, 8);
        assertEquals(450, allocator.used());
        assertEquals(NULL, allocator.resize(first, 50, 0, 8));
        allocator.free(second, 400);
        assertEquals(0, allocator.used());
        assertEquals(450, allocator.peak());
        assertEquals(1000, allocator.limit());
    }

    @Test
    void shouldFailBeyondTheLimitAndCountNothing() {
        long block = allocator.alloc(900, 8);
        write(block, 900, 1);
        assertTrue(
                assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(101, 8))
                        .getMessage()
                        .contains("900 of 1000"));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.resize(block, 900, 1001, 8));
        assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.allocateNonZeroed(101, 8));
        assertFails(MemoryError.BUFFER_TOO_LARGE, () -> allocator.allocNonZeroed(1001, 8));
        assertEquals(900, allocator.used());
        assertWritten(block, 900, 1);
        allocator.free(block, 900);
    }

    @Test
    void shouldCountNothingWhenTheAllocatorBelowFails() {
        LimitAllocator over = new LimitAllocator(HeapAllocator.INSTANCE);
        assertFails(MemoryError.OUT_OF_MEMORY, () -> over.alloc(1L << 60, 8));
        assertEquals(0, over.used());
    }

    @Test
    void shouldCountExactlyOnManyThreads() throws InterruptedException {
        LimitAllocator shared = new LimitAllocator(HeapAllocator.INSTANCE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int n = 1; n <= 10_000; n++) {
                                            shared.free(shared.allocNonZeroed(n, 8), n);
                                        }
                                        shared.alloc(10, 8);
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40, shared.used());
    }

    @Test
    void shouldRefuseANegativeLimit() {
        assertFails(
                MemoryError.INVALID_ARGUMENT, () -> new LimitAllocator(HeapAllocator.INSTANCE, -1));
    }
}
