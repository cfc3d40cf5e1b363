package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import org.junit.jupiter.api.Test;
import org.lwjgl.system.MemoryUtil;

class HeapAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return HeapAllocator.INSTANCE;
    }

    @Test
    void shouldStayOpenWhenClosed() {
        HeapAllocator.INSTANCE.close();
        long address = HeapAllocator.INSTANCE.alloc(100, 8);
        assertZero(address, 100);
        HeapAllocator.INSTANCE.free(address, 100);
    }

    @Test
    void shouldTakeABlockBackOnAnotherThread() throws InterruptedException {
        long address = HeapAllocator.INSTANCE.alloc(100, 64);
        write(address, 100, 1);
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    assertWritten(address, 100, 1);
                                    HeapAllocator.INSTANCE.free(address, 100);
                                });
        other.join();
    }

    @Test
    void shouldExchangeBlocksWithLwjgl() {
        MemoryUtil.nmemFree(HeapAllocator.INSTANCE.alloc(100, 16));
        HeapAllocator.INSTANCE.free(MemoryUtil.nmemAlloc(100), Allocator.UNKNOWN_SIZE);
    }
}
