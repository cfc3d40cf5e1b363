package dev.mayfly.bench;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;

/** Mayfly's allocator for long-lived memory. */
final class MayflyGeneral implements LongLived {

    private final Allocator allocator = HeapAllocator.INSTANCE;

    private MayflyGeneral() {}

    static MayflyGeneral create() {
        return new MayflyGeneral();
    }

    @Override
    public long malloc(long size) {
        return allocator.allocNonZeroed(size, Sizes.ALIGNMENT);
    }

    @Override
    public void free(long address, long size) {
        allocator.free(address, size);
    }
}
