package dev.mayfly.data.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.Doubles;
import dev.mayfly.data.Floats;
import dev.mayfly.data.Ints;
import dev.mayfly.data.Longs;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Sorting with a payload against {@link List#sort}, which is stable. */
class RadixProperties {

    private record Entry(Object key, long payload) {}

    @Property(seed = "20261120", tries = 100)
    void shouldSortAsAStableSortOfObjectsDoes(@ForAll long seed) {
        Random random = new Random(seed);
        try (FrameArena scratch = FrameArena.create()) {
            for (Class<?> type : List.of(int.class, long.class, float.class, double.class)) {
                int count = random.nextInt(random.nextBoolean() ? 100 : 1500);
                int calm = random.nextBoolean() ? 2 : 10;
                boolean few = random.nextBoolean();
                List<Entry> entries = new ArrayList<>();
                for (long i = 0; i < count; i++) {
                    Object key =
                            few && !entries.isEmpty() && random.nextBoolean()
                                    ? entries.getFirst().key
                                    : Special.number(type, random, calm);
                    entries.add(new Entry(key, i));
                }
                if (random.nextInt(5) == 0) {
                    entries.sort(byKey());
                }
                List<Entry> sorted = new ArrayList<>(entries);
                sorted.sort(byKey());
                for (int payload : new int[] {0, 4, 8}) {
                    check(scratch, type, payload, entries, sorted);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Entry> byKey() {
        return Comparator.comparing(entry -> (Comparable<Object>) entry.key);
    }

    private static void check(
            FrameArena scratch, Class<?> type, int payload, List<Entry> given, List<Entry> sorted) {
        int bytes = Special.bytes(type);
        MemorySegment keys = scratch.allocate((long) given.size() * bytes);
        MemorySegment carried = scratch.allocate((long) given.size() * payload);
        for (int i = 0; i < given.size(); i++) {
            Special.put(keys.address() + (long) i * bytes, given.get(i).key);
            if (payload > 0) {
                long index = given.get(i).payload;
                Object number = payload == 4 ? (Object) (int) index : (Object) index;
                Special.put(carried.address() + (long) i * payload, number);
            }
        }
        long used = scratch.used();
        sort(scratch, type, payload, keys, carried);
        assertTrue(scratch.used() - used < 16, "scratch is not given back");
        for (int i = 0; i < given.size(); i++) {
            assertEquals(sorted.get(i).key, Special.get(type, keys.address() + (long) i * bytes));
            if (payload > 0) {
                Class<?> kind = payload == 4 ? int.class : long.class;
                Number index = (Number) Special.get(kind, carried.address() + (long) i * payload);
                assertEquals(sorted.get(i).payload, index.longValue());
            }
        }
    }

    private static void sort(
            FrameArena scratch, Class<?> type, int payload, MemorySegment keys, MemorySegment p) {
        switch (type.getName() + payload) {
            case "int0" -> Ints.sort(scratch, keys);
            case "int4" -> Ints.sortWithInts(scratch, keys, p);
            case "int8" -> Ints.sortWithLongs(scratch, keys, p);
            case "long0" -> Longs.sort(scratch, keys);
            case "long4" -> Longs.sortWithInts(scratch, keys, p);
            case "long8" -> Longs.sortWithLongs(scratch, keys, p);
            case "float0" -> Floats.sort(scratch, keys);
            case "float4" -> Floats.sortWithInts(scratch, keys, p);
            case "float8" -> Floats.sortWithLongs(scratch, keys, p);
            case "double0" -> Doubles.sort(scratch, keys);
            case "double4" -> Doubles.sortWithInts(scratch, keys, p);
            case "double8" -> Doubles.sortWithLongs(scratch, keys, p);
            default -> throw new IllegalArgumentException(type.getName());
        }
    }
}
