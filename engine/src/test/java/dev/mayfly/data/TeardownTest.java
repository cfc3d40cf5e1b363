package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TeardownTest {

    private static final RuntimeException SAME = new IllegalArgumentException("same");

    @Test
    void shouldDoEverythingAndThrowTheFirstWithTheOthersSuppressed() {
        List<String> done = new ArrayList<>();
        IllegalArgumentException first = new IllegalArgumentException("first");
        AssertionError second = new AssertionError("second");
        Teardown teardown =
                new Teardown()
                        .run(() -> done.add("a"))
                        .run(() -> fail(done, "b", first))
                        .run(() -> done.add("c"))
                        .run(() -> fail(done, "d", second));
        assertEquals(List.of("a", "b", "c", "d"), done);
        assertSame(first, assertThrows(IllegalArgumentException.class, teardown::finish));
        assertEquals(List.of(second), List.of(first.getSuppressed()));
        teardown.finish();
    }

    private static void fail(List<String> done, String what, RuntimeException failure) {
        done.add(what);
        throw failure;
    }

    private static void fail(List<String> done, String what, Error failure) {
        done.add(what);
        throw failure;
    }

    @Test
    void shouldThrowAnErrorAsItIs() {
        AssertionError error = new AssertionError("out");
        Teardown teardown = new Teardown().run(() -> fail(new ArrayList<>(), "", error));
        assertSame(error, assertThrows(AssertionError.class, teardown::finish));
    }

    /** An exception cannot be suppressed onto itself. */
    @Test
    void shouldBearTheSameExceptionTwice() {
        List<Long> released = new ArrayList<>();
        Teardown teardown =
                new Teardown()
                        .releaseAll(
                                element -> {
                                    released.add(element);
                                    throw SAME;
                                },
                                1000,
                                3,
                                8);
        assertSame(SAME, assertThrows(IllegalArgumentException.class, teardown::finish));
        assertEquals(List.of(1016L, 1008L, 1000L), released);
        assertEquals(0, SAME.getSuppressed().length);
    }

    @Test
    void shouldReleaseNothingWithoutARelease() {
        new Teardown().release(null, 1).releaseAll(null, 1, 10, 8).finish();
    }

    @Test
    void shouldReportAFreeThatFailsAndGoOn() {
        Stubborn allocator = new Stubborn();
        long one = allocator.alloc(8);
        long two = allocator.alloc(8);
        allocator.refuse(one, SAME);
        Teardown teardown = new Teardown().free(allocator, one, 8).free(allocator, two, 8);
        assertSame(SAME, assertThrows(IllegalArgumentException.class, teardown::finish));
        assertEquals(List.of(one, two), allocator.freed);
        allocator.refuseNothing();
        allocator.free(one, 8);
    }

    @Test
    void shouldLeaveWhatAStackDoesNotTakeToItsFrame() {
        try (StackAllocator stack = StackAllocator.create()) {
            long older = stack.alloc(100);
            long newer = stack.alloc(100);
            long used = stack.used();
            new Teardown().free(stack, older, 100).finish();
            assertEquals(used, stack.used());
            new Teardown().free(stack, newer, 100).free(stack, older, 100).finish();
            assertEquals(0, stack.used());
        }
    }

    @Test
    void shouldFreeTheBlocksThatElementsName() {
        LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
        long elements = memory.alloc(3 * 24);
        Memory.putLong(elements, memory.alloc(100));
        Memory.putLong(elements + 8, 100);
        Memory.putLong(elements + 48, memory.alloc(50));
        Memory.putLong(elements + 56, 50);
        new Teardown()
                .releaseAll(Release.ofBlocks(memory), elements, 3, 24)
                .free(memory, elements, 3 * 24)
                .finish();
        assertEquals(0, memory.used());
    }
}
