package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whose an allocator for one thread is. */
class OwnerCheckDebugTest {

    private final FrameArena arena = FrameArena.builder().name("test").build();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("the worker").daemon().factory());

    @AfterEach
    void close() {
        worker.shutdown();
        arena.handOver();
        arena.close();
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

    @Test
    void shouldNameBothThreadsOfAnArenaThatTwoUse() throws Exception {
        long block = arena.alloc(100, 8);
        Throwable failure = thrownByTheWorker(() -> arena.alloc(1, 1));
        assertEquals(WrongThreadException.class, failure.getClass());
        String message = failure.getMessage();
        assertTrue(message.contains("FrameArena \"test\""), message);
        assertTrue(message.contains('"' + Thread.currentThread().getName() + '"'), message);
        assertTrue(message.contains("\"the worker\""), message);
        assertTrue(message.contains("handOver()"), message);
        assertEquals(100, arena.used());
        arena.free(block, 100);
    }

    @Test
    void shouldCheckEveryCallThatChangesAnArena() throws Exception {
        long block = arena.alloc(100, 8);
        SavePoint point = arena.savepoint();
        List<Runnable> calls =
                List.of(
                        () -> arena.alloc(1, 1),
                        () -> arena.allocNonZeroed(1, 1),
                        () -> arena.allocate(1, 1),
                        () -> arena.resize(block, 100, 200, 8),
                        () -> arena.free(block, 100),
                        arena::savepoint,
                        point::close,
                        arena::freeAll,
                        arena::handOver,
                        arena::close);
        for (Runnable call : calls) {
            Throwable failure = thrownByTheWorker(call);
            assertEquals(WrongThreadException.class, failure.getClass());
        }
        point.close();
        assertEquals(100, arena.used());
    }

    @Test
    void shouldBelongToWhoeverUsesItFirst() throws Exception {
        assertNull(thrownByTheWorker(() -> arena.alloc(1, 1)));
        assertThrows(WrongThreadException.class, () -> arena.alloc(1, 1));
        assertNull(thrownByTheWorker(arena::handOver));
    }

    @Test
    void shouldBeAnybodysAfterFreeAll() throws Exception {
        long _ = arena.alloc(1, 1);
        arena.freeAll();
        assertNull(thrownByTheWorker(() -> arena.alloc(1, 1)));
        assertThrows(WrongThreadException.class, arena::freeAll);
        assertNull(thrownByTheWorker(arena::freeAll));
        arena.freeAll();
    }

    @Test
    void shouldPassToAnotherThreadWithItsBlocksWhenHandedOver() throws Exception {
        long block = arena.alloc(100, 8);
        arena.handOver();
        assertNull(thrownByTheWorker(() -> arena.resize(block, 100, 200, 8)));
        assertEquals(200, arena.used());
        assertThrows(WrongThreadException.class, arena::handOver);
        assertNull(thrownByTheWorker(new LimitAllocator(arena, 1000)::handOver));
        arena.freeAll();
    }

    @Test
    void shouldBeInheritedFromAThreadThatHasEnded() throws Exception {
        Thread loader = Thread.ofPlatform().start(() -> arena.alloc(100, 8));
        loader.join();
        arena.freeAll();
        assertEquals(0, arena.used());
    }

    @Test
    void shouldLetAnyThreadThroughAGuard() throws Exception {
        Allocator guarded = new SynchronizedAllocator(new LimitAllocator(arena, 1000));
        long block = guarded.alloc(100, 8);
        assertNull(thrownByTheWorker(() -> guarded.free(block, 100)));
        guarded.freeAll();
    }

    @Test
    void shouldNotCheckAllocatorsForAnyThread() throws Exception {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            long block = general.alloc(100, 8);
            assertNull(thrownByTheWorker(() -> general.free(block, 100)));
        }
    }
}
