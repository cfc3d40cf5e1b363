package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.data.structs.Spot;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;
import dev.mayfly.data.structs.SpotLayout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Inserting, resizing, shrinking and bulk copies of structs. */
class StructsChangeTest {

    private static final Allocator HEAP = HeapAllocator.INSTANCE;

    private static Meshes filled(Meshes.Form form, Allocator allocator, int count) {
        Meshes meshes = form.create(allocator);
        for (int i = 0; i < count; i++) {
            meshes.add(i);
        }
        return meshes;
    }

    @ParameterizedTest
    @EnumSource
    void shouldInsertWhereItIsTold(Meshes.Form form) {
        Meshes meshes = form.create(HEAP);
        meshes.insert(0, 2);
        meshes.insert(1, 4);
        meshes.insertRecord(0, 1);
        meshes.insertRecord(2, 3);
        assertEquals(List.of(1L, 2L, 3L, 4L), meshes.all());
        for (long wrong : new long[] {-1, 5, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Throwable thrown =
                    assertThrows(IndexOutOfBoundsException.class, () -> meshes.insert(wrong, 9));
            assertTrue(thrown.getMessage().contains("index " + wrong), thrown::getMessage);
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), meshes.all());
        meshes.structs().delete();
        assertThrows(IllegalStateException.class, () -> meshes.insert(0, 9));
    }

    @ParameterizedTest
    @EnumSource
    void shouldZeroWhatResizingAdds(Meshes.Form form) {
        Meshes meshes = filled(form, HEAP, 5);
        meshes.structs().resize(2);
        assertEquals(List.of(0L, 1L), meshes.all());
        meshes.structs().resize(4);
        assertEquals(List.of(0L, 1L, 0L, 0L), meshes.all());
        meshes.structs().resize(100);
        assertEquals(100, meshes.structs().size());
        assertEquals(0, meshes.owned(99));
        assertThrows(IllegalArgumentException.class, () -> meshes.structs().resize(-1));
        assertThrows(MemoryException.class, () -> meshes.structs().resize(Long.MAX_VALUE));
        assertEquals(100, meshes.structs().size());
        meshes.structs().delete();
        assertThrows(IllegalStateException.class, () -> meshes.structs().resize(0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackTheRoomThatIsNotInUse(Meshes.Form form) {
        LimitAllocator memory = new LimitAllocator(HEAP);
        Meshes meshes = filled(form, memory, 1000);
        meshes.structs().resize(10);
        long before = memory.used();
        List<Long> all = meshes.all();
        meshes.structs().shrink();
        assertEquals(10, meshes.structs().capacity());
        assertTrue(memory.used() < before / 10);
        assertEquals(all, meshes.all());
        meshes.structs().clear();
        meshes.structs().shrink();
        assertEquals(0, memory.used());
        meshes.structs().shrink();
        meshes.add(7);
        assertEquals(List.of(7L), meshes.all());
        meshes.structs().delete();
        assertEquals(0, memory.used());
        assertThrows(IllegalStateException.class, meshes.structs()::shrink);
    }

    /** Takes no block back for a smaller one once it is told so. */
    private static final class Unwilling implements Allocator {

        private boolean unwilling;

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return HEAP.allocNonZeroed(size, alignment);
        }

        @Override
        public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
            if (unwilling) {
                throw new MemoryException(MemoryError.OUT_OF_MEMORY, "unwilling");
            }
            return HEAP.resizeNonZeroed(address, oldSize, newSize, alignment);
        }

        @Override
        public void free(long address, long size) {
            HEAP.free(address, size);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayAsItWasWhereItCannotShrink(Meshes.Form form) {
        Unwilling allocator = new Unwilling();
        Meshes meshes = filled(form, allocator, 100);
        meshes.structs().resize(60);
        List<Long> all = meshes.all();
        long capacity = meshes.structs().capacity();
        allocator.unwilling = true;
        assertThrows(MemoryException.class, meshes.structs()::shrink);
        assertEquals(capacity, meshes.structs().capacity());
        assertEquals(all, meshes.all());
        meshes.material(59, 3);
        assertEquals(all, meshes.all());
        allocator.unwilling = false;
        meshes.structs().shrink();
        assertEquals(all, meshes.all());
        meshes.structs().delete();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingWhicheverGrowthFails(Meshes.Form form) {
        FailingAllocator.failEach(
                HEAP,
                allocator -> {
                    Meshes meshes = form.create(allocator);
                    List<Long> model = new ArrayList<>();
                    try {
                        for (long i = 0; i < 30; i++) {
                            meshes.insert(i / 2, i);
                            model.add((int) i / 2, i);
                        }
                        meshes.structs().reserve(100);
                        meshes.structs().resize(150);
                        model.addAll(java.util.Collections.nCopies(120, 0L));
                    } finally {
                        assertEquals(model, meshes.all());
                        meshes.structs().delete();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerInsteadOfThrowingWhenItCannotGrow(Meshes.Form form) {
        Meshes meshes = form.create(new LimitAllocator(HEAP, 10_000));
        AllocResult.Ok block =
                assertInstanceOf(AllocResult.Ok.class, meshes.structs().tryReserve(10));
        assertEquals(meshes.structs().block(), block.address());
        AllocResult.Failed failed =
                assertInstanceOf(AllocResult.Failed.class, meshes.structs().tryReserve(10_000));
        assertEquals(MemoryError.BUFFER_TOO_LARGE, failed.error());
        assertEquals(10, meshes.structs().capacity());
        assertThrows(IllegalArgumentException.class, () -> meshes.structs().tryReserve(-1));
        meshes.structs().delete();
        assertThrows(IllegalStateException.class, () -> meshes.structs().tryReserve(1));
    }

    @Test
    void shouldCopyFromAndToSegmentsAndBuffers() {
        try (Arena arena = Arena.ofConfined();
                SpotArray source = SpotArray.create(HEAP);
                SpotArray target = SpotArray.create(HEAP)) {
            for (int i = 0; i < 10; i++) {
                source.add((byte) i, i * 1000, (short) -i);
            }
            MemorySegment nativeCopy = arena.allocate(10 * SpotLayout.SIZE + 5);
            source.copyTo(nativeCopy);
            byte[] heapCopy = new byte[(int) (10 * SpotLayout.SIZE)];
            source.copyTo(MemorySegment.ofArray(heapCopy));
            ByteBuffer buffer =
                    ByteBuffer.wrap(heapCopy, 0, (int) SpotLayout.SIZE)
                            .order(ByteOrder.nativeOrder());

            target.addAll(nativeCopy.asSlice(0, 10 * SpotLayout.SIZE));
            target.addAll(MemorySegment.ofArray(heapCopy));
            target.addAll(MemorySegment.ofBuffer(buffer));
            target.addAll(MemorySegment.NULL);
            assertEquals(21, target.size());
            for (int i = 0; i < 21; i++) {
                int of = i % 10;
                assertEquals(new Spot((byte) of, of * 1000, (short) -of), target.get(i));
            }
        }
    }

    @Test
    void shouldRefuseBulkCopiesThatDoNotFit() {
        try (SpotArray spots = SpotArray.create(HEAP)) {
            spots.add((byte) 1, 2, (short) 3);
            spots.add((byte) 4, 5, (short) 6);
            MemorySegment odd = MemorySegment.ofArray(new byte[(int) SpotLayout.SIZE + 1]);
            String message =
                    assertThrows(IllegalArgumentException.class, () -> spots.addAll(odd))
                            .getMessage();
            assertTrue(message.contains(odd.byteSize() + " bytes"), message);
            message =
                    assertThrows(IllegalArgumentException.class, () -> spots.copyTo(odd))
                            .getMessage();
            assertTrue(message.contains("room for 1"), message);
            MemorySegment ended;
            try (Arena arena = Arena.ofConfined()) {
                ended = arena.allocate(SpotLayout.SIZE);
            }
            assertThrows(IllegalStateException.class, () -> spots.addAll(ended));
            assertEquals(2, spots.size());
            spots.delete();
            assertThrows(IllegalStateException.class, () -> spots.addAll(MemorySegment.NULL));
            assertThrows(IllegalStateException.class, () -> spots.copyTo(odd));
        }
    }

    @Test
    void shouldLoseNothingWhereABulkCopyCannotGrow() {
        byte[] many = new byte[(int) (50 * SpotLayout.SIZE)];
        FailingAllocator.failEach(
                HEAP,
                allocator -> {
                    SpotArray spots = SpotArray.create(allocator);
                    long size = 0;
                    try {
                        spots.add((byte) 1, 2, (short) 3);
                        size = 1;
                        spots.addAll(MemorySegment.ofArray(many));
                        size = 51;
                    } finally {
                        assertEquals(size, spots.size());
                        if (size > 0) {
                            assertEquals(2, spots.x(0));
                        }
                        spots.delete();
                    }
                });
    }

    @Test
    void shouldTakeIndicesThatAreIntsOrLongs() {
        try (SpotArray array = SpotArray.create(HEAP);
                SpotColumns columns = SpotColumns.create(HEAP)) {
            array.resize(3);
            columns.resize(3);
            array.x(1, 5);
            columns.x(1, 6);
            assertEquals(5, array.x(1L));
            assertEquals(6, columns.x(1L));
            array.x(2L, 7);
            columns.x(2L, 8);
            assertEquals(7, array.x(2));
            assertEquals(8, columns.x(2));
            for (int wrong : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThrows(IndexOutOfBoundsException.class, () -> array.x(wrong));
                assertThrows(IndexOutOfBoundsException.class, () -> array.x(wrong, 1));
                assertThrows(IndexOutOfBoundsException.class, () -> array.addressOf(wrong));
                assertThrows(IndexOutOfBoundsException.class, () -> columns.x(wrong));
                assertThrows(IndexOutOfBoundsException.class, () -> columns.x(wrong, 1));
            }
            array.delete();
            columns.delete();
            assertThrows(IllegalStateException.class, () -> array.x(0));
            assertThrows(IllegalStateException.class, () -> columns.x(0));
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        SpotArray array = SpotArray.create(HEAP, 100);
        SpotColumns columns = SpotColumns.create(HEAP, 100);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 50; i++) {
                        array.insert(i / 2, (byte) 1, i, (short) 2);
                        columns.insert(i / 2, (byte) 1, i, (short) 2);
                    }
                    for (int i = 0; i < 50; i++) {
                        array.set(i, (byte) 1, array.x(i) + 1, (short) 2);
                        columns.set(i, (byte) 1, columns.x(i) + 1, (short) 2);
                    }
                    array.resize(70);
                    columns.resize(70);
                    array.removeAt(3);
                    columns.removeSwap(3);
                    array.clear();
                    columns.clear();
                });
        array.delete();
        columns.delete();
    }
}
