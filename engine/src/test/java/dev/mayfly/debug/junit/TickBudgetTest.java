package dev.mayfly.debug.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.debug.Forget;
import dev.mayfly.debug.Trackers;
import dev.mayfly.debug.TrackingAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class TickBudgetTest {

    private final List<TrackingAllocator> before = Trackers.all();

    @AfterEach
    void forgetTheSamples() {
        Forget.allBut(before);
    }

    private static final long AN_HOUR = 3_600_000_000_000L;

    /** Keeps the JIT compiler from leaving garbage out. */
    private static Object kept;

    private static void garbage(int bytes) {
        kept = new byte[bytes];
    }

    private static void allocate(long bytes) {
        Allocator general = Context.current().allocator();
        general.free(general.alloc(bytes), bytes);
    }

    @Test
    void shouldFailOnJavaHeap() {
        Outcomes outcomes = Outcomes.of(JavaHeap.class);
        String failure = outcomes.failure("makesGarbage");
        assertTrue(failure.contains("\"tick\" goes over its budget in each of 5 windows"), failure);
        assertTrue(
                failure.contains("116 bytes of Java heap in a tick, where 0 may be")
                        || failure.contains("120 bytes of Java heap in a tick, where 0 may be"),
                failure);
        assertTrue(outcomes.failure("makesGarbageOnce").contains("bytes of Java heap"));
        outcomes.assertPassed("makesNone");
        outcomes.assertPassed("makesWhatItMay");
    }

    @Test
    void shouldFailOnNativeBytes() {
        Outcomes outcomes = Outcomes.of(NativeBytes.class);
        assertTrue(outcomes.failure("scratch").contains("4096 native bytes in a tick, where 4095"));
        assertTrue(
                outcomes.failure("general").contains("200 native bytes in a tick, where 199 may"));
        outcomes.assertPassed("both");
    }

    @Test
    void shouldFailOnAllocations() {
        Outcomes outcomes = Outcomes.of(Allocations.class);
        assertTrue(outcomes.failure("three").contains("3 allocations in a tick, where 2 may be"));
        outcomes.assertPassed("two");
        outcomes.assertPassed("scratchOnly");
    }

    @Test
    void shouldFailOnTime() {
        Outcomes outcomes = Outcomes.of(Time.class);
        assertTrue(outcomes.failure("slow").contains("ns for the middle tick, where 999 may be"));
        outcomes.assertPassed("fast");
    }

    @Test
    void shouldHaveABudgetForEachPhase() {
        Outcomes outcomes = Outcomes.of(EachPhase.class);
        String failure = outcomes.failure("overInOne");
        assertTrue(failure.contains("\"draw\" goes over its budget"), failure);
        assertTrue(failure.contains("2 allocations in a tick, where 1 may be"), failure);
        outcomes.assertPassed("within");
    }

    @Test
    void shouldFailWhereABudgetIsNeverMeasured() {
        Outcomes outcomes = Outcomes.of(NeverMeasured.class);
        String failure = outcomes.failure("forgotten");
        assertTrue(failure.contains("[tick]"), failure);
        outcomes.assertPassed("noTickAtAll");
    }

    @Test
    void shouldLookForLeaksTooWhereBothAreAsked() {
        String failure = Outcomes.of(Both.class).failure("leaks");
        assertTrue(failure.contains("not freed"), failure);
        assertFalse(failure.contains("budget"), failure);
    }

    static class JavaHeap {

        @Test
        @TickBudget(javaHeapBytes = 0)
        void makesGarbage(Ticker ticker) {
            ticker.run(1000, () -> garbage(100));
        }

        @Test
        @TickBudget(javaHeapBytes = 0)
        void makesGarbageOnce(Ticker ticker) {
            int[] tick = new int[1];
            ticker.run(
                    1000,
                    () -> {
                        if (tick[0]++ % 1000 == 500) {
                            garbage(100);
                        }
                    });
        }

        @Test
        @TickBudget(javaHeapBytes = 0)
        void makesNone(Ticker ticker) {
            ticker.run(1000, () -> allocate(64));
        }

        @Test
        @TickBudget(javaHeapBytes = 120)
        void makesWhatItMay(Ticker ticker) {
            ticker.run(1000, () -> garbage(100));
        }
    }

    static class NativeBytes {

        @Test
        @TickBudget(nativeBytes = 4095)
        void scratch(Ticker ticker) {
            ticker.run(10, () -> Context.current().tempAllocator().alloc(4096));
        }

        @Test
        @TickBudget(nativeBytes = 199)
        void general(Ticker ticker) {
            ticker.run(
                    10,
                    () -> {
                        allocate(100);
                        allocate(100);
                    });
        }

        @Test
        @TickBudget(nativeBytes = 4196)
        void both(Ticker ticker) {
            ticker.run(
                    10,
                    () -> {
                        allocate(100);
                        Context.current().tempAllocator().alloc(4096);
                    });
            assertEquals(0, ((FrameArena) Context.current().tempAllocator()).used());
        }
    }

    static class Allocations {

        @Test
        @TickBudget(allocations = 2)
        void three(Ticker ticker) {
            ticker.run(
                    10,
                    () -> {
                        allocate(1);
                        allocate(1);
                        allocate(1);
                    });
        }

        @Test
        @TickBudget(allocations = 2)
        void two(Ticker ticker) {
            ticker.run(
                    10,
                    () -> {
                        allocate(1);
                        allocate(1);
                    });
        }

        @Test
        @TickBudget(allocations = 0)
        void scratchOnly(Ticker ticker) {
            ticker.run(10, () -> Context.current().tempAllocator().alloc(4096));
        }
    }

    static class Time {

        @Test
        @TickBudget(nanos = 999)
        void slow(Ticker ticker) {
            ticker.run(
                    10,
                    () -> {
                        long end = System.nanoTime() + 1000;
                        while (System.nanoTime() - end < 0) {
                            Thread.onSpinWait();
                        }
                    });
        }

        @Test
        @TickBudget(nanos = AN_HOUR)
        void fast(Ticker ticker) {
            ticker.run(10, () -> allocate(1));
        }
    }

    @TickBudget(allocations = 0)
    @TickBudget(phase = "draw", allocations = 1)
    static class EachPhase {

        @Test
        void overInOne(Ticker ticker) {
            ticker.run(5, () -> {});
            ticker.run(
                    "draw",
                    5,
                    () -> {
                        allocate(1);
                        allocate(1);
                    });
        }

        @Test
        void within(Ticker ticker) {
            ticker.run(5, () -> {});
            ticker.run("draw", 5, () -> allocate(1));
            ticker.run(
                    "load",
                    5,
                    () -> {
                        allocate(1);
                        allocate(1);
                    });
        }
    }

    static class NeverMeasured {

        @Test
        @TickBudget(nanos = AN_HOUR)
        @TickBudget(phase = "draw", nanos = AN_HOUR)
        void forgotten(Ticker ticker) {
            ticker.run("draw", 1, () -> {});
        }

        @Test
        @LeakCheck
        void noTickAtAll() {
            allocate(1);
        }
    }

    static class Both {

        @Test
        @LeakCheck
        @TickBudget(allocations = 1)
        void leaks(Ticker ticker) {
            ticker.run(3, () -> Context.current().allocator().alloc(32));
        }
    }
}
