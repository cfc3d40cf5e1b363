package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whatever request to the allocator below fails: the failure is reported, nothing leaks, the
 * allocator is as it was before, and the same call succeeds when there is memory again.
 */
class FailureInjectionTest {

    /** Every allocator that stands on another: one line each. */
    static Stream<Subject<?>> subjects() {
        return Stream.of(
                new Subject<>("an allocator of two methods", FailureInjectionTest::twoMethods),
                new Subject<>("LimitAllocator", LimitAllocator::new)
                        .state(limit -> List.of(limit.used(), limit.peak())),
                new Subject<>("SynchronizedAllocator", SynchronizedAllocator::new),
                new Subject<>("FailingAllocator", FailingAllocator::new)
                        .state(failing -> List.of(failing.liveBlocks(), failing.liveBytes())),
                new Subject<>("ResidueAllocator", FailureInjectionTest::residue));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldSurviveEveryFailureOfTheOneBelow(Subject<?> subject) {
        FailingAllocator.failEach(HeapAllocator.INSTANCE, below -> subject.script(below).run());
    }

    /**
     * One allocator to test.
     *
     * @param state what must be the same after a failed call as before it
     * @param largest the largest block it can ever hand out, bytes
     */
    private record Subject<A extends Allocator>(
            String name, Function<Allocator, A> make, Function<A, Object> state, long largest) {

        Subject(String name, Function<Allocator, A> make) {
            this(name, make, allocator -> allocator.features(), Long.MAX_VALUE);
        }

        Subject<A> state(Function<A, Object> value) {
            return new Subject<>(name, make, value, largest);
        }

        Subject<A> largest(long bytes) {
            return new Subject<>(name, make, state, bytes);
        }

        Script script(Allocator below) {
            A allocator = make.apply(below);
            return new Script(allocator, () -> state.apply(allocator), largest);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Uses an allocator in every way, and gives everything back. */
    private static final class Script {

        /** Grow to 20 KB, so that what asks for slabs asks for several. */
        private static final int BLOCKS = 24;

        private final Allocator allocator;
        private final Supplier<Object> state;
        private final long largest;
        private final List<long[]> blocks = new ArrayList<>();
        private @Nullable MemoryException failure;
        private int seeds;

        Script(Allocator allocator, Supplier<Object> state, long largest) {
            this.allocator = allocator;
            this.state = state;
            this.largest = largest;
        }

        void run() {
            try (allocator) {
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
                giveBack();
            }
            if (failure != null) {
                throw failure;
            }
        }

        private boolean offers(Feature feature) {
            return allocator.features().contains(feature);
        }

        private void allocateAll() {
            for (int i = 0; i < BLOCKS; i++) {
                long size = Math.min(largest, 1 + 37L * i * i);
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
                long newSize = Math.min(largest, 2 * block[1]);
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
            } else if (offers(Feature.FREE_ALL)) {
                allocator.freeAll();
            }
        }

        /** A call that may fail: then nothing has changed, and the next time it succeeds. */
        private long step(LongSupplier call) {
            Object before = state.get();
            try {
                return call.getAsLong();
            } catch (MemoryException reported) {
                assertNull(failure, "a second call failed, though only one request did");
                failure = reported;
                assertEquals(before, state.get());
                checkBlocks();
                return call.getAsLong();
            }
        }

        private void checkBlocks() {
            for (long[] block : blocks) {
                assertWritten(block[0], block[1], (int) block[2]);
            }
        }
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
