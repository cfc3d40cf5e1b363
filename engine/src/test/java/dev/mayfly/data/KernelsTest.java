package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** What bulk operations mean, what they refuse, and whose memory they touch. */
class KernelsTest {

    private static final float[] SOME = {3, -0f, 1.5f, -7, 0, 1e10f, 2, 2};

    private final FrameArena arena = FrameArena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatArray floats(float... values) {
        FloatArray array = FloatArray.create(arena);
        array.addAll(values);
        return array;
    }

    private IntArray ints(int... values) {
        IntArray array = IntArray.create(arena);
        array.addAll(values);
        return array;
    }

    @Test
    void shouldDoToEachElementWhatJavaDoes() {
        float[] a = SOME;
        float[] b = {1, 2, 3, 4, 5, 6, 7, 8};
        float[] expected = new float[8];
        for (int i = 0; i < 8; i++) {
            expected[i] = (a[i] + b[i] - a[i] * b[i]) * b[i] + 0.1f;
        }
        FloatArray x = floats(a);
        x.addEach(floats(b));
        FloatArray product = floats(a);
        product.multiplyEach(floats(b));
        x.subtractEach(product);
        x.multiplyEach(floats(b));
        x.addToEach(0.1f);
        assertArrayEquals(expected, x.toArray());

        for (int i = 0; i < 8; i++) {
            expected[i] = Math.clamp((a[i] + b[i] * 0.3f + a[i] * b[i]) * 2, -4f, 11f);
        }
        x = floats(a);
        x.addScaled(floats(b), 0.3f);
        x.addProducts(floats(a), floats(b));
        x.scale(2);
        x.clamp(-4, 11);
        assertArrayEquals(expected, x.toArray());
        Floats.fill(x.segment(), 7);
        assertArrayEquals(new float[] {7, 7, 7, 7, 7, 7, 7, 7}, x.toArray());
    }

    @Test
    void shouldTakeOneArrayForBoth() {
        FloatArray x = floats(1, 2, 3);
        x.addEach(x);
        x.addScaled(x, 0.5f);
        x.addProducts(x, x);
        assertArrayEquals(new float[] {12, 42, 90}, x.toArray());
        assertEquals(12 * 12 + 42 * 42 + 90 * 90, x.dot(x));
    }

    @Test
    void shouldFindTheLeastAndTheGreatest() {
        assertEquals(-7, floats(SOME).min());
        assertEquals(1e10f, floats(SOME).max());
        assertEquals(-0f, floats(0, -0f, 0).min());
        assertEquals(0f, floats(-0f, 0, -0f).max());
        float[] many = new float[100];
        many[63] = Float.NaN;
        assertEquals(Float.NaN, floats(many).min());
        assertEquals(Float.NaN, floats(many).max());
        assertEquals(Integer.MIN_VALUE, ints(4, Integer.MIN_VALUE, 7).min());
    }

    @Test
    void shouldRefuseTheLeastOfNothing() {
        assertThrows(IllegalArgumentException.class, floats()::min);
        assertThrows(IllegalArgumentException.class, () -> Floats.max(floats().segment()));
        assertEquals(0, floats().sum());
        assertEquals(0, floats().dot(floats()));
    }

    @Test
    void shouldAddInTheOrderThatTheDocumentationSays() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int count : new int[] {0, 1, 31, 32, 33, 63, 64, 200, 1027}) {
            float[] a = new float[count];
            float[] b = new float[count];
            for (int i = 0; i < count; i++) {
                a[i] = random.nextFloat(-1000, 1000);
                b[i] = random.nextFloat();
            }
            float[] products = new float[count];
            for (int i = 0; i < count; i++) {
                products[i] = a[i] * b[i];
            }
            assertEquals(sum(a), floats(a).sum());
            assertEquals(sum(products), floats(a).dot(floats(b)));
        }
    }

    private static float sum(float[] terms) {
        float[] sums = new float[32];
        int whole = terms.length / 32 * 32;
        for (int i = 0; i < whole; i++) {
            sums[i % 32] += terms[i];
        }
        for (int half = 16; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        float sum = sums[0];
        for (int i = whole; i < terms.length; i++) {
            sum += terms[i];
        }
        return sum;
    }

    @Test
    void shouldAddIntsWithoutOverflow() {
        int[] many = new int[100];
        Arrays.fill(many, Integer.MAX_VALUE);
        assertEquals(100L * Integer.MAX_VALUE, ints(many).sum());
        many = Arrays.copyOf(many, 2);
        assertEquals(2L * Integer.MAX_VALUE * Integer.MAX_VALUE, ints(many).dot(ints(many)));
    }

    @Test
    void shouldAppendTheIndicesOfWhatItFinds() {
        IntArray found = ints(99);
        FloatArray x = floats(SOME);
        assertEquals(1, x.whereLess(-0f, found));
        assertEquals(3, x.whereAtMost(0, found));
        assertEquals(1, x.whereGreater(3, found));
        assertEquals(2, x.whereAtLeast(3, found));
        assertEquals(2, x.whereEqual(2, found));
        assertArrayEquals(new int[] {99, 3, 1, 3, 4, 5, 0, 5, 6, 7}, found.toArray());
        assertEquals(0, x.whereEqual(Float.NaN, found));
    }

    @Test
    void shouldFindInMoreThanABlock() {
        IntArray x = ints();
        for (int i = 0; i < 10_000; i++) {
            x.add(i % 1000);
        }
        IntArray found = ints();
        assertEquals(20, x.whereLess(2, found));
        for (int i = 0; i < 20; i++) {
            assertEquals(i / 2 * 1000 + i % 2, found.get(i));
        }
    }

    @Test
    void shouldLeaveTheListAsItWasWhenItCannotGrow() {
        LimitAllocator little = new LimitAllocator(HeapAllocator.INSTANCE, 40_000);
        try (IntArray found = IntArray.create(little)) {
            found.add(5);
            FloatArray x = floats(new float[20_000]);
            assertThrows(MemoryException.class, () -> x.whereEqual(0, found));
            assertArrayEquals(new int[] {5}, found.toArray());
        }
    }

    @Test
    void shouldNotLookIntoTheListItWrites() {
        IntArray x = ints(1, 2, 3);
        assertThrows(IllegalArgumentException.class, () -> x.whereLess(3, x));
        MemorySegment part = x.segment().asSlice(4);
        assertThrows(IllegalArgumentException.class, () -> Ints.whereLess(part, 3, x));
        assertArrayEquals(new int[] {1, 2, 3}, x.toArray());
    }

    @Test
    void shouldAddUp() {
        IntArray x = ints(3, 1, 2);
        x.prefixSum();
        assertArrayEquals(new int[] {3, 4, 6}, x.toArray());
        assertEquals(13, x.prefixSumBefore());
        assertArrayEquals(new int[] {0, 3, 7}, x.toArray());
    }

    @Test
    void shouldGather() {
        FloatArray x = floats(0, 0, 0);
        x.gather(floats(10, 11, 12, 13), ints(3, 0, 3));
        assertArrayEquals(new float[] {13, 10, 13}, x.toArray());
    }

    @Test
    void shouldCheckEveryIndexBeforeItGathers() {
        FloatArray source = floats(10, 11, 12, 13);
        for (int wrong : new int[] {-1, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            int[] indices = new int[100];
            indices[70] = wrong;
            FloatArray x = floats(new float[100]);
            Throwable thrown =
                    assertThrows(
                            IndexOutOfBoundsException.class, () -> x.gather(source, ints(indices)));
            assertEquals(
                    "index "
                            + wrong
                            + ", number 70 of the indices, is outside of the 4 elements to gather"
                            + " from",
                    thrown.getMessage());
            assertEquals(0, x.sum());
        }
    }

    @Test
    void shouldNotGatherFromWhatItWrites() {
        IntArray x = ints(0, 1, 2);
        assertThrows(IllegalArgumentException.class, () -> x.gather(x, ints(0, 1, 2)));
        assertThrows(IllegalArgumentException.class, () -> x.gather(ints(0, 1, 2), x));
        assertArrayEquals(new int[] {0, 1, 2}, x.toArray());
    }

    @Test
    void shouldNameBothLengths() {
        FloatArray x = floats(1, 2, 3);
        FloatArray other = floats(1, 2);
        for (Runnable call :
                List.<Runnable>of(
                        () -> x.addEach(other),
                        () -> x.addScaled(other, 2),
                        () -> x.addProducts(x, other),
                        () -> x.dot(other),
                        () -> x.gather(x, ints(1, 2)),
                        () -> x.sortWith(arena, ints(1, 2)),
                        () -> Floats.addEach(x.segment(), other.segment()),
                        () -> Floats.gather(x.segment(), x.segment(), other.segment()),
                        () -> Floats.sortWithInts(arena, x.segment(), other.segment()))) {
            String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
            assertTrue(message.startsWith("3 elements and 2 elements"), message);
        }
        assertArrayEquals(new float[] {1, 2, 3}, x.toArray());
    }

    @Test
    void shouldRefuseElementsThatAreReadUnderAnotherIndex() {
        FloatArray all = floats(1, 2, 3, 4, 5);
        MemorySegment x = all.segment().asSlice(0, 16);
        MemorySegment next = all.segment().asSlice(4, 16);
        String message =
                assertThrows(IllegalArgumentException.class, () -> Floats.addEach(x, next))
                        .getMessage();
        assertTrue(message.contains("the 16 bytes at 0x"), message);
        assertThrows(IllegalArgumentException.class, () -> Floats.addScaled(next, x, 1));
        assertThrows(IllegalArgumentException.class, () -> Floats.addProducts(x, x, next));
        assertThrows(IllegalArgumentException.class, () -> Floats.sortWithInts(arena, x, x));
        assertEquals(2 + 6 + 12 + 20, Floats.dot(x, next));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5}, all.toArray());
    }

    @Test
    void shouldRefuseWhatIsNoRangeAndWhatIsNoElement() {
        FloatArray x = floats(1, 2, 3);
        assertThrows(IllegalArgumentException.class, () -> x.clamp(2, 1));
        assertThrows(IllegalArgumentException.class, () -> x.clamp(Float.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Floats.clamp(x.segment(), 2, 1));
        assertThrows(IllegalArgumentException.class, () -> Floats.sum(x.segment().asSlice(0, 11)));
        assertThrows(
                IllegalArgumentException.class, () -> Floats.scale(x.segment().asReadOnly(), 2));
        assertEquals(6, Floats.sum(x.segment().asReadOnly()));
        assertArrayEquals(new float[] {1, 2, 3}, x.toArray());
    }

    @Test
    void shouldFailOnceDeleted() {
        FloatArray x = floats(1);
        FloatArray gone = floats();
        gone.delete();
        for (Runnable call :
                List.<Runnable>of(
                        gone::sum,
                        gone::prefixSum,
                        () -> gone.scale(2),
                        () -> gone.addEach(gone),
                        () -> x.addEach(gone),
                        () -> gone.whereLess(1, ints()),
                        () -> gone.sort(arena),
                        () -> gone.gather(x, ints()))) {
            assertThrows(IllegalStateException.class, call::run);
        }
        IntArray list = ints();
        list.delete();
        assertThrows(IllegalStateException.class, () -> x.whereLess(9, list));
    }

    @Test
    void shouldWorkOnEverySegmentThereIs() {
        for (Arena lifetime :
                List.of(Arena.ofAuto(), Arena.ofShared(), Arena.ofConfined(), Arena.global())) {
            checkWorksOn(lifetime.allocateFrom(ValueLayout.JAVA_FLOAT, SOME));
        }
        checkWorksOn(MemorySegment.ofArray(SOME.clone()));
        checkWorksOn(arena.allocateFrom(ValueLayout.JAVA_FLOAT, SOME));
        byte[] bytes = new byte[SOME.length * 4 + 1];
        MemorySegment odd = MemorySegment.ofArray(bytes).asSlice(1);
        odd.copyFrom(MemorySegment.ofArray(SOME));
        checkWorksOn(odd);
        Floats.scale(MemorySegment.ofArray(new float[0]), 2);
    }

    private void checkWorksOn(MemorySegment x) {
        float[] expected = SOME.clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] += SOME[i] * 2;
        }
        Floats.addScaled(x, floats(SOME).segment(), 2);
        assertArrayEquals(expected, x.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
        assertEquals(floats(expected).sum(), Floats.sum(x));
        IntArray order = ints(0, 1, 2, 3, 4, 5, 6, 7);
        Floats.sortWithInts(arena, x, order.segment());
        Arrays.sort(expected);
        assertArrayEquals(expected, x.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
        assertArrayEquals(new int[] {3, 1, 4, 2, 6, 7, 0, 5}, order.toArray());
        assertEquals(3, Floats.whereAtMost(x, 0, order));
        FloatArray copy = floats(SOME);
        Floats.gather(copy.segment(), x, ints(7, 6, 5, 4, 3, 2, 1, 0).segment());
        assertEquals(expected[7], copy.get(0));
    }

    @Test
    void shouldThrowWhatSegmentsThrow() throws InterruptedException {
        Arena lifetime = Arena.ofConfined();
        MemorySegment x = lifetime.allocateFrom(ValueLayout.JAVA_FLOAT, SOME);
        FloatArray other = floats(SOME);
        assertEquals(WrongThreadException.class, Elsewhere.thrown(() -> Floats.scale(x, 2)));
        lifetime.close();
        assertThrows(IllegalStateException.class, () -> Floats.scale(x, 2));
        assertThrows(IllegalStateException.class, () -> Floats.addEach(other.segment(), x));
        MemorySegment scratch = arena.allocate(16);
        arena.freeAll();
        assertThrows(IllegalStateException.class, () -> Floats.sum(scratch));
    }

    @Test
    void shouldSurviveThatAnotherThreadClosesASharedArena() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Arena lifetime = Arena.ofShared();
            MemorySegment x = lifetime.allocate(1 << 20, 64);
            CountDownLatch running = new CountDownLatch(1);
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread worker =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            while (true) {
                                                Floats.addToEach(x, 1);
                                                running.countDown();
                                            }
                                        } catch (IllegalStateException closed) {
                                            end.set(closed);
                                        }
                                    });
            running.await();
            closeSoon(lifetime);
            worker.join();
            assertEquals("Already closed", end.get().getMessage());
        }
    }

    /** A copy that is under way holds a shared arena open for as long as it takes. */
    private static void closeSoon(Arena lifetime) {
        while (lifetime.scope().isAlive()) {
            try {
                lifetime.close();
            } catch (IllegalStateException held) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void shouldMakeNoGarbageWithSegmentsThatAreKept() {
        FloatArray x = floats(new float[100]);
        FloatArray v = floats(new float[100]);
        IntArray found = ints();
        IntArray order = ints(new int[100]);
        MemorySegment xs = x.segment();
        MemorySegment vs = v.segment();
        MemorySegment indices = order.segment();
        for (Runnable call :
                List.<Runnable>of(
                        () -> Floats.addScaled(xs, vs, 0.1f),
                        () -> Floats.addProducts(xs, vs, vs),
                        () -> Floats.clamp(xs, 0, 1),
                        () -> Floats.sum(xs),
                        () -> Floats.dot(xs, vs),
                        () -> Floats.whereGreater(xs, 1, found),
                        () -> Floats.gather(vs, xs, indices),
                        () -> Floats.sortWithInts(arena, xs, indices))) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 20_000; i++) {
                            call.run();
                        }
                    });
        }
    }

    @Test
    void shouldMakeNoGarbageAsMethodsOfArrays() {
        FloatArray x = floats(new float[100]);
        FloatArray v = floats(new float[100]);
        IntArray found = ints();
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        x.addScaled(v, 0.1f);
                        x.clamp(0, 1);
                        found.clear();
                        x.whereLess(1, found);
                        x.sort(arena);
                        if (x.sum() + x.dot(v) + x.min() != 0) {
                            throw new AssertionError();
                        }
                    }
                });
    }

    @Test
    void shouldSortWithScratchOfTheContext() {
        FloatArray keys = floats(new float[500]);
        LongArray payload = LongArray.create(arena);
        for (int i = 0; i < 500; i++) {
            keys.set(i, 500 - i);
            payload.add(i);
        }
        assertThrows(NoContextException.class, () -> keys.sortWith(payload));
        try (FrameArena scratch = FrameArena.create();
                var _ = Context.open(HeapAllocator.INSTANCE, scratch)) {
            keys.sortWith(payload);
            assertTrue(scratch.peak() > 500 * 12);
            assertEquals(0, scratch.used());
        }
        assertEquals(499, payload.get(0));
        assertEquals(500, keys.get(499));
    }

    @Test
    void shouldLeaveEverythingAsItWasWithoutScratch() {
        FloatArray keys = floats(new float[500]);
        IntArray payload = ints(new int[500]);
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                failing -> {
                    keys.set(0, 1);
                    payload.set(0, 7);
                    keys.set(499, 0);
                    payload.set(499, 0);
                    try {
                        keys.sortWith(failing, payload);
                    } catch (MemoryException failure) {
                        assertEquals(1, keys.get(0));
                        assertEquals(7, payload.get(0));
                        throw failure;
                    }
                    assertEquals(1, keys.get(499));
                    assertEquals(7, payload.get(499));
                });
    }
}
