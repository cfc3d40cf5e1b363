package dev.mayfly.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The arithmetic that tells blocks from what lies between them, in every class and color. */
class SlabTest {

    private final SlabSpace space = SlabSpace.reserve(256 * SlabSpace.SLAB_SIZE, Long.MAX_VALUE);
    private final Heaps heaps = new Heaps(space, false, false);
    private final ThreadHeap heap = new ThreadHeap(heaps);
    private final Bin[] bins = new Bin[SizeClasses.COUNT];
    private final Slab[] slabs = new Slab[SizeClasses.COUNT];

    @BeforeEach
    void openASlabOfEveryClass() {
        for (int i = 0; i < bins.length; i++) {
            bins[i] = new Bin(heap, i);
            slabs[i] = space.acquire();
            slabs[i].open(bins[i], true, true);
        }
    }

    @AfterEach
    void close() {
        space.close();
    }

    private static long firstBlock(Slab slab) {
        // Every slab has cut its first block already, and colors move it by less than 4096 bytes.
        long address = slab.start;
        while (!slab.isBlock(address)) {
            address++;
        }
        return address;
    }

    /** How many blocks begin in a slab or around it; all must lie where they should. */
    private static int checkedBlocks(Slab slab, int cut) {
        long first = firstBlock(slab);
        long size = slab.blockSize();
        int blocks = 0;
        for (long address = slab.start - 8192; address < slab.start + 300_000; address++) {
            long offset = address - first;
            boolean in = offset >= 0 && offset < cut * size;
            boolean begins = in && offset % size == 0;
            long around = in ? address - offset % size : 0;
            if (slab.isBlock(address) != begins || slab.blockAround(address) != around) {
                throw new AssertionError(
                        "offset %d of %d blocks of %d bytes".formatted(offset, cut, size));
            }
            if (begins) {
                blocks++;
            }
        }
        return blocks;
    }

    @Test
    void shouldKnowEveryBlockAndNothingElse() {
        for (int i = 0; i < bins.length; i++) {
            Slab slab = slabs[i];
            assertFalse(slab.isBlock(slab.start));
            for (int most : new int[] {1, 6, 100_000}) {
                slab.give(bins[i], most);
                assertEquals(slab.blocksOut(), checkedBlocks(slab, slab.blocksOut()));
            }
            assertFalse(slab.hasBlocks());
        }
    }

    @Test
    void shouldKnowNoBlockFarAway() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < bins.length; i++) {
            Slab slab = slabs[i];
            slab.give(bins[i], 100_000);
            long first = firstBlock(slab);
            for (int n = 0; n < 100_000; n++) {
                long blocks = slab.blocksOut() + random.nextLong((1L << 47) / slab.blockSize());
                long offset = blocks * slab.blockSize() + (n % 2) * random.nextLong(1 << 18);
                assertFalse(slab.isBlock(first + offset));
                assertFalse(slab.isBlock(first - offset));
                assertEquals(0, slab.blockAround(first - offset));
            }
        }
    }

    @Test
    void shouldFillSlabsWithAlignedBlocks() {
        for (int i = 0; i < bins.length; i++) {
            Slab slab = slabs[i];
            slab.give(bins[i], 100_000);
            long size = slab.blockSize();
            long first = firstBlock(slab);
            long end = first + slab.blocksOut() * size;
            assertEquals(0, first & (Long.lowestOneBit(size) - 1));
            assertTrue(first < slab.start + 4096);
            assertTrue(end <= slab.start + SlabSpace.SLAB_SIZE);
            assertTrue(end + size > slab.start + SlabSpace.SLAB_SIZE);
        }
    }

    @Test
    void shouldBeginElsewhereInEverySlab() {
        assertTrue(
                Stream.of(slabs).map(slab -> cutFirst(slab) - slab.start).distinct().count() > 8);
    }

    private long cutFirst(Slab slab) {
        slab.give(bins[slab.index], 1);
        return firstBlock(slab);
    }

    @Test
    void shouldTakeABlockInOnce() {
        for (int i = 0; i < bins.length; i++) {
            Slab slab = slabs[i];
            slab.give(bins[i], 100_000);
            long first = firstBlock(slab);
            int count = slab.blocksOut();
            for (int n = 0; n < count; n++) {
                long block = first + n * slab.blockSize();
                assertFalse(slab.isFree(block));
                assertTrue(slab.put(block));
                assertTrue(slab.isFree(block));
                assertFalse(slab.put(block));
                assertEquals(n + 1, slab.freeBlocks());
                assertEquals(n + 1 == count, slab.isDone());
            }
        }
    }
}
