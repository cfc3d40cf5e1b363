package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

/**
 * Blocks that do not fit into an allocator's own memory and that the allocator below made, one by
 * one. What {@link RollbackStack}, {@link ScratchRing} and {@link DynamicArena} have in common.
 *
 * <p>A table from address to size, without Java garbage once it has grown: open addressing, where
 * each address stands in the first free place from its own on.
 */
final class OutsideBlocks {

    /** Odd, and its bits are without order: neighbours get places that are far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final int FIRST_PLACES = 16;

    private final Allocator owner;
    private final Allocator below;

    // A power of two places, at most half of them taken; NULL where a place is free.
    private long[] addresses = new long[FIRST_PLACES];
    private long[] sizes = new long[FIRST_PLACES];
    private int count;

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
        makePlace();
        long address = below.allocNonZeroed(size, alignment);
        put(address, size);
        return address;
    }

    /**
     * Resizes a block that is here.
     *
     * @param size more than 0
     */
    long resizeNonZeroed(long address, long newSize, long alignment) {
        int place = find(address);
        long moved = below.resizeNonZeroed(address, sizes[place], newSize, alignment);
        remove(place);
        put(moved, newSize);
        return moved;
    }

    void free(long address) {
        int place = find(address);
        below.free(address, sizes[place]);
        remove(place);
    }

    /**
     * Gives every block back. One that the allocator below does not take, with an exception, stays,
     * and so do others.
     */
    void freeAll() {
        for (int i = 0; count > 0; i = (i + 1) & (addresses.length - 1)) {
            if (addresses[i] != Memory.NULL) {
                free(addresses[i]);
                // Another may have moved here.
                i--;
            }
        }
    }

    /**
     * Sees to it that a block is here, and that it was requested with this size.
     *
     * @param size bytes, or {@link Allocator#UNKNOWN_SIZE}
     */
    void check(long address, long size) {
        WrongBlocks.checkSize(owner, address, size, requested(address));
    }

    AllocationInfo query(long address) {
        return new AllocationInfo(owner, address, requested(address));
    }

    private long requested(long address) {
        int place = find(address);
        if (address == Memory.NULL || addresses[place] != address) {
            throw WrongBlocks.unknown(owner, address);
        }
        return sizes[place];
    }

    private int home(long address) {
        return (int) (address * SPREAD >>> 33) & (addresses.length - 1);
    }

    /** Where an address stands, or the free place where it would. */
    private int find(long address) {
        int place = home(address);
        while (addresses[place] != Memory.NULL && addresses[place] != address) {
            place = (place + 1) & (addresses.length - 1);
        }
        return place;
    }

    private void put(long address, long size) {
        int place = find(address);
        addresses[place] = address;
        sizes[place] = size;
        count++;
    }

    /** Closes the gap, so that every address is found from its own place on. */
    private void remove(int removed) {
        int mask = addresses.length - 1;
        int gap = removed;
        for (int i = (gap + 1) & mask; addresses[i] != Memory.NULL; i = (i + 1) & mask) {
            int home = home(addresses[i]);
            if (((i - home) & mask) >= ((i - gap) & mask)) {
                addresses[gap] = addresses[i];
                sizes[gap] = sizes[i];
                gap = i;
            }
        }
        addresses[gap] = Memory.NULL;
        count--;
    }

    /** Makes sure of a place before there is a block, so that no block is lost. */
    private void makePlace() {
        if (2 * (count + 1) <= addresses.length) {
            return;
        }
        long[] oldAddresses = addresses;
        long[] oldSizes = sizes;
        addresses = new long[2 * oldAddresses.length];
        sizes = new long[2 * oldSizes.length];
        count = 0;
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != Memory.NULL) {
                put(oldAddresses[i], oldSizes[i]);
            }
        }
    }
}
