package dev.mayfly.alloc.proof;

import dev.mayfly.memory.Memory;

/**
 * What is written into blocks to see whether it stays there: words that depend on a seed and on
 * their place, eight bytes at a time because millions of blocks are looked at. No byte of it is
 * ever 0, so that zeroed memory and a pattern cannot be mistaken for each other.
 */
final class Pattern {

    private static final long STRIDE = 0x9E37_79B9_7F4A_7C15L;
    private static final long NO_ZERO_BYTE = 0x0101_0101_0101_0101L;

    private Pattern() {}

    private static long word(long seed, long offset) {
        return (seed + offset * STRIDE) | NO_ZERO_BYTE;
    }

    static void write(long address, long size, long seed) {
        long words = size & -8;
        for (long i = 0; i < words; i += 8) {
            Memory.putLong(address + i, word(seed, i));
        }
        for (long i = words; i < size; i++) {
            Memory.putByte(address + i, tail(seed, words, i));
        }
    }

    static void check(long address, long size, long seed) {
        long words = size & -8;
        for (long i = 0; i < words; i += 8) {
            if (Memory.getLong(address + i) != word(seed, i)) {
                throw overwritten(address, size, seed);
            }
        }
        for (long i = words; i < size; i++) {
            if (Memory.getByte(address + i) != tail(seed, words, i)) {
                throw overwritten(address, size, seed);
            }
        }
    }

    private static byte tail(long seed, long words, long offset) {
        return (byte) (word(seed, words) >>> 8 * (offset - words));
    }

    private static AssertionError overwritten(long address, long size, long seed) {
        long at = 0;
        while (Memory.getByte(address + at) == tail(seed, at & -8, at)) {
            at++;
        }
        return new AssertionError(
                "byte %d of the %d at 0x%x is %d, not %d as written"
                        .formatted(
                                at,
                                size,
                                address,
                                Memory.getByte(address + at),
                                tail(seed, at & -8, at)));
    }

    static void checkZero(long address, long size) {
        long words = size & -8;
        for (long i = 0; i < words; i += 8) {
            if (Memory.getLong(address + i) != 0) {
                throw notZero(address, size);
            }
        }
        for (long i = words; i < size; i++) {
            if (Memory.getByte(address + i) != 0) {
                throw notZero(address, size);
            }
        }
    }

    private static AssertionError notZero(long address, long size) {
        long at = 0;
        while (Memory.getByte(address + at) == 0) {
            at++;
        }
        return new AssertionError(
                "byte %d of the %d at 0x%x is %d, not 0"
                        .formatted(at, size, address, Memory.getByte(address + at)));
    }
}
