package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whose the allocators for one thread are that move no cursor only. */
class OneThreadDebugTest {

    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("the worker").daemon().factory());

    /** What makes them, named by what it makes. */
    record Made(String name, Supplier<Allocator> maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Made> allocators() {
        return Stream.of(
                new Made("pool", () -> PoolAllocator.create(256, 16)),
                new Made("buddy", () -> BuddyAllocator.create(1 << 20)),
                new Made("stack", StackAllocator::create),
                new Made("ring", () -> new ScratchRing(HeapAllocator.INSTANCE, 1 << 16)),
                new Made("dynamic arena", () -> new DynamicArena(HeapAllocator.INSTANCE)),
                new Made("rollback stack", () -> new RollbackStack(HeapAllocator.INSTANCE)));
    }

    @AfterEach
    void close() {
        worker.shutdown();
    }

    /** On the worker, which goes on living. */
    private Throwable thrownByTheWorker(Runnable code) throws InterruptedException {
        Future<?> done = worker.submit(code);
        try {
            done.get();
            return null;
        } catch (ExecutionException failure) {
            return failure.getCause();
        }
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void shouldCheckEveryCallThatChangesIt(Made made) throws Exception {
        try (Allocator allocator = made.maker.get()) {
            long block = allocator.alloc(100, 8);
            List<Runnable> calls =
                    List.of(
                            () -> allocator.alloc(1, 1),
                            () -> allocator.allocNonZeroed(1, 1),
                            () -> allocator.allocate(1, 1),
                            () -> allocator.resize(block, 100, 120, 8),
                            () -> allocator.resizeNonZeroed(block, 100, 120, 8),
                            () -> allocator.free(block, 100),
                            allocator::freeAll,
                            allocator::handOver,
                            allocator::close);
            for (Runnable call : calls) {
                Throwable failure = thrownByTheWorker(call);
                assertEquals(WrongThreadException.class, failure.getClass());
                assertTrue(failure.getMessage().contains("\"the worker\""), failure::getMessage);
            }
            assertNull(thrownByTheWorker(() -> allocator.free(Allocator.NULL, 0)));
            allocator.free(block, 100);
        }
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void shouldPassToAnotherThreadWithItsBlocksWhenHandedOver(Made made) throws Exception {
        try (Allocator allocator = made.maker.get()) {
            long block = allocator.alloc(100, 8);
            allocator.handOver();
            assertNull(thrownByTheWorker(() -> allocator.free(block, 100)));
            assertThrows(WrongThreadException.class, () -> allocator.alloc(100, 8));
            assertThrows(WrongThreadException.class, allocator::handOver);
            assertNull(thrownByTheWorker(allocator::handOver));
        }
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void shouldBeAnybodysAfterFreeAll(Made made) throws Exception {
        try (Allocator allocator = made.maker.get()) {
            long _ = allocator.alloc(100, 8);
            allocator.freeAll();
            assertNull(thrownByTheWorker(() -> allocator.alloc(100, 8)));
            assertThrows(WrongThreadException.class, allocator::freeAll);
            assertNull(thrownByTheWorker(allocator::freeAll));
        }
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void shouldBeInheritedFromAThreadThatHasEnded(Made made) throws Exception {
        try (Allocator allocator = made.maker.get()) {
            long[] block = new long[1];
            Thread loader = Thread.ofPlatform().start(() -> block[0] = allocator.alloc(100, 8));
            loader.join();
            allocator.free(block[0], 100);
        }
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void shouldLetAnyThreadThroughAGuard(Made made) throws Exception {
        try (Allocator allocator = made.maker.get()) {
            Allocator guarded = new SynchronizedAllocator(new LimitAllocator(allocator, 1000));
            long block = guarded.alloc(100, 8);
            assertNull(thrownByTheWorker(() -> guarded.free(block, 100)));
            guarded.freeAll();
        }
    }

    @Test
    void shouldLetAnyThreadThroughToWhatAGuardedOneStandsOn() throws Exception {
        try (FrameArena arena = FrameArena.create();
                RollbackStack stack = new RollbackStack(arena, 1 << 16)) {
            Allocator guarded = new SynchronizedAllocator(stack);
            long _ = guarded.alloc(100, 8);
            assertNull(thrownByTheWorker(() -> guarded.alloc(1 << 15, 8)));
            assertNull(thrownByTheWorker(() -> guarded.alloc(1 << 15, 8)));
        }
    }
}
