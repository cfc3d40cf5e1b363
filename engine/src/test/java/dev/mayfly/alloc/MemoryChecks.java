package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.function.Executable;

/** What tests of allocators check again and again. */
final class MemoryChecks {

    private MemoryChecks() {}

    static void assertZero(long address, long size) {
        for (long i = 0; i < size; i++) {
            byte found = Memory.getByte(address + i);
            if (found != 0) {
                throw new AssertionError(
                        "byte %d of %d at 0x%x is %d, not 0".formatted(i, size, address, found));
            }
        }
    }

    /** Fills a block with bytes that depend on the seed and on their place. */
    static void write(long address, long size, int seed) {
        for (long i = 0; i < size; i++) {
            Memory.putByte(address + i, pattern(seed, i));
        }
    }

    static void assertWritten(long address, long size, int seed) {
        for (long i = 0; i < size; i++) {
            byte found = Memory.getByte(address + i);
            if (found != pattern(seed, i)) {
                throw new AssertionError(
                        "byte %d of %d at 0x%x is %d, not %d"
                                .formatted(i, size, address, found, pattern(seed, i)));
            }
        }
    }

    /** Never 0, so that zeroed memory and a pattern cannot be mistaken for each other. */
    private static byte pattern(int seed, long index) {
        return (byte) (1 + Math.floorMod(seed * 31 + index * 7, 255));
    }

    static MemoryException assertFails(MemoryError error, Executable call) {
        MemoryException failure = assertThrows(MemoryException.class, call);
        assertEquals(error, failure.error(), failure.getMessage());
        return failure;
    }
}
