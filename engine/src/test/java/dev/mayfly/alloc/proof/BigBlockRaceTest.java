package dev.mayfly.alloc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that end the same block of more than 32 KiB: one of them is told so. */
class BigBlockRaceTest {

    private static final int RUNS = 5000;
    private static final long SIZE = 40_000;

    private final GeneralAllocator general = GeneralAllocator.create();

    @AfterEach
    void close() {
        general.close();
    }

    private final class Ended {

        final long block = general.allocNonZeroed(SIZE, 16);
        final AtomicInteger refused = new AtomicInteger();

        void end(Runnable how) {
            try {
                how.run();
            } catch (MemoryException failure) {
                assertEquals(MemoryError.INVALID_POINTER, failure.error());
                refused.incrementAndGet();
            }
        }
    }

    private abstract class EndedByTwo implements Race<Ended> {

        @Override
        public int actors() {
            return 2;
        }

        @Override
        public Ended fresh() {
            return new Ended();
        }

        @Override
        public String outcome(Ended ended) {
            assertEquals(0, general.bigBytes());
            assertEquals(0, general.committed());
            return ended.refused + " refused";
        }
    }

    @Test
    void shouldBeFreedOnce() throws InterruptedException {
        Race<Ended> race =
                new EndedByTwo() {
                    @Override
                    public void act(int actor, Ended ended) {
                        ended.end(() -> general.free(ended.block, SIZE));
                    }
                };
        assertEquals(RUNS, RaceHunt.hunt(race, RUNS).get("1 refused"));
    }

    /** Whoever grows it frees it then; at its old place, unless that was taken before. */
    @Test
    void shouldBeFreedOrGrown() throws InterruptedException {
        Race<Ended> race =
                new EndedByTwo() {
                    @Override
                    public void act(int actor, Ended ended) {
                        if (actor == 0) {
                            ended.end(() -> general.free(ended.block, SIZE));
                        } else {
                            ended.end(() -> grow(ended.block));
                        }
                    }

                    private void grow(long block) {
                        long grown = general.resizeNonZeroed(block, SIZE, 50 * SIZE, 16);
                        general.free(grown, 50 * SIZE);
                    }
                };
        assertEquals(RUNS, RaceHunt.hunt(race, RUNS).get("1 refused"));
    }
}
