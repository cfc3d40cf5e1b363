package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.slab.SlabSpace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who made the block at an address. It reads nothing of the block: a table over all addresses tells
 * for each 256 KiB who hands out memory there.
 *
 * <p>In most places that is one: the heap, of which nothing is written down; an arena; a general
 * allocator or region, whose slabs are 256 KiB. Where there are several, {@link SharedPlace} knows
 * the rest. A place is written when a maker first hands out a block there, so whoever has the block
 * finds the entry. What is written last counts: nobody hands out what is another's.
 *
 * <p><b>Cost:</b> a question is two loads, about a nanosecond; where there are several makers, a
 * lock and some ten nanoseconds. Java heap: 128 KiB, and 64 KiB for each 4 GiB of addresses that
 * are in use by others than the heap.
 *
 * <p><b>Thread:</b> any. Questions take no lock: a block reaches another thread by something that
 * makes its entry visible too.
 */
final class Makers {

    /** A place is as large as a slab. */
    private static final int PLACE_SHIFT = SlabSpace.SLAB_SHIFT;

    private static final int LEAF_SHIFT = 32;

    private static final int LEAF_MASK = (1 << LEAF_SHIFT - PLACE_SHIFT) - 1;

    /** Bits of an address in user space; a system gives out longer ones only on request. */
    private static final int ADDRESS_BITS = 47;

    private static final Maker[] EMPTY = new Maker[LEAF_MASK + 1];

    private final Maker[][] leaves = new Maker[1 << ADDRESS_BITS - LEAF_SHIFT][];

    private final BlockMakers blocks = new BlockMakers();

    /** All addresses that the table does not reach. */
    private final Maker beyond = Maker.several(new SharedPlace(blocks, Maker.HEAP));

    /** Guarded by this. */
    private final List<Maker> all = new ArrayList<>();

    static {
        Arrays.fill(EMPTY, Maker.HEAP);
    }

    Makers() {
        Arrays.fill(leaves, EMPTY);
    }

    /** Who is known at a place; the heap if it is nobody else. */
    Maker at(long address) {
        long leaf = address >>> LEAF_SHIFT;
        if (leaf >= leaves.length) {
            return beyond;
        }
        return leaves[(int) leaf][(int) (address >>> PLACE_SHIFT) & LEAF_MASK];
    }

    private void set(long address, Maker maker) {
        int leaf = (int) (address >>> LEAF_SHIFT);
        if (leaves[leaf] == EMPTY) {
            leaves[leaf] = EMPTY.clone();
        }
        leaves[leaf][(int) (address >>> PLACE_SHIFT) & LEAF_MASK] = maker;
    }

    /** Who made the block at an address. */
    Maker of(long address) {
        Maker known = at(address);
        return switch (known.kind) {
            case HEAP, SLABS, BLOCKS -> known;
            case ARENA -> known.covers(address) ? known : Maker.HEAP;
            case SEVERAL -> ofShared(known, address);
        };
    }

    private synchronized Maker ofShared(Maker several, long address) {
        SharedPlace place = several.place;
        return place == null ? Maker.HEAP : place.of(address);
    }

    /** The maker that stands for what {@link Maker#identity} gave. */
    synchronized Maker maker(Allocator allocator, boolean large) {
        Maker.Kind kind = Maker.kind(allocator, large);
        for (Maker each : all) {
            if (each.isOf(allocator) && each.kind == kind) {
                return each;
            }
        }
        all.removeIf(Maker::isGone);
        Maker fresh = Maker.of(allocator, kind);
        all.add(fresh);
        return fresh;
    }

    /**
     * A maker has handed out a block.
     *
     * @param size bytes, for one that knows its blocks one by one
     */
    synchronized void handedOut(Maker maker, long address, long size) {
        Maker there = at(address);
        if (there == maker) {
            return;
        }
        if (there == beyond && maker.kind == Maker.Kind.SLABS) {
            // Slabs do not fill this place.
            blocks.put(address, maker, size);
            return;
        }
        if (maker.kind != Maker.Kind.BLOCKS && isReplaced(there, maker, address)) {
            set(address, maker);
            return;
        }
        share(there, address).handedOut(maker, address, size);
    }

    /** Whether whoever was at a place is gone, for another hands out its memory. */
    private static boolean isReplaced(Maker there, Maker maker, long address) {
        return switch (there.kind) {
            case HEAP -> true;
            case ARENA -> there.covers(address) && !there.contains(maker);
            // A slab fills its place.
            case SLABS -> maker.kind == Maker.Kind.SLABS;
            case BLOCKS, SEVERAL -> false;
        };
    }

    private SharedPlace share(Maker there, long address) {
        if (there.place != null) {
            return there.place;
        }
        SharedPlace place = new SharedPlace(blocks, there);
        set(address, Maker.several(place));
        return place;
    }

    /** The heap has handed out a block where somebody else is known. */
    synchronized void handedOutByHeap(long address) {
        Maker known = at(address);
        switch (known.kind) {
            case HEAP -> {}
            case ARENA -> {
                if (known.covers(address)) {
                    set(address, Maker.HEAP);
                }
            }
            case SLABS, BLOCKS -> set(address, Maker.HEAP);
            case SEVERAL -> share(known, address).handedOutByHeap(address);
        }
    }

    /** The size of a block that is known for itself, bytes. */
    synchronized long size(long address) {
        return blocks.size(address);
    }
}
