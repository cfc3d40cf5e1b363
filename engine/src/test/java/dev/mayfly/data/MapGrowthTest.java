package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Maps grow into a fresh block or in the one they have, as their allocator has it. */
class MapGrowthTest {

    private static final long SEED = 20261120;

    enum Home {
        GENERAL {
            @Override
            Allocator create() {
                return GeneralAllocator.create();
            }
        },
        SCRATCH {
            @Override
            Allocator create() {
                return FrameArena.create();
            }
        },
        STACK {
            @Override
            Allocator create() {
                return StackAllocator.create();
            }
        };

        abstract Allocator create();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBehaveLikeAHashMapWhileItGrows(Home home) {
        try (Allocator allocator = home.create();
                LongLongMap map = LongLongMap.seeded(allocator, 0, -1, SEED)) {
            Map<Long, Long> model = new HashMap<>();
            SplittableRandom random = new SplittableRandom(SEED);
            for (long i = 0; i < 30_000; i++) {
                long key = random.nextLong(1 + i / 2) << 20;
                if (random.nextInt(4) == 0) {
                    assertEquals(model.getOrDefault(key, -1L), map.remove(key));
                    model.remove(key);
                } else {
                    assertEquals(model.getOrDefault(key, -1L), map.put(key, i));
                    model.put(key, i);
                }
            }
            assertSame(model, map);
            map.trim();
            assertSame(model, map);
        }
    }

    private static void assertSame(Map<Long, Long> model, LongLongMap map) {
        assertEquals(model.size(), map.size());
        long visited = 0;
        for (long slot = map.firstSlot(); slot >= 0; slot = map.nextSlot(slot)) {
            assertEquals(model.get(map.keyAt(slot)), map.valueAt(slot));
            assertEquals(map.valueAt(slot), map.get(map.keyAt(slot)));
            visited++;
        }
        assertEquals(model.size(), visited);
    }

    /** The order is the allocator's business least of all. */
    @ParameterizedTest
    @EnumSource
    void shouldHaveTheSameOrderHoweverItGrows(Home home) {
        try (Allocator allocator = home.create();
                LongLongMap grown = LongLongMap.seeded(allocator, 0, 0, SEED);
                LongLongMap reserved =
                        LongLongMap.seeded(GeneralAllocator.shared(), 5000, 0, SEED)) {
            for (long i = 0; i < 5000; i++) {
                grown.put(i, i);
                reserved.put(4999 - i, i);
            }
            assertEquals(reserved.capacity(), grown.capacity());
            long other = reserved.firstSlot();
            for (long slot = grown.firstSlot(); slot >= 0; slot = grown.nextSlot(slot)) {
                assertEquals(other, slot);
                assertEquals(reserved.keyAt(other), grown.keyAt(slot));
                other = reserved.nextSlot(other);
            }
            assertEquals(-1, other);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAnotherSeedWhenKeysCrowdWhileItGrows(Home home) {
        try (Allocator allocator = home.create();
                LongLongMap map = LongLongMap.seeded(allocator, 0, -1, SEED)) {
            long[] keys = new long[300];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = KeyHash.key(SlotTable.EMPTY - 1 - i, SEED);
            }
            for (int i = 0; i < keys.length; i++) {
                map.put(keys[i], i);
            }
            assertNotEquals(SEED, map.seed());
            for (int i = 0; i < keys.length; i++) {
                assertEquals(i, map.get(keys[i]));
            }
            assertEquals(keys.length, map.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepStructsAndTextWhileItGrows(Home home) {
        try (Allocator allocator = home.create();
                Allocator another = home.create();
                LongStructMap structs = LongStructMap.seeded(allocator, 24, 8, 0, SEED);
                TextLongMap text = TextLongMap.seeded(another, 0, -1, SEED)) {
            for (long i = 0; i < 3000; i++) {
                Memory.putLong(structs.put(i) + 16, -i);
                text.put("key " + i, i);
                if (i % 3 == 0) {
                    structs.remove(i / 2);
                    text.remove("key " + i / 2);
                }
            }
            assertEquals(structs.size(), text.size());
            for (long slot = structs.firstSlot(); slot >= 0; slot = structs.nextSlot(slot)) {
                long key = structs.keyAt(slot);
                assertEquals(-key, Memory.getLong(structs.addressAt(slot) + 16));
                assertEquals(key, text.get("key " + key));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GENERAL", "SCRATCH"})
    void shouldBeAsItWasAfterEveryGrowthThatFails(Home home) {
        try (Allocator below = home.create()) {
            FailingAllocator.failEach(
                    below,
                    allocator -> {
                        try (LongLongMap longs = LongLongMap.seeded(allocator, 0, -1, SEED);
                                TextLongMap text = TextLongMap.seeded(allocator, 0, -1, SEED)) {
                            long i = 0;
                            try {
                                for (; i < 500; i++) {
                                    longs.put(i, i);
                                    text.put("key " + i, i);
                                }
                            } finally {
                                for (long key = 0; key < i; key++) {
                                    assertEquals(key, longs.get(key));
                                    assertEquals(key, text.get("key " + key));
                                }
                                assertEquals(-1, text.get("key " + i));
                                assertEquals(i, text.size());
                            }
                        }
                    });
        }
    }
}
