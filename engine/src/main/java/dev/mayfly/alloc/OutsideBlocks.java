package dev.mayfly.alloc;

import dev.mayfly.alloc.slab.BlockTable;
import dev.mayfly.memory.Memory;

/**
 * Blocks that do not fit into an allocator's own memory and that the allocator below made, one by
 * one. What {@link RollbackStack}, {@link ScratchRing} and {@link DynamicArena} have in common.
 */
final class OutsideBlocks {

    private final Allocator owner;
    private final Allocator below;
    private final BlockTable table = new BlockTable();

    /**
     * @param owner who passes blocks on, for messages
     * @param below who makes them
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if it does not take single
     *     blocks back
     */
    OutsideBlocks(Allocator owner, Allocator below) {
        if (!below.features().contains(Feature.FREE)) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%s does not free single blocks in any order: take memory from an allocator with Feature.FREE"
                            .formatted(below));
        }
        this.owner = owner;
        this.below = below;
    }

    long allocNonZeroed(long size, long alignment) {
        // A place first, so that no block is lost.
        table.reserveOne();
        long address = below.allocNonZeroed(size, alignment);
        table.put(address, size);
        return address;
    }

    /**
     * Resizes a block that is here.
     *
     * @param newSize bytes, more than 0
     */
    long resizeNonZeroed(long address, long newSize, long alignment) {
        long moved = below.resizeNonZeroed(address, table.size(address), newSize, alignment);
        table.remove(address);
        table.put(moved, newSize);
        return moved;
    }

    /** Frees a block that is here. */
    void free(long address) {
        below.free(address, table.size(address));
        table.remove(address);
    }

    /**
     * Gives every block back. One that the allocator below does not take, with an exception, stays,
     * and so do others.
     */
    void freeAll() {
        int place = 0;
        while (table.count() > 0) {
            long address = table.at(place);
            if (address != Memory.NULL) {
                // Another may move here.
                free(address);
            } else {
                place = (place + 1) % table.places();
            }
        }
    }

    /**
     * Sees to it that a block is here, and that it was requested with this size.
     *
     * @param size bytes, or {@link Allocator#UNKNOWN_SIZE}
     */
    void check(long address, long size) {
        long requested = table.size(address);
        if (requested < 0) {
            throw WrongBlocks.unknown(owner, address);
        }
        WrongBlocks.checkSize(owner, address, size, requested);
    }

    /** The block that an address is in. */
    AllocationInfo query(long address) {
        long block = table.around(address);
        if (block == Memory.NULL) {
            throw WrongBlocks.unknown(owner, address);
        }
        return new AllocationInfo(owner, block, table.size(block));
    }
}
