package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.NULL;

import dev.mayfly.alloc.slab.BlockTable;
import dev.mayfly.alloc.slab.SlabSpace;
import dev.mayfly.memory.Malloc;
import dev.mayfly.memory.PageException;

import org.jspecify.annotations.Nullable;

/**
 * The blocks of a general allocator or region that are too large for slabs, more than 32 KiB: each
 * comes from malloc, or from pages of its own if addresses are never used again. For any thread,
 * under a lock.
 */
final class BigBlocks {

    /** No system has memory for a larger block: bytes. */
    private static final long LARGEST = 1L << 56;

    private final GeneralFamily family;
    private final GeneralErrors errors;
    private final SlabSpace space;

    /** Guarded by itself. */
    private final BlockTable table = new BlockTable();

    BigBlocks(GeneralFamily family, GeneralErrors errors) {
        this.family = family;
        this.errors = errors;
        this.space = family.space;
    }

    long alloc(long size, long alignment, boolean zeroed) {
        if (size > Math.min(LARGEST, space.limit())) {
            throw size > space.limit()
                    ? errors.overLimit(size, alignment)
                    : errors.systemRefuses(size, alignment, null);
        }
        if (!family.takeOrTrim(size)) {
            throw errors.overLimit(size, alignment);
        }
        long block;
        try {
            block =
                    family.neverReuse
                            ? family.oncePages.take(size, alignment)
                            : malloc(size, alignment, zeroed);
        } catch (PageException refused) {
            space.give(size);
            throw errors.systemRefuses(size, alignment, refused);
        }
        if (block == NULL) {
            space.give(size);
            throw errors.systemRefuses(size, alignment, null);
        }
        space.taken();
        synchronized (table) {
            table.put(block, size);
        }
        return block;
    }

    private static long malloc(long size, long alignment, boolean zeroed) {
        return zeroed ? Malloc.allocateZeroed(size, alignment) : Malloc.allocate(size, alignment);
    }

    void free(long address, long size) {
        errors.checkRoom(address, size, size(address));
        long room;
        synchronized (table) {
            // Another thread may have been faster.
            room = table.size(address);
            if (room >= 0) {
                table.remove(address);
            }
        }
        if (room < 0) {
            throw errors.notOurs(address);
        }
        give(address, room);
    }

    private void give(long address, long size) {
        if (family.neverReuse) {
            if (!family.oncePages.give(address, size)) {
                // The pages stay, and stay counted.
                return;
            }
        } else {
            Malloc.free(address);
        }
        space.give(size);
    }

    /**
     * Makes a block larger or smaller by malloc's own means.
     *
     * @param room its size until now
     * @return where it is, or 0 if it has to be copied
     */
    long resize(long address, long room, long newSize, long alignment) {
        long growth = newSize - room;
        if (family.neverReuse || newSize > LARGEST || !family.takeOrTrim(growth)) {
            return NULL;
        }
        long moved = NULL;
        boolean ours;
        synchronized (table) {
            // Another thread may have been faster.
            ours = table.size(address) == room;
            if (ours) {
                moved = move(address, room, newSize, alignment);
            }
        }
        if (moved == NULL) {
            space.give(growth);
            throw ours ? errors.systemRefuses(newSize, alignment, null) : errors.notOurs(address);
        }
        space.taken();
        return moved;
    }

    /** Guarded by the lock, for the old address may be another's at once. */
    private long move(long address, long room, long newSize, long alignment) {
        table.reserveOne();
        long moved = Malloc.resize(address, room, newSize, alignment);
        if (moved != NULL) {
            table.remove(address);
            table.put(moved, newSize);
        }
        return moved;
    }

    /** Frees all. */
    void clear() {
        synchronized (table) {
            for (long block : table.all()) {
                give(block, table.size(block));
            }
            table.clear();
        }
    }

    /** How large the block at an address is; fails if there is none. */
    long size(long address) {
        long size = sizeIfAny(address);
        if (size < 0) {
            throw errors.notOurs(address);
        }
        return size;
    }

    /** Whether a block begins at an address. */
    boolean has(long address) {
        return sizeIfAny(address) >= 0;
    }

    private long sizeIfAny(long address) {
        synchronized (table) {
            return table.size(address);
        }
    }

    /** What is known of the block that an address is in; null if it is in none. */
    @Nullable AllocationInfo query(GeneralAllocator owner, long address) {
        synchronized (table) {
            long block = table.around(address);
            return block == NULL ? null : new AllocationInfo(owner, block, table.size(block));
        }
    }

    long bytes() {
        synchronized (table) {
            return table.bytes();
        }
    }
}
