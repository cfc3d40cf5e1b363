package dev.mayfly.debug;

import dev.mayfly.memory.Memory;

/**
 * What stands around a block, and in a freed one, so that a write where nobody may write shows.
 *
 * <p>16 bytes before the block and 8 behind its last byte hold a pattern that depends on the
 * address, so that a copy of one block's guard does not pass for another's. A freed block in
 * quarantine is filled with one byte.
 */
final class Guards {

    /** Bytes behind a block. */
    static final long BACK = 8;

    /** Bytes before a block, unless its alignment wants more. */
    private static final long LEAST_FRONT = 16;

    /** What a freed block in quarantine is filled with. */
    static final byte POISON = (byte) 0xDD;

    private static final long POISON_WORD = 0xDDDD_DDDD_DDDD_DDDDL;

    private static final long NEVER_ALL_ONES = 0xEFEF_EFEF_EFEF_EFEFL;
    private static final long NEVER_SMALL = 0x8080_8080_8080_8080L;
    private static final long SECRET = 0xC3A5_C85C_97CB_3127L;

    private Guards() {}

    /** Bytes from what the allocator below hands out to the block. */
    static long front(long alignment) {
        return Math.max(LEAST_FRONT, alignment);
    }

    /**
     * No byte of it is one that programs write most: 0, a small number, a letter or 0xFF. So those
     * never pass for it by chance.
     */
    private static long pattern(long address) {
        return (address ^ SECRET) * SECRET & NEVER_ALL_ONES | NEVER_SMALL;
    }

    /** What stands in the second word of the front. */
    private static long second(long pattern) {
        return Long.rotateLeft(pattern, 24);
    }

    static void set(long address, long size) {
        long pattern = pattern(address);
        Memory.putLong(address - 16, pattern);
        Memory.putLong(address - 8, second(pattern));
        Memory.putLong(address + size, pattern);
    }

    static boolean isFrontIntact(long address) {
        long pattern = pattern(address);
        return Memory.getLong(address - 16) == pattern
                && Memory.getLong(address - 8) == second(pattern);
    }

    static boolean isBackIntact(long address, long size) {
        return Memory.getLong(address + size) == pattern(address);
    }

    /** What was written before or behind a block, for people. */
    static String evidence(long address, long size) {
        long pattern = pattern(address);
        long back = Memory.getLong(address + size);
        if (back != pattern) {
            int first = Long.numberOfTrailingZeros(back ^ pattern) / Byte.SIZE;
            int last = 7 - Long.numberOfLeadingZeros(back ^ pattern) / Byte.SIZE;
            return "bytes %d to %d of a block of %d were written, the first with 0x%02x"
                    .formatted(
                            size + first,
                            size + last,
                            size,
                            Memory.getByte(address + size + first) & 0xFF);
        }
        for (long i = -16; i < 0; i++) {
            long expected = i < -8 ? pattern : second(pattern);
            byte should = (byte) (expected >>> (i & 7) * Byte.SIZE);
            if (Memory.getByte(address + i) != should) {
                return "byte %d, before the beginning of a block of %d, was written with 0x%02x"
                        .formatted(i, size, Memory.getByte(address + i) & 0xFF);
            }
        }
        return "nothing was written";
    }

    static void poison(long address, long size) {
        Memory.fill(address, size, POISON);
    }

    /** The first byte of a freed block that was written; -1 if none was. */
    static long firstWrite(long address, long size) {
        long at = 0;
        while (at + 8 <= size && Memory.getLong(address + at) == POISON_WORD) {
            at += 8;
        }
        while (at < size) {
            if (Memory.getByte(address + at) != POISON) {
                return at;
            }
            at++;
        }
        return -1;
    }
}
