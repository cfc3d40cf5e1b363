package dev.mayfly.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

class HeapsTest {

    private final SlabSpace space = SlabSpace.reserve(256 * SlabSpace.SLAB_SIZE, Long.MAX_VALUE);
    private final Heaps heaps = new Heaps(space, false, false);
    private final int sizeClass = SizeClasses.of(64);

    @AfterEach
    void close() {
        heaps.close();
        space.close();
    }

    private static <T> T on(Thread.Builder thread, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        thread.start(task).join();
        return task.get();
    }

    private long live() {
        return heaps.uses()[sizeClass].live();
    }

    /** Of two virtual threads that both saw a block live, the second to get the lock. */
    @Test
    void shouldTakeABlockFromOneOfTwoVirtualThreads() throws Exception {
        long block = on(Thread.ofVirtual(), () -> heaps.take(sizeClass));
        Slab slab = space.at(block);
        assertEquals(
                List.of(true, false),
                on(
                        Thread.ofVirtual(),
                        () -> List.of(heaps.takeBack(slab, block), heaps.takeBack(slab, block))));
        assertEquals(0, live());
    }

    /** No virtual thread may ever come again. */
    @Test
    void shouldSettleWhatWasHandedBackToVirtualThreadsWhenAnotherNeedsASlab() throws Exception {
        long block = on(Thread.ofVirtual(), () -> heaps.take(sizeClass));
        heaps.takeBack(space.at(block), block);
        assertEquals(1, live());
        heaps.take(SizeClasses.of(1000));
        assertEquals(0, live());
    }

    @Test
    void shouldTrimWhatDeadThreadsLeftFromAVirtualThreadToo() throws Exception {
        long block = on(Thread.ofPlatform(), () -> heaps.take(sizeClass));
        heaps.takeBack(space.at(block), block);
        assertEquals(1, live());
        on(
                Thread.ofVirtual(),
                () -> {
                    heaps.trim();
                    return 0;
                });
        assertEquals(0, live());
        assertEquals(0, space.committed());
    }

    /** The slab moves after the block was handed back to its first owner. */
    @Test
    void shouldForwardABlockWhoseSlabHasMoved() throws Exception {
        heaps.take(SizeClasses.of(1000));
        Bin[] first = new Bin[1];
        long block =
                on(
                        Thread.ofPlatform(),
                        () -> {
                            long taken = heaps.take(sizeClass);
                            first[0] = space.at(taken).bin;
                            return taken;
                        });
        heaps.take(sizeClass);
        Bin second = space.at(block).bin;
        assertNotEquals(first[0], second);
        first[0].heap.handBack(block);
        heaps.trim();
        assertEquals(1, live());
    }

    /** As if it had been handed back twice, and settled once, and the slab had gone since. */
    @Test
    void shouldNotLookIntoASlabThatIsGone() throws Exception {
        long block = heaps.take(sizeClass);
        Slab slab = space.at(block);
        ThreadHeap mine = slab.bin.heap;
        on(Thread.ofPlatform(), () -> mine.handBack(block));
        mine.bin(sizeClass).settleLists();
        space.release(slab);
        space.trim();
        assertEquals(block, assertThrows(DamagedException.class, heaps::trim).block);
        heaps.trim();
        assertNotEquals(0, heaps.take(sizeClass));
        assertEquals(1, live());
    }
}
