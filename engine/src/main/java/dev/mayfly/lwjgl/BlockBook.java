package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.data.LongLongMap;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Which blocks a library has, how large they are, and who made them.
 *
 * <p>Native libraries free a block by nothing but its address. A header before the block would know
 * the rest, but it dies with the block: where an arena was emptied or closed, reading it would read
 * somebody else's memory or none. So it stands here, beside the blocks.
 *
 * <p><b>Cost:</b> a lookup in a {@link LongLongMap}, and up to 43 bytes a block. <b>Thread:</b> one
 * at a time.
 */
final class BlockBook {

    /** What {@link #remove} says of an address that is no block. */
    static final long NONE = 0;

    /** Bits of an entry for the owner; those above are the size. */
    private static final int OWNER_BITS = 16;

    private static final int MOST_OWNERS = 1 << OWNER_BITS;

    private final LongLongMap entries = LongLongMap.create(GeneralAllocator.shared(), 0, NONE);

    /** By number; one that has no blocks is null or about to be. */
    private @Nullable BlockOwner[] owners = new @Nullable BlockOwner[4];

    private int lastOwner;
    private long bytes;

    /**
     * Notes a block. One that stood here at the same address is gone: its owner would not have
     * given the address out again otherwise.
     *
     * @param size bytes, more than 0
     * @throws MemoryException if there is no memory for the note
     */
    void add(long address, long size, Allocator allocator) {
        int number = number(allocator);
        add(address, size << OWNER_BITS | number);
    }

    /** Puts back what {@link #remove} has taken out. */
    void add(long address, long entry, BlockOwner owner) {
        add(address, size(entry) << OWNER_BITS | number(owner));
    }

    private void add(long address, long entry) {
        long before = entries.put(address, entry);
        if (before != NONE) {
            removed(before);
        }
        owner(entry).live++;
        bytes += size(entry);
    }

    /**
     * Forgets a block.
     *
     * @return its entry, or {@link #NONE}
     */
    long remove(long address) {
        long entry = entries.remove(address);
        if (entry != NONE) {
            removed(entry);
        }
        return entry;
    }

    private void removed(long entry) {
        owner(entry).live--;
        bytes -= size(entry);
    }

    /** Bytes of an entry's block. */
    static long size(long entry) {
        return entry >>> OWNER_BITS;
    }

    /** The owner of an entry's block, if nothing was added since it was removed. */
    BlockOwner owner(long entry) {
        BlockOwner owner = owners[(int) (entry & (MOST_OWNERS - 1))];
        if (owner == null) {
            throw new AssertionError("a block has lost its owner");
        }
        return owner;
    }

    private int number(Allocator allocator) {
        BlockOwner last = owners[lastOwner];
        if (last == null || !last.is(allocator)) {
            lastOwner = find(allocator);
        }
        return lastOwner;
    }

    private int find(Allocator allocator) {
        int free = owners.length;
        for (int i = 0; i < owners.length; i++) {
            BlockOwner owner = owners[i];
            if (owner != null && owner.is(allocator)) {
                return i;
            }
            if (owner == null || owner.live == 0) {
                free = i;
            }
        }
        return place(new BlockOwner(allocator), free);
    }

    private int number(BlockOwner owner) {
        int free = owners.length;
        for (int i = 0; i < owners.length; i++) {
            BlockOwner each = owners[i];
            if (each == owner) {
                return i;
            }
            if (each == null || each.live == 0) {
                free = i;
            }
        }
        return place(owner, free);
    }

    private int place(BlockOwner owner, int free) {
        if (free == MOST_OWNERS) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "a library has blocks of %d allocators: let it free them, or give it one allocator"
                            .formatted(MOST_OWNERS));
        }
        if (free == owners.length) {
            owners = Arrays.copyOf(owners, 2 * owners.length);
        }
        owners[free] = owner;
        return free;
    }

    long blocks() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    void delete() {
        entries.delete();
        bytes = 0;
    }
}
