package dev.mayfly.lwjgl;

import java.util.ArrayList;
import java.util.List;

/**
 * Addresses that several makers have blocks in: the ends of an arena's range, a buffer inside
 * another allocator's block, malloc's memory with a general allocator's large blocks in it. Used
 * under the lock of {@link Makers}.
 *
 * <p>Whoever has handed out an address last is its maker: nobody hands out what is another's. So an
 * arena in whose range somebody else hands out memory is gone, unless that somebody is itself made
 * of a block of the arena.
 */
final class SharedPlace {

    private final BlockMakers blocks;

    /** Those that know their blocks by range, the newest first. */
    private final List<Maker> arenas = new ArrayList<>();

    private Maker slabs = Maker.HEAP;

    SharedPlace(BlockMakers blocks, Maker before) {
        this.blocks = blocks;
        add(before);
    }

    private void add(Maker maker) {
        switch (maker.kind) {
            case ARENA -> {
                if (!arenas.contains(maker)) {
                    arenas.addFirst(maker);
                }
            }
            case SLABS -> slabs = maker;
            case HEAP, BLOCKS, SEVERAL -> {}
        }
    }

    /** A maker has handed out a block here. */
    void handedOut(Maker maker, long address, long size) {
        arenas.removeIf(arena -> isOver(arena, maker, address));
        if (maker.kind == Maker.Kind.BLOCKS) {
            blocks.put(address, maker, size);
        } else {
            blocks.remove(address);
            add(maker);
        }
    }

    /** The heap has. */
    void handedOutByHeap(long address) {
        blocks.remove(address);
        arenas.removeIf(arena -> arena.covers(address));
        slabs = Maker.HEAP;
    }

    private static boolean isOver(Maker arena, Maker maker, long address) {
        return switch (maker.kind) {
            case ARENA -> arena != maker && arena.covers(address) && !arena.contains(maker);
            case SLABS -> arena.covers(address);
            case HEAP, BLOCKS, SEVERAL -> false;
        };
    }

    /** Whose block begins at an address. */
    Maker of(long address) {
        Maker known = blocks.maker(address);
        if (known != null) {
            return known;
        }
        for (Maker arena : arenas) {
            if (arena.covers(address)) {
                return arena;
            }
        }
        return slabs;
    }
}
