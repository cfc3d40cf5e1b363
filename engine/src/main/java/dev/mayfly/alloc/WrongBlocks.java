package dev.mayfly.alloc;

/** What to say of a block that an allocator does not take back. */
final class WrongBlocks {

    private WrongBlocks() {}

    static MemoryException unknown(Allocator owner, long address) {
        return new MemoryException(
                MemoryError.INVALID_POINTER,
                "0x%x is no live block of %s: give each block to the allocator that made it, once"
                        .formatted(address, owner));
    }

    static MemoryException freedBefore(Allocator owner, long address) {
        return new MemoryException(
                MemoryError.DOUBLE_FREE,
                "the block at 0x%x of %s was given back before: free each block once"
                        .formatted(address, owner));
    }

    /**
     * Compares sizes.
     *
     * @param size bytes, or {@link Allocator#UNKNOWN_SIZE}
     * @param requested bytes
     */
    static void checkSize(Allocator owner, long address, long size, long requested) {
        if (size != requested && size != Allocator.UNKNOWN_SIZE) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x of %s was requested with %d bytes, not with %d: pass the size it was requested with"
                            .formatted(address, owner, requested, size));
        }
    }
}
