package dev.mayfly.alloc;

import java.util.Arrays;

/**
 * Memory taken from an allocator below in pieces of one size, the chunks, to place blocks in. What
 * {@link RollbackStack} and {@link DynamicArena} have in common.
 */
final class Chunks {

    private final Allocator owner;
    final Allocator below;
    private final long size;
    private long[] bases = new long[4];
    private int count;

    /**
     * @param owner who places blocks in the chunks, for messages
     * @param below who hands the chunks out
     * @param size bytes, a multiple of 16
     */
    Chunks(Allocator owner, Allocator below, long size) {
        this.owner = owner;
        this.below = below;
        this.size = size;
    }

    /** Checks a size that a user wants chunks to have, and makes it a multiple of 16. */
    static long checkedSize(String what, long bytes) {
        if (bytes < 64 || bytes > BlockHeaders.LARGEST) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%s is %d bytes: it must be from 64 to %d"
                            .formatted(what, bytes, BlockHeaders.LARGEST));
        }
        return Requests.alignUp(bytes, Allocator.DEFAULT_ALIGNMENT);
    }

    int count() {
        return count;
    }

    long base(int index) {
        return bases[index];
    }

    long end(int index) {
        return bases[index] + size;
    }

    /** Takes one more; its index is the highest. */
    void take() {
        if (count == bases.length) {
            bases = Arrays.copyOf(bases, 2 * count);
        }
        try {
            bases[count] = below.allocNonZeroed(size, Allocator.DEFAULT_ALIGNMENT);
        } catch (MemoryException refused) {
            throw new MemoryException(
                    refused.error(),
                    "%s has %d chunk(s) and gets no other of %d bytes from %s: free memory there, or free more often here"
                            .formatted(owner, count, size, below),
                    refused);
        }
        count++;
    }

    /**
     * Gives chunks back, the newest first, until so many are left. One that the allocator below
     * does not take, with an exception, stays, and so do those before it.
     */
    void giveBackTo(int left) {
        while (count > left) {
            below.free(bases[count - 1], size);
            count--;
        }
    }

    /**
     * Which of the first {@code some} chunks an address is in, or -1; looks at the newest first.
     */
    int find(long address, int some) {
        for (int i = some - 1; i >= 0; i--) {
            if (address >= bases[i] && address - bases[i] < size) {
                return i;
            }
        }
        return -1;
    }
}
