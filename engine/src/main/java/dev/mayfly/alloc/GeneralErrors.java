package dev.mayfly.alloc;

import dev.mayfly.alloc.slab.DamagedException;
import dev.mayfly.alloc.slab.NoSlabException;
import dev.mayfly.alloc.slab.Slab;
import dev.mayfly.alloc.slab.SlabSpace;

import org.jspecify.annotations.Nullable;

/** What a general allocator or region says of wrong addresses, and when there is no memory. */
final class GeneralErrors {

    private final GeneralAllocator of;
    private final GeneralFamily family;
    private final SlabSpace space;

    GeneralErrors(GeneralAllocator of, GeneralFamily family) {
        this.of = of;
        this.family = family;
        this.space = family.space;
    }

    /** Takes the locks of all members, so the caller must have none. */
    MemoryException notOurs(long address) {
        GeneralAllocator owner = family.owner(address);
        if (owner != null && owner != of) {
            return new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is a block of %s, not of %s: free it there"
                            .formatted(address, owner, of));
        }
        Slab slab = space.slabAround(address);
        if (slab != null) {
            if (owner == null && slab.wasUsed() && slab.isBlock(address)) {
                return doubleFree(address);
            }
            long block = owner == null ? Allocator.NULL : slab.blockAround(address);
            if (block != Allocator.NULL && block != address) {
                return new MemoryException(
                        MemoryError.INVALID_POINTER,
                        "0x%x is inside the block at 0x%x of %s, %d bytes from its beginning: free the block"
                                .formatted(address, block, of, address - block));
            }
        }
        return new MemoryException(
                MemoryError.INVALID_POINTER,
                "0x%x is no block of %s: it is another allocator's, or was freed before"
                        .formatted(address, of));
    }

    void checkRoom(long address, long size, long room) {
        if (size > room) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x of %s has %d bytes, not %d: pass the size it was requested with, or UNKNOWN_SIZE"
                            .formatted(address, of, room, size));
        }
    }

    MemoryException doubleFree(long address) {
        return new MemoryException(
                MemoryError.DOUBLE_FREE,
                "the block at 0x%x of %s was freed before: free it once".formatted(address, of));
    }

    MemoryException damage(DamagedException damaged) {
        return new MemoryException(
                MemoryError.DOUBLE_FREE,
                "the block at 0x%x of %s, %d bytes, was freed twice, or written to after it was freed: builder().checked() finds the second free where it happens"
                        .formatted(damaged.block, of, damaged.size),
                damaged);
    }

    MemoryException noSlab(NoSlabException none, long size, long alignment) {
        return switch (none.reason) {
            case LIMIT -> overLimit(size, alignment);
            case ADDRESSES ->
                    new MemoryException(
                            MemoryError.OUT_OF_MEMORY,
                            "%s has used up its %d bytes of address space and has no room for %d: reserve more with builder().reserve(bytes)"
                                    .formatted(of, space.size, size));
            case SYSTEM -> systemRefuses(size, alignment, none);
        };
    }

    MemoryException overLimit(long size, long alignment) {
        return size > space.limit()
                ? new MemoryException(
                        MemoryError.BUFFER_TOO_LARGE,
                        "%s may take %d bytes at most, never %d at alignment %d: raise the limit with builder().limit(bytes)"
                                .formatted(of, space.limit(), size, alignment))
                : new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has taken %d of %d bytes and no room for %d at alignment %d: free some, or raise the limit with builder().limit(bytes)"
                                .formatted(of, space.committed(), space.limit(), size, alignment));
    }

    MemoryException systemRefuses(long size, long alignment, @Nullable Throwable cause) {
        String message =
                "the system has no %d bytes at alignment %d for %s, which has %d: free memory elsewhere"
                        .formatted(size, alignment, of, space.committed());
        return cause == null
                ? new MemoryException(MemoryError.OUT_OF_MEMORY, message)
                : new MemoryException(MemoryError.OUT_OF_MEMORY, message, cause);
    }
}
