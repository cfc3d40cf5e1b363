package dev.mayfly.debug.junit;

import dev.mayfly.loop.JavaHeapMeter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Some ticks in a row, and what the worst of them cost. */
final class Window {

    private final TestMemory memory;
    private final long[] nanos;
    private long javaHeapBytes;
    private long nativeBytes;
    private long allocations;

    Window(TestMemory memory, int ticks) {
        this.memory = memory;
        this.nanos = new long[ticks];
    }

    /** Forgets the ticks before, and runs new ones. */
    void run(Runnable tick) {
        javaHeapBytes = 0;
        nativeBytes = 0;
        allocations = 0;
        for (int i = 0; i < nanos.length; i++) {
            Cost before = memory.cost();
            long heap = JavaHeapMeter.allocatedBytes();
            long start = System.nanoTime();
            tick.run();
            nanos[i] = System.nanoTime() - start;
            heap = JavaHeapMeter.allocatedBytes() - heap;
            long scratch = memory.endTick();
            Cost after = memory.cost();
            javaHeapBytes = Math.max(javaHeapBytes, heap);
            nativeBytes = Math.max(nativeBytes, after.bytes() - before.bytes() + scratch);
            allocations = Math.max(allocations, after.allocations() - before.allocations());
        }
        Arrays.sort(nanos);
    }

    /** Where it goes over a budget, for people. */
    Stream<String> excesses(TickBudget budget) {
        List<String> excesses = new ArrayList<>();
        add(excesses, "bytes of Java heap in a tick", javaHeapBytes, budget.javaHeapBytes());
        add(excesses, "native bytes in a tick", nativeBytes, budget.nativeBytes());
        add(excesses, "allocations in a tick", allocations, budget.allocations());
        add(excesses, "ns for the middle tick", nanos[nanos.length / 2], budget.nanos());
        return excesses.stream();
    }

    private static void add(List<String> excesses, String what, long cost, long budget) {
        if (budget != TickBudget.ANY && cost > budget) {
            excesses.add("%d %s, where %d may be".formatted(cost, what, budget));
        }
    }
}
