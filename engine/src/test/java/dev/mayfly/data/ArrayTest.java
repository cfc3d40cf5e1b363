package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the random programs do not reach: errors, memory and the end of an array. */
class ArrayTest {

    private final FrameArena arena = FrameArena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    private static List<Object> values(ElementKind kind, int count) {
        return IntStream.range(0, count).mapToObj(kind::value).toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothingBeforeItHasTo(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena);
        assertEquals(0, arena.used());
        assertEquals(Allocator.NULL, array.address());
        assertEquals(0, array.segment().byteSize());
        array.sort();
        array.reverse();
        array.shrink();
        array.delete();
        assertEquals(0, arena.used());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGrowWhereItStandsWhileItIsTheNewestBlock(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 1));
        long address = array.address();
        array.addAll(kind.javaArray(values(kind, 10_000)));
        array.add(kind.zero());
        assertEquals(address, array.address());
        assertEquals(array.capacity() * kind.bytes(), arena.used());
        array.shrink();
        assertEquals(10_002L * kind.bytes(), arena.used());
        array.delete();
        assertEquals(0, arena.used());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginWithACacheLineAndDouble(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena);
        array.add(kind.zero());
        long first = array.capacity();
        assertEquals(64, first * kind.bytes());
        array.resize(first + 1);
        assertEquals(2 * first, array.capacity());
        array.reserve(2 * first + 1);
        assertEquals(2 * first + 1, array.capacity());
        array.addAll(kind.javaArray(values(kind, 1000)));
        assertEquals(1000 + first + 1, array.capacity());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheIndexAndTheSize(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        Object value = kind.zero();
        Map<String, Runnable> wrong = new TreeMap<>();
        wrong.put("get", () -> array.get(3));
        wrong.put("get by long", () -> array.get(3L));
        wrong.put("set by long", () -> array.set(3L, value));
        wrong.put("set of no index", () -> array.set(-1, value));
        wrong.put("get of no index", () -> array.get(-1));
        wrong.put("get beyond int", () -> array.get(1L << 32));
        wrong.put("set", () -> array.set(3, value));
        wrong.put("swap", () -> array.swap(0, 3));
        wrong.put("swap the other way", () -> array.swap(-1, 0));
        wrong.put("insert", () -> array.insert(4, value));
        wrong.put("insert before the first", () -> array.insert(-1, value));
        wrong.put("insertAll", () -> array.insertAll(4, kind.javaArray(List.of(value))));
        wrong.put("insertAll of nothing", () -> array.insertAll(4, kind.javaArray(List.of())));
        wrong.put("insertAll of itself", () -> array.insertAll(4, array));
        wrong.put("insertAll of a segment", () -> array.insertAll(4, array.segment()));
        wrong.put("removeAt", () -> array.removeAt(3));
        wrong.put("removeSwap", () -> array.removeSwap(3));
        wrong.put("removeRange", () -> array.removeRange(1, 4));
        wrong.put("removeRange backwards", () -> array.removeRange(2, 1));
        wrong.put("removeRange from nowhere", () -> array.removeRange(-1, 1));
        wrong.put("fill", () -> array.fill(0, 4, value));
        wrong.put("sort", () -> array.sort(0, 4));
        wrong.put("binarySearch", () -> array.binarySearch(0, 4, value));
        wrong.put("reverse", () -> array.reverse(0, 4));
        wrong.put("setAll", () -> array.setAll(3, kind.javaArray(List.of(value)), 0, 1));
        wrong.put("setAll of a segment", () -> array.setAll(1, array.segment()));
        wrong.put("copyTo", () -> array.copyTo(2, kind.javaArray(values(kind, 9)), 0, 2));
        wrong.forEach(
                (name, call) -> {
                    Throwable thrown =
                            assertThrows(IndexOutOfBoundsException.class, call::run, name);
                    assertTrue(thrown.getMessage().contains("has 3"), thrown::getMessage);
                });
        assertEquals(values(kind, 3), array.elements());
    }

    @Test
    void shouldNameTheIndexThatIsWrong() {
        IntArray array = IntArray.create(arena);
        array.add(1);
        String message =
                assertThrows(IndexOutOfBoundsException.class, () -> array.get(17)).getMessage();
        assertEquals(
                "index 17 is outside of IntArray in FrameArena \"scratch\", which has 1", message);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseJavaRangesThatAreNot(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        Object source = kind.javaArray(values(kind, 5));
        Class<IndexOutOfBoundsException> error = IndexOutOfBoundsException.class;
        assertThrows(error, () -> array.addAll(source, 1, 5));
        assertThrows(error, () -> array.insertAll(0, source, -1, 2));
        assertThrows(error, () -> array.insertAll(0, source, 0, -1));
        assertThrows(error, () -> array.setAll(0, source, 5, 1));
        assertThrows(error, () -> array.copyTo(0, source, 4, 2));
        assertEquals(values(kind, 3), array.elements());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailAtEveryUseAfterDelete(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        AnyArray other = new AnyArray(kind, arena, values(kind, 3));
        Object value = kind.zero();
        Object java = kind.javaArray(values(kind, 3));
        Object nothing = kind.javaArray(List.of());
        array.delete();
        array.delete();
        array.close();
        Map<String, Runnable> uses = new TreeMap<>();
        uses.put("get", () -> array.get(0));
        uses.put("get by long", () -> array.get(0L));
        uses.put("set by long", () -> array.set(0L, value));
        uses.put("set", () -> array.set(0, value));
        uses.put("swap", () -> array.swap(0, 0));
        uses.put("add", () -> array.add(value));
        uses.put("tryAdd", () -> array.tryAdd(value));
        uses.put("addAll", () -> array.addAll(java));
        uses.put("addAll of nothing", () -> array.addAll(nothing));
        uses.put("addAll of a part", () -> array.addAll(java, 0, 1));
        uses.put("addAll of an array", () -> array.addAll(other));
        uses.put("addAll of itself", () -> array.addAll(array));
        uses.put("addAll to another", () -> other.addAll(array));
        uses.put("addAll of a segment", () -> array.addAll(other.segment()));
        uses.put("addAll of a buffer", () -> array.addAll(kind.room(3, 0)));
        uses.put("insert", () -> array.insert(0, value));
        uses.put("insertAll", () -> array.insertAll(0, nothing));
        uses.put("removeAt", () -> array.removeAt(0));
        uses.put("removeSwap", () -> array.removeSwap(0));
        uses.put("removeLast", array::removeLast);
        uses.put("removeRange", () -> array.removeRange(0, 0));
        uses.put("clear", array::clear);
        uses.put("reserve", () -> array.reserve(0));
        uses.put("tryReserve", () -> array.tryReserve(0));
        uses.put("shrink", array::shrink);
        uses.put("resize", () -> array.resize(0));
        uses.put("resizeNonZeroed", () -> array.resizeNonZeroed(0));
        uses.put("address", array::address);
        uses.put("segment", array::segment);
        uses.put("forget", array::forget);
        uses.put("restart", () -> array.restart(arena));
        uses.put("fill", () -> array.fill(value));
        uses.put("sort", array::sort);
        uses.put("binarySearch", () -> array.binarySearch(value));
        uses.put("indexOf", () -> array.indexOf(value));
        uses.put("lastIndexOf", () -> array.lastIndexOf(value));
        uses.put("contains", () -> array.contains(value));
        uses.put("reverse", array::reverse);
        uses.put("setAll", () -> array.setAll(0, nothing, 0, 0));
        uses.put("toArray", array::toArray);
        uses.put("copyTo", () -> array.copyTo(java));
        uses.put("copyTo a part", () -> array.copyTo(0, java, 0, 0));
        uses.put("copyTo a buffer", () -> array.copyTo(kind.room(3, 0)));
        uses.forEach(
                (name, use) -> {
                    Throwable thrown = assertThrows(IllegalStateException.class, use::run, name);
                    assertTrue(thrown.getMessage().contains("was deleted"), thrown::getMessage);
                });
        assertEquals(0, array.size());
        assertTrue(array.isEmpty());
        assertEquals(0, array.capacity());
        assertEquals(values(kind, 3), other.elements());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingWhicheverGrowthFails(ElementKind kind) {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (AnyArray array = new AnyArray(kind, allocator);
                            AnyArray other = new AnyArray(kind, allocator, values(kind, 5))) {
                        for (int i = 0; i < 100; i++) {
                            array.add(kind.value(i));
                        }
                        array.insertAll(50, other);
                        array.addAll(array);
                        array.resize(1000);
                        array.reserve(2000);
                        array.insert(3, kind.zero());
                        array.shrink();
                        array.addAll(kind.buffer(values(kind, 10), 1));
                        array.addAll(other.segment());
                        array.insertAll(0, array.segment());
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerInsteadOfThrowingWhenItCannotGrow(ElementKind kind) {
        Allocator full = new LimitAllocator(arena, 64);
        AnyArray array = new AnyArray(kind, full);
        for (int i = 0; i < 64 / kind.bytes(); i++) {
            assertInstanceOf(AllocResult.Ok.class, array.tryAdd(kind.value(i)));
        }
        List<Object> before = array.elements();
        AllocResult.Failed failed =
                assertInstanceOf(AllocResult.Failed.class, array.tryAdd(kind.zero()));
        assertEquals(MemoryError.OUT_OF_MEMORY, failed.error());
        assertInstanceOf(AllocResult.Failed.class, array.tryReserve(1000));
        assertEquals(before, array.elements());
        array.clear();
        AllocResult.Ok ok =
                assertInstanceOf(AllocResult.Ok.class, array.tryReserve(64 / kind.bytes()));
        assertEquals(new AllocResult.Ok(array.address(), 64), ok);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatACountIsNegativeOrOverflows(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        Class<IllegalArgumentException> negative = IllegalArgumentException.class;
        assertThrows(negative, () -> array.reserve(-1));
        assertThrows(negative, () -> array.resize(-1));
        assertThrows(negative, () -> array.resizeNonZeroed(Long.MIN_VALUE));
        if (kind.bytes() > 1) {
            for (Runnable call :
                    List.<Runnable>of(
                            () -> array.reserve(Long.MAX_VALUE),
                            () -> array.resize(Long.MAX_VALUE / kind.bytes() + 1))) {
                MemoryException overflow = assertThrows(MemoryException.class, call::run);
                assertEquals(MemoryError.BUFFER_TOO_LARGE, overflow.error());
            }
        }
        assertThrows(MemoryException.class, () -> array.reserve(Long.MAX_VALUE / kind.bytes()));
        assertEquals(values(kind, 3), array.elements());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoFractionOfAnElement(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        MemorySegment fraction = MemorySegment.ofArray(new byte[kind.bytes() + 1]);
        if (kind.bytes() > 1) {
            assertThrows(IllegalArgumentException.class, () -> array.addAll(fraction));
            assertThrows(IllegalArgumentException.class, () -> array.insertAll(0, fraction));
            assertThrows(IllegalArgumentException.class, () -> array.setAll(0, fraction));
        }
        assertEquals(values(kind, 3), array.elements());
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayAsItWasWhenASourceHasEnded(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        Arena ending = Arena.ofConfined();
        MemorySegment segment = ending.allocate(8, 8);
        Buffer buffer = kind.view(segment.asByteBuffer());
        ending.close();
        assertThrows(IllegalStateException.class, () -> array.addAll(segment));
        assertThrows(IllegalStateException.class, () -> array.insertAll(1, segment));
        assertThrows(
                IllegalStateException.class,
                () -> array.setAll(0, segment.asSlice(0, kind.bytes())));
        assertThrows(IllegalStateException.class, () -> array.addAll(buffer));
        assertThrows(IllegalStateException.class, () -> array.insertAll(1, buffer));
        assertEquals(values(kind, 3), array.elements());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTargetsThatAreTooSmall(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        Class<IllegalArgumentException> tooSmall = IllegalArgumentException.class;
        assertThrows(tooSmall, () -> array.copyTo(kind.javaArray(values(kind, 2))));
        assertThrows(tooSmall, () -> array.copyTo(MemorySegment.ofArray(new byte[kind.bytes()])));
        Buffer buffer = kind.room(0, 0);
        int room = buffer.remaining();
        if (room < 3) {
            assertThrows(tooSmall, () -> array.copyTo(buffer));
            assertEquals(room, buffer.remaining());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeEqualToItselfAlone(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 3));
        AnyArray same = new AnyArray(kind, arena, values(kind, 3));
        assertEquals(array.array, array.array);
        assertNotEquals(array.array, same.array);
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeTickAfterTickOnceForgotten(ElementKind kind) {
        AnyArray array = new AnyArray(kind, arena, values(kind, 100));
        long address = array.address();
        arena.freeAll();
        MemoryException stale = assertThrows(MemoryException.class, array::delete);
        assertEquals(MemoryError.INVALID_POINTER, stale.error());
        array.forget();
        array.addAll(kind.javaArray(values(kind, 100)));
        assertEquals(address, array.address());
        assertEquals(values(kind, 100), array.elements());
        array.delete();
        assertEquals(0, arena.used());
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeScratchAfterScratchOnceRestarted(ElementKind kind) {
        try (FrameArena other = FrameArena.create()) {
            AnyArray array = new AnyArray(kind, arena, values(kind, 100));
            long used = arena.used();
            array.restart(other);
            assertTrue(array.isEmpty());
            assertEquals(0, array.capacity());
            array.addAll(kind.javaArray(values(kind, 50)));
            assertEquals(values(kind, 50), array.elements());
            assertEquals(used, arena.used());
            assertTrue(other.used() >= 50L * kind.bytes());
            array.delete();
            assertEquals(0, other.used());
            assertEquals(used, arena.used());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeleteWhatAnAllocatorCannotTakeBackYet(ElementKind kind) {
        try (StackAllocator stack = StackAllocator.create()) {
            AnyArray array = new AnyArray(kind, stack, values(kind, 3));
            stack.alloc(16);
            array.delete();
            assertThrows(IllegalStateException.class, array::address);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFillAFixedBufferToTheLastByte(ElementKind kind) {
        MemorySegment buffer = arena.allocate(1600, 16);
        try (FixedBufferAllocator fixed = new FixedBufferAllocator(buffer)) {
            AnyArray array = new AnyArray(kind, fixed);
            array.reserve(1600 / kind.bytes());
            array.resize(1600 / kind.bytes());
            assertThrows(MemoryException.class, () -> array.add(kind.zero()));
            assertEquals(1600 / kind.bytes(), array.size());
            assertEquals(kind.zero(), array.get(array.size() - 1));
        }
    }

    @Test
    void shouldComeFromTheCurrentContext() {
        assertThrows(NoContextException.class, IntArray::create);
        assertThrows(NoContextException.class, () -> DoubleArray.createWithCapacity(3));
        Context.runDefault(
                () -> {
                    try (var _ = Context.use(arena)) {
                        ByteArray array = ByteArray.createWithCapacity(100);
                        assertEquals(arena, array.allocator());
                        assertEquals(100, arena.used());
                        assertEquals(arena, LongArray.create().allocator());
                    }
                });
    }

    @Test
    void shouldReachElementsThatNoIntCounts() {
        long many = (1L << 31) + 40;
        long block = arena.alloc(64, 16);
        // Only the elements from 2^31 on are there: nobody touches the others.
        ByteArray array = ByteArray.create(new ElsewhereAllocator(block - (1L << 31)));
        array.resizeNonZeroed(many);
        assertEquals(many, array.size());
        array.fill(1L << 31, many, (byte) 3);
        array.set(many - 2, (byte) 4);
        array.sort(1L << 31, many);
        assertEquals(4, array.get(many - 1));
        assertEquals(many - 1, array.lastIndexOf((byte) 4));
        assertEquals(many - 1, array.binarySearch(1L << 31, many, (byte) 4));
        assertEquals(many, array.segment().byteSize());
        IllegalStateException tooLong = assertThrows(IllegalStateException.class, array::toArray);
        assertTrue(tooLong.getMessage().contains("" + many), tooLong::getMessage);
        assertThrows(IllegalArgumentException.class, () -> array.copyTo(new byte[10]));
        long before = (1L << 31) - 1;
        ByteArray shifted = ByteArray.create(new ElsewhereAllocator(block - before));
        shifted.resizeNonZeroed(many);
        shifted.set(Integer.MAX_VALUE, (byte) 5);
        assertEquals(5, shifted.get(before));
        assertEquals(5, shifted.get(Integer.MAX_VALUE));
        assertThrows(IndexOutOfBoundsException.class, () -> shifted.get(-1));
        array.set(1L << 31, (byte) 3);
        byte[] part = new byte[40];
        array.copyTo(1L << 31, part, 0, 40);
        assertEquals(4, part[39]);
    }

    /** Offsets that an int does not hold are computed on another path. */
    @ParameterizedTest
    @EnumSource
    void shouldReachElementsBeyondTwoGibibytes(ElementKind kind) {
        long first = (1L << 31) / kind.bytes();
        AnyArray array = new AnyArray(kind, new ElsewhereAllocator(arena.alloc(64) - (1L << 31)));
        array.reserve(first + 3);
        for (long size = first; size < first + 3; size++) {
            long end = size;
            array.resizeNonZeroed(end);
            assertThrows(IndexOutOfBoundsException.class, () -> array.get(end));
            assertThrows(IndexOutOfBoundsException.class, () -> array.set(-1L, kind.zero()));
            assertThrows(IndexOutOfBoundsException.class, () -> array.get(-1));
            if (end > first) {
                array.set(end - 1, kind.value(end));
                assertEquals(kind.value(end), array.get(end - 1));
            }
            if (end > first && end < Integer.MAX_VALUE) {
                assertThrows(IndexOutOfBoundsException.class, () -> array.get((int) end));
                array.set((int) end - 1, kind.value(end + 1));
                assertEquals(kind.value(end + 1), array.get((int) end - 1));
                assertEquals(kind.value(end + 1), array.get(end - 1));
            }
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        int[] java = IntStream.range(0, 500).map(i -> i * 7919 % 500).toArray();
        IntArray ints = IntArray.create(arena);
        FloatArray floats = FloatArray.create(arena);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int round = 0; round < 200; round++) {
                        ints.forget();
                        floats.forget();
                        for (int i = 0; i < 1000; i++) {
                            ints.add(i * 7919 % 1000);
                            floats.add(-i);
                            ints.tryAdd(i);
                        }
                        ints.addAll(java);
                        ints.insertAll(3, java, 10, 100);
                        ints.insertAll(2, ints);
                        ints.setAll(0, java, 0, 500);
                        ints.removeRange(10, 20);
                        ints.removeSwap(5);
                        ints.removeAt(5);
                        ints.sort();
                        floats.sort();
                        ints.reverse();
                        ints.copyTo(0, java, 0, 500);
                        if (ints.binarySearch(round) + ints.indexOf(round) == Long.MIN_VALUE) {
                            throw new AssertionError();
                        }
                        ints.shrink();
                        arena.freeAll();
                    }
                });
    }

    @Test
    void shouldInsertItsOwnElementsFromABufferOfTheOtherOrder() {
        ByteOrder other =
                ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                        ? ByteOrder.LITTLE_ENDIAN
                        : ByteOrder.BIG_ENDIAN;
        try (IntArray array = IntArray.createWithCapacity(HeapAllocator.INSTANCE, 3)) {
            array.addAll(new int[] {1, 2, 3});
            IntBuffer own = array.segment().asByteBuffer().order(other).asIntBuffer();
            array.insertAll(1, own);
            assertArrayEquals(
                    new int[] {
                        1,
                        Integer.reverseBytes(1),
                        Integer.reverseBytes(2),
                        Integer.reverseBytes(3),
                        2,
                        3
                    },
                    array.toArray());
            assertEquals(0, own.remaining());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSortInPlaceWhereTheAllocatorHasNoMemoryForACopy(ElementKind kind) {
        List<Object> values = values(kind, 3000);
        try (AnyArray array =
                new AnyArray(kind, new FailingAllocator(HeapAllocator.INSTANCE, 2), values)) {
            AnyArray sorted = new AnyArray(kind, arena, values);
            sorted.sort();
            array.sort();
            assertEquals(sorted.elements(), array.elements());
        }
    }

    @Test
    void shouldSortInMemoryOfItsAllocatorOnlyWhereItIsGivenBack() {
        LimitAllocator heap = new LimitAllocator(HeapAllocator.INSTANCE);
        try (IntArray lent = IntArray.create(heap);
                IntArray inPlace = IntArray.create(arena)) {
            for (int i = 0; i < 1000; i++) {
                lent.add(i * 7919 % 1000);
                inPlace.add(i * 7919 % 1000);
            }
            long used = heap.used();
            long arenaUsed = arena.used();
            lent.sort();
            inPlace.sort();
            assertEquals(used, heap.used());
            assertTrue(heap.peak() >= used + 4000);
            assertEquals(arenaUsed, arena.used());
            for (int i = 0; i < 1000; i++) {
                assertEquals(i, lent.get(i));
                assertEquals(i, inPlace.get(i));
            }
        }
    }

    @Test
    void shouldSortWithoutQuadraticTimeWhateverTheInput() {
        int count = 20_000;
        IntArray array = IntArray.create(arena);
        for (int i = 0; i < count; i++) {
            array.add(i * 7919 % count);
        }
        // As if every pivot had been bad.
        IntSort.quicksort(array.address(), array.address() + 4L * count, 0);
        for (int i = 0; i < count; i++) {
            assertEquals(i, array.get(i));
        }
        LongArray longs = LongArray.create(arena);
        ByteArray bytes = ByteArray.create(arena);
        for (int i = 0; i < count; i++) {
            longs.add(i * 7919L % count << 40);
            bytes.add((byte) (i * 31));
        }
        LongSort.quicksort(longs.address(), longs.address() + 8L * count, 0);
        ByteSort.quicksort(bytes.address(), bytes.address() + count, 0);
        for (int i = 0; i < count; i++) {
            assertEquals((long) i << 40, longs.get(i));
            assertTrue(i == 0 || bytes.get(i - 1) <= bytes.get(i));
        }
    }
}
