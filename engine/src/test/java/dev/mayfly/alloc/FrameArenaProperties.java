package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Random programs against bump allocators: whatever happened before, zeroed memory is zero, live
 * blocks keep what was written to them, and no two overlap.
 */
class FrameArenaProperties {

    private enum Kind {
        ALLOC,
        ALLOC_NON_ZEROED,
        SEGMENT,
        RESIZE,
        RESIZE_NON_ZEROED,
        FREE,
        SAVE,
        RESTORE,
        FREE_ALL,
        TRIM
    }

    /** One step. {@code pick} chooses among live blocks, counted from the newest. */
    private record Step(Kind kind, long size, long alignment, int pick) {}

    private record Block(long address, long size, int seed) {}

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(8, Kind.ALLOC),
                        Tuple.of(6, Kind.ALLOC_NON_ZEROED),
                        Tuple.of(2, Kind.SEGMENT),
                        Tuple.of(4, Kind.RESIZE),
                        Tuple.of(2, Kind.RESIZE_NON_ZEROED),
                        Tuple.of(3, Kind.FREE),
                        Tuple.of(3, Kind.SAVE),
                        Tuple.of(3, Kind.RESTORE),
                        Tuple.of(2, Kind.FREE_ALL),
                        Tuple.of(1, Kind.TRIM));
        Arbitrary<Long> sizes =
                Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.longs().between(1, 300)),
                        Tuple.of(2, Arbitraries.longs().between(1, 40_000)),
                        Tuple.of(1, Arbitraries.longs().between(1, 600_000)));
        Arbitrary<Long> alignments =
                Arbitraries.integers().between(0, 13).map(shift -> 1L << shift);
        Arbitrary<Integer> picks = Arbitraries.integers().between(0, 3);
        return Combinators.combine(kinds, sizes, alignments, picks)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }

    @Property(tries = 1500, seed = "20261120")
    void frameArenaShouldKeepItsPromisesInEveryProgram(@ForAll("programs") List<Step> program) {
        try (FrameArena arena = FrameArena.builder().reserve(4 << 20).trimAfter(3).build()) {
            run(arena, program);
        }
    }

    @Property(tries = 500, seed = "20261120")
    void fixedBufferShouldKeepItsPromisesInEveryProgram(@ForAll("programs") List<Step> program) {
        try (Arena memory = Arena.ofConfined()) {
            var buffer = memory.allocate(1 << 20, 64);
            buffer.fill((byte) 0xAA);
            run(new FixedBufferAllocator(buffer.asSlice(3)), program);
        }
    }

    private static void run(BumpAllocator arena, List<Step> program) {
        List<Block> live = new ArrayList<>();
        Deque<SavePoint> points = new ArrayDeque<>();
        Deque<Integer> marks = new ArrayDeque<>();
        int seed = 0;
        for (Step step : program) {
            seed++;
            switch (step.kind()) {
                case ALLOC, ALLOC_NON_ZEROED, SEGMENT -> {
                    long address = allocate(arena, step);
                    if (address != Allocator.NULL) {
                        live.add(accept(arena, live, step, address, step.size(), seed));
                    }
                }
                case RESIZE, RESIZE_NON_ZEROED -> resize(arena, live, marks, step, seed);
                case FREE -> {
                    int index = live.size() - 1 - step.pick();
                    if (index >= floor(marks)) {
                        Block block = live.remove(index);
                        assertWritten(block.address(), block.size(), block.seed());
                        arena.free(block.address(), block.size());
                    }
                }
                case SAVE -> {
                    points.push(arena.savepoint());
                    marks.push(live.size());
                }
                case RESTORE -> {
                    if (!points.isEmpty()) {
                        points.pop().close();
                        int mark = marks.pop();
                        live.subList(mark, live.size()).clear();
                    }
                }
                case FREE_ALL -> {
                    while (!points.isEmpty()) {
                        points.pop().close();
                    }
                    marks.clear();
                    live.clear();
                    arena.freeAll();
                    assertEquals(0, arena.used());
                }
                case TRIM -> {
                    if (arena instanceof FrameArena frame) {
                        frame.trim();
                    }
                }
            }
            if (seed % 10 == 0) {
                checkAll(live);
            }
        }
        checkAll(live);
    }

    private static int floor(Deque<Integer> marks) {
        return marks.isEmpty() ? 0 : marks.peek();
    }

    private static void checkAll(List<Block> live) {
        for (Block block : live) {
            assertWritten(block.address(), block.size(), block.seed());
        }
    }

    /**
     * Allocates, or yields NULL where there is no room, having checked that nothing changed then.
     */
    private static long allocate(BumpAllocator arena, Step step) {
        long used = arena.used();
        try {
            return switch (step.kind()) {
                case ALLOC -> arena.alloc(step.size(), step.alignment());
                case ALLOC_NON_ZEROED -> arena.allocNonZeroed(step.size(), step.alignment());
                default -> arena.allocate(step.size(), step.alignment()).address();
            };
        } catch (MemoryException full) {
            assertTrue(
                    full.error() == MemoryError.OUT_OF_MEMORY
                            || full.error() == MemoryError.BUFFER_TOO_LARGE);
            assertEquals(used, arena.used());
            return Allocator.NULL;
        }
    }

    private static Block accept(
            BumpAllocator arena, List<Block> live, Step step, long address, long size, int seed) {
        assertEquals(0, address % step.alignment());
        assertTrue(address >= arena.base && address + size <= arena.base + arena.used());
        for (Block other : live) {
            assertTrue(
                    address + size <= other.address() || other.address() + other.size() <= address);
        }
        if (step.kind() != Kind.ALLOC_NON_ZEROED) {
            assertZero(address, size);
        }
        write(address, size, seed);
        return new Block(address, size, seed);
    }

    private static void resize(
            BumpAllocator arena, List<Block> live, Deque<Integer> marks, Step step, int seed) {
        int index = live.size() - 1 - step.pick();
        if (index < floor(marks)) {
            return;
        }
        Block old = live.get(index);
        boolean zeroed = step.kind() == Kind.RESIZE;
        long address;
        try {
            address =
                    zeroed
                            ? arena.resize(old.address(), old.size(), step.size(), step.alignment())
                            : arena.resizeNonZeroed(
                                    old.address(), old.size(), step.size(), step.alignment());
        } catch (MemoryException full) {
            assertWritten(old.address(), old.size(), old.seed());
            return;
        }
        long kept = Math.min(old.size(), step.size());
        assertWritten(address, kept, old.seed());
        if (zeroed) {
            assertZero(address + kept, step.size() - kept);
        }
        write(address, step.size(), seed);
        live.set(index, new Block(address, step.size(), seed));
    }
}
