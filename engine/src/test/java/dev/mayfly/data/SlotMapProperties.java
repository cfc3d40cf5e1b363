package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.memory.Memory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Random programs against a slot map and a {@link HashMap} that should agree with it. */
class SlotMapProperties {

    private enum Kind {
        INSERT,
        REMOVE,
        TRY_REMOVE,
        /** With a handle that was good once. */
        STALE,
        /** With a number that never was a handle. */
        WILD,
        READ,
        RESERVE,
        CLEAR
    }

    private record Step(Kind kind, int pick, long number) {}

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(
                        Tuple.of(20, Kind.INSERT),
                        Tuple.of(9, Kind.REMOVE),
                        Tuple.of(3, Kind.TRY_REMOVE),
                        Tuple.of(4, Kind.STALE),
                        Tuple.of(2, Kind.WILD),
                        Tuple.of(4, Kind.READ),
                        Tuple.of(1, Kind.RESERVE),
                        Tuple.of(1, Kind.CLEAR));
        return Combinators.combine(
                        kinds, Arbitraries.integers().between(0, 1000), Arbitraries.longs())
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    /** What a program knows of the map that it runs against. */
    private static final class Model {

        final SlotMap map;
        final int stride;
        final Map<Long, Long> values = new HashMap<>();
        final List<Long> live = new ArrayList<>();
        final List<Long> stale = new ArrayList<>();
        final Map<Long, Integer> released = new HashMap<>();
        long next;

        Model(SlotMap map) {
            this.map = map;
            this.stride = (int) map.stride();
            map.releasing(element -> released.merge(read(element), 1, Integer::sum));
        }

        /** Every 8 bytes of an element hold the value, so that half a copy shows. */
        void write(long element, long value) {
            for (int at = 0; at < stride; at += Long.BYTES) {
                Memory.putLong(element + at, value);
            }
        }

        long read(long element) {
            long value = Memory.getLong(element);
            for (int at = 0; at < stride; at += Long.BYTES) {
                assertEquals(value, Memory.getLong(element + at));
            }
            return value;
        }
    }

    @Property(tries = 1000, seed = "20261120")
    void slotMapShouldAgreeWithAHashMap(@ForAll("programs") List<Step> program) {
        run(program, 24, 1);
    }

    /** Slots come to their last generation after two or three elements. */
    @Property(tries = 500, seed = "20261121")
    void slotMapShouldAgreeWithAHashMapWhileSlotsRetire(@ForAll("programs") List<Step> program) {
        run(program, 8, Handle.LAST_GENERATION - 2);
    }

    private static void run(List<Step> program, int stride, int firstGeneration) {
        LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
        SlotMap map = SlotMap.create(memory, stride, 8, 7, firstGeneration);
        Model model = new Model(map);
        int done = 0;
        for (Step step : program) {
            run(model, step);
            if (++done % 20 == 0) {
                check(model);
            }
        }
        check(model);
        map.delete();
        assertEquals(0, memory.used());
        assertEquals(model.next, model.released.size(), "released");
        assertTrue(model.released.values().stream().allMatch(times -> times == 1));
    }

    private static void run(Model model, Step step) {
        SlotMap map = model.map;
        switch (step.kind()) {
            case INSERT -> {
                long handle = map.insert();
                long value = ++model.next;
                assertEquals(0, model.read(map.address(handle)));
                model.write(map.address(handle), value);
                assertEquals(null, model.values.put(handle, value));
                assertFalse(model.stale.contains(handle));
                model.live.add(handle);
            }
            case REMOVE -> {
                if (!model.live.isEmpty()) {
                    map.remove(forget(model, step.pick()));
                }
            }
            case TRY_REMOVE -> {
                if (!model.live.isEmpty()) {
                    assertTrue(map.tryRemove(forget(model, step.pick())));
                }
            }
            case STALE -> {
                if (!model.stale.isEmpty()) {
                    refuse(map, model.stale.get(step.pick() % model.stale.size()));
                }
            }
            case WILD -> {
                if (!model.values.containsKey(step.number())) {
                    refuse(map, step.number());
                }
                long near = Handle.of(0, step.pick() % 5, step.pick() % 7);
                refuse(map, near);
            }
            case READ -> {
                if (!model.live.isEmpty()) {
                    long handle = model.live.get(step.pick() % model.live.size());
                    assertEquals(model.values.get(handle), model.read(map.find(handle)));
                }
            }
            case RESERVE -> {
                map.reserve(step.pick() / 10);
                assertTrue(map.capacity() >= map.size() + step.pick() / 10);
            }
            case CLEAR -> {
                map.clear();
                model.stale.addAll(model.live);
                model.live.clear();
                model.values.clear();
            }
        }
        assertEquals(model.live.size(), map.size());
    }

    private static long forget(Model model, int pick) {
        long handle = model.live.remove(pick % model.live.size());
        model.values.remove(handle);
        model.stale.add(handle);
        return handle;
    }

    private static void refuse(SlotMap map, long handle) {
        assertFalse(map.contains(handle));
        assertFalse(map.tryRemove(handle));
        assertEquals(0, map.find(handle));
        assertThrows(IllegalArgumentException.class, () -> map.address(handle));
    }

    private static void check(Model model) {
        SlotMap map = model.map;
        for (Map.Entry<Long, Long> entry : model.values.entrySet()) {
            assertEquals(entry.getValue(), model.read(map.address(entry.getKey())));
        }
        Set<Long> seen = new HashSet<>();
        for (int row = 0; row < map.size(); row++) {
            long handle = map.handleAt(row);
            assertEquals(row, map.row(handle));
            assertEquals(map.addressAt(row), map.address(handle));
            seen.add(handle);
        }
        assertEquals(model.values.keySet(), seen);
        for (long handle : model.stale) {
            assertFalse(map.contains(handle));
        }
    }
}
