package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class TextLongMapTest {

    private static final long SEED = 20261120;
    private static final String POEM = "Grüße an 猫 und 🦋, die Eintagsfliege";

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE, 1 << 28);
    private final TextLongMap map = TextLongMap.seeded(memory, 0, -1, SEED);

    @AfterEach
    void delete() {
        map.delete();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldTakeNoMemoryWhileEmpty() {
        assertEquals(-1, map.get(""));
        assertEquals(-1, map.get("something"));
        assertEquals(-1, map.get(new byte[3], 0, 3));
        assertEquals(-1, map.get(MemorySegment.ofArray(new byte[3])));
        assertEquals(-1, map.remove("something"));
        assertFalse(map.containsKey("something"));
        map.clear();
        map.trim();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldSayWhatWasThereBefore() {
        assertEquals(-1, map.put("one", 1));
        assertEquals(1, map.put("one", 11));
        assertEquals(11, map.putIfAbsent("one", 12));
        assertEquals(-1, map.putIfAbsent("two", 2));
        assertEquals(9, map.addTo("three", 10));
        assertEquals(12, map.addTo("three", 3));
        assertEquals(11, map.get("one"));
        assertEquals(2, map.get("two"));
        assertEquals(12, map.get("three"));
        assertEquals(3, map.size());
        assertEquals(5, map.getOrDefault("four", 5));
        assertEquals(11, map.remove("one"));
        assertEquals(-1, map.remove("one"));
        assertFalse(map.containsKey("one"));
        assertTrue(map.containsKey("two"));
        assertEquals(-1, map.absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcdefgh", "ß", "猫", "🦋", "\0", POEM, "\uFFFF"})
    void shouldTakeTheSameKeyInEveryForm(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        byte[] inside = new byte[utf8.length + 7];
        System.arraycopy(utf8, 0, inside, 3, utf8.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(utf8.length + 1);
            segment.copyFrom(MemorySegment.ofArray(utf8));
            MemorySegment key = segment.asSlice(0, utf8.length);
            for (int form = 0; form < 4; form++) {
                long before =
                        switch (form) {
                            case 0 -> map.put(text, form);
                            case 1 -> map.put(inside, 3, utf8.length, form);
                            case 2 -> map.put(key, form);
                            default -> map.put(key.address(), utf8.length, form);
                        };
                assertEquals(-1, before);
                assertEquals(form, map.get(text));
                assertEquals(form, map.get(new StringBuilder(text)));
                assertEquals(form, map.get(inside, 3, utf8.length));
                assertEquals(form, map.get(key));
                assertEquals(form, map.get(MemorySegment.ofArray(utf8)));
                assertEquals(form, map.get(key.address(), utf8.length));
                assertEquals(form, map.getOrDefault(key.address(), utf8.length, 99));
                assertTrue(map.containsKey(key.address(), utf8.length));
                assertEquals(text, map.keyAt(map.firstSlot()));
                assertEquals(-1, map.get(text + "x"));
                assertEquals(form, map.remove(key.address(), utf8.length));
                assertEquals(0, map.size());
            }
        }
    }

    @Test
    void shouldBehaveLikeAHashMap() {
        Map<String, Long> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            String key = key(random.nextInt(1500));
            long value = random.nextLong(1000);
            switch (random.nextInt(6)) {
                case 0, 1 -> assertEquals(or(model.put(key, value)), map.put(key, value));
                case 2 -> {
                    byte[] utf8 = key.getBytes(UTF_8);
                    assertEquals(or(model.put(key, value)), map.put(utf8, 0, utf8.length, value));
                }
                case 3, 4 -> assertEquals(or(model.remove(key)), map.remove(key));
                default -> assertEquals(or(model.get(key)), map.get(key));
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
        assertSameAs(model, map);
    }

    /** Of many lengths, many with the same start or end. */
    private static String key(int i) {
        return switch (i % 4) {
            case 0 -> "k" + i;
            case 1 -> POEM.repeat(i % 7) + i;
            case 2 -> i + "/a/path/that/all/of/them/have.png";
            default -> "\0".repeat(i % 40) + (char) (i + 32);
        };
    }

    private static long or(Long value) {
        return value == null ? -1 : value;
    }

    private static void assertSameAs(Map<String, Long> model, TextLongMap map) {
        assertEquals(model.size(), map.size());
        model.forEach((key, value) -> assertEquals(value, map.get(key)));
        Set<String> visited = new HashSet<>();
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            String key = map.keyAt(slot);
            assertEquals(model.get(key), map.valueAt(slot));
            assertEquals(key.getBytes(UTF_8).length, map.keyBytesAt(slot));
            assertEquals(map.valueAt(slot), map.get(map.keyAddressAt(slot), map.keyBytesAt(slot)));
            assertTrue(visited.add(key));
        }
        assertEquals(model.keySet(), visited);
    }

    @Test
    void shouldNotConfuseKeysWithTheSameHash() {
        // No two texts with the same hash are known, so one is put under another's.
        map.put("one", 1);
        map.put("two", 2);
        long slot = map.firstSlot();
        Memory.putByte(map.keyAddressAt(slot), (byte) 'X');
        long other = map.nextSlot(slot);
        String changed = map.keyAt(slot).substring(1);
        String original = changed.equals("ne") ? "one" : "two";
        assertEquals(-1, map.get(original));
        assertEquals(map.valueAt(other), map.get(map.keyAt(other)));
        assertEquals(-1, map.put(original, 3));
        assertEquals(3, map.get(original));
        assertEquals(3, map.size());
        for (int i = 0; i < 1000; i++) {
            map.put("more" + i, i);
        }
        assertEquals(3, map.get(original));
        assertEquals(3, map.remove(original));
        assertEquals(-1, map.get(original));
        assertEquals(999, map.get("more999"));
    }

    @Test
    void shouldKeepProbesShortWhenFull() {
        long entries = SlotTable.limit(1 << 15);
        for (long i = 0; map.size() < entries; i++) {
            map.put(key((int) i), i);
        }
        assertEquals(entries, map.capacity());
        assertEquals(SEED, map.seed());
        assertTrue(map.longestProbe() <= 45, () -> "probe of " + map.longestProbe());
    }

    /** A key in 4096 has the last of so many homes; whoever knows the seed finds them. */
    @Test
    void shouldTakeAnotherSeedWhenKeysAreChosenAgainstItsOwn() {
        map.reserve(4000);
        List<String> chosen = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; chosen.size() < 200; i++) {
                MemorySegment key = arena.allocateFrom("k" + i);
                long hash = Texts.hash(key.address(), key.byteSize() - 1, map.salt, map.factor);
                if (hash >>> 52 == 0xFFF) {
                    chosen.add("k" + i);
                }
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            map.put(chosen.get(i), i);
        }
        assertNotEquals(SEED, map.seed());
        assertTrue(map.longestProbe() <= 45, () -> "probe of " + map.longestProbe());
        for (int i = 0; i < chosen.size(); i++) {
            assertEquals(i, map.get(chosen.get(i)));
        }
        assertEquals(chosen.size(), map.size());
    }

    @Test
    void shouldCollectTheBytesOfRemovedKeys() {
        for (int i = 0; i < 100; i++) {
            map.put("a rather long key, so that it counts " + i, i);
        }
        long most = 3 * memory.used();
        for (int i = 100; i < 100_000; i++) {
            assertEquals(i - 100, map.remove("a rather long key, so that it counts " + (i - 100)));
            map.put("a rather long key, so that it counts " + i, i);
        }
        assertTrue(memory.used() < most, () -> memory.used() + " bytes");
        assertTrue(memory.peak() < 2 * most, () -> memory.peak() + " bytes");
    }

    @Test
    void shouldGiveBackWhatItDoesNotNeed() {
        for (int i = 0; i < 10_000; i++) {
            map.put(key(i), i);
        }
        for (long slot = map.firstSlot(); slot >= 0; ) {
            slot = map.valueAt(slot) < 9990 ? map.removeAt(slot) : map.nextSlot(slot);
        }
        map.trim();
        assertTrue(memory.used() < 3000, () -> memory.used() + " bytes");
        long trimmed = memory.used();
        map.trim();
        assertEquals(trimmed, memory.used());
        for (int i = 9990; i < 10_000; i++) {
            assertEquals(i, map.get(key(i)));
        }
        assertEquals(-1, map.get(key(9989)));
        map.clear();
        map.trim();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldTakeKeysLongerThanAllOthersTogether() {
        String longest = POEM.repeat(10_000);
        map.put("short", 1);
        assertEquals(-1, map.get(longest));
        map.put(longest, 2);
        assertEquals(2, map.get(longest));
        byte[] longer = (longest + longest).getBytes(UTF_8);
        assertEquals(-1, map.get(longer, 0, longer.length));
        map.put(longer, 0, longer.length, 3);
        assertEquals(3, map.get(longest + longest));
        MemorySegment segment = MemorySegment.ofArray((longest.repeat(4)).getBytes(UTF_8));
        assertEquals(-1, map.get(segment));
        map.put(segment, 4);
        assertEquals(4, map.get(segment));
        assertEquals(1, map.get("short"));
    }

    @Test
    void shouldTakePartsOfItsOwnKeys() {
        map.put("handle", 1);
        long slot = map.firstSlot();
        for (int length = 0; length < 6; length++) {
            slot = slotOf("handle");
            map.put(map.keyAddressAt(slot), length, length);
        }
        for (int length = 0; length < 6; length++) {
            assertEquals(length, map.get("handle".substring(0, length)));
        }
        assertEquals(7, map.size());
    }

    private long slotOf(String key) {
        long slot = map.firstSlot();
        while (!map.keyAt(slot).equals(key)) {
            slot = map.nextSlot(slot);
        }
        return slot;
    }

    @Test
    void shouldReportHalvesOfSurrogatePairs() {
        map.put("fine", 1);
        for (String half : List.of("a\uD83E", "\uDD8B!", "x\uD83Ey", "\uD83E\uD83E")) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> map.put(half, 1));
            assertTrue(
                    String.valueOf(refusal.getMessage()).contains("half of a surrogate pair"),
                    refusal::getMessage);
        }
        assertEquals(1, map.size());
    }

    @Test
    void shouldCompareBytesAsTheyAreAndReportThoseThatAreNotText() {
        byte[] latin = {(byte) 0xE4, (byte) 0xFF};
        map.put(latin, 0, 2, 5);
        assertEquals(5, map.get(latin, 0, 2));
        assertEquals(2, map.keyBytesAt(map.firstSlot()));
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> map.keyAt(map.firstSlot()));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("is not UTF-8"), refusal::getMessage);
    }

    @Test
    void shouldRefuseRangesThatMakeNoSense() {
        assertThrows(IndexOutOfBoundsException.class, () -> map.get(new byte[3], 1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> map.put(new byte[3], -1, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> map.get(64, -1));
        assertThrows(IllegalArgumentException.class, () -> map.put(64, -1, 5));
        map.put("one", 1);
        long slot = map.firstSlot();
        assertThrows(IndexOutOfBoundsException.class, () -> map.keyAt(slot + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.keyAddressAt(slot + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.keyBytesAt(slot + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.valueAt(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.setValueAt(slot + 1, 0));
        map.setValueAt(slot, 9);
        assertEquals(9, map.get("one"));
    }

    @Test
    void shouldRefuseASegmentWhoseTimeIsOver() {
        Arena arena = Arena.ofConfined();
        MemorySegment key = arena.allocate(8);
        map.put("something", 1);
        arena.close();
        assertThrows(IllegalStateException.class, () -> map.get(key));
        assertThrows(IllegalStateException.class, () -> map.put(key, 1));
    }

    @Test
    void shouldHashEveryBitOfEveryLength() {
        byte[] bytes = new byte[40];
        Set<Long> hashes = new HashSet<>();
        long secret = Seeds.spread(SEED);
        long other = Seeds.spread(secret);
        int expected = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocate(bytes.length);
            for (int length = 0; length <= bytes.length; length++) {
                hashes.add(Texts.hash(key.address(), length, secret, other));
                expected++;
                for (int bit = 0; bit < 8 * length; bit++) {
                    long at = key.address() + bit / 8;
                    Memory.putByte(at, (byte) (1 << bit % 8));
                    hashes.add(Texts.hash(key.address(), length, secret, other));
                    expected++;
                    Memory.putByte(at, (byte) 0);
                }
            }
        }
        assertEquals(expected, hashes.size());
    }

    @Test
    void shouldHashOtherwiseWithAnotherSeed() {
        try (TextLongMap other = TextLongMap.seeded(memory, 0, -1, SEED + 1);
                TextLongMap same = TextLongMap.seeded(memory, 0, -1, SEED)) {
            for (int i = 0; i < 100; i++) {
                map.put("key" + i, i);
                other.put("key" + i, i);
                same.put("key" + (99 - i), i);
            }
            assertNotEquals(keys(map), keys(other));
            assertEquals(keys(map), keys(same));
        }
    }

    private static String keys(TextLongMap map) {
        StringBuilder keys = new StringBuilder();
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            keys.append(map.keyAt(slot)).append(' ');
        }
        return keys.toString();
    }

    @Test
    void shouldSurviveEveryFailure() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (TextLongMap made = TextLongMap.seeded(allocator, 0, -1, SEED)) {
                        Map<String, Long> model = new HashMap<>();
                        try {
                            for (long i = 0; i < 300; i++) {
                                made.put(key((int) i), i);
                                model.put(key((int) i), i);
                            }
                            for (long i = 0; i < 300; i++) {
                                made.remove(key((int) i));
                                model.remove(key((int) i));
                                made.put(key((int) i + 300), i);
                                model.put(key((int) i + 300), i);
                            }
                            made.trim();
                            made.reserve(5000);
                        } finally {
                            assertSameAs(model, made);
                        }
                    }
                });
    }

    @Test
    void shouldBeDeletedOnceAndThenRefuseEverything() {
        map.put("one", 1);
        map.delete();
        map.delete();
        List<Executable> uses =
                List.of(
                        () -> map.get("one"),
                        () -> map.get(""),
                        () -> map.get(64, 0),
                        () -> map.get(new byte[1], 0, 1),
                        () -> map.get(MemorySegment.ofArray(new byte[1])),
                        () -> map.getOrDefault("one", 1),
                        () -> map.containsKey("one"),
                        () -> map.put("one", 1),
                        () -> map.put("", 1),
                        () -> map.put(64, 0, 1),
                        () -> map.put(new byte[1], 0, 1, 1),
                        () -> map.put(MemorySegment.ofArray(new byte[1]), 1),
                        () -> map.putIfAbsent("one", 1),
                        () -> map.addTo("one", 1),
                        () -> map.remove("one"),
                        map::size,
                        map::clear,
                        map::trim,
                        map::firstSlot,
                        () -> map.keyAt(0),
                        () -> map.valueAt(0));
        for (Executable use : uses) {
            assertThrows(IllegalStateException.class, use);
        }
        assertEquals(0, memory.used());
    }

    @Test
    void shouldLiveInScratch() {
        try (FrameArena scratch = FrameArena.create();
                var _ = Context.open(scratch, scratch)) {
            TextLongMap one = TextLongMap.create();
            TextLongMap two = TextLongMap.create(10, 5);
            TextLongMap three = TextLongMap.seeded(10, 5, SEED);
            for (int i = 0; i < 1000; i++) {
                one.put(key(i), i);
                two.put(key(i), i);
                three.put(key(i), i);
            }
            for (int i = 0; i < 1000; i++) {
                assertEquals(i, one.get(key(i)));
                assertEquals(i, two.get(key(i)));
                assertEquals(i, three.get(key(i)));
            }
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        CharSequence[] keys = new CharSequence[200];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(i);
        }
        byte[] bytes = POEM.getBytes(UTF_8);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < keys.length; i++) {
                        map.put(keys[i], i);
                        map.addTo(keys[i], 1);
                    }
                    map.put(bytes, 0, bytes.length, 7);
                    long sum = 0;
                    for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
                        sum += map.valueAt(slot);
                        sum += map.get(map.keyAddressAt(slot), map.keyBytesAt(slot));
                    }
                    for (CharSequence key : keys) {
                        sum -= 2 * map.get(key);
                    }
                    assertEquals(14, sum);
                    map.clear();
                });
    }
}
