package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class LongLongMapTest {

    private static final long SEED = 20261120;
    private static final int MANY = 100_000;

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE, 1 << 28);
    private final LongLongMap map = LongLongMap.seeded(memory, 0, -1, SEED);

    @AfterEach
    void delete() {
        map.delete();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldTakeNoMemoryWhileEmpty() {
        assertEquals(0, memory.used());
        assertEquals(0, map.size());
        assertTrue(map.isEmpty());
        assertEquals(0, map.capacity());
        assertEquals(-1, map.get(0));
        assertEquals(-1, map.remove(0));
        assertEquals(-1, map.firstSlot());
        map.clear();
        map.trim();
        map.reserve(0);
        assertEquals(0, memory.used());
    }

    @Test
    void shouldSayWhatWasThereBefore() {
        assertEquals(-1, map.put(5, 50));
        assertEquals(50, map.put(5, 51));
        assertEquals(51, map.putIfAbsent(5, 52));
        assertEquals(-1, map.putIfAbsent(6, 60));
        assertEquals(51, map.get(5));
        assertEquals(60, map.get(6));
        assertEquals(2, map.size());
        assertEquals(51, map.remove(5));
        assertEquals(-1, map.remove(5));
        assertFalse(map.containsKey(5));
        assertTrue(map.containsKey(6));
        assertEquals(7, map.getOrDefault(5, 7));
        assertEquals(60, map.getOrDefault(6, 7));
        assertEquals(-1, map.absent());
    }

    @Test
    void shouldCount() {
        assertEquals(9, map.addTo(1, 10));
        assertEquals(12, map.addTo(1, 3));
        assertEquals(5, map.merge(2, 5, Long::max));
        assertEquals(5, map.merge(2, 3, Long::max));
        assertEquals(8, map.merge(2, 8, Long::max));
        assertEquals(30, map.computeIfAbsent(3, key -> key * 10));
        assertEquals(30, map.computeIfAbsent(3, key -> key * 100));
        assertEquals(12, map.get(1));
        assertEquals(8, map.get(2));
        assertEquals(30, map.get(3));
    }

    @Test
    void shouldSurviveFunctionsThatChangeTheMap() {
        long made =
                map.computeIfAbsent(
                        1,
                        key -> {
                            for (int i = 2; i < 1000; i++) {
                                map.put(i, i);
                            }
                            return 11;
                        });
        assertEquals(11, made);
        map.merge(
                1,
                5,
                (one, two) -> {
                    map.clear();
                    map.trim();
                    return one + two;
                });
        assertEquals(16, map.get(1));
        assertEquals(1, map.size());
    }

    @Test
    void shouldTakeEveryNumberAsAKey() {
        long[] keys = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, map.key(SlotTable.EMPTY - 1)};
        for (long key : keys) {
            assertFalse(map.containsKey(key));
            map.put(key, key + 1);
            assertEquals(key + 1, map.get(key));
        }
        assertEquals(keys.length, map.size());
    }

    @Test
    void shouldTakeTheKeyThatHashesToTheMarkOfAnEmptySlot() {
        long key = map.key(SlotTable.EMPTY);
        assertEquals(SlotTable.EMPTY, map.hash(key));
        assertFalse(map.containsKey(key));
        assertEquals(-1, map.remove(key));
        map.put(1, 10);
        assertFalse(map.containsKey(key));
        assertEquals(-1, map.get(key));
        assertEquals(-1, map.remove(key));
        assertEquals(-1, map.put(key, 77));
        assertEquals(77, map.get(key));
        assertEquals(10, map.get(1));
        assertNotEquals(SEED, map.seed());
        assertEquals(2, map.size());
    }

    @Test
    void shouldHashWithABijection() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            long key = random.nextLong();
            assertEquals(key, map.key(map.hash(key)));
            assertEquals(key, map.hash(map.key(key)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBehaveLikeAHashMap(Keys keys) {
        Map<Long, Long> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < MANY; i++) {
            long key = keys.key(random.nextLong(2000));
            long value = random.nextLong(1000);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> assertEquals(or(model.put(key, value)), map.put(key, value));
                case 3 ->
                        assertEquals(
                                or(model.putIfAbsent(key, value)), map.putIfAbsent(key, value));
                case 4, 5 -> assertEquals(or(model.remove(key)), map.remove(key));
                case 6 ->
                        assertEquals(
                                model.merge(key, value, Long::sum),
                                map.merge(key, value, Long::sum));
                default -> {
                    assertEquals(or(model.get(key)), map.get(key));
                    assertEquals(model.containsKey(key), map.containsKey(key));
                }
            }
            assertEquals(model.size(), map.size());
            if (random.nextInt(5000) == 0) {
                map.trim();
            }
            if (random.nextInt(20_000) == 0) {
                model.clear();
                map.clear();
            }
        }
        assertEquals(model, contents());
    }

    private static long or(Long value) {
        return value == null ? -1 : value;
    }

    private Map<Long, Long> contents() {
        Map<Long, Long> contents = new HashMap<>();
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            contents.put(map.keyAt(slot), map.valueAt(slot));
        }
        assertEquals(map.size(), contents.size());
        return contents;
    }

    /** With random hashes one table in a million has a longer one. */
    @ParameterizedTest
    @EnumSource
    void shouldKeepProbesShortWhenFull(Keys keys) {
        long entries = SlotTable.limit(1 << 17);
        for (long i = 0; map.size() < entries; i++) {
            map.put(keys.key(i), i);
        }
        assertEquals(entries, map.capacity());
        assertEquals(SEED, map.seed());
        assertTrue(map.longestProbe() <= 45, () -> "probe of " + map.longestProbe());
    }

    @Test
    void shouldHaveTheSameProbesAfterAMillionRemovals() {
        long entries = SlotTable.limit(1 << 14);
        for (long i = 0; i < entries; i++) {
            map.put(i, i);
        }
        for (long i = 0; i < 1_000_000; i++) {
            assertEquals(i, map.remove(i));
            map.put(entries + i, entries + i);
        }
        assertEquals(entries, map.capacity());
        assertEquals(SEED, map.seed());
        try (LongLongMap fresh = LongLongMap.seeded(memory, entries, -1, SEED)) {
            for (long i = 1_000_000 + entries - 1; i >= 1_000_000; i--) {
                fresh.put(i, i);
            }
            assertEquals(fresh.longestProbe(), map.longestProbe());
            assertTrue(map.longestProbe() <= 45, () -> "probe of " + map.longestProbe());
            assertEquals(slots(fresh), slots(map), "what happened before has left traces");
        }
    }

    private static List<Long> slots(LongLongMap map) {
        List<Long> slots = new ArrayList<>();
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            slots.add(slot);
            slots.add(map.keyAt(slot));
        }
        return slots;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 1000})
    void shouldTakeAnotherSeedWhenKeysAreChosenAgainstItsOwn(int before) {
        for (long i = 0; i < before; i++) {
            map.put(i, i);
        }
        map.reserve(4000);
        long seed = map.seed();
        // The last homes of all, which have only the tail behind them.
        for (long i = 1; i <= 1000; i++) {
            map.put(chosen(seed, SlotTable.EMPTY - i), i);
        }
        assertNotEquals(seed, map.seed());
        assertChosenAreThere(before, seed, SlotTable.EMPTY);
    }

    @Test
    void shouldTakeAnotherSeedWhenKeysCrowdAnywhere() {
        map.reserve(4000);
        for (long i = 1; i <= 1000; i++) {
            map.put(chosen(SEED, 12345 + i), i);
        }
        assertNotEquals(SEED, map.seed());
        assertTrue(map.longestProbe() <= 45, () -> "probe of " + map.longestProbe());
        assertEquals(SlotTable.limit(8192), map.capacity());
    }

    @Test
    void shouldTakeAnotherSeedWhenKeysCrowdAfterGrowingOrTrimming() {
        // Few enough for a tail, until they are 96.
        for (long i = 1; i <= 200; i++) {
            map.put(chosen(SEED, SlotTable.EMPTY - i), i);
        }
        assertChosenAreThere(0, SEED, SlotTable.EMPTY, 200);
        map.reserve(1_000_000);
        map.trim();
        assertChosenAreThere(0, SEED, SlotTable.EMPTY, 200);
    }

    private void assertChosenAreThere(int before, long seed, long under) {
        assertChosenAreThere(before, seed, under, 1000);
    }

    private void assertChosenAreThere(int before, long seed, long under, int chosen) {
        for (long i = 1; i <= chosen; i++) {
            assertEquals(i, map.get(chosen(seed, under - i)));
        }
        for (long i = 0; i < before; i++) {
            assertEquals(i, map.get(i));
        }
        assertEquals(before + chosen, map.size());
    }

    /** The key that has a hash in a map with a seed. */
    private static long chosen(long seed, long hash) {
        try (LongLongMap other = LongLongMap.seeded(HeapAllocator.INSTANCE, 0, 0, seed)) {
            return other.key(hash);
        }
    }

    @Test
    void shouldVisitEveryEntryOnceWhileRemoving() {
        for (int one = 0; one < 64; one++) {
            Set<Long> left = new HashSet<>();
            Set<Long> visited = new HashSet<>();
            map.clear();
            for (long i = 0; i < 90; i++) {
                map.put(i * one, i);
            }
            long size = map.size();
            SplittableRandom random = new SplittableRandom(one);
            long slot = map.firstSlot();
            while (slot >= 0) {
                long key = map.keyAt(slot);
                assertTrue(visited.add(key), () -> key + " twice");
                if (random.nextBoolean()) {
                    slot = map.removeAt(slot);
                } else {
                    left.add(key);
                    slot = map.nextSlot(slot);
                }
            }
            assertEquals(size, visited.size());
            assertEquals(left, contents().keySet());
        }
    }

    @Test
    void shouldReplaceTheValueInASlot() {
        map.put(3, 30);
        map.setValueAt(map.firstSlot(), 31);
        assertEquals(31, map.get(3));
    }

    @Test
    void shouldRefuseSlotsWithoutAnEntry() {
        map.put(3, 30);
        long slot = map.firstSlot();
        assertRefused(() -> map.keyAt(slot + 1), "slot " + (slot + 1) + " of LongLongMap of 1");
        assertRefused(() -> map.keyAt(-1), "slot -1 of LongLongMap of 1 holds no entry");
        assertRefused(() -> map.valueAt(1L << 60), "holds no entry");
        assertRefused(() -> map.valueAt(Long.MIN_VALUE), "holds no entry");
        assertRefused(() -> map.nextSlot(-1), "holds no entry");
        assertRefused(() -> map.removeAt(slot + 1), "holds no entry");
        assertRefused(() -> map.setValueAt(slot + 1, 1), "firstSlot and nextSlot");
        map.clear();
        map.trim();
        assertRefused(() -> map.keyAt(0), "holds no entry");
        assertEquals(0, map.size());
    }

    private static void assertRefused(Executable access, String message) {
        IndexOutOfBoundsException refusal = assertThrows(IndexOutOfBoundsException.class, access);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::getMessage);
    }

    @Test
    void shouldNotGrowBeforeTheReservedEntriesAreThere() {
        map.reserve(1000);
        long used = memory.used();
        assertTrue(map.capacity() >= 1000);
        for (long i = 0; i < 1000; i++) {
            map.put(i, i);
        }
        assertEquals(used, memory.used());
        map.reserve(5);
        assertEquals(used, memory.used());
    }

    @Test
    void shouldGiveBackWhatItDoesNotNeed() {
        for (long i = 0; i < 10_000; i++) {
            map.put(i, i);
        }
        long full = memory.used();
        for (long i = 10; i < 10_000; i++) {
            map.remove(i);
        }
        assertEquals(full, memory.used());
        map.trim();
        assertTrue(memory.used() < 1000, () -> memory.used() + " bytes");
        for (long i = 0; i < 10; i++) {
            assertEquals(i, map.get(i));
        }
        map.clear();
        assertTrue(memory.used() > 0);
        map.trim();
        assertEquals(0, memory.used());
        map.put(1, 2);
        assertEquals(2, map.get(1));
    }

    @Test
    void shouldBeDeletedOnceAndThenRefuseEverything() {
        map.put(1, 10);
        map.delete();
        map.delete();
        map.close();
        assertEquals(0, memory.used());
        List<Executable> uses =
                List.of(
                        () -> map.get(1),
                        () -> map.getOrDefault(1, 2),
                        () -> map.containsKey(1),
                        () -> map.put(1, 1),
                        () -> map.putIfAbsent(1, 1),
                        () -> map.addTo(1, 1),
                        () -> map.merge(1, 1, Long::sum),
                        () -> map.computeIfAbsent(1, key -> key),
                        () -> map.remove(1),
                        map::size,
                        map::isEmpty,
                        map::capacity,
                        map::seed,
                        map::clear,
                        map::trim,
                        () -> map.reserve(1),
                        map::firstSlot,
                        () -> map.nextSlot(0),
                        () -> map.keyAt(0),
                        () -> map.valueAt(0),
                        () -> map.setValueAt(0, 0),
                        () -> map.removeAt(0));
        for (Executable use : uses) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, use);
            assertTrue(
                    String.valueOf(refusal.getMessage()).contains("was deleted"),
                    refusal::getMessage);
        }
        assertEquals(0, memory.used());
    }

    @Test
    void shouldRefuseSizesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> map.reserve(-1));
        assertThrows(IllegalArgumentException.class, () -> map.reserve(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> LongLongMap.seeded(memory, -5, 0, SEED));
        assertThrows(MemoryException.class, () -> map.reserve(SlotTable.MOST_ENTRIES));
        assertEquals(0, memory.used());
    }

    @Test
    void shouldSurviveEveryFailure() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (LongLongMap made = LongLongMap.seeded(allocator, 0, -1, SEED)) {
                        Map<Long, Long> model = new HashMap<>();
                        try {
                            for (long i = 0; i < 1000; i++) {
                                made.put(i * i, i);
                                model.put(i * i, i);
                            }
                            made.put(made.key(SlotTable.EMPTY), 5);
                            made.remove(made.key(SlotTable.EMPTY));
                            for (long i = 100; i < 1000; i++) {
                                made.remove(i * i);
                                model.remove(i * i);
                            }
                            made.trim();
                            made.reserve(10_000);
                        } finally {
                            made.remove(chosen(SEED, SlotTable.EMPTY));
                            assertSame(model, made);
                        }
                    }
                });
    }

    @Test
    void shouldSurviveEveryFailureWhileKeysCrowd() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (LongLongMap made = LongLongMap.seeded(allocator, 0, -1, SEED)) {
                        Map<Long, Long> model = new HashMap<>();
                        try {
                            for (long i = 1; i < 300; i++) {
                                long key = chosen(SEED, SlotTable.EMPTY - i);
                                made.put(key, i);
                                model.put(key, i);
                            }
                        } finally {
                            assertSame(model, made);
                        }
                    }
                });
    }

    private static void assertSame(Map<Long, Long> model, LongLongMap map) {
        assertEquals(model.size(), map.size());
        model.forEach((key, value) -> assertEquals(value, map.get(key)));
        long visited = 0;
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            assertEquals(model.get(map.keyAt(slot)), map.valueAt(slot));
            visited++;
        }
        assertEquals(model.size(), visited);
    }

    @Test
    void shouldGrowInPlaceInScratch() {
        try (FrameArena scratch = FrameArena.create()) {
            LongLongMap growing = LongLongMap.create(scratch);
            for (long i = 0; i < 10_000; i++) {
                growing.put(i, -i);
            }
            long used = scratch.used();
            LongLongMap reserved = LongLongMap.create(scratch, 10_000, 0);
            assertEquals(scratch.used() - used, used, 64);
            for (long i = 0; i < 10_000; i++) {
                assertEquals(-i, growing.get(i));
            }
            reserved.delete();
            growing.delete();
        }
    }

    @Test
    void shouldTakeTheAllocatorOfTheContext() {
        try (var _ = Context.open(memory, memory);
                LongLongMap one = LongLongMap.create();
                LongLongMap two = LongLongMap.create(10, 5);
                LongLongMap three = LongLongMap.seeded(10, 5, SEED)) {
            one.put(1, 1);
            assertEquals(5, two.get(1));
            assertEquals(SEED, three.seed());
            assertNotEquals(one.seed(), two.seed());
            assertTrue(memory.used() > 0);
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        map.reserve(1000);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (long i = 0; i < 1000; i++) {
                        map.put(i, i);
                        map.addTo(i, 1);
                        map.merge(i, 1, Long::sum);
                    }
                    long sum = 0;
                    for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
                        sum += map.keyAt(slot) + map.valueAt(slot);
                    }
                    for (long i = 0; i < 1000; i++) {
                        sum -= map.remove(i);
                    }
                    assertEquals(999L * 1000 / 2, sum);
                    map.clear();
                });
    }
}
