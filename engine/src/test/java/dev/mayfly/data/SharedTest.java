package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.PoolAllocator;
import dev.mayfly.alloc.SynchronizedAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

class SharedTest {

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);

    @AfterEach
    void shouldGiveEverythingBack() {
        assertEquals(0, memory.used());
    }

    private static void assertFreed(Executable use) {
        String message =
                String.valueOf(assertThrows(IllegalStateException.class, use).getMessage());
        assertTrue(message.contains("was freed by its last reference"), message);
    }

    @Test
    void shouldFreeWithTheLastReference() {
        Shared shared = Shared.allocate(memory, 100, 8);
        assertEquals(1, shared.references());
        assertSame(shared, shared.retain());
        assertTrue(shared.tryRetain());
        assertEquals(3, shared.references());
        shared.close();
        shared.close();
        assertEquals(100, memory.used());
        assertEquals(0, Memory.getLong(shared.address()));
        shared.close();
        assertEquals(0, memory.used());
        assertEquals(0, shared.references());
    }

    @Test
    void shouldNotComeBackOnceItWasFreed() {
        Shared shared = Shared.allocate(memory, 100, 8);
        shared.close();
        assertFreed(shared::retain);
        assertFreed(shared::address);
        assertFreed(shared::segment);
        assertFalse(shared.tryRetain());
        assertEquals(0, shared.references());
        assertEquals(100, shared.size());
    }

    @Test
    void shouldFindACloseTooMany() {
        Shared shared = Shared.allocate(memory, 100, 8);
        shared.retain();
        shared.close();
        shared.close();
        assertFreed(shared::close);
        assertFreed(shared::close);
        assertEquals(0, shared.references());
    }

    @Test
    void shouldTakeOverAnOwnersBlock() {
        Owned owner = Owned.allocate(memory, 100, 8);
        long address = owner.address();
        MemorySegment old = owner.segment();
        try (Shared shared = Shared.of(owner)) {
            assertEquals(address, shared.address());
            assertSame(memory, shared.allocator());
            assertThrows(IllegalStateException.class, owner::address);
            assertFalse(old.scope().isAlive());
        }
    }

    @Test
    void shouldEndItsSegmentWithTheLastReferenceOnAnyThread() throws Exception {
        Shared shared = Shared.allocate(memory, 100, 8);
        MemorySegment segment = shared.segment();
        assertSame(segment, shared.segment());
        shared.retain();
        AnotherThread.run(
                () -> {
                    shared.segment().set(JAVA_INT, 0, 42);
                    shared.close();
                });
        assertEquals(42, segment.get(JAVA_INT, 0));
        AnotherThread.run(shared::close);
        assertThrows(IllegalStateException.class, () -> segment.get(JAVA_INT, 0));
    }

    /** Whoever comes last, one of them frees and nobody else does. */
    @Test
    void shouldCountRightHoweverManyThreadsHaveAReference() throws Exception {
        int threads = 4;
        for (int round = 0; round < 50; round++) {
            Shared shared = Shared.allocate(memory, 100, 8);
            CyclicBarrier together = new CyclicBarrier(threads);
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                shared.retain();
                FutureTask<Void> task = new FutureTask<>(() -> useAndClose(shared, together));
                tasks.add(task);
                Thread.ofPlatform().start(task);
            }
            shared.close();
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
            assertEquals(0, shared.references());
            assertEquals(0, memory.used());
            assertFreed(shared::address);
        }
    }

    private static @Nullable Void useAndClose(Shared shared, CyclicBarrier together)
            throws Exception {
        together.await();
        for (int i = 0; i < 100; i++) {
            assertTrue(shared.tryRetain());
            long _ = Memory.getLong(shared.address());
            shared.close();
        }
        shared.close();
        return null;
    }

    @Test
    void shouldRefuseAnAllocatorThatIsNotForAnyThread() {
        try (FrameArena scratch = FrameArena.create();
                PoolAllocator pool = PoolAllocator.create(64, 8);
                Owned owner = Owned.allocate(pool, 64, 8)) {
            MemoryException failure =
                    assertThrows(MemoryException.class, () -> Shared.allocate(scratch, 8, 8));
            assertEquals(MemoryError.INVALID_ARGUMENT, failure.error());
            assertTrue(String.valueOf(failure.getMessage()).contains("SynchronizedAllocator"));
            assertEquals(0, scratch.used());
            assertThrows(MemoryException.class, () -> Shared.of(owner));
            assertTrue(owner.isOwner());
            try (Shared shared = Shared.allocate(new SynchronizedAllocator(pool), 64, 8)) {
                assertEquals(1, shared.references());
            }
        }
    }

    @Test
    void shouldAllocateFromTheContext() {
        Context.runDefault(
                () -> {
                    try (var _ = Context.use(memory);
                            Shared one = Shared.allocate(10, 8);
                            Shared two = Shared.tryAllocate(20, 8).orThrow()) {
                        assertEquals(30, memory.used());
                        assertSame(one.allocator(), two.allocator());
                    }
                });
    }

    @Test
    void shouldAnswerWhenItCannotAllocate() {
        assertInstanceOf(
                Attempt.Failed.class, Shared.tryAllocate(new LimitAllocator(memory, 10), 20, 8));
        FailingAllocator.failEach(
                memory, failing -> Shared.tryAllocate(failing, 20, 8).orThrow().close());
    }

    @Test
    void shouldRefuseMoreReferencesThanItCanCount() {
        AtomicInteger references = new AtomicInteger(1);
        Shared shared = Shared.of(Owned.allocate(memory, 100, 8), references);
        references.set(Integer.MAX_VALUE - 1);
        shared.retain();
        assertThrows(IllegalStateException.class, shared::retain);
        assertThrows(IllegalStateException.class, shared::tryRetain);
        assertEquals(Integer.MAX_VALUE, shared.references());
        references.set(1);
        shared.close();
    }

    @Test
    void shouldLeaveTheLastReferenceToACallerWhoCouldNotFree() {
        LimitAllocator other = new LimitAllocator(memory);
        long block = memory.alloc(100);
        Owned wrong = Owned.adopt(other, block, 100, 16);
        Shared shared = Shared.of(wrong);
        assertThrows(MemoryException.class, shared::close);
        assertEquals(1, shared.references());
        assertEquals(block, shared.address());
        assertThrows(MemoryException.class, shared::close);
        memory.free(block, 100);
    }

    @Test
    void shouldMakeNoGarbage() {
        try (Shared shared = Shared.allocate(memory, 100, 8)) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 1000; i++) {
                            try (Shared _ = shared.retain()) {
                                Memory.putLong(shared.address(), i);
                            }
                        }
                    });
        }
    }
}
