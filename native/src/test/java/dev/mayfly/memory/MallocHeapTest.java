package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;

class MallocHeapTest {

    private final long heap = MallocHeap.create();

    @AfterEach
    void destroy() {
        MallocHeap.destroy(heap);
    }

    @Test
    void shouldAlignEverySizeToEveryPowerOfTwo() {
        for (long alignment = 1; alignment <= 1 << 16; alignment *= 2) {
            for (long size = 1; size < 70; size += 3) {
                long address = MallocHeap.allocate(heap, size, alignment);
                long zeroed = MallocHeap.allocateZeroed(heap, size, alignment);
                assertEquals(0, address % alignment, size + " bytes at " + alignment);
                assertEquals(0, zeroed % alignment, size + " bytes at " + alignment);
                for (long i = 0; i < size; i++) {
                    assertEquals(0, Memory.getByte(zeroed + i));
                }
                Memory.fill(address, size, (byte) 1);
                Memory.fill(zeroed, size, (byte) 1);
                MallocHeap.free(address);
                MallocHeap.free(zeroed);
            }
        }
    }

    @Test
    void shouldKeepContentsWhenResizingAtAnyAlignment() {
        for (long alignment : new long[] {1, 8, 16, 64, 4096}) {
            long address = MallocHeap.allocate(heap, 8, alignment);
            Memory.putLong(address, 42);
            address = MallocHeap.resize(heap, address, 100_000, alignment);
            assertEquals(0, address % alignment);
            assertEquals(42, Memory.getLong(address));
            address = MallocHeap.resize(heap, address, 9, alignment);
            assertEquals(0, address % alignment);
            assertEquals(42, Memory.getLong(address));
            MallocHeap.free(address);
        }
    }

    @Test
    void shouldYieldNullWhereThereIsNoMemory() {
        assertEquals(Memory.NULL, MallocHeap.allocate(heap, 1L << 60, 16));
        assertEquals(Memory.NULL, MallocHeap.allocate(heap, 1L << 60, 4096));
        assertEquals(Memory.NULL, MallocHeap.allocateZeroed(heap, 1L << 60, 4096));
        long address = MallocHeap.allocate(heap, 8, 8);
        assertNotEquals(Memory.NULL, address);
        assertEquals(Memory.NULL, MallocHeap.resize(heap, address, 1L << 60, 8));
        MallocHeap.free(Memory.NULL);
    }

    @Test
    void shouldKnowItsOwnBlocksFromThoseOfOthers() {
        long other = MallocHeap.create();
        for (long size : new long[] {8, 1000, 100_000, 5_000_000, 80_000_000}) {
            long block = MallocHeap.allocate(heap, size, 8);
            assertTrue(MallocHeap.contains(heap, block), size + " bytes");
            assertFalse(MallocHeap.contains(other, block), size + " bytes");
        }
        for (long address : new long[] {16, 4096, Long.MAX_VALUE, Long.MIN_VALUE, -16}) {
            assertFalse(MallocHeap.contains(heap, address), Long.toHexString(address));
        }
        MallocHeap.destroy(other);
    }

    @Test
    void shouldLeaveOtherHeapsAloneWhenDestroyed() {
        long block = MallocHeap.allocate(heap, 1000, 8);
        Memory.fill(block, 1000, (byte) 7);
        for (int round = 0; round < 100; round++) {
            long other = MallocHeap.create();
            for (int i = 0; i < 100; i++) {
                Memory.fill(MallocHeap.allocate(other, 1000, 8), 1000, (byte) 1);
            }
            MallocHeap.destroy(other);
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(7, Memory.getByte(block + i));
        }
    }

    /**
     * What the class comment promises of threads: all allocate at once and free what others made.
     */
    @Test
    void shouldServeManyThreadsAtTheSameTime() throws InterruptedException {
        int count = 4;
        int blocks = 20_000;
        long[][] made = new long[count][blocks];
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            int me = t;
            threads.add(
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                            .start(() -> allocateAndFree(made, me, barrier)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    private void allocateAndFree(long[][] made, int me, CyclicBarrier barrier) {
        await(barrier);
        for (int i = 0; i < made[me].length; i++) {
            made[me][i] = MallocHeap.allocate(heap, 16 + i % 500, 8);
            Memory.putLong(made[me][i], (long) me << 32 | i);
        }
        await(barrier);
        int neighbour = (me + 1) % made.length;
        for (int i = 0; i < made[neighbour].length; i++) {
            assertEquals((long) neighbour << 32 | i, Memory.getLong(made[neighbour][i]));
            MallocHeap.free(made[neighbour][i]);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** In a JVM of its own, because a library is looked for once and unpacked for all. */
    @Test
    void shouldSayWhatToAddWhereTheNativesAreMissing(@TempDir Path libraries)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dorg.lwjgl.system.SharedLibraryExtractPath=" + libraries,
                                "-cp",
                                classPathWithoutMimallocsNatives(),
                                WithoutMimalloc.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("add org.lwjgl:lwjgl-mimalloc"), said);
    }

    private static String classPathWithoutMimallocsNatives() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().matches("lwjgl-mimalloc-.*natives.*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Tries twice, because a class that failed to initialise fails otherwise the second time. */
    static final class WithoutMimalloc {

        private WithoutMimalloc() {}

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    MallocHeap.create();
                    System.exit(1);
                } catch (UnsupportedOperationException expected) {
                    System.out.println(expected.getMessage());
                }
            }
        }
    }
}
