package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Maps whose values own something: each is released once, whatever happens. */
class MapReleaseTest {

    private static final long SEED = 20261120;
    private static final int ENTRIES = 50;

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);

    /** What was released, in order. */
    private final List<Long> released = new ArrayList<>();

    /** The releases that throw, counted from 0. */
    private final Set<Integer> failing = new HashSet<>();

    private final List<RuntimeException> thrown = new ArrayList<>();

    @AfterEach
    void shouldGiveEverythingBack() {
        assertEquals(0, memory.used());
    }

    /** The three maps behind one face; an entry owns the number that it was put with. */
    enum Kind {
        LONGS {
            @Override
            Subject create(LimitAllocator memory, Release release) {
                LongLongMap longs = LongLongMap.seeded(memory, 0, -1, SEED).releasing(release);
                return new Subject(longs) {
                    @Override
                    void put(long key, long owned) {
                        longs.put(key, owned);
                    }

                    @Override
                    void remove(long key) {
                        longs.remove(key);
                    }

                    @Override
                    boolean contains(long key) {
                        return longs.containsKey(key);
                    }
                };
            }
        },
        STRUCTS {
            @Override
            Subject create(LimitAllocator memory, Release release) {
                LongStructMap structs =
                        LongStructMap.seeded(memory, 24, 8, 0, SEED).releasing(release);
                return new Subject(structs) {
                    @Override
                    void put(long key, long owned) {
                        Memory.putLong(structs.put(key), owned);
                    }

                    @Override
                    void remove(long key) {
                        structs.remove(key);
                    }

                    @Override
                    boolean contains(long key) {
                        return structs.containsKey(key);
                    }
                };
            }
        },
        TEXT {
            @Override
            Subject create(LimitAllocator memory, Release release) {
                TextLongMap text = TextLongMap.seeded(memory, 0, -1, SEED).releasing(release);
                return new Subject(text) {
                    @Override
                    void put(long key, long owned) {
                        text.put("key " + key, owned);
                    }

                    @Override
                    void remove(long key) {
                        text.remove("key " + key);
                    }

                    @Override
                    boolean contains(long key) {
                        return text.containsKey("key " + key);
                    }
                };
            }
        };

        abstract Subject create(LimitAllocator memory, Release release);
    }

    abstract static class Subject {

        final SlotTable map;

        Subject(SlotTable map) {
            this.map = map;
        }

        abstract void put(long key, long owned);

        abstract void remove(long key);

        abstract boolean contains(long key);
    }

    private void release(long element) {
        released.add(Memory.getLong(element));
        if (failing.contains(released.size() - 1)) {
            RuntimeException failure = new IllegalArgumentException("no " + released.size());
            thrown.add(failure);
            throw failure;
        }
    }

    private Subject full(Kind kind) {
        Subject subject = kind.create(memory, this::release);
        for (long key = 0; key < ENTRIES; key++) {
            subject.put(key, owned(key));
        }
        assertEquals(List.of(), released);
        return subject;
    }

    private static long owned(long key) {
        return 1000 + key;
    }

    private void assertAllReleasedOnce() {
        List<Long> sorted = new ArrayList<>(released);
        Collections.sort(sorted);
        List<Long> all = new ArrayList<>();
        for (long key = 0; key < ENTRIES; key++) {
            all.add(owned(key));
        }
        assertEquals(all, sorted);
    }

    /** The first flies, with the others suppressed onto it. */
    private void assertThrew(RuntimeException flew) {
        assertSame(thrown.getFirst(), flew);
        assertEquals(thrown.subList(1, thrown.size()), List.of(flew.getSuppressed()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseEachEntryOnceWhenItIsCleared(Kind kind) {
        Subject subject = full(kind);
        subject.map.clear();
        assertAllReleasedOnce();
        subject.map.clear();
        assertEquals(ENTRIES, released.size());
        subject.put(1, 7);
        subject.map.delete();
        assertEquals(7, released.getLast());
        assertEquals(ENTRIES + 1, released.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseEachEntryOnceWhenItIsDeleted(Kind kind) {
        Subject subject = full(kind);
        subject.map.delete();
        subject.map.delete();
        subject.map.close();
        assertAllReleasedOnce();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseAnEntryThatIsRemoved(Kind kind) {
        Subject subject = full(kind);
        subject.remove(7);
        subject.remove(7);
        assertEquals(List.of(owned(7)), released);
        long slot = subject.map.firstSlot();
        while (slot >= 0) {
            slot = subject.map.removeAt(slot);
        }
        assertAllReleasedOnce();
        assertTrue(subject.map.isEmpty());
        subject.map.delete();
        assertEquals(ENTRIES, released.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseNothingWhenItGrowsOrIsTrimmed(Kind kind) {
        Subject subject = full(kind);
        subject.map.reserve(10_000);
        subject.map.trim();
        assertEquals(List.of(), released);
        subject.map.delete();
        assertAllReleasedOnce();
    }

    @ParameterizedTest
    @EnumSource
    void shouldClearAllOfItAlsoWhenAReleaseThrows(Kind kind) {
        for (int one : List.of(0, ENTRIES / 2, ENTRIES - 1)) {
            forget();
            failing.add(one);
            Subject subject = full(kind);
            assertThrew(assertThrows(IllegalArgumentException.class, subject.map::clear));
            assertAllReleasedOnce();
            assertTrue(subject.map.isEmpty());
            assertEquals(-1, subject.map.firstSlot());
            subject.put(3, 33);
            assertTrue(subject.contains(3));
            subject.map.delete();
            assertEquals(ENTRIES + 1, released.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeleteAllOfItAlsoWhenAReleaseThrows(Kind kind) {
        for (int one : List.of(0, ENTRIES / 2, ENTRIES - 1)) {
            forget();
            failing.add(one);
            Subject subject = full(kind);
            assertThrew(assertThrows(IllegalArgumentException.class, subject.map::delete));
            assertAllReleasedOnce();
            assertEquals(0, memory.used());
            subject.map.delete();
            assertEquals(ENTRIES, released.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSuppressTheReleasesThatThrowLaterOntoTheFirst(Kind kind) {
        failing.addAll(List.of(0, ENTRIES / 2, ENTRIES - 1));
        Subject subject = full(kind);
        assertThrew(assertThrows(IllegalArgumentException.class, subject.map::delete));
        assertEquals(3, thrown.size());
        assertAllReleasedOnce();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRemoveAnEntryAlsoWhenItsReleaseThrows(Kind kind) {
        failing.addAll(List.of(0, ENTRIES / 2, ENTRIES - 1));
        Subject subject = full(kind);
        for (long key = 0; key < ENTRIES; key++) {
            if (failing.contains((int) key)) {
                long going = key;
                assertThrows(IllegalArgumentException.class, () -> subject.remove(going));
            } else {
                subject.remove(key);
            }
            assertEquals(owned(key), released.getLast());
            assertEquals(ENTRIES - 1 - key, subject.map.size());
            assertTrue(!subject.contains(key));
        }
        assertAllReleasedOnce();
        subject.map.delete();
        assertEquals(ENTRIES, released.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRemoveTheEntryInASlotAlsoWhenItsReleaseThrows(Kind kind) {
        failing.addAll(List.of(0, ENTRIES / 2, ENTRIES - 1));
        Subject subject = full(kind);
        while (!subject.map.isEmpty()) {
            long slot = subject.map.firstSlot();
            if (failing.contains(released.size())) {
                assertThrows(IllegalArgumentException.class, () -> subject.map.removeAt(slot));
            } else {
                long _ = subject.map.removeAt(slot);
            }
        }
        assertAllReleasedOnce();
        subject.map.delete();
        assertEquals(ENTRIES, released.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"LONGS", "TEXT"})
    void shouldReleaseAValueThatAnotherReplaces(Kind kind) {
        failing.addAll(List.of(0, ENTRIES / 2, ENTRIES - 1));
        Subject subject = full(kind);
        for (long key = 0; key < ENTRIES; key++) {
            long put = key;
            if (failing.contains((int) key)) {
                assertThrows(IllegalArgumentException.class, () -> subject.put(put, -put));
            } else {
                subject.put(key, -key);
            }
            assertEquals(owned(key), released.getLast());
        }
        assertAllReleasedOnce();
        failing.clear();
        released.clear();
        subject.map.delete();
        Collections.sort(released);
        assertEquals(ENTRIES, released.size());
        assertEquals(1 - ENTRIES, released.getFirst());
        assertEquals(0, released.getLast());
    }

    @ParameterizedTest
    @EnumSource(names = {"LONGS", "TEXT"})
    void shouldKeepAValueThatIsPutAgain(Kind kind) {
        Subject subject = full(kind);
        subject.put(3, owned(3));
        assertEquals(List.of(), released);
        subject.map.delete();
        assertAllReleasedOnce();
    }

    @Test
    void shouldReleaseAValueHoweverItIsReplaced() {
        try (LongLongMap map = LongLongMap.create(memory).releasing(this::release)) {
            map.addTo(1, 10);
            map.addTo(1, 1);
            map.merge(1, 5, (old, value) -> old * value);
            map.setValueAt(map.firstSlot(), 77);
            map.putIfAbsent(1, 5);
            map.computeIfAbsent(1, key -> 5);
            assertEquals(List.of(10L, 11L, 55L), released);
        }
        assertEquals(77, released.getLast());
        try (TextLongMap map = TextLongMap.create(memory).releasing(this::release)) {
            map.addTo("one", 10);
            map.addTo("one", 1);
            map.putIfAbsent("one", 5);
            map.put(new byte[] {'o', 'n', 'e'}, 0, 3, 12);
            long slot = map.firstSlot();
            map.put(map.keyAddressAt(slot), map.keyBytesAt(slot), 13);
            map.setValueAt(slot, 14);
            assertEquals(List.of(10L, 11L, 12L, 13L), released.subList(4, released.size()));
        }
        assertEquals(14, released.getLast());
        assertEquals(9, released.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseChangesByARelease(Kind kind) {
        List<Runnable> changes = new ArrayList<>();
        List<Throwable> refusals = new ArrayList<>();
        Subject subject =
                kind.create(
                        memory,
                        element -> {
                            for (Runnable change : changes) {
                                refusals.add(
                                        assertThrows(IllegalStateException.class, change::run));
                            }
                        });
        changes.add(() -> subject.put(5, 5));
        changes.add(() -> subject.put(2, 22));
        changes.add(() -> subject.remove(2));
        changes.add(() -> subject.map.removeAt(subject.map.firstSlot()));
        changes.add(subject.map::clear);
        changes.add(subject.map::trim);
        changes.add(subject.map::delete);
        changes.add(() -> subject.map.reserve(100));
        if (kind == Kind.STRUCTS) {
            changes.remove(1); // finds what is there
        }
        for (long key = 1; key <= 3; key++) {
            subject.put(key, key);
        }
        subject.remove(1);
        assertEquals(2, subject.map.size());
        subject.map.clear();
        subject.put(2, 2);
        subject.map.delete();
        assertEquals(4 * changes.size(), refusals.size());
        for (Throwable refusal : refusals) {
            assertTrue(
                    String.valueOf(refusal.getMessage()).contains("a Release must not change"),
                    refusal::getMessage);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseEachEntryOnceWhereTheMapCouldNotGrow(Kind kind) {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    forget();
                    LimitAllocator counted = new LimitAllocator(allocator);
                    Subject subject = kind.create(counted, this::release);
                    long taken = 0;
                    try {
                        for (long key = 0; key < 100; key++) {
                            subject.put(key, key);
                            taken++;
                        }
                    } catch (MemoryException full) {
                        assertEquals(taken, subject.map.size());
                        throw full;
                    } finally {
                        assertEquals(List.of(), released);
                        subject.map.delete();
                        assertEquals(taken, released.size());
                        assertEquals(taken, new HashSet<>(released).size());
                    }
                });
    }

    @Test
    void shouldFreeTheBlocksThatStructsName() {
        LongStructMap map = LongStructMap.create(memory, 16, 8).releasing(Release.ofBlocks(memory));
        for (long key = 0; key < ENTRIES; key++) {
            long struct = map.put(key);
            Memory.putLong(struct, memory.alloc(100 + key));
            Memory.putLong(struct + 8, 100 + key);
        }
        map.put(ENTRIES); // owns nothing yet
        map.remove(3);
        map.trim();
        map.delete();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldFreeTheBlocksWhoseAddressesAreValues() {
        Release release = value -> memory.free(Memory.getLong(value), 64);
        TextLongMap map = TextLongMap.create(memory).releasing(release);
        for (long key = 0; key < ENTRIES; key++) {
            map.put("block " + key, memory.alloc(64));
        }
        map.put("block 3", memory.alloc(64));
        map.remove("block 4");
        map.delete();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldBeDeletedWhereSingleBlocksAreNotTakenBack() {
        try (StackAllocator stack = StackAllocator.create()) {
            LongLongMap map = LongLongMap.create(stack).releasing(this::release);
            map.put(1, 10);
            long _ = stack.alloc(100);
            map.delete();
            assertEquals(List.of(10L), released);
            assertThrows(IllegalStateException.class, map::size);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatItWasDeletedInsteadOfTakingARelease(Kind kind) {
        SlotTable map = full(kind).map;
        map.delete();
        assertThrows(IllegalStateException.class, () -> map.releaseWith(element -> {}));
    }

    @Test
    void shouldMakeNoGarbage() {
        long[] sum = {0};
        LongLongMap map =
                LongLongMap.create(memory).releasing(element -> sum[0] += Memory.getLong(element));
        map.reserve(1000);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (long i = 0; i < 1000; i++) {
                        map.put(i, i);
                    }
                    for (long i = 0; i < 1000; i++) {
                        map.put(i, -i);
                        map.remove(i);
                    }
                    assertEquals(0, sum[0]);
                });
        map.delete();
    }

    private void forget() {
        released.clear();
        failing.clear();
        thrown.clear();
    }
}
