package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.data.structs.Everything;
import dev.mayfly.data.structs.EverythingArray;
import dev.mayfly.data.structs.EverythingColumns;
import dev.mayfly.data.structs.EverythingLayout;
import dev.mayfly.data.structs.Spot;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;
import dev.mayfly.data.structs.SpotLayout;

import org.joml.Matrix4f;
import org.joml.Quaternionf;
import org.joml.Vector3d;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What generated storage does, on structs that the engine's own processor was run on. */
class StructsTest {

    private static final Allocator HEAP = HeapAllocator.INSTANCE;

    private static Everything everything(int seed) {
        return new Everything(
                (byte) (-seed),
                seed + 0.125,
                seed % 2 == 1,
                (short) (seed * 300),
                (char) ('ä' + seed),
                Long.MIN_VALUE + seed,
                seed / 4f,
                seed * 1_000_003,
                new Spot((byte) seed, seed + 1, (short) (seed + 2)),
                new float[] {seed, -seed, Float.NaN},
                new Spot[] {
                    new Spot((byte) 1, seed, (short) 2), new Spot((byte) 3, seed, (short) 4)
                },
                new Vector3f(seed, 2, 3),
                new Vector3f(4, seed, 6),
                new Vector3d(7, 8, seed),
                new Quaternionf(0.1f, 0.2f, 0.3f, seed),
                new Matrix4f().translation(seed, 2, 3).rotateX(0.5f).scale(2),
                new Vector3f[] {new Vector3f(seed), new Vector3f(seed, 0, 1)},
                new boolean[] {true, false, seed > 3, true, false},
                (byte) 127);
    }

    private static void assertSameValues(Everything expected, Everything actual) {
        assertEquals(values(expected), values(actual));
    }

    /** Arrays by their contents, in one string: a record compares its arrays by identity. */
    private static String values(Everything all) {
        return List.of(
                        all.b(),
                        all.d(),
                        all.flag(),
                        all.s(),
                        all.c(),
                        all.l(),
                        all.f(),
                        all.i(),
                        all.spot(),
                        java.util.Arrays.toString(all.weights()),
                        List.of(all.spots()),
                        all.position(),
                        all.velocity(),
                        all.exact(),
                        all.rotation(),
                        all.transform(),
                        List.of(all.corners()),
                        java.util.Arrays.toString(all.flags()),
                        all.last())
                .toString();
    }

    @Test
    void shouldGiveBackEveryKindOfComponentFromAnArray() {
        try (EverythingArray all = EverythingArray.create(HEAP)) {
            for (int i = 0; i < 50; i++) {
                assertEquals(i, all.add(everything(i)));
            }
            for (int i = 0; i < 50; i++) {
                assertSameValues(everything(i), all.get(i));
            }
        }
    }

    @Test
    void shouldGiveBackEveryKindOfComponentFromColumns() {
        try (EverythingColumns all = EverythingColumns.create(HEAP)) {
            for (int i = 0; i < 50; i++) {
                assertEquals(i, all.add(everything(i)));
            }
            for (int i = 0; i < 50; i++) {
                assertSameValues(everything(i), all.get(i));
            }
        }
    }

    @Test
    void shouldReadAndWriteSingleComponentsOfAnArray() {
        try (EverythingArray all = EverythingArray.create(HEAP)) {
            all.add(everything(1));
            all.add(everything(2));
            all.add(everything(3));

            all.b(1, (byte) 5);
            all.flag(1, true);
            all.c(1, 'z');
            all.spot(1, new Spot((byte) 9, 9, (short) 9));
            all.weights(1, new float[] {1, 2, 3});
            all.weights(1, 2, 7);
            all.spots(1, 1, new Spot((byte) 8, 8, (short) 8));
            all.position(1, new Vector3f(9, 8, 7));
            all.corners(1, 0, new Vector3f(3, 2, 1));
            all.transform(1, new Matrix4f());
            all.last(1, (byte) -1);

            assertSameValues(everything(1), all.get(0));
            assertSameValues(everything(3), all.get(2));
            assertEquals(5, all.b(1));
            assertTrue(all.flag(1));
            assertEquals('z', all.c(1));
            assertEquals(new Spot((byte) 9, 9, (short) 9), all.spot(1));
            assertArrayEquals(new float[] {1, 2, 7}, all.weights(1));
            assertEquals(7, all.weights(1, 2));
            assertEquals(new Spot((byte) 8, 8, (short) 8), all.spots(1, 1));
            assertEquals(new Vector3f(9, 8, 7), all.position(1));
            assertEquals(new Vector3f(3, 2, 1), all.corners(1, 0));
            assertEquals(new Matrix4f(), all.transform(1));
            assertEquals(-1, all.last(1));
            assertEquals(9, SpotLayout.x(all.spotAddress(1)));
        }
    }

    @Test
    void shouldReadAndWriteSingleComponentsOfColumns() {
        try (EverythingColumns all = EverythingColumns.create(HEAP)) {
            all.add(everything(1));
            all.add(everything(2));
            all.add(everything(3));

            all.b(1, (byte) 5);
            all.flag(1, true);
            all.c(1, 'z');
            all.spot(1, new Spot((byte) 9, 9, (short) 9));
            all.weights(1, new float[] {1, 2, 3});
            all.weights(1, 2, 7);
            all.spots(1, 1, new Spot((byte) 8, 8, (short) 8));
            all.position(1, new Vector3f(9, 8, 7));
            all.corners(1, 0, new Vector3f(3, 2, 1));
            all.transform(1, new Matrix4f());
            all.last(1, (byte) -1);

            assertSameValues(everything(1), all.get(0));
            assertSameValues(everything(3), all.get(2));
            assertEquals(5, all.b(1));
            assertTrue(all.flag(1));
            assertEquals('z', all.c(1));
            assertEquals(new Spot((byte) 9, 9, (short) 9), all.spot(1));
            assertArrayEquals(new float[] {1, 2, 7}, all.weights(1));
            assertEquals(7, all.weights(1, 2));
            assertEquals(new Spot((byte) 8, 8, (short) 8), all.spots(1, 1));
            assertEquals(new Vector3f(9, 8, 7), all.position(1));
            assertEquals(new Vector3f(3, 2, 1), all.corners(1, 0));
            assertEquals(new Matrix4f(), all.transform(1));
            assertEquals(-1, all.last(1));
            assertEquals(9, SpotLayout.x(all.spotAddress(1)));
        }
    }

    @Test
    void shouldFillObjectsOfTheCallers() {
        try (EverythingArray array = EverythingArray.create(HEAP);
                EverythingColumns columns = EverythingColumns.create(HEAP)) {
            array.add(everything(5));
            columns.add(everything(5));
            Vector3f vector = new Vector3f();
            float[] weights = new float[3];

            assertSame(vector, array.positionInto(0, vector));
            assertEquals(new Vector3f(5, 2, 3), vector);
            assertSame(vector, columns.velocityInto(0, vector));
            assertEquals(new Vector3f(4, 5, 6), vector);
            assertSame(vector, columns.cornersInto(0, 1, vector));
            assertEquals(new Vector3f(5, 0, 1), vector);
            assertSame(weights, array.weightsInto(0, weights));
            assertArrayEquals(new float[] {5, -5, Float.NaN}, weights);
            assertEquals(
                    "weights has 2 elements: it must have 3, as @Length says",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> columns.weightsInto(0, new float[2]))
                            .getMessage());
        }
    }

    @Test
    void shouldLeaveAStructAsItWasWhereARecordCannotBeStored() {
        Everything good = everything(1);
        Everything bad =
                new Everything(
                        (byte) 99,
                        good.d(),
                        good.flag(),
                        good.s(),
                        good.c(),
                        good.l(),
                        good.f(),
                        good.i(),
                        good.spot(),
                        new float[4],
                        good.spots(),
                        good.position(),
                        good.velocity(),
                        good.exact(),
                        good.rotation(),
                        good.transform(),
                        good.corners(),
                        good.flags(),
                        good.last());
        try (EverythingArray array = EverythingArray.create(HEAP);
                EverythingColumns columns = EverythingColumns.create(HEAP)) {
            array.add(good);
            columns.add(good);

            assertThrows(IllegalArgumentException.class, () -> array.add(bad));
            assertThrows(IllegalArgumentException.class, () -> array.set(0, bad));
            assertThrows(IllegalArgumentException.class, () -> columns.add(bad));
            assertThrows(IllegalArgumentException.class, () -> columns.set(0, bad));
            assertThrows(
                    NullPointerException.class,
                    () -> array.spots(0, new Spot[] {new Spot((byte) 0, 0, (short) 0), null}));

            assertEquals(1, array.size());
            assertEquals(1, columns.size());
            assertSameValues(good, array.get(0));
            assertSameValues(good, columns.get(0));
        }
    }

    /** Runs a test on both kinds of storage, with what they have in common. */
    private static void onBoth(Consumer<Both> test) {
        try (SpotArray array = SpotArray.create(HEAP)) {
            test.accept(
                    new Both(
                            array,
                            i -> array.add((byte) 0, i, (short) 0),
                            index -> array.x(index)));
        }
        try (SpotColumns columns = SpotColumns.create(HEAP)) {
            test.accept(
                    new Both(
                            columns,
                            i -> columns.add((byte) 0, i, (short) 0),
                            index -> columns.x(index)));
        }
    }

    private record Both(Structs structs, Function<Integer, Long> add, Function<Long, Integer> x) {
        List<Integer> contents() {
            List<Integer> contents = new ArrayList<>();
            for (long i = 0; i < structs.size(); i++) {
                contents.add(x.apply(i));
            }
            return contents;
        }

        Both fill(int... values) {
            for (int each : values) {
                add.apply(each);
            }
            return this;
        }
    }

    @Test
    void shouldKeepTheOrderWhereItRemoves() {
        onBoth(
                both -> {
                    both.fill(0, 1, 2, 3, 4).structs.removeAt(1);
                    assertEquals(List.of(0, 2, 3, 4), both.contents());
                    both.structs.removeAt(3);
                    assertEquals(List.of(0, 2, 3), both.contents());
                    both.structs.removeAt(0);
                    assertEquals(List.of(2, 3), both.contents());
                });
    }

    @Test
    void shouldPutTheLastIntoTheGapWhereItSwaps() {
        onBoth(
                both -> {
                    both.fill(0, 1, 2, 3, 4).structs.removeSwap(1);
                    assertEquals(List.of(0, 4, 2, 3), both.contents());
                    both.structs.removeSwap(3);
                    assertEquals(List.of(0, 4, 2), both.contents());
                });
    }

    @Test
    void shouldKeepItsMemoryWhenCleared() {
        onBoth(
                both -> {
                    both.fill(0, 1, 2);
                    long capacity = both.structs.capacity();
                    both.structs.clear();
                    assertTrue(both.structs.isEmpty());
                    assertEquals(capacity, both.structs.capacity());
                    both.fill(7);
                    assertEquals(List.of(7), both.contents());
                });
    }

    @Test
    void shouldNotGrowWithinWhatIsReserved() {
        onBoth(
                both -> {
                    both.structs.reserve(100);
                    assertEquals(100, both.structs.capacity());
                    both.structs.reserve(10);
                    assertEquals(100, both.structs.capacity());
                    for (int i = 0; i < 100; i++) {
                        both.fill(i);
                    }
                    assertEquals(100, both.structs.capacity());
                    both.fill(100);
                    assertTrue(both.structs.capacity() > 100);
                    assertEquals(101, both.contents().size());
                });
    }

    @Test
    void shouldRefuseAnIndexThatIsNone() {
        onBoth(
                both -> {
                    both.fill(1, 2);
                    for (long index : new long[] {-1, 2, Long.MIN_VALUE, Long.MAX_VALUE}) {
                        IndexOutOfBoundsException failure =
                                assertThrows(
                                        IndexOutOfBoundsException.class, () -> both.x.apply(index));
                        assertEquals(
                                "index %d is outside of %s, which has 2"
                                        .formatted(index, both.structs),
                                failure.getMessage());
                        assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> both.structs.removeAt(index));
                        assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> both.structs.removeSwap(index));
                    }
                    assertEquals(List.of(1, 2), both.contents());
                });
    }

    @Test
    void shouldRefuseAnElementThatIsNone() {
        try (EverythingArray array = EverythingArray.create(HEAP);
                EverythingColumns columns = EverythingColumns.create(HEAP)) {
            array.add(everything(1));
            columns.add(everything(1));
            assertThrows(IndexOutOfBoundsException.class, () -> array.weights(0, 3));
            assertThrows(IndexOutOfBoundsException.class, () -> array.weights(0, -1, 1f));
            assertThrows(IndexOutOfBoundsException.class, () -> columns.spots(0, 2));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> columns.cornersInto(0, 2, new Vector3f()));
        }
    }

    @Test
    void shouldSayThatItWasDeleted() {
        onBoth(
                both -> {
                    both.fill(1, 2);
                    both.structs.delete();
                    both.structs.delete();
                    both.structs.close();

                    assertEquals(0, both.structs.size());
                    assertDeleted(() -> both.x.apply(0L));
                    assertDeleted(() -> both.fill(3));
                    assertDeleted(() -> both.structs.removeAt(0));
                    assertDeleted(() -> both.structs.reserve(1));
                    assertDeleted(both.structs::clear);
                });
        SpotArray array = SpotArray.create(HEAP);
        array.delete();
        assertDeleted(array::address);
        assertDeleted(array::segment);
        SpotColumns columns = SpotColumns.create(HEAP);
        columns.delete();
        assertDeleted(columns::xAddress);
        assertDeleted(columns::xColumn);
    }

    private static void assertDeleted(Runnable use) {
        String message = assertThrows(IllegalStateException.class, use::run).getMessage();
        assertTrue(message.contains("was deleted"), message);
    }

    @Test
    void shouldSayWhatCannotBeReserved() {
        onBoth(
                both -> {
                    both.fill(1);
                    assertThrows(IllegalArgumentException.class, () -> both.structs.reserve(-1));
                    for (long many : new long[] {Long.MAX_VALUE, Long.MAX_VALUE / 8, 1L << 60}) {
                        assertThrows(MemoryException.class, () -> both.structs.reserve(many));
                    }
                    assertEquals(List.of(1), both.contents());
                });
    }

    @Test
    void shouldSurviveEveryFailureOfGrowth() {
        FailingAllocator.failEach(
                HEAP,
                allocator -> {
                    try (SpotArray spots = SpotArray.create(allocator)) {
                        addUntilItFails(
                                spots, i -> spots.add((byte) 0, i, (short) 0), i -> spots.x(i));
                    }
                });
        FailingAllocator.failEach(
                HEAP,
                allocator -> {
                    try (SpotColumns spots = SpotColumns.create(allocator)) {
                        addUntilItFails(
                                spots, i -> spots.add((byte) 0, i, (short) 0), i -> spots.x(i));
                    }
                });
    }

    private static void addUntilItFails(
            Structs spots, Function<Integer, Long> add, Function<Long, Integer> x) {
        Both both = new Both(spots, add, x);
        for (int i = 0; i < 100; i++) {
            long capacity = spots.capacity();
            try {
                add.apply(i);
            } catch (MemoryException failure) {
                assertEquals(i, spots.size());
                assertEquals(capacity, spots.capacity());
                for (int j = 0; j < i; j++) {
                    assertEquals(j, both.contents().get(j));
                }
                throw failure;
            }
        }
    }

    @Test
    void shouldGrowInPlaceAsTheNewestBlockOfAnArena() {
        try (FrameArena arena = FrameArena.create()) {
            SpotArray array = SpotArray.create(arena, 8);
            long start = array.address();
            for (int i = 0; i < 1000; i++) {
                array.add((byte) 0, i, (short) 0);
            }
            assertEquals(start, array.address());

            SpotColumns columns = SpotColumns.create(arena, 8);
            long kinds = columns.kindAddress();
            long xs = columns.xAddress();
            for (int i = 0; i < 1000; i++) {
                columns.add((byte) i, i, (short) (i + 1));
            }
            assertEquals(kinds, columns.kindAddress());
            assertNotEquals(xs, columns.xAddress());
            for (int i = 0; i < 1000; i++) {
                assertEquals(new Spot((byte) i, i, (short) (i + 1)), columns.get(i));
            }
        }
    }

    @Test
    void shouldGiveItsMemoryBack() {
        FailingAllocator counting = new FailingAllocator(HEAP);
        SpotArray array = SpotArray.create(counting, 10);
        SpotColumns columns = SpotColumns.create(counting, 10);
        assertEquals(2, counting.allocations());
        array.delete();
        columns.delete();
        counting.close(); // would say what is left
    }

    @Test
    void shouldDeleteWhereOnlyTheNewestBlockCanBeFreed() {
        try (StackAllocator stack = StackAllocator.create()) {
            SpotArray first = SpotArray.create(stack, 10);
            SpotArray second = SpotArray.create(stack, 10);
            first.delete();
            second.delete();
            assertThrows(IllegalStateException.class, () -> first.add((byte) 0, 0, (short) 0));
        }
    }

    @Test
    void shouldTakeTheCurrentAllocator() {
        assertThrows(NoContextException.class, SpotArray::create);
        assertThrows(NoContextException.class, () -> SpotColumns.create(3));
        Context.runDefault(
                () -> {
                    try (SpotArray array = SpotArray.create();
                            SpotColumns columns = SpotColumns.create(3)) {
                        assertSame(Context.current().allocator(), array.allocator());
                        assertSame(Context.current().allocator(), columns.allocator());
                        assertEquals(0, array.capacity());
                        assertEquals(3, columns.capacity());
                    }
                });
    }

    @Test
    void shouldAlignEveryColumnForVectorInstructions() {
        try (EverythingColumns all = EverythingColumns.create(HEAP)) {
            for (int i = 0; i < 20; i++) {
                all.add(everything(i));
                assertEquals(0, all.bAddress() % 64);
                assertEquals(0, all.dAddress() % 64);
                assertEquals(0, all.flagsAddress() % 64);
                assertEquals(0, all.lastAddress() % 64);
            }
        }
    }

    @Test
    void shouldHandOutSegmentsOfExactlyWhatIsThere() {
        try (SpotArray array = SpotArray.create(HEAP);
                SpotColumns columns = SpotColumns.create(HEAP)) {
            assertEquals(0, array.segment().byteSize());
            assertEquals(0, columns.xColumn().byteSize());
            for (int i = 0; i < 5; i++) {
                array.add((byte) 0, i, (short) 0);
                columns.add((byte) 0, i, (short) 0);
            }
            assertEquals(5 * SpotLayout.SIZE, array.segment().byteSize());
            assertEquals(3, array.segment().get(JAVA_INT, 3 * SpotLayout.SIZE + 4));
            assertEquals(20, columns.xColumn().byteSize());
            assertEquals(3, columns.xColumn().getAtIndex(JAVA_INT, 3));
            assertEquals(array.address() + 2 * SpotLayout.SIZE, array.addressOf(2));
            columns.xColumn().setAtIndex(JAVA_INT, 4, 77);
            assertEquals(77, columns.x(4));
            assertFalse(columns.xColumn().asSlice(0, 4).get(JAVA_FLOAT, 0) > 1);
        }
    }

    /** Offsets that an int does not hold are computed on another path. */
    @Test
    void shouldReachStructsBeyondTwoGibibytes() {
        long far = (1L << 31) / EverythingLayout.SIZE + 1;
        try (FrameArena arena = FrameArena.create()) {
            long block = arena.alloc(2 * EverythingLayout.SIZE);
            long start = block - far * EverythingLayout.SIZE;
            EverythingArray array = EverythingArray.create(new ElsewhereAllocator(start), far + 1);
            pretend(array, far + 1);
            array.f(far, 7);
            assertEquals(7, array.f((int) far));
            array.f((int) far, 8);
            assertEquals(8, array.f(far));
            assertEquals(block, array.addressOf(far));
            assertThrows(IndexOutOfBoundsException.class, () -> array.f(far + 1));
            assertThrows(IndexOutOfBoundsException.class, () -> array.f((int) far + 1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> array.f(-1));
        }
    }

    @Test
    void shouldReachColumnElementsBeyondTwoGibibytes() {
        long far = (1L << 31) / 64;
        long start = 1L << 40;
        EverythingColumns columns =
                EverythingColumns.create(new ElsewhereAllocator(start), far + 1);
        pretend(columns, far + 1);
        long column = columns.transformAddress();
        assertEquals(column + (1L << 31), columns.transformAddress(far));
        assertEquals(column + (1L << 31) - 64, columns.transformAddress(far - 1));
        assertThrows(IndexOutOfBoundsException.class, () -> columns.transformAddress(far + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> columns.transformAddress(-1));
    }

    /** Counts structs that nobody has written. */
    private static void pretend(Structs structs, long count) {
        for (long i = 0; i < count; i++) {
            structs.count();
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        Vector3f vector = new Vector3f();
        float[] weights = new float[3];
        Everything struct = everything(3);
        try (FrameArena arena = FrameArena.create();
                EverythingArray array = EverythingArray.create(HEAP);
                EverythingColumns columns = EverythingColumns.create(HEAP);
                SpotColumns spots = SpotColumns.create(arena)) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        array.clear();
                        columns.clear();
                        spots.clear();
                        for (int i = 0; i < 1000; i++) {
                            array.add(struct);
                            columns.add(struct);
                            spots.add((byte) 1, i, (short) 2);
                            array.f(i, columns.f(i) + 1);
                            array.position(i, columns.velocityInto(i, vector));
                            array.weights(i, columns.weightsInto(i, weights));
                            spots.x(i, spots.x(i) + 1);
                        }
                        array.removeAt(5);
                        columns.removeSwap(5);
                    });
        }
    }

    @Test
    void shouldTakeStructsInAnyOrderOnceItHasTheirNumber() {
        try (SpotArray array = SpotArray.create(HEAP);
                SpotColumns columns = SpotColumns.create(HEAP)) {
            array.resizeNonZeroed(100);
            columns.resizeNonZeroed(100);
            for (int i = 99; i >= 0; i--) {
                array.set(i, spot(i));
                columns.set(i, spot(i));
            }
            array.resizeNonZeroed(60);
            columns.resizeNonZeroed(60);
            assertEquals(60, array.size());
            assertEquals(60, columns.size());
            for (int i = 0; i < 60; i++) {
                assertEquals(spot(i), array.get(i));
                assertEquals(spot(i), columns.get(i));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> array.get(60));
            assertThrows(IndexOutOfBoundsException.class, () -> columns.get(60));
            assertThrows(IllegalArgumentException.class, () -> array.resizeNonZeroed(-1));
            assertEquals(60, array.size());
        }
    }

    private static Spot spot(int seed) {
        return new Spot((byte) seed, seed * 1000, (short) (seed + 1));
    }

    @Test
    void shouldStayAsItWasWhenItCannotBeResized() {
        try (SpotColumns columns = SpotColumns.create(new FailingAllocator(HEAP, 2))) {
            columns.resizeNonZeroed(3);
            columns.set(2, spot(7));
            assertThrows(MemoryException.class, () -> columns.resizeNonZeroed(1000));
            assertEquals(3, columns.size());
            assertEquals(spot(7), columns.get(2));
        }
    }

    @Test
    void shouldBeginAnewInScratchAfterForgetting() {
        try (FrameArena scratch = FrameArena.create()) {
            SpotArray array = SpotArray.create(scratch);
            SpotColumns columns = SpotColumns.create(scratch);
            for (int tick = 0; tick < 3; tick++) {
                array.forget();
                columns.forget();
                assertEquals(0, array.size());
                assertEquals(0, array.capacity());
                assertEquals(Allocator.NULL, array.address());
                assertEquals(Allocator.NULL, columns.xAddress());
                for (int i = 0; i < 50; i++) {
                    array.add(spot(i + tick));
                    columns.add(spot(i - tick));
                }
                for (int i = 0; i < 50; i++) {
                    assertEquals(spot(i + tick), array.get(i));
                    assertEquals(spot(i - tick), columns.get(i));
                }
                scratch.freeAll();
            }
        }
    }

    @Test
    void shouldNotForgetOrResizeOnceDeleted() {
        SpotArray array = SpotArray.create(HEAP);
        array.delete();
        assertThrows(IllegalStateException.class, array::forget);
        assertThrows(IllegalStateException.class, () -> array.resizeNonZeroed(1));
        assertThrows(IllegalStateException.class, () -> array.resizeNonZeroed(0));
    }

    @Test
    void shouldNumberItsColumnsInTheOrderOfTheComponents() {
        try (EverythingColumns columns = EverythingColumns.create(HEAP)) {
            columns.add(everything(1));
            columns.add(everything(2));
            assertEquals(Everything.class.getRecordComponents().length, columns.columns());
            assertEquals(columns.bColumn(), columns.column(0));
            assertEquals(columns.lastColumn(), columns.column(columns.columns() - 1));
            assertEquals(2 * Double.BYTES, columns.column(1).byteSize());
            assertThrows(IndexOutOfBoundsException.class, () -> columns.column(columns.columns()));
            assertThrows(IndexOutOfBoundsException.class, () -> columns.column(-1));
        }
    }

    @Test
    void shouldTakeItsMemoryFromElsewhereOnceRestarted() {
        try (FrameArena first = FrameArena.create();
                FrameArena second = FrameArena.create()) {
            SpotArray array = SpotArray.create(first);
            SpotColumns columns = SpotColumns.create(first);
            array.add(spot(1));
            columns.add(spot(1));
            long used = first.used();
            array.restart(second);
            columns.restart(second);
            assertSame(second, array.allocator());
            assertTrue(array.isEmpty());
            array.add(spot(2));
            columns.add(spot(3));
            assertEquals(spot(2), array.get(0));
            assertEquals(spot(3), columns.get(0));
            assertEquals(used, first.used());
            assertTrue(second.used() > 0);
            array.delete();
            assertThrows(IllegalStateException.class, () -> array.restart(first));
        }
    }

    @Test
    void shouldCopyStructsFromOneArrayToAnother() {
        try (EverythingArray source = EverythingArray.create(HEAP);
                EverythingArray target = EverythingArray.create(HEAP)) {
            for (int i = 0; i < 20; i++) {
                source.add(everything(i));
            }
            for (int i = 19; i >= 0; i--) {
                assertEquals(19 - i, target.addFrom(source, i));
            }
            target.setFrom(7, source, 3);
            for (int i = 0; i < 20; i++) {
                assertSameValues(everything(i == 7 ? 3 : 19 - i), target.get(i));
                assertSameValues(everything(i), source.get(i));
            }
        }
    }

    @Test
    void shouldCopyStructsFromColumnsToOtherColumns() {
        try (EverythingColumns source = EverythingColumns.create(HEAP);
                EverythingColumns target = EverythingColumns.create(HEAP)) {
            for (int i = 0; i < 20; i++) {
                source.add(everything(i));
            }
            for (int i = 19; i >= 0; i--) {
                assertEquals(19 - i, target.addFrom(source, i));
            }
            target.setFrom(7, source, 3);
            for (int i = 0; i < 20; i++) {
                assertSameValues(everything(i == 7 ? 3 : 19 - i), target.get(i));
                assertSameValues(everything(i), source.get(i));
            }
        }
    }

    @Test
    void shouldCopyItsOwnStructsAlsoWhenThatMovesThem() {
        try (SpotArray array = SpotArray.create(HEAP);
                SpotColumns columns = SpotColumns.create(HEAP)) {
            array.add(spot(0));
            columns.add(spot(0));
            for (int i = 1; i < 100; i++) {
                array.add(spot(i));
                array.addFrom(array, 0);
                columns.add(spot(i));
                columns.addFrom(columns, 0);
            }
            array.setFrom(1, array, 1);
            array.setFrom(0, array, 3);
            for (int i = 1; i < 100; i++) {
                assertEquals(spot(i), array.get(2 * i - 1));
                assertEquals(spot(0), array.get(2 * i));
                assertEquals(spot(0), columns.get(2 * i));
            }
            assertEquals(spot(2), array.get(0));
        }
    }

    @Test
    void shouldRefuseToCopyWhatIsNotThere() {
        try (SpotArray source = SpotArray.create(HEAP);
                SpotArray target = SpotArray.create(new FailingAllocator(HEAP, 2))) {
            assertThrows(IndexOutOfBoundsException.class, () -> target.addFrom(source, 0));
            source.add(spot(1));
            assertThrows(IndexOutOfBoundsException.class, () -> target.addFrom(source, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> target.addFrom(source, -1));
            assertThrows(IndexOutOfBoundsException.class, () -> target.setFrom(0, source, 0));
            assertEquals(0, target.size());
            target.reserve(1);
            target.addFrom(source, 0);
            assertThrows(IndexOutOfBoundsException.class, () -> target.setFrom(0, source, 1));
            assertThrows(MemoryException.class, () -> target.addFrom(source, 0));
            assertEquals(1, target.size());
            assertEquals(spot(1), target.get(0));
        }
    }

    @Test
    void shouldCopyWithoutGarbage() {
        try (SpotArray array = SpotArray.create(HEAP);
                SpotArray arrayCopy = SpotArray.create(HEAP);
                SpotColumns columns = SpotColumns.create(HEAP);
                SpotColumns columnsCopy = SpotColumns.create(HEAP)) {
            for (int i = 0; i < 100; i++) {
                array.add(spot(i));
                columns.add(spot(i));
            }
            Garbage.assertNoneOnceWarm(
                    () -> {
                        arrayCopy.clear();
                        columnsCopy.clear();
                        for (int i = 0; i < 100; i++) {
                            arrayCopy.addFrom(array, i);
                            columnsCopy.addFrom(columns, i);
                            arrayCopy.setFrom(0, array, i);
                        }
                    });
        }
    }
}
