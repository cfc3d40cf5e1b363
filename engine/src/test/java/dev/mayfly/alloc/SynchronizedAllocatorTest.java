package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class SynchronizedAllocatorTest extends AllocatorContract {

    private static final int THREADS = 4;
    private static final int BLOCKS = 5000;

    private final FrameArena arena = FrameArena.builder().reserve(64 << 20).build();

    @Override
    @AfterEach
    void close() {
        super.close();
        arena.close();
    }

    @Override
    Allocator create() {
        return new SynchronizedAllocator(arena);
    }

    @Test
    void shouldOfferWhatTheOneBelowOffersToAnyThread() {
        assertEquals(
                Set.of(
                        Feature.ALLOC,
                        Feature.FREE,
                        Feature.FREE_ALL,
                        Feature.REPEATABLE,
                        Feature.RESIZE,
                        Feature.UNKNOWN_SIZE,
                        Feature.QUERY,
                        Feature.THREAD_SAFE),
                create().features());
    }

    @Test
    void shouldHoldItsLockInEveryCallBelow() throws ReflectiveOperationException {
        Set<String> unlocked = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        SynchronizedAllocator[] guarded = new SynchronizedAllocator[1];
        Allocator below =
                (Allocator)
                        Proxy.newProxyInstance(
                                Allocator.class.getClassLoader(),
                                new Class<?>[] {Allocator.class},
                                (proxy, method, arguments) -> {
                                    reached.add(method.toString());
                                    if (guarded[0] != null && !Thread.holdsLock(guarded[0])) {
                                        unlocked.add(method.toString());
                                    }
                                    return answer(method, (Allocator) proxy);
                                });
        guarded[0] = new SynchronizedAllocator(below);
        reached.clear();
        Set<String> expected = new TreeSet<>();
        for (Method method : Allocator.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && !Set.of("features", "close", "below").contains(method.getName())) {
                expected.add(method.toString());
                call(method, guarded[0]);
            }
        }
        assertEquals(expected, reached);
        assertEquals(Set.of(), unlocked);
    }

    private static Object answer(Method method, Allocator owner) {
        return switch (method.getReturnType().getSimpleName()) {
            case "long" -> 64L;
            case "Set" -> Set.of(Feature.ALLOC);
            case "MemorySegment" -> MemorySegment.NULL;
            case "AllocResult" -> new AllocResult.Ok(64, 8);
            case "AllocationInfo" -> new AllocationInfo(owner, 64, 8);
            case "Allocator" -> owner;
            default -> null;
        };
    }

    private static void call(Method method, Allocator allocator)
            throws ReflectiveOperationException {
        try {
            method.invoke(
                    allocator, Arrays.stream(method.getParameterTypes()).map(any -> 8L).toArray());
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(method + " failed", thrown.getCause());
        }
    }

    @Test
    void shouldGiveEveryThreadBlocksOfItsOwn() throws InterruptedException {
        Allocator allocator = create();
        List<Thread> threads = new ArrayList<>();
        long[][] blocks = new long[THREADS][BLOCKS];
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int n = 0; n < BLOCKS; n++) {
                                            long block = allocator.alloc(32, 16);
                                            write(block, 32, thread * BLOCKS + n);
                                            blocks[thread][n] = block;
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(THREADS * BLOCKS * 32L, arena.used());
        for (int i = 0; i < THREADS; i++) {
            for (int n = 0; n < BLOCKS; n++) {
                assertWritten(blocks[i][n], 32, i * BLOCKS + n);
            }
        }
    }

    @Test
    void shouldLeaveTheOneBelowAsItWasWhenItsSegmentsAreAnotherThreads()
            throws InterruptedException {
        Allocator allocator = create();
        MemorySegment segment = allocator.allocate(100, 4);
        assertSame(WrongThreadException.class, Elsewhere.thrown(() -> allocator.allocate(100, 4)));
        assertSame(WrongThreadException.class, Elsewhere.thrown(allocator::freeAll));
        assertEquals(100, arena.used());
        segment.fill((byte) 1);
        assertNull(Elsewhere.thrown(() -> allocator.alloc(100, 4)));
        assertEquals(200, arena.used());
    }

    @Test
    void shouldLetEveryThreadHaveSegmentsOfASharedArena() throws InterruptedException {
        try (FrameArena shared = FrameArena.builder().reserve(1 << 20).shared(true).build()) {
            Allocator allocator = new SynchronizedAllocator(shared);
            MemorySegment segment = allocator.allocate(100, 4);
            assertNull(
                    Elsewhere.thrown(
                            () -> {
                                segment.fill((byte) 1);
                                allocator.allocate(100, 4).fill((byte) 2);
                                allocator.freeAll();
                            }));
            assertEquals(0, shared.used());
            assertFalse(segment.scope().isAlive());
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        Allocator guarded = create();
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 1; i <= 1000; i++) {
                        long block = guarded.alloc(i, 8);
                        guarded.free(guarded.resizeNonZeroed(block, i, 2 * i, 8), 2 * i);
                    }
                });
    }

    @Test
    void shouldBeTheOwnerOfItsBlocks() {
        Allocator allocator = create();
        long block = allocator.alloc(8, 8);
        assertSame(allocator, allocator.query(block).owner());
        assertFails(MemoryError.INVALID_POINTER, () -> allocator.query(block + 8));
    }

    @Test
    void shouldLeaveTheOneBelowOpen() {
        create().close();
        assertTrue(arena.alloc(8, 8) != Allocator.NULL);
    }
}
