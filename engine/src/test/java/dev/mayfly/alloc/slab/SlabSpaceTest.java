package dev.mayfly.alloc.slab;

import static dev.mayfly.alloc.slab.SlabSpace.SLAB_SIZE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlabSpaceTest {

    private long now = 5;

    private final SlabSpace space = SlabSpace.reserve(64 * SLAB_SIZE, 50 * SLAB_SIZE, () -> now);

    @AfterEach
    void close() {
        space.close();
    }

    private Slab[] acquire(int count) {
        Slab[] slabs = new Slab[count];
        for (int i = 0; i < count; i++) {
            slabs[i] = space.acquire();
        }
        return slabs;
    }

    @Test
    void shouldHandOutTheLowestFirst() {
        Slab[] slabs = acquire(40);
        for (int i = 0; i < 40; i++) {
            assertEquals(space.base + i * SLAB_SIZE, slabs[i].start);
        }
        space.release(slabs[30]);
        space.release(slabs[7]);
        assertEquals(slabs[7], space.acquire());
        assertEquals(slabs[30], space.acquire());
        assertEquals(40, space.acquire().index);
    }

    @Test
    void shouldKeepTheLowestCommittedWhateverTheOrderTheyComeBackIn() {
        Slab[] slabs = acquire(40);
        for (int i = 39; i >= 0; i--) {
            space.release(slabs[i]);
        }
        assertEquals(16 * SLAB_SIZE, space.committed());
        for (int round = 0; round < 3; round++) {
            acquire(16);
            assertEquals(16 * SLAB_SIZE, space.committed());
            for (int i = 0; i < 16; i++) {
                space.release(slabs[i]);
            }
        }
        space.trim();
        assertEquals(0, space.committed());
        assertEquals(40 * SLAB_SIZE, space.peak());
    }

    private void breathe(int count) {
        for (Slab slab : acquire(count)) {
            space.release(slab);
        }
    }

    @Test
    void shouldKeepWhatWasTakenAgainSoThatItIsNotTakenFromTheSystemEveryTime() {
        breathe(40);
        assertEquals(16 * SLAB_SIZE, space.committed());
        for (int tick = 0; tick < 200; tick++) {
            now += SlabSpace.MEMORY_NANOS / 60;
            breathe(40);
            assertEquals(40 * SLAB_SIZE, space.committed());
        }
    }

    @Test
    void shouldKeepNoMoreThanWasInUseAtOnceHoweverManyWereTakenInTurn() {
        Slab[] slabs = acquire(40);
        for (int round = 0; round < 100; round++) {
            space.release(slabs[round % 20]);
            space.release(slabs[20 + round % 20]);
            acquire(2);
        }
        for (Slab slab : slabs) {
            space.release(slab);
        }
        assertEquals(16 * SLAB_SIZE, space.committed());
    }

    @Test
    void shouldGiveBackWhatItKeptOnceItHasNotBeenWantedForSomeTime() {
        breathe(40);
        breathe(40);
        assertEquals(40 * SLAB_SIZE, space.committed());
        now += SlabSpace.MEMORY_NANOS;
        breathe(1);
        assertEquals(40 * SLAB_SIZE, space.committed());
        now += SlabSpace.MEMORY_NANOS;
        for (long left : new long[] {32, 24, 16, 16}) {
            breathe(1);
            assertEquals(left * SLAB_SIZE, space.committed());
        }
    }

    @Test
    void shouldNotTakeALevelThatLastedForABreath() {
        breathe(40);
        Slab[] level = acquire(40);
        now += 100 * SlabSpace.MEMORY_NANOS;
        for (Slab slab : level) {
            space.release(slab);
        }
        assertEquals(16 * SLAB_SIZE, space.committed());
    }

    @Test
    void shouldGiveUpWhatItKeepsBeforeItSaysThatTheLimitIsReached() {
        Slab[] slabs = acquire(50);
        assertEquals(
                NoSlabException.Reason.LIMIT,
                assertThrows(NoSlabException.class, space::acquire).reason);
        for (int i = 0; i < 10; i++) {
            space.release(slabs[i]);
        }
        assertFalse(space.take(1));
        assertEquals(0, space.acquire().index);
        space.trim();
        assertTrue(space.take(9 * SLAB_SIZE));
        assertFalse(space.take(1));
    }

    @Test
    void shouldKeepAsManyHoweverOftenTheyWereTakenAgain() {
        for (int round = 0; round < 40; round++) {
            for (Slab slab : acquire(16)) {
                space.release(slab);
            }
            assertEquals(16 * SLAB_SIZE, space.committed());
        }
    }

    @Test
    void shouldRememberThePeakOnceLessIsTaken() {
        for (Slab slab : acquire(20)) {
            space.release(slab);
        }
        space.trim();
        acquire(1);
        assertEquals(20 * SLAB_SIZE, space.peak());
    }

    @Test
    void shouldReadAsZeroAfterItWasGivenToTheSystem() {
        Slab slab = space.acquire();
        Memory.putLong(slab.start, 1);
        space.release(slab);
        space.trim();
        assertEquals(slab, space.acquire());
        assertEquals(0, Memory.getLong(slab.start));
    }

    @Test
    void shouldNeverHandOutWhatIsRetired() {
        Slab slab = space.acquire();
        space.retire(slab);
        assertEquals(0, space.committed());
        assertEquals(1, space.acquire().index);
        assertEquals(SLAB_SIZE, space.committed());
    }

    @Test
    void shouldCountAsPeakWhatWasTakenAndNotWhatWasAskedFor() {
        assertTrue(space.take(1000));
        space.give(1000);
        assertEquals(0, space.peak());
        assertTrue(space.take(500));
        space.taken();
        assertEquals(500, space.peak());
    }
}
