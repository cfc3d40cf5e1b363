package dev.mayfly.alloc;

/**
 * What an allocator knows of a block.
 *
 * @param owner who made the block and takes it back
 * @param address where the block begins, or the address asked about where the owner does not record
 *     beginnings
 * @param size bytes, or {@link Allocator#UNKNOWN_SIZE} where the owner does not record them
 */
public record AllocationInfo(Allocator owner, long address, long size) {}
