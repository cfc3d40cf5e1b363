package dev.mayfly.alloc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.data.Shared;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A shared block is freed exactly once, by whoever is last, and nobody gets it back. */
class SharedRaceTest {

    private static final int RUNS = 1000;

    /** So many that two threads are sure to meet in some. */
    private static final int PAIRS = 3000;

    /** Closing a shared FFM arena stops every thread for a moment. */
    private static final int SEGMENT_RUNS = 200;

    /** Counts what comes back. */
    private static final class Counting implements Allocator {

        final AtomicInteger freed = new AtomicInteger();
        final AtomicLong contents = new AtomicLong();

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            freed.incrementAndGet();
            contents.set(sum(address, size));
            HeapAllocator.INSTANCE.free(address, size);
        }

        private static long sum(long address, long size) {
            long sum = 0;
            for (long at = 0; at < size; at += Long.BYTES) {
                sum += Memory.getLong(address + at);
            }
            return sum;
        }

        @Override
        public Set<Feature> features() {
            return HeapAllocator.INSTANCE.features();
        }
    }

    /** What the actors share. */
    private static final class State {

        final Counting allocator = new Counting();
        final Shared shared = Shared.allocate(allocator, 2 * Long.BYTES, 8);
        final AtomicInteger freedInUse = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
    }

    private abstract static class SharedRace implements Race<State> {

        @Override
        public int actors() {
            return 2;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    /** Each has a reference, takes and closes many others, writes its own word, and closes. */
    private static final class Closing extends SharedRace {

        private final boolean withSegment;

        Closing(boolean withSegment) {
            this.withSegment = withSegment;
        }

        @Override
        public State fresh() {
            State state = new State();
            state.shared.retain();
            if (withSegment) {
                assertTrue(state.shared.segment().scope().isAlive());
            }
            return state;
        }

        @Override
        public void act(int actor, State state) {
            for (int i = 0; i < PAIRS; i++) {
                state.shared.retain().close();
            }
            Memory.putLong(state.shared.address() + actor * Long.BYTES, actor + 1);
            state.shared.close();
        }

        @Override
        public String outcome(State state) {
            assertEquals(1, state.allocator.freed.get());
            assertEquals(3, state.allocator.contents.get());
            assertEquals(0, state.shared.references());
            return "once";
        }
    }

    /** One closes the only reference while the other tries to get one. */
    private static final class Retaining extends SharedRace {

        @Override
        public State fresh() {
            return new State();
        }

        @Override
        public void act(int actor, State state) {
            if (actor == 0) {
                state.shared.close();
            } else if (state.shared.tryRetain()) {
                state.freedInUse.addAndGet(state.allocator.freed.get());
                state.shared.close();
            } else {
                state.refused.incrementAndGet();
            }
        }

        @Override
        public String outcome(State state) {
            assertEquals(1, state.allocator.freed.get());
            assertEquals(0, state.freedInUse.get());
            return state.refused + " refused";
        }
    }

    /** There is one reference and there are two who close: one of them must hear of it. */
    private static final class TooMany extends SharedRace {

        @Override
        public State fresh() {
            return new State();
        }

        @Override
        public void act(int actor, State state) {
            try {
                state.shared.close();
            } catch (IllegalStateException tooMany) {
                state.refused.incrementAndGet();
            }
        }

        @Override
        public String outcome(State state) {
            assertEquals(1, state.allocator.freed.get());
            assertEquals(1, state.refused.get());
            return "found";
        }
    }

    @Test
    void shouldBeFreedOnceByTheLast() throws InterruptedException {
        assertEquals(Map.of("once", RUNS), RaceHunt.hunt(new Closing(false), RUNS));
    }

    @Test
    void shouldEndItsSegmentOnce() throws InterruptedException {
        assertEquals(Map.of("once", SEGMENT_RUNS), RaceHunt.hunt(new Closing(true), SEGMENT_RUNS));
    }

    @Test
    void shouldNeverComeBackNorBeFreedUnderSomebodyWhoRetains() throws InterruptedException {
        Map<String, Integer> outcomes = RaceHunt.hunt(new Retaining(), RUNS);
        assertEquals(RUNS, RaceTest.sum(outcomes));
    }

    @Test
    void shouldFindACloseTooManyOnWhicheverThread() throws InterruptedException {
        assertEquals(Map.of("found", RUNS), RaceHunt.hunt(new TooMany(), RUNS));
    }

    /** References are handed around by many threads for a while. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void shouldSurviveManyThreads(int threads) throws InterruptedException {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            LimitAllocator counted = new LimitAllocator(general);
            Shared shared = Shared.allocate(counted, 64, 8);
            Crew crew = new Crew();
            CountDownLatch start = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                shared.retain();
                crew.start(
                        () -> {
                            start.countDown();
                            start.await();
                            for (int round = 0; round < 20_000; round++) {
                                try (Shared mine = shared.retain()) {
                                    assertEquals(0, Memory.getLong(mine.address()));
                                }
                            }
                            shared.close();
                        });
            }
            shared.close();
            crew.join();
            assertEquals(0, shared.references());
            assertEquals(0, counted.used());
        }
    }
}
