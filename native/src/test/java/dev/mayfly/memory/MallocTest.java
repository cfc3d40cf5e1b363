package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lwjgl.system.MemoryUtil;

class MallocTest {

    @Test
    void shouldComeFromMimallocByDefault() {
        assertTrue(
                MemoryUtil.getAllocator().getClass().getName().contains("mimalloc"),
                () -> MemoryUtil.getAllocator().getClass().getName());
    }

    @Test
    void shouldAlignEverySizeToEveryPowerOfTwo() {
        for (long alignment = 1; alignment <= 1 << 16; alignment *= 2) {
            for (long size = 1; size < 70; size += 3) {
                long address = Malloc.allocate(size, alignment);
                long zeroed = Malloc.allocateZeroed(size, alignment);
                assertEquals(0, address % alignment, size + " bytes at " + alignment);
                assertEquals(0, zeroed % alignment, size + " bytes at " + alignment);
                for (long i = 0; i < size; i++) {
                    assertEquals(0, Memory.getByte(zeroed + i));
                }
                Memory.fill(address, size, (byte) 1);
                Memory.fill(zeroed, size, (byte) 1);
                Malloc.free(address);
                Malloc.free(zeroed);
            }
        }
    }

    @Test
    void shouldKeepContentsWhenResizingAtAnyAlignment() {
        for (long alignment : new long[] {1, 8, 16, 64, 4096}) {
            long address = Malloc.allocate(8, alignment);
            Memory.putLong(address, 42);
            address = Malloc.resize(address, 8, 100_000, alignment);
            assertEquals(0, address % alignment);
            assertEquals(42, Memory.getLong(address));
            address = Malloc.resize(address, 100_000, 9, alignment);
            assertEquals(0, address % alignment);
            assertEquals(42, Memory.getLong(address));
            Malloc.free(address);
        }
    }

    @Test
    void shouldYieldNullWhereThereIsNoMemory() {
        assertEquals(Memory.NULL, Malloc.allocate(1L << 60, 16));
        assertEquals(Memory.NULL, Malloc.allocate(1L << 60, 4096));
        assertEquals(Memory.NULL, Malloc.allocateZeroed(1L << 60, 4096));
        long address = Malloc.allocate(8, 8);
        assertNotEquals(Memory.NULL, address);
        assertEquals(Memory.NULL, Malloc.resize(address, 8, 1L << 60, 8));
        Malloc.free(address);
        Malloc.free(Memory.NULL);
    }
}
