package dev.mayfly.alloc;

import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Allocates, resizes and frees at random, the same way every time, with a pattern of its own in
 * every live block, so that no two blocks overlap unseen.
 */
final class RandomUse {

    private record Block(long address, int size, int seed) {}

    private final Allocator allocator;
    private final SplittableRandom random;
    private final int mostBlocks;
    private final int mostBytes;
    private final List<Block> blocks = new ArrayList<>();
    private int seeds;

    private RandomUse(Allocator allocator, int seed, int mostBlocks, int mostBytes) {
        this.allocator = allocator;
        this.random = new SplittableRandom(seed);
        this.mostBlocks = mostBlocks;
        this.mostBytes = mostBytes;
    }

    /** Leaves nothing allocated. */
    static void of(Allocator allocator, int seed, int steps, int mostBlocks, int mostBytes) {
        RandomUse use = new RandomUse(allocator, seed, mostBlocks, mostBytes);
        for (int i = 0; i < steps; i++) {
            use.step();
        }
        while (!use.blocks.isEmpty()) {
            use.free();
        }
    }

    private void step() {
        int choice = random.nextInt(100);
        if (blocks.size() < mostBlocks && choice < 50) {
            allocate();
        } else if (!blocks.isEmpty() && choice < 65) {
            resize();
        } else if (!blocks.isEmpty()) {
            free();
        }
    }

    private void allocate() {
        int size = 1 + random.nextInt(mostBytes);
        long alignment = 1L << random.nextInt(random.nextInt(8) == 0 ? 10 : 5);
        long address;
        if (random.nextBoolean()) {
            address = allocator.alloc(size, alignment);
            assertZero(address, size);
        } else {
            address = allocator.allocNonZeroed(size, alignment);
        }
        assertEquals(0, address % alignment);
        keep(address, size);
    }

    private void keep(long address, int size) {
        write(address, size, ++seeds);
        blocks.add(new Block(address, size, seeds));
    }

    private void resize() {
        Block block = blocks.remove(index());
        int size = 1 + random.nextInt(mostBytes);
        long moved = allocator.resize(block.address, block.size, size, 8);
        int kept = Math.min(size, block.size);
        assertWritten(moved, kept, block.seed);
        assertZero(moved + kept, size - kept);
        keep(moved, size);
    }

    private void free() {
        Block block = blocks.remove(index());
        assertWritten(block.address, block.size, block.seed);
        assertEquals(block.address, allocator.query(block.address).address());
        allocator.free(block.address, random.nextBoolean() ? block.size : UNKNOWN_SIZE);
    }

    /** Often the newest, often the oldest, sometimes any. */
    private int index() {
        if (!allocator.features().contains(Feature.FREE)) {
            return blocks.size() - 1;
        }
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(blocks.size());
            default -> blocks.size() - 1;
        };
    }
}
