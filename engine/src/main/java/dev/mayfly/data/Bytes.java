package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/** Bytes at raw addresses: compared, searched and hashed, eight at a time. */
final class Bytes {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** An odd number without a pattern: the golden ratio's fraction in 64 bits. */
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private Bytes() {}

    /** Whether two ranges of one size hold the same. */
    static boolean equal(long left, long right, long size) {
        return mismatch(left, right, size) == size;
    }

    /** The offset of the first byte that differs, or the size. */
    static long mismatch(long left, long right, long size) {
        long i = 0;
        while (size - i >= Long.BYTES && Memory.getLong(left + i) == Memory.getLong(right + i)) {
            i += Long.BYTES;
        }
        while (i < size && Memory.getByte(left + i) == Memory.getByte(right + i)) {
            i++;
        }
        return i;
    }

    /** Compares as unsigned bytes, a prefix before what it is a prefix of. */
    static int compare(long left, long leftSize, long right, long rightSize) {
        long common = Math.min(leftSize, rightSize);
        long i = mismatch(left, right, common);
        return i < common
                ? Byte.compareUnsigned(Memory.getByte(left + i), Memory.getByte(right + i))
                : Long.compare(leftSize, rightSize);
    }

    /** Where the first such byte is, or the end. */
    static long find(long from, long end, byte wanted) {
        long pattern = (wanted & 0xFFL) * ONES;
        long at = from;
        while (end - at >= Long.BYTES && !hasZero(Memory.getLong(at) ^ pattern)) {
            at += Long.BYTES;
        }
        while (at < end && Memory.getByte(at) != wanted) {
            at++;
        }
        return at;
    }

    private static boolean hasZero(long eight) {
        return (eight - ONES & ~eight & HIGHS) != 0;
    }

    /** Where such bytes are first, or -1. No bytes are anywhere. */
    static long find(long from, long end, long wanted, long size) {
        if (size == 0) {
            return from;
        }
        byte first = Memory.getByte(wanted);
        long last = end - size;
        for (long at = find(from, end, first); at <= last; at = find(at + 1, end, first)) {
            if (equal(at, wanted, size)) {
                return at;
            }
        }
        return -1;
    }

    /** A hash whose every bit depends on every byte; differs between machines of other order. */
    static long hash(long address, long size) {
        long end = address + size;
        long at = address;
        long hash = size * MIX;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ Memory.getLong(at));
        }
        if (at < end) {
            long rest = 0;
            for (; at < end; at++) {
                rest = rest << 8 | Memory.getByte(at) & 0xFF;
            }
            hash = mix(hash ^ rest);
        }
        return mix(hash);
    }

    /** One to one, so that nothing that was different becomes the same. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * MIX;
        return mixed ^ mixed >>> 29;
    }
}
