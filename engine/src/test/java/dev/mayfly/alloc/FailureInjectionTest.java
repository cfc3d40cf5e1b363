package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Whatever request for memory fails: the failure is reported, nothing leaks, the allocator is as it
 * was before, and the same call succeeds when there is memory again.
 */
class FailureInjectionTest {

    private static final long MIB = 1 << 20;
    private static final long KIB = 1 << 10;

    /** Takes the largest block that is asked for, bytes. */
    private static final long BLOCK = 160 * KIB;

    /** Every allocator that asks another for memory: one line each. */
    static Stream<Subject<?>> subjects() {
        return Stream.of(
                new Subject<>("an allocator of two methods", FailureInjectionTest::twoMethods),
                new Subject<>("LimitAllocator", LimitAllocator::new)
                        .state(limit -> List.of(limit.used(), limit.peak())),
                new Subject<>("SynchronizedAllocator", SynchronizedAllocator::new),
                new Subject<>("FailingAllocator", FailingAllocator::new)
                        .state(failing -> List.of(failing.liveBlocks(), failing.liveBytes())),
                new Subject<>("ResidueAllocator", FailureInjectionTest::residue),
                new Subject<>("RollbackStack", below -> new RollbackStack(below, KIB))
                        .state(RollbackStack::held),
                new Subject<>("RollbackStack, all in chunks", RollbackStack::new)
                        .state(RollbackStack::held),
                new Subject<>("ScratchRing", below -> new ScratchRing(below, 16 * KIB)),
                new Subject<>("DynamicArena", below -> new DynamicArena(below, KIB, KIB / 4))
                        .state(DynamicArena::held),
                new Subject<>("DynamicArena, all in chunks", DynamicArena::new)
                        .state(DynamicArena::held));
    }

    /** Every allocator that asks the system for pages; here it asks another for them. */
    static Stream<Subject<?>> subjectsOnPages() {
        return Stream.of(
                new Subject<>("FrameArena", FailureInjectionTest::frameArena)
                        .state(arena -> List.of(arena.used(), arena.peak(), arena.committed())),
                new Subject<>("StackAllocator", below -> new StackAllocator(frameArena(below)))
                        .state(StackAllocator::used),
                new Subject<>("PoolAllocator", FailureInjectionTest::pool)
                        .state(pool -> List.of(pool.live(), pool.peak(), pool.committed())),
                new Subject<>("BuddyAllocator", FailureInjectionTest::buddy)
                        .state(buddy -> List.of(buddy.used(), buddy.peak(), buddy.largestFree())));
    }

    @ParameterizedTest
    @MethodSource({"subjects", "subjectsOnPages"})
    void shouldSurviveEveryFailureOfTheOneBelow(Subject<?> subject) {
        FailingAllocator.failEach(HeapAllocator.INSTANCE, below -> subject.script(below).run());
    }

    /** Every allocator that has a limit of its own: one line each. */
    static Stream<Bounded<?>> bounded() {
        return Stream.of(
                new Bounded<>(8 * KIB, FailureInjectionTest::limited, LimitAllocator::used),
                new Bounded<>(8 * KIB, FailureInjectionTest::buffer, FixedBufferAllocator::used),
                new Bounded<>(8 * KIB, FailureInjectionTest::limitedArena, FrameArena::used),
                new Bounded<>(8 * KIB, FailureInjectionTest::stack, StackAllocator::used),
                new Bounded<>(BLOCK, FailureInjectionTest::limitedPool, PoolAllocator::live),
                new Bounded<>(8 * KIB, FailureInjectionTest::buddyInBuffer, BuddyAllocator::used),
                new Bounded<>(64 * KIB, FailureInjectionTest::general, GeneralAllocator::used));
    }

    /** With every limit there is another slab, page or block that it does not get. */
    @ParameterizedTest
    @MethodSource("bounded")
    void shouldSurviveItsLimitWhereverThatIs(Bounded<?> bounded) {
        int failures = 0;
        while (bounded.script((failures + 1) * bounded.step()).runIntoTheLimit()) {
            failures++;
        }
        assertTrue(failures > 10, "the limit was in the way only " + failures + " times");
    }

    /**
     * One allocator to test.
     *
     * @param state what must be the same after a failed call as before it
     */
    private record Subject<A extends Allocator>(
            String name, Function<Allocator, A> make, Function<A, Object> state) {

        Subject(String name, Function<Allocator, A> make) {
            this(name, make, allocator -> allocator.features());
        }

        Subject<A> state(Function<A, Object> value) {
            return new Subject<>(name, make, value);
        }

        Script script(Allocator below) {
            A allocator = make.apply(below);
            return new Script(allocator, () -> state.apply(allocator));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * One allocator to test.
     *
     * @param step from one limit to the next, bytes
     * @param make takes a limit, bytes
     * @param used what is the same after a failed call as before it, and 0 in the end
     */
    private record Bounded<A extends Allocator>(
            long step, LongFunction<A> make, ToLongFunction<A> used) {

        Script script(long limit) {
            A allocator = make.apply(limit);
            return new Script(allocator, () -> used.applyAsLong(allocator));
        }

        @Override
        public String toString() {
            try (A any = make.apply(step)) {
                return any.getClass().getSimpleName();
            }
        }
    }

    /** Uses an allocator in every way, and gives everything back. */
    private static final class Script {

        /** Grow to 20 KB, so that what asks for slabs asks for several. */
        private static final int BLOCKS = 24;

        private final Allocator allocator;
        private final Supplier<Object> state;
        private final List<long[]> blocks = new ArrayList<>();
        private @Nullable MemoryException failure;
        private int seeds;
        private boolean triesAgain = true;

        Script(Allocator allocator, Supplier<Object> state) {
            this.allocator = allocator;
            this.state = state;
        }

        /** Goes on after the one failure, and reports it in the end. */
        void run() {
            try (allocator) {
                useAll();
                giveBack();
            }
            if (failure != null) {
                throw failure;
            }
        }

        /** Stops at the first failure; returns whether there was one. */
        boolean runIntoTheLimit() {
            triesAgain = false;
            try (allocator) {
                try {
                    useAll();
                } catch (MemoryException full) {
                    assertSame(failure, full);
                }
                long most = blocks.stream().mapToLong(block -> block[1]).max().orElse(0);
                giveBack();
                assertEquals(0L, state.get());
                // What it had room for before, it has room for again.
                allocator.free(allocator.alloc(most), most);
            }
            return failure != null;
        }

        private void useAll() {
            allocateAll();
            resizeNewest();
            if (offers(Feature.FREE)) {
                resizeOldest();
                freeEverySecond();
                allocateAll();
            }
            if (offers(Feature.FREE_ALL)) {
                allocator.freeAll();
                blocks.clear();
                allocateAll();
            }
            checkBlocks();
        }

        private boolean offers(Feature feature) {
            return allocator.features().contains(feature);
        }

        private void allocateAll() {
            for (int i = 0; i < BLOCKS; i++) {
                long size = 1 + 37L * i * i;
                long alignment = 1L << (i % 5);
                LongSupplier call =
                        switch (i % 4) {
                            case 0 -> () -> allocator.alloc(size, alignment);
                            case 1 -> () -> allocator.allocNonZeroed(size, alignment);
                            case 2 -> () -> allocator.allocate(size, alignment).address();
                            default -> () -> allocator.allocateNonZeroed(size, alignment).address();
                        };
                long address = step(call);
                if (i % 2 == 0) {
                    assertZero(address, size);
                }
                write(address, size, ++seeds);
                blocks.add(new long[] {address, size, seeds});
            }
        }

        private void resizeNewest() {
            resize(blocks.size() - 1);
        }

        private void resizeOldest() {
            resize(0);
        }

        private void resize(int index) {
            for (int round = 0; round < 3; round++) {
                long[] block = blocks.get(index);
                long newSize = 2 * block[1];
                boolean zeroed = round % 2 == 0;
                long moved =
                        step(
                                () ->
                                        zeroed
                                                ? allocator.resize(block[0], block[1], newSize, 16)
                                                : allocator.resizeNonZeroed(
                                                        block[0], block[1], newSize, 16));
                assertWritten(moved, block[1], (int) block[2]);
                if (zeroed) {
                    assertZero(moved + block[1], newSize - block[1]);
                }
                write(moved, newSize, ++seeds);
                blocks.set(index, new long[] {moved, newSize, seeds});
            }
        }

        private void freeEverySecond() {
            for (int i = blocks.size() - 1; i >= 0; i -= 2) {
                long[] block = blocks.remove(i);
                allocator.free(block[0], block[1]);
            }
        }

        private void giveBack() {
            if (offers(Feature.FREE) || offers(Feature.FREE_NEWEST)) {
                for (long[] block : blocks.reversed()) {
                    allocator.free(block[0], block[1]);
                }
            }
            if (offers(Feature.FREE_ALL) && !offers(Feature.REUSE)) {
                allocator.freeAll();
            }
            blocks.clear();
        }

        /** A call that may fail: then nothing has changed. Whoever has a limit keeps failing. */
        private long step(LongSupplier call) {
            Object before = state.get();
            try {
                return call.getAsLong();
            } catch (MemoryException reported) {
                assertNull(failure, "a second call failed, though only one request did");
                failure = reported;
                assertEquals(before, state.get());
                checkBlocks();
                if (!triesAgain) {
                    throw reported;
                }
                return call.getAsLong();
            }
        }

        private void checkBlocks() {
            for (long[] block : blocks) {
                assertWritten(block[0], block[1], (int) block[2]);
            }
        }
    }

    private static FrameArena frameArena(Allocator below) {
        Room room = new GrantedRoom(2 * MIB, below);
        return new FrameArena(FrameArena.builder(), room, 2 * MIB);
    }

    private static PoolAllocator pool(Allocator below) {
        return new PoolAllocator("granted", new GrantedRoom(8 * MIB, below), BLOCK, 16, BLOCK);
    }

    private static BuddyAllocator buddy(Allocator below) {
        return new BuddyAllocator("granted", new GrantedRoom(2 * MIB, below), 64);
    }

    private static LimitAllocator limited(long limit) {
        return new LimitAllocator(HeapAllocator.INSTANCE, limit);
    }

    private static FixedBufferAllocator buffer(long size) {
        return new FixedBufferAllocator(Arena.ofAuto().allocate(size));
    }

    private static BuddyAllocator buddyInBuffer(long size) {
        return BuddyAllocator.over(Arena.ofAuto().allocate(size, 64), 64);
    }

    private static FrameArena limitedArena(long limit) {
        return FrameArena.builder().limit(limit).build();
    }

    private static StackAllocator stack(long reserve) {
        return StackAllocator.builder().reserve(reserve).build();
    }

    private static PoolAllocator limitedPool(long limit) {
        return PoolAllocator.builder(BLOCK, 16).limit(limit).build();
    }

    private static GeneralAllocator general(long limit) {
        return GeneralAllocator.builder().reserve(64 * MIB).limit(limit).build();
    }

    private static ResidueAllocator residue(Allocator below) {
        OutputStream silence =
                new OutputStream() {
                    @Override
                    public void write(int letter) {
                        throw new AssertionError("the duck has nothing to say");
                    }
                };
        return new ResidueAllocator(below, new PrintStream(silence));
    }

    /** All that an allocator must have; the rest is the interface's own. */
    private static Allocator twoMethods(Allocator below) {
        return new Allocator() {
            @Override
            public long allocNonZeroed(long size, long alignment) {
                return below.allocNonZeroed(size, alignment);
            }

            @Override
            public void free(long address, long size) {
                below.free(address, size);
            }
        };
    }
}
