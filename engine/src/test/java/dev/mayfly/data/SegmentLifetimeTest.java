package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.alloc.SynchronizedAllocator;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Segments that structures hand out end with the memory under them. */
class SegmentLifetimeTest {

    private final FrameArena scratch = FrameArena.create();

    @AfterEach
    void close() {
        scratch.close();
    }

    private static List<MemorySegment> segments(Allocator memory) {
        LongArray array = LongArray.create(memory);
        array.add(7);
        LongStructMap map = LongStructMap.create(memory, 16, 8);
        map.put(1);
        SlotMap slots = SlotMap.create(memory, 16, 8);
        long handle = slots.insert();
        SpotArray spots = SpotArray.create(memory);
        spots.add((byte) 1, 2, (short) 3);
        SpotColumns columns = SpotColumns.create(memory);
        columns.add((byte) 1, 2, (short) 3);
        return List.of(
                array.segment(),
                map.segment(1),
                map.segmentAt(map.firstSlot()),
                slots.segment(),
                slots.segment(handle),
                spots.segment(),
                columns.xColumn(),
                TextBuilder.create(memory).append("abc").segment(),
                Text.of(memory, "abc").segment());
    }

    private static void assertOver(List<MemorySegment> segments) {
        for (MemorySegment each : segments) {
            assertThrows(IllegalStateException.class, () -> each.get(JAVA_BYTE, 0));
        }
    }

    private static void assertReadable(List<MemorySegment> segments) {
        for (MemorySegment each : segments) {
            assertEquals(each.get(JAVA_BYTE, 0), each.toArray(JAVA_BYTE)[0]);
        }
    }

    @Test
    void shouldThrowAfterTheTick() {
        List<MemorySegment> segments = segments(scratch);
        assertReadable(segments);
        scratch.freeAll();
        assertOver(segments);
        List<MemorySegment> next = segments(scratch);
        assertReadable(next);
        assertOver(segments);
    }

    @Test
    void shouldThrowAfterTheSavePoint() {
        List<MemorySegment> outer = segments(scratch);
        List<MemorySegment> inner;
        try (SavePoint _ = scratch.savepoint()) {
            inner = segments(scratch);
            assertReadable(inner);
        }
        assertOver(inner);
        assertReadable(outer);
    }

    @Test
    void shouldThrowAlsoWhereAllocatorsStandInFront() {
        Allocator wrapped =
                new SynchronizedAllocator(
                        new LimitAllocator(new FailingAllocator(scratch), 1 << 20));
        List<MemorySegment> segments = segments(wrapped);
        assertReadable(segments);
        wrapped.freeAll();
        assertOver(segments);
    }

    @Test
    void shouldStayAccessibleFromEveryThreadWhereAllocatorsBindNone() throws Exception {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            List<MemorySegment> segments = segments(general);
            AnotherThread.run(() -> assertReadable(segments));
        }
    }
}
