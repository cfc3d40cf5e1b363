package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Random programs against allocators that keep books of every block: what they count is exact, and
 * nothing but the address of a live block is taken back, neither a freed block's nor one inside a
 * block. What holds for the whole family is in the package {@code proof}.
 */
class BlockAllocatorProperties {

    private enum Kind {
        ALLOC,
        ALLOC_NON_ZEROED,
        RESIZE,
        RESIZE_NON_ZEROED,
        FREE,
        FREE_ALL,
        /** Frees a block that is no longer live. */
        STALE_FREE,
        /** Frees an address inside a block. */
        WILD_FREE
    }

    private record Step(Kind kind, long size, long alignment, int pick) {}

    private record Block(long address, long size, int seed) {}

    /** What a program knows of the allocator that it runs against. */
    private static final class Model {

        final Allocator allocator;
        final List<Block> live = new ArrayList<>();
        final Set<Long> gone = new HashSet<>();

        Model(Allocator allocator) {
            this.allocator = allocator;
        }
    }

    private static Arbitrary<List<Step>> programs(long mostBytes, int mostAlignmentShift) {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(8, Kind.ALLOC),
                        Tuple.of(8, Kind.ALLOC_NON_ZEROED),
                        Tuple.of(4, Kind.RESIZE),
                        Tuple.of(3, Kind.RESIZE_NON_ZEROED),
                        Tuple.of(12, Kind.FREE),
                        Tuple.of(1, Kind.FREE_ALL),
                        Tuple.of(3, Kind.STALE_FREE),
                        Tuple.of(3, Kind.WILD_FREE));
        Arbitrary<Long> sizes =
                Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.longs().between(1, Math.min(300, mostBytes))),
                        Tuple.of(2, Arbitraries.longs().between(1, mostBytes)));
        Arbitrary<Long> alignments =
                Arbitraries.integers().between(0, mostAlignmentShift).map(shift -> 1L << shift);
        Arbitrary<Integer> picks = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(kinds, sizes, alignments, picks)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<Step>> anySizes() {
        return programs(20_000, 10);
    }

    @Provide
    Arbitrary<List<Step>> smallSizes() {
        return programs(40, 3);
    }

    @Property(tries = 1000, seed = "20261120")
    void poolShouldKeepItsPromisesInEveryProgram(@ForAll("smallSizes") List<Step> program) {
        try (Arena memory = Arena.ofConfined();
                PoolAllocator pool = PoolAllocator.over(memory.allocate(40 * 60 + 3, 1), 40, 8)) {
            Model model = new Model(pool);
            for (Step step : program) {
                run(model, step);
                assertEquals(model.live.size(), pool.live());
            }
            checkAll(model);
        }
    }

    @Property(tries = 1000, seed = "20261120")
    void buddyShouldKeepItsPromisesInEveryProgram(@ForAll("anySizes") List<Step> program) {
        try (Arena memory = Arena.ofConfined();
                BuddyAllocator buddy =
                        BuddyAllocator.over(memory.allocate(100_000, 64).asSlice(7), 32)) {
            long whole = buddy.largestFree();
            Model model = new Model(buddy);
            for (Step step : program) {
                run(model, step);
                long used = 0;
                for (Block block : model.live) {
                    used += buddy.query(block.address()).size();
                }
                assertEquals(used, buddy.used());
            }
            checkAll(model);
            for (Block block : model.live) {
                buddy.free(block.address(), block.size());
            }
            assertEquals(whole, buddy.largestFree());
        }
    }

    private static void checkAll(Model model) {
        for (Block block : model.live) {
            assertWritten(block.address(), block.size(), block.seed());
        }
    }

    private static void run(Model model, Step step) {
        Allocator allocator = model.allocator;
        switch (step.kind()) {
            case ALLOC, ALLOC_NON_ZEROED -> allocate(model, step);
            case RESIZE, RESIZE_NON_ZEROED -> resize(model, step);
            case FREE -> {
                if (!model.live.isEmpty()) {
                    Block block = model.live.remove(step.pick() % model.live.size());
                    assertWritten(block.address(), block.size(), block.seed());
                    allocator.free(block.address(), block.size());
                    model.gone.add(block.address());
                }
            }
            case FREE_ALL -> {
                checkAll(model);
                allocator.freeAll();
                model.live.clear();
                model.gone.clear();
            }
            case STALE_FREE -> {
                if (!model.gone.isEmpty()) {
                    long address = model.gone.stream().sorted().toList().getFirst();
                    assertFails(expected(model, address), () -> allocator.free(address, 1));
                }
            }
            case WILD_FREE -> {
                if (!model.live.isEmpty()) {
                    Block block = model.live.get(step.pick() % model.live.size());
                    long room = allocator.query(block.address()).size();
                    long address = block.address() + 1 + step.pick() % (room - 1);
                    assertFails(MemoryError.INVALID_POINTER, () -> allocator.free(address, 1));
                }
            }
        }
    }

    /** A block that went may be inside a larger one now. */
    private static MemoryError expected(Model model, long address) {
        for (Block block : model.live) {
            long room = model.allocator.query(block.address()).size();
            if (address > block.address() && address < block.address() + room) {
                return MemoryError.INVALID_POINTER;
            }
        }
        return MemoryError.DOUBLE_FREE;
    }

    private static void allocate(Model model, Step step) {
        boolean zeroed = step.kind() == Kind.ALLOC;
        long address;
        try {
            address =
                    zeroed
                            ? model.allocator.alloc(step.size(), step.alignment())
                            : model.allocator.allocNonZeroed(step.size(), step.alignment());
        } catch (MemoryException full) {
            assertNoRoom(full);
            return;
        }
        assertFresh(model, address, step);
        if (zeroed) {
            assertZero(address, step.size());
        }
        keep(model, address, step);
    }

    private static void resize(Model model, Step step) {
        if (model.live.isEmpty()) {
            return;
        }
        int index = step.pick() % model.live.size();
        Block old = model.live.get(index);
        boolean zeroed = step.kind() == Kind.RESIZE;
        Allocator allocator = model.allocator;
        long address;
        try {
            address =
                    zeroed
                            ? allocator.resize(
                                    old.address(), old.size(), step.size(), step.alignment())
                            : allocator.resizeNonZeroed(
                                    old.address(), old.size(), step.size(), step.alignment());
        } catch (MemoryException full) {
            assertNoRoom(full);
            assertWritten(old.address(), old.size(), old.seed());
            return;
        }
        model.live.remove(index);
        if (address != old.address()) {
            model.gone.add(old.address());
        }
        long kept = Math.min(old.size(), step.size());
        assertWritten(address, kept, old.seed());
        if (zeroed) {
            assertZero(address + kept, step.size() - kept);
        }
        assertFresh(model, address, step);
        keep(model, address, step);
    }

    private static void assertNoRoom(MemoryException full) {
        assertTrue(
                full.error() == MemoryError.OUT_OF_MEMORY
                        || full.error() == MemoryError.FRAGMENTATION
                        || full.error() == MemoryError.BUFFER_TOO_LARGE,
                full.getMessage());
    }

    private static void assertFresh(Model model, long address, Step step) {
        assertEquals(0, address % step.alignment());
        for (Block other : model.live) {
            assertTrue(
                    address + step.size() <= other.address()
                            || other.address() + other.size() <= address);
        }
    }

    private static void keep(Model model, long address, Step step) {
        int seed = step.pick();
        write(address, step.size(), seed);
        model.live.add(new Block(address, step.size(), seed));
        model.gone.remove(address);
    }
}
