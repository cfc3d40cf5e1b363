package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScratchListTest {

    private final FrameArena scratch = FrameArena.create();
    private final ScratchList list = new ScratchList(Long.BYTES);

    @AfterEach
    void close() {
        scratch.close();
    }

    private void add(long value) {
        Memory.putLong(list.add(scratch), value);
    }

    @Test
    void shouldGrowWhereItIsWhileItIsTheNewestBlock() {
        list.begin(scratch, 2);
        long start = list.at(0);
        for (int i = 0; i < 1000; i++) {
            add(i);
        }
        assertEquals(start, list.at(0));
        assertEquals(1024 * Long.BYTES, scratch.used());
        assertEquals(1000, list.size());
    }

    @Test
    void shouldMoveWithWhatItHoldsOnceSomethingNewerIsThere() {
        list.begin(scratch, 2);
        long start = list.at(0);
        add(10);
        add(11);
        scratch.alloc(64);
        add(12);
        assertNotEquals(start, list.at(0));
        for (int i = 0; i < 3; i++) {
            assertEquals(10 + i, Memory.getLong(list.at(i)));
        }
    }

    @Test
    void shouldBeginAnewInEachTick() {
        list.begin(scratch, 1);
        add(1);
        add(2);
        long first = list.at(0);
        scratch.freeAll();
        list.begin(scratch, 1);
        assertEquals(0, list.size());
        add(3);
        assertEquals(first, list.at(0));
        assertEquals(3, Memory.getLong(list.at(0)));
    }
}
