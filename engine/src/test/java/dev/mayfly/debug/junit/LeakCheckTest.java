package dev.mayfly.debug.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.debug.Forget;
import dev.mayfly.debug.Trackers;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

class LeakCheckTest {

    private final List<TrackingAllocator> before = Trackers.all();

    @AfterEach
    void forgetTheSamples() {
        Forget.allBut(before);
    }

    private static Allocator general() {
        return Context.current().allocator();
    }

    @Test
    void shouldFailATestThatLeaksAndNameTheLine() {
        Outcomes outcomes = Outcomes.of(Leaking.class);
        String failure = outcomes.failure("contextAllocator");
        assertTrue(failure.contains("=== 1 allocation not freed: ==="), failure);
        assertTrue(
                failure.contains(
                        "- 96 bytes @"
                            + " dev.mayfly.debug.junit.LeakCheckTest$Leaking.contextAllocator("),
                failure);
        assertTrue(outcomes.failure("ownTracker").contains("in mine"), failure);
        assertTrue(outcomes.failure("closedTracker").contains("- 24 bytes"), failure);
        outcomes.assertPassed("immortal");
        outcomes.assertPassed("freed");
        outcomes.assertPassed("scratch");
        outcomes.assertPassed("freedAfterEach");
        assertFalse(Context.isPresent());
    }

    @Test
    void shouldFailATestThatFreesBadly() {
        Outcomes outcomes = Outcomes.of(BadFrees.class);
        assertTrue(outcomes.failure("freesTwice").contains("double free"));
        assertTrue(outcomes.failure("catches").contains("=== 1 incorrect free: ==="));
        assertTrue(outcomes.failure("catches").contains("double free"));
        assertTrue(outcomes.failure("overruns").contains("write past the end"));
    }

    @Test
    void shouldFailATestThatLeavesSomethingOpen() {
        Outcomes outcomes = Outcomes.of(LeftOpen.class);
        assertTrue(outcomes.failure("scope").contains("1 Context scope(s) open"));
        assertTrue(outcomes.failure("savePoint").contains("save point"));
        assertTrue(outcomes.failure("context").contains("a Context opened after this one"));
        outcomes.assertPassed("next");
        assertFalse(Context.isPresent());
    }

    @Test
    void shouldSayOnlyWhyATestFailedByItself() {
        String failure = Outcomes.of(FailingByItself.class).failure("fails");
        assertEquals("java.lang.ArithmeticException: by itself", failure);
    }

    @Test
    void shouldLookAtOneMethodWhereItIsOnOne() {
        Outcomes outcomes = Outcomes.of(OneMethod.class);
        outcomes.failure("checked");
        outcomes.assertPassed("unchecked");
    }

    @Test
    void shouldWatchFieldsAndNestedClasses() {
        Outcomes outcomes = Outcomes.of(Fields.class);
        assertTrue(outcomes.failure("leaksInAField").contains("- 40 bytes"));
        assertTrue(outcomes.failure("leaksInside").contains("- 48 bytes"));
    }

    @Test
    void shouldTellTestsThatRunAtTheSameTimeApart() {
        Outcomes outcomes = Outcomes.ofParallel(AtTheSameTime.class);
        assertTrue(outcomes.failure("leaks").contains("- 8 bytes"));
        assertTrue(outcomes.failure("leaksMore").contains("- 16 bytes"));
        assertFalse(outcomes.failure("leaksMore").contains("- 8 bytes"));
        outcomes.assertPassed("clean");
        outcomes.assertPassed("unchecked");
    }

    /** Samples are no tests: JUnit finds them only when told. */
    @LeakCheck
    static class Leaking {

        private long address;

        @AfterEach
        void free() {
            general().free(address, 8);
        }

        @Test
        void contextAllocator() {
            general().alloc(96);
        }

        @Test
        void ownTracker() {
            TrackingAllocator.builder(GeneralAllocator.shared()).name("mine").build().alloc(24);
        }

        @Test
        void closedTracker() {
            try (var tracker = TrackingAllocator.over(GeneralAllocator.shared())) {
                tracker.alloc(24);
            }
        }

        @Test
        void immortal() {
            ((TrackingAllocator) general()).immortal(general().alloc(24));
        }

        @Test
        void freed() {
            general().free(general().alloc(96), 96);
        }

        @Test
        void scratch() {
            Context.current().tempAllocator().alloc(96);
        }

        @Test
        void freedAfterEach() {
            address = general().alloc(8);
        }
    }

    @LeakCheck
    static class BadFrees {

        @Test
        void freesTwice() {
            long address = general().alloc(8);
            general().free(address, 8);
            general().free(address, 8);
        }

        @Test
        void catches() {
            long address = general().alloc(8);
            general().free(address, 8);
            assertThrows(MemoryException.class, () -> general().free(address, 8));
        }

        @Test
        void overruns() {
            long address = general().alloc(8);
            ((TrackingAllocator) general()).immortal(address);
            Memory.putByte(address + 8, (byte) 1);
        }
    }

    @LeakCheck
    static class LeftOpen {

        @Test
        void scope() {
            Context.useUser("mine", 1);
        }

        @Test
        void savePoint() {
            ((FrameArena) Context.current().tempAllocator()).savepoint();
        }

        @Test
        void context() {
            Context.open(GeneralAllocator.shared(), Context.current().tempAllocator());
        }

        @Test
        void next() {
            assertTrue(Context.current().tempAllocator() instanceof FrameArena);
            assertEquals(0, Context.current().depth());
        }
    }

    @LeakCheck
    static class FailingByItself {

        @Test
        void fails() {
            general().alloc(8);
            throw new ArithmeticException("by itself");
        }
    }

    static class OneMethod {

        @Test
        @LeakCheck
        void checked() {
            general().alloc(8);
        }

        @Test
        void unchecked() {
            assertFalse(Context.isPresent());
        }
    }

    @LeakCheck
    static class Fields {

        private final TrackingAllocator tracker = TrackingAllocator.over(GeneralAllocator.shared());

        @Test
        void leaksInAField() {
            tracker.alloc(40);
        }

        @Nested
        class Inside {

            @Test
            void leaksInside() {
                tracker.alloc(48);
            }
        }
    }

    /** Every one waits for the others, before and after what it does. */
    static class AtTheSameTime {

        private static final CyclicBarrier ALL = new CyclicBarrier(4);

        @BeforeEach
        void meet() throws Exception {
            ALL.await(1, TimeUnit.MINUTES);
        }

        @AfterEach
        void meetAgain() throws Exception {
            ALL.await(1, TimeUnit.MINUTES);
        }

        @Test
        @LeakCheck
        void leaks() {
            general().alloc(8);
        }

        @Test
        @LeakCheck
        void leaksMore() {
            TrackingAllocator.over(GeneralAllocator.shared()).alloc(16);
        }

        @Test
        @LeakCheck
        void clean() {
            general().free(general().alloc(8), 8);
        }

        @Test
        void unchecked() {
            TrackingAllocator.over(GeneralAllocator.shared()).alloc(32);
        }
    }
}
