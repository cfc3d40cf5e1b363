package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

/**
 * What an allocator knows of a block.
 *
 * @param owner who made the block and takes it back; of a region, the region
 * @param address where the block begins, or the address asked about where the owner does not record
 *     beginnings
 * @param size bytes that the block has room for, at least what was asked for: where blocks come in
 *     size classes, the class; {@link Allocator#UNKNOWN_SIZE} where the owner does not record sizes
 * @param thread who takes the block back without synchronisation; null where no thread does, or
 *     where it has ended
 */
public record AllocationInfo(Allocator owner, long address, long size, @Nullable Thread thread) {

    /**
     * What an allocator knows that leaves threads to its user.
     *
     * @param owner who made the block and takes it back
     * @param address where the block begins
     * @param size bytes, or {@link Allocator#UNKNOWN_SIZE}
     */
    public AllocationInfo(Allocator owner, long address, long size) {
        this(owner, address, size, null);
    }
}
