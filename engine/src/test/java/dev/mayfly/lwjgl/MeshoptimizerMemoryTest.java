package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.util.meshoptimizer.MeshOptimizer.meshopt_optimizeVertexCache;
import static org.lwjgl.util.meshoptimizer.MeshOptimizer.meshopt_simplify;

import dev.mayfly.Elsewhere;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.context.Context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.BufferUtils;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;

/** With the real meshoptimizer, on a bumpy plane. */
class MeshoptimizerMemoryTest {

    private static final int SIDE = 60;
    private static final FloatBuffer POSITIONS = positions();
    private static final IntBuffer INDICES = indices();

    private static FloatBuffer positions() {
        FloatBuffer positions = BufferUtils.createFloatBuffer(3 * SIDE * SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                positions.put(x).put((x * 7 + y * 13) % 5 * 0.1f).put(y);
            }
        }
        return positions.flip();
    }

    private static IntBuffer indices() {
        IntBuffer indices = BufferUtils.createIntBuffer(6 * (SIDE - 1) * (SIDE - 1));
        for (int y = 0; y < SIDE - 1; y++) {
            for (int x = 0; x < SIDE - 1; x++) {
                int corner = y * SIDE + x;
                indices.put(corner).put(corner + 1).put(corner + SIDE);
                indices.put(corner + 1).put(corner + SIDE + 1).put(corner + SIDE);
            }
        }
        return indices.flip();
    }

    private static int[] optimized() {
        IntBuffer ordered = BufferUtils.createIntBuffer(INDICES.remaining());
        meshopt_optimizeVertexCache(ordered, INDICES, SIDE * SIDE);
        IntBuffer fewer = BufferUtils.createIntBuffer(INDICES.remaining());
        long count =
                meshopt_simplify(fewer, ordered, POSITIONS, SIDE * SIDE, 12, 2000, 0.1f, 0, null);
        int[] result = new int[(int) count];
        fewer.get(result);
        assertTrue(count > 100 && count < INDICES.remaining(), "indices: " + count);
        return result;
    }

    private final int[] expected = optimized();

    @AfterEach
    void uninstall() {
        MeshoptimizerMemory.uninstall();
        assertEquals(0, MeshoptimizerMemory.liveBlocks());
        assertEquals(0, MeshoptimizerMemory.liveBytes());
        MeshoptimizerMemory.takeFailure();
    }

    @Test
    void shouldWorkInAnArenaAndLeaveItAsItWas() {
        try (FrameArena scratch = FrameArena.create()) {
            MeshoptimizerMemory.install(scratch);
            scratch.alloc(1000);
            long highestBefore = scratch.used();
            assertArrayEquals(expected, optimized());
            assertTrue(scratch.used() < highestBefore + 16, "used: " + scratch.used());
            scratch.freeAll();
            assertTrue(scratch.peak() > 100_000, "it was never used: " + scratch.peak());
            assertNull(MeshoptimizerMemory.takeFailure());
        }
    }

    @Test
    void shouldFreeTheNewestBlockFirst() {
        try (StackAllocator stack = StackAllocator.create()) {
            MeshoptimizerMemory.install(stack);
            assertArrayEquals(expected, optimized());
            // It would have thrown at any other order.
            assertNull(MeshoptimizerMemory.takeFailure());
            assertEquals(0, stack.used());
        }
    }

    @Test
    void shouldFollowTheContext() {
        MeshoptimizerMemory.installContext();
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        assertArrayEquals(expected, optimized());
        try (var _ = Context.defaultContext()) {
            try (var _ = Context.use(ledger)) {
                assertArrayEquals(expected, optimized());
            }
        }
        assertTrue(ledger.allocations() > 3, "allocations: " + ledger.allocations());
        assertEquals(0, ledger.liveBlocks());
        assertNull(MeshoptimizerMemory.takeFailure());
    }

    @Test
    void shouldTakeTheHeapForEveryRequestThatFails() {
        FailingAllocator counting = new FailingAllocator(GeneralAllocator.shared());
        MeshoptimizerMemory.install(counting);
        optimized();
        for (long n = 1; n <= counting.allocations(); n++) {
            FailingAllocator failing = new FailingAllocator(GeneralAllocator.shared(), n);
            MeshoptimizerMemory.install(failing);
            assertArrayEquals(expected, optimized());
            assertEquals(1, failing.failures());
            assertInstanceOf(MemoryException.class, MeshoptimizerMemory.takeFailure());
            assertEquals(0, failing.liveBlocks());
        }
    }

    @Test
    void shouldTakeTheHeapWhereTheArenaIsFull() {
        try (FrameArena arena = FrameArena.create()) {
            FixedBufferAllocator small = new FixedBufferAllocator(arena.allocate(50_000, 16));
            MeshoptimizerMemory.install(small);
            assertArrayEquals(expected, optimized());
            assertInstanceOf(MemoryException.class, MeshoptimizerMemory.takeFailure());
            assertTrue(small.used() < 16);
        }
    }

    @Test
    void shouldKeepAnArenaOfOneThreadFromOthers() throws InterruptedException {
        try (FrameArena scratch = FrameArena.create()) {
            MeshoptimizerMemory.install(scratch);
            long committed = scratch.committed();
            assertNull(Elsewhere.thrown(() -> assertArrayEquals(expected, optimized())));
            assertEquals(0, scratch.used());
            assertEquals(committed, scratch.committed());
        }
    }

    /** A block goes back to whoever made it, also if another is installed in the meantime. */
    @Test
    void shouldChangeAllocatorsWhileOthersWork() throws InterruptedException {
        FailingAllocator one = new FailingAllocator(GeneralAllocator.shared());
        FailingAllocator two = new FailingAllocator(GeneralAllocator.shared());
        List<Thread> threads = new ArrayList<>();
        List<int[]> results = new ArrayList<>();
        MeshoptimizerMemory.install(one);
        for (int t = 0; t < 2; t++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 20; i++) {
                                            int[] result = optimized();
                                            synchronized (results) {
                                                results.add(result);
                                            }
                                        }
                                    }));
        }
        for (boolean turn = false; threads.stream().anyMatch(Thread::isAlive); turn = !turn) {
            MeshoptimizerMemory.install(turn ? one : two);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40, results.size());
        results.forEach(each -> assertArrayEquals(expected, each));
        assertNotEquals(0, one.allocations() + two.allocations());
        assertEquals(0, one.liveBlocks());
        assertEquals(0, two.liveBlocks());
        assertNull(MeshoptimizerMemory.takeFailure());
    }
}
