package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.Mem;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.data.LongStructMap;
import dev.mayfly.data.TextLongMap;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

/** What the Javadoc of the maps shows, compiled and run. */
class MapSnippets {

    @Test
    void longs() {
        Context.runDefault(
                () -> {
                    long total = 0;
                    // @start region="longs"
                    LongLongMap kills = LongLongMap.create(Mem.temp()); // this tick's
                    kills.addTo(4711, 1); // player 4711
                    kills.addTo(4711, 1);
                    for (long slot = kills.firstSlot(); slot >= 0; slot = kills.nextSlot(slot)) {
                        total += kills.valueAt(slot);
                    }
                    // @end
                    assertEquals(2, total);
                });
    }

    @Test
    void structs() {
        // @start region="structs"
        try (LongStructMap doors = LongStructMap.create(HeapAllocator.INSTANCE, 12, 4)) {
            long door = doors.put(17); // zeroed
            Memory.putFloat(door, 0.5f); // how far it is open
            Memory.putInt(door + 8, 3); // its key

            long found = doors.address(17); // Memory.NULL if there is no such door
            // @end
            assertEquals(0.5f, Memory.getFloat(found));
            assertEquals(3, Memory.getInt(found + 8));
            // @start region="structs"
        }
        // @end
    }

    @Test
    void text() {
        // @start region="text"
        try (TextLongMap commands = TextLongMap.create(HeapAllocator.INSTANCE, 10, -1)) {
            commands.put("jump", 1);
            commands.put("duck", 2);
            long command = commands.get("jump"); // -1 if there is no such command
            // @end
            assertEquals(1, command);
            // @start region="text"
        }
        // @end
    }

    @Test
    void owning() {
        LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE);
        // @start region="owning"
        LongLongMap meshes =
                LongLongMap.create(allocator)
                        .releasing(value -> allocator.free(Memory.getLong(value), 640));
        meshes.put(17, allocator.alloc(640));
        meshes.put(17, allocator.alloc(640)); // frees the first
        meshes.delete(); // frees the second, then the map
        // @end
        assertEquals(0, allocator.used());
    }
}
