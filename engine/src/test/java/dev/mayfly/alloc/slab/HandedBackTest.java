package dev.mayfly.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Blocks that are on their way to a list while the list is found broken. */
class HandedBackTest {

    private final SlabSpace space = SlabSpace.reserve(256 * SlabSpace.SLAB_SIZE, Long.MAX_VALUE);
    private final Heaps heaps = new Heaps(space, false, false);
    private final int sizeClass = SizeClasses.of(64);
    private final long block = heaps.take(sizeClass);
    private final long broken = heaps.take(sizeClass);
    private final ThreadHeap mine = space.at(block).bin.heap;
    private final HandedBack list = mine.handedBack;

    @AfterEach
    void close() {
        heaps.close();
        space.close();
    }

    private long live() {
        return heaps.uses()[sizeClass].live();
    }

    private void breakTheList() {
        assertTrue(mine.handBack(broken));
        Memory.putLong(broken, 0x1234);
        assertEquals(broken, assertThrows(DamagedException.class, heaps::trim).block);
    }

    @Test
    void shouldNotListABlockThatTheSearchHasFound() {
        long before = list.newest();
        HandedBack.link(block, before);
        breakTheList();
        assertEquals(1, live());
        assertTrue(list.list(block, before));
        assertTrue(list.isEmpty());
    }

    @Test
    void shouldListABlockThatWasLinkedTooLateForTheSearch() {
        long before = list.newest();
        breakTheList();
        HandedBack.link(block, before);
        assertFalse(list.list(block, before));
        assertTrue(mine.handBack(block));
        heaps.trim();
        assertEquals(1, live());
    }

    /** The block has another user by then; who is late must not take it from that one. */
    @Test
    void shouldNotTakeABlockThatWasFoundAndHandedOutAgain() {
        long before = list.newest();
        HandedBack.link(block, before);
        breakTheList();
        long others = 0;
        while (heaps.take(sizeClass) != block) {
            others++;
        }
        Memory.fill(block, 64, (byte) 1);
        assertTrue(list.list(block, before));
        assertEquals(0x0101_0101_0101_0101L, Memory.getLong(block));
        assertEquals(2 + others, live());
    }

    @Test
    void shouldNotFindABlockThatIsLinkedToTheNewList() {
        breakTheList();
        long before = list.newest();
        HandedBack.link(block, before);
        list.replace(_ -> {});
        mine.bin(sizeClass).recover(Links.HANDED_BACK, _ -> false);
        assertEquals(2, live());
        assertFalse(list.list(block, before));
    }

    @Test
    void shouldRememberWhatWasFoundForAWhile() {
        long before = list.newest();
        HandedBack.link(block, before);
        breakTheList();
        for (int i = 1; i < 64; i++) {
            list.replace(_ -> {});
        }
        assertTrue(list.list(block, before));
        list.replace(_ -> {});
        assertFalse(list.list(block, before));
    }

    /** Another heap's list holds the block; its slab has moved here. */
    @Test
    void shouldNotFindABlockThatIsInAnotherList() {
        HandedBack other = new HandedBack();
        assertTrue(other.put(block));
        breakTheList();
        assertEquals(2, live());
        assertEquals(block, other.takeAll());
        assertTrue(other.isEmpty());
    }

    @Test
    void shouldFindEveryBlockThatWasListed() {
        long[] blocks = new long[100];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = heaps.take(sizeClass);
            assertTrue(mine.handBack(blocks[i]));
        }
        assertFalse(mine.handBack(blocks[99]));
        breakTheList();
        assertEquals(2, live());
        heaps.trim();
        assertEquals(2, live());
    }

    /** The real thing: two threads hand back while the owner mends. */
    @Test
    void shouldGetEveryBlockOnceWhileAListIsMended() throws Exception {
        int rounds = 50;
        int each = 200;
        long[] blocks = new long[2 * each];
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = heaps.take(sizeClass);
            }
            long damaged = heaps.take(sizeClass);
            assertTrue(mine.handBack(damaged));
            Memory.putLong(damaged, 0x1234);
            CountDownLatch all = new CountDownLatch(3);
            FutureTask<?> first = new FutureTask<>(() -> handBack(blocks, 0, each, all), null);
            FutureTask<?> second =
                    new FutureTask<>(() -> handBack(blocks, each, blocks.length, all), null);
            Thread.ofPlatform().start(first);
            Thread.ofPlatform().start(second);
            all.countDown();
            all.await();
            assertEquals(damaged, assertThrows(DamagedException.class, mine::drainAll).block);
            first.get();
            second.get();
            mine.drainAll();
            assertEquals(2 + round, live());
        }
        assertNotEquals(0, heaps.take(sizeClass));
    }

    private void handBack(long[] blocks, int from, int to, CountDownLatch all) {
        all.countDown();
        try {
            all.await();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
        for (int i = from; i < to; i++) {
            assertTrue(mine.handBack(blocks[i]));
        }
    }
}
