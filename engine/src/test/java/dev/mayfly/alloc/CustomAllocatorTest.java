package dev.mayfly.alloc;

import org.lwjgl.system.MemoryUtil;

/**
 * An allocator of a user's own, made of the two methods that have no default, keeps the whole
 * contract.
 */
class CustomAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return new Allocator() {
            @Override
            public long allocNonZeroed(long size, long alignment) {
                Requests.check(size, alignment);
                if (size == 0) {
                    return NULL;
                }
                long address = MemoryUtil.nmemAlignedAlloc(Math.max(8, alignment), size);
                if (address == NULL) {
                    throw new MemoryException(MemoryError.OUT_OF_MEMORY, size + " bytes");
                }
                return address;
            }

            @Override
            public void free(long address, long size) {
                if (size == UNKNOWN_SIZE) {
                    throw Requests.notImplemented(this, "free of unknown size");
                }
                MemoryUtil.nmemAlignedFree(address);
            }
        };
    }
}
