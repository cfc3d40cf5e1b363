package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class LongStructMapTest {

    private static final long SEED = 20261120;

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE, 1 << 28);
    private final LongStructMap map = LongStructMap.seeded(memory, 20, 4, 0, SEED);

    @AfterEach
    void delete() {
        map.delete();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldTakeNoMemoryWhileEmpty() {
        assertEquals(0, memory.used());
        assertEquals(Allocator.NULL, map.address(0));
        assertSame(MemorySegment.NULL, map.segment(0));
        assertFalse(map.containsKey(0));
        assertFalse(map.remove(0));
        assertEquals(20, map.structBytes());
    }

    @Test
    void shouldZeroANewStructAndNoOther() {
        long one = map.put(1);
        assertZero(one);
        Memory.fill(one, 20, (byte) 7);
        assertEquals(one, map.put(1));
        assertEquals(one, map.putNonZeroed(1));
        assertEquals(7, Memory.getByte(one + 19));
        assertTrue(map.remove(1));
        assertFalse(map.remove(1));
        assertEquals(one, map.put(2), "the place of the one that went");
        assertZero(one);
    }

    private static void assertZero(long struct) {
        for (long at = struct; at < struct + 20; at++) {
            assertEquals(0, Memory.getByte(at));
        }
    }

    @Test
    void shouldCheckTheBoundsOfSegments() {
        map.put(5);
        MemorySegment struct = map.segment(5);
        assertEquals(20, struct.byteSize());
        assertEquals(map.address(5), struct.address());
        assertEquals(struct, map.segmentAt(map.firstSlot()));
        assertThrows(IndexOutOfBoundsException.class, () -> struct.get(JAVA_LONG, 16));
        MemorySegment none = map.segment(6);
        assertThrows(IndexOutOfBoundsException.class, () -> none.get(JAVA_LONG, 0));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "8,8", "20,4", "48,16", "64,64", "100,256", "5000,4096"})
    void shouldBehaveLikeAHashMapOfStructs(long bytes, long alignment) {
        try (LongStructMap made = LongStructMap.seeded(memory, bytes, alignment, 0, SEED)) {
            Map<Long, Byte> model = new HashMap<>();
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < 20_000; i++) {
                long key = random.nextLong(500) << 20;
                byte value = (byte) i;
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        long struct = made.put(key);
                        assertEquals(0, struct & alignment - 1);
                        assertHolds(struct, bytes, model.getOrDefault(key, (byte) 0));
                        Memory.fill(struct, bytes, value);
                        model.put(key, value);
                    }
                    case 2 -> assertEquals(model.remove(key) != null, made.remove(key));
                    default -> {
                        assertEquals(model.containsKey(key), made.containsKey(key));
                        if (model.containsKey(key)) {
                            assertHolds(made.address(key), bytes, model.get(key));
                        }
                    }
                }
                if (random.nextInt(2000) == 0) {
                    made.trim();
                }
                if (random.nextInt(5000) == 0) {
                    made.clear();
                    model.clear();
                }
            }
            assertSameAs(model, made, bytes);
        }
    }

    private static void assertHolds(long struct, long bytes, byte value) {
        assertEquals(value, Memory.getByte(struct));
        assertEquals(value, Memory.getByte(struct + bytes / 2));
        assertEquals(value, Memory.getByte(struct + bytes - 1));
    }

    private static void assertSameAs(Map<Long, Byte> model, LongStructMap map, long bytes) {
        assertEquals(model.size(), map.size());
        Set<Long> addresses = new HashSet<>();
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            assertHolds(map.addressAt(slot), bytes, model.get(map.keyAt(slot)));
            assertEquals(map.address(map.keyAt(slot)), map.addressAt(slot));
            assertTrue(addresses.add(map.addressAt(slot)));
        }
        assertEquals(model.size(), addresses.size());
    }

    @Test
    void shouldLeaveStructsInPlaceUntilItGrows() {
        map.reserve(1000);
        long[] addresses = new long[1000];
        for (int i = 0; i < 1000; i++) {
            addresses[i] = map.put(i);
        }
        for (int i = 0; i < 1000; i += 2) {
            map.remove(i);
        }
        for (int i = 0; i < 500; i++) {
            map.put(5000 + i);
        }
        for (int i = 1; i < 1000; i += 2) {
            assertEquals(addresses[i], map.address(i));
        }
    }

    @Test
    void shouldPackStructsWhenTrimmed() {
        for (int i = 0; i < 10_000; i++) {
            Memory.putInt(map.put(i) + 16, i);
        }
        for (long slot = map.firstSlot(); slot >= 0; ) {
            slot = map.keyAt(slot) % 1000 == 0 ? map.nextSlot(slot) : map.removeAt(slot);
        }
        map.trim();
        assertTrue(memory.used() < 1024, () -> memory.used() + " bytes");
        for (int i = 0; i < 10_000; i += 1000) {
            assertEquals(i, Memory.getInt(map.address(i) + 16));
        }
        map.put(1);
        assertEquals(11, map.size());
    }

    @Test
    void shouldTakeAnotherSeedWhenKeysAreChosenAgainstItsOwn() {
        map.reserve(2000);
        long[] keys = new long[500];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = map.key(SlotTable.EMPTY - i);
        }
        for (int i = 0; i < keys.length; i++) {
            Memory.putLong(map.put(keys[i]), i);
        }
        assertNotEquals(SEED, map.seed());
        for (int i = 0; i < keys.length; i++) {
            assertEquals(i, Memory.getLong(map.address(keys[i])));
        }
    }

    @Test
    void shouldSurviveEveryFailure() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (LongStructMap made = LongStructMap.seeded(allocator, 24, 8, 0, SEED)) {
                        Map<Long, Byte> model = new HashMap<>();
                        try {
                            for (long i = 0; i < 500; i++) {
                                Memory.fill(made.put(i), 24, (byte) i);
                                model.put(i, (byte) i);
                            }
                            for (long i = 0; i < 450; i++) {
                                made.remove(i);
                                model.remove(i);
                            }
                            made.trim();
                            made.reserve(5000);
                        } finally {
                            assertSameAs(model, made, 24);
                        }
                    }
                });
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertRefused(() -> LongStructMap.create(memory, 0, 8), "structs of 0 bytes");
        assertRefused(() -> LongStructMap.create(memory, -8, 8), "structs of -8 bytes");
        assertRefused(() -> LongStructMap.create(memory, Long.MAX_VALUE, 8), "structs of 9223");
        assertRefused(() -> LongStructMap.create(memory, 8, 0), "alignment is 0");
        assertRefused(() -> LongStructMap.create(memory, 8, 12), "alignment is 12");
        assertRefused(() -> LongStructMap.create(memory, 8, Long.MIN_VALUE), "alignment is -");
        try (LongStructMap huge = LongStructMap.create(memory, 1L << 40, 8)) {
            assertRefused(() -> huge.reserve(1L << 40), "no address space has room");
            assertEquals(0, huge.capacity());
        }
        assertThrows(IllegalArgumentException.class, () -> map.reserve(-1));
        map.put(1);
        long slot = map.firstSlot();
        assertThrows(IndexOutOfBoundsException.class, () -> map.addressAt(slot + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.keyAt(slot + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.segmentAt(-1));
    }

    private static void assertRefused(Executable call, String message) {
        MemoryException refusal = assertThrows(MemoryException.class, call);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::getMessage);
    }

    @Test
    void shouldBeDeletedOnceAndThenRefuseEverything() {
        map.put(1);
        map.delete();
        map.delete();
        List<Executable> uses =
                List.of(
                        () -> map.address(1),
                        () -> map.segment(1),
                        () -> map.containsKey(1),
                        () -> map.put(1),
                        () -> map.putNonZeroed(1),
                        () -> map.remove(1),
                        map::size,
                        map::clear,
                        map::trim,
                        map::firstSlot,
                        () -> map.keyAt(0),
                        () -> map.addressAt(0));
        for (Executable use : uses) {
            assertThrows(IllegalStateException.class, use);
        }
    }

    @Test
    void shouldGrowInPlaceInScratch() {
        try (FrameArena scratch = FrameArena.create()) {
            LongStructMap growing = LongStructMap.create(scratch, JAVA_LONG);
            for (long i = 0; i < 10_000; i++) {
                Memory.putLong(growing.put(i), -i);
            }
            long used = scratch.used();
            LongStructMap.seeded(scratch, 8, 8, 10_000, SEED);
            assertEquals(scratch.used() - used, used, 64);
            for (long i = 0; i < 10_000; i++) {
                assertEquals(-i, Memory.getLong(growing.address(i)));
            }
        }
    }

    @Test
    void shouldTakeTheAllocatorOfTheContext() {
        MemoryLayout layout = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
        try (var _ = Context.open(memory, memory);
                LongStructMap one = LongStructMap.create(layout);
                LongStructMap two = LongStructMap.create(12, 4);
                LongStructMap three = LongStructMap.seeded(12, 4, 10, SEED)) {
            one.put(1);
            assertEquals(16, one.structBytes());
            assertEquals(12, two.structBytes());
            assertEquals(SEED, three.seed());
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        map.reserve(1000);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (long i = 0; i < 1000; i++) {
                        Memory.putLong(map.put(i), i);
                    }
                    long sum = 0;
                    for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
                        sum += Memory.getLong(map.addressAt(slot));
                    }
                    for (long i = 0; i < 1000; i++) {
                        sum -= Memory.getLong(map.address(i));
                        map.remove(i);
                    }
                    assertEquals(0, sum);
                });
    }
}
