package dev.mayfly.snippets;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Context;
import dev.mayfly.debug.junit.LeakCheck;
import dev.mayfly.debug.junit.TickBudget;
import dev.mayfly.debug.junit.Ticker;

import org.junit.jupiter.api.Test;

/** What the Javadoc of {@code dev.mayfly.debug.junit} shows, compiled and run. */
class JunitSnippets {

    // @start region="gates"
    @Test
    @LeakCheck
    void shouldFreeItsLevel() {
        Allocator general = Context.current().allocator();
        long level = general.alloc(4096);
        general.free(level, 4096); // without this line the test fails, and names the line above
    }

    @Test
    @TickBudget(javaHeapBytes = 0, nativeBytes = 64 * 1024, allocations = 0)
    @TickBudget(phase = "draw", nanos = 2_000_000)
    void shouldTickWithinItsBudget(Ticker ticker) {
        ticker.run(1000, () -> Context.current().tempAllocator().alloc(4096));
        ticker.run("draw", 100, () -> Context.current().tempAllocator().alloc(1 << 20));
    }
    // @end
}
