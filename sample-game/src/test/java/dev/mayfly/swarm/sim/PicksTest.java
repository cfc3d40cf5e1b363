package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.RangeTask;
import dev.mayfly.loop.Workers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PicksTest {

    private final FrameArena scratch = FrameArena.create();
    private final Workers workers = Workers.create(3);
    private final Picks picks = new Picks(new Crew(workers, scratch), scratch);

    @AfterEach
    void close() {
        workers.close();
        scratch.close();
    }

    /** Picks every so manieth of so many. */
    private void pick(int count, int step) {
        RangeTask task =
                (from, to, _) -> {
                    int end = from;
                    for (int enemy = from; enemy < to; enemy++) {
                        picks.set(end, enemy);
                        end += enemy % step == 0 ? 1 : 0;
                    }
                    picks.end(from, end);
                };
        try (OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch)) {
            picks.pick(count, task);
        }
    }

    @Test
    void shouldHandOutWhomTheCrewPickedInTheOrderOfTheirNumbers() {
        for (int count : new int[] {1, 256, 257, 9000, 50_000}) {
            for (int step : new int[] {1, 7, 5000}) {
                pick(count, step);
                assertEquals((count + step - 1) / step, picks.count());
                for (int i = 0; i < picks.count(); i++) {
                    assertEquals(i * step, picks.enemy(i));
                }
            }
        }
    }

    @Test
    void shouldPickNobodyWhereNobodyIs() {
        pick(1000, 1);
        pick(0, 1);
        assertEquals(0, picks.count());
    }
}
