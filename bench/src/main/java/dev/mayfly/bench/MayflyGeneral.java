package dev.mayfly.bench;

import dev.mayfly.alloc.GeneralAllocator;

/** Mayfly's allocator for long-lived memory. */
final class MayflyGeneral implements LongLived {

    private final GeneralAllocator allocator = GeneralAllocator.create();

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

    @Override
    public long committed() {
        return allocator.committed();
    }
}
