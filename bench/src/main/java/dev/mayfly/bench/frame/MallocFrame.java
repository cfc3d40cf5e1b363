package dev.mayfly.bench.frame;

import org.lwjgl.system.MemoryUtil;

/**
 * LWJGL's {@code memAlloc}, {@code memRealloc} and {@code memFree} in each tick, over the allocator
 * that LWJGL takes by itself: mimalloc, if it is there. Every block is freed by name.
 */
final class MallocFrame extends LwjglFrame {

    private long blocks;
    private long most;

    @Override
    long allocate(long bytes) {
        blocks += bytes;
        return MemoryUtil.nmemAllocChecked(bytes);
    }

    @Override
    long grow(long address, long oldBytes, long newBytes) {
        blocks += newBytes - oldBytes;
        return MemoryUtil.nmemReallocChecked(address, newBytes);
    }

    @Override
    long lend(long bytes) {
        most = Math.max(most, blocks + bytes);
        return MemoryUtil.nmemAllocChecked(bytes);
    }

    @Override
    void takeBack(long address) {
        MemoryUtil.nmemFree(address);
    }

    @Override
    public void end() {
        MemoryUtil.nmemFree(starts);
        MemoryUtil.nmemFree(places);
        MemoryUtil.nmemFree(ids);
        MemoryUtil.nmemFree(firsts);
        MemoryUtil.nmemFree(others);
        MemoryUtil.nmemFree(pairs);
        MemoryUtil.nmemFree(pairKeys);
        MemoryUtil.nmemFree(pairOrder);
        MemoryUtil.nmemFree(elements);
        MemoryUtil.nmemFree(elementKeys);
        MemoryUtil.nmemFree(order);
        MemoryUtil.nmemFree(sorted);
        most = Math.max(most, blocks);
        blocks = 0;
    }

    @Override
    public long nativeBytes() {
        return most;
    }
}
