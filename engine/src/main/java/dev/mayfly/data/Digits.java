package dev.mayfly.data;

import dev.mayfly.memory.Memory;

import java.nio.ByteOrder;

/** Integers written as digits at raw addresses. The caller has made room. */
final class Digits {

    /** The most digits of a 64-bit integer. */
    static final int MOST = 20;

    /** The most of one in binary. */
    static final int MOST_IN_BINARY = Long.SIZE;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    /** "00" to "99", each as the two bytes that it is in memory. */
    private static final short[] PAIRS = pairs();

    private Digits() {}

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static short[] pairs() {
        boolean littleEndian = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            int tens = '0' + i / 10;
            int ones = '0' + i % 10;
            pairs[i] = (short) (littleEndian ? ones << 8 | tens : tens << 8 | ones);
        }
        return pairs;
    }

    /** 10 to the power of 0 to 18. */
    static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /** How many decimal digits a number of 0 or more has. */
    static int count(long value) {
        long atLeastOne = value | 1;
        // 1233 / 4096 is a little more than the logarithm of 2 to base 10.
        int guess = (Long.SIZE - Long.numberOfLeadingZeros(atLeastOne)) * 1233 >> 12;
        return atLeastOne < POWERS_OF_TEN[guess] ? guess : guess + 1;
    }

    /** Writes the last so many digits of a number of 0 or more; returns where the next goes. */
    static long put(long address, long value, int count) {
        long at = address + count;
        long rest = value;
        while (at - address >= 2) {
            long hundreds = rest / 100;
            at -= 2;
            Memory.putShort(at, PAIRS[(int) (rest - hundreds * 100)]);
            rest = hundreds;
        }
        if (at > address) {
            Memory.putByte(address, (byte) ('0' + rest % 10));
        }
        return address + count;
    }

    /** Writes an integer with a sign if it is negative; returns where the next goes. */
    static long putSigned(long address, long value) {
        if (value >= 0) {
            return put(address, value, count(value));
        }
        Memory.putByte(address, (byte) '-');
        return putUnsigned(address + 1, -value);
    }

    /** Writes an integer of 0 to 2^64 - 1; returns where the next goes. */
    static long putUnsigned(long address, long value) {
        if (value >= 0) {
            return put(address, value, count(value));
        }
        long tens = Long.divideUnsigned(value, 10);
        return put(put(address, tens, count(tens)), value - tens * 10, 1);
    }

    /** How many digits an integer of 0 to 2^64 - 1 has to a base. */
    static int countUnsigned(long value, int radix) {
        int count = 1;
        for (long rest = value; Long.compareUnsigned(rest, radix) >= 0; count++) {
            rest = Long.divideUnsigned(rest, radix);
        }
        return count;
    }

    /** Writes the last so many digits to a base; returns where the next goes. */
    static long putUnsigned(long address, long value, int radix, int count) {
        long rest = value;
        for (long at = address + count - 1; at >= address; at--) {
            long shorter = Long.divideUnsigned(rest, radix);
            int digit = (int) (rest - shorter * radix);
            Memory.putByte(at, (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10));
            rest = shorter;
        }
        return address + count;
    }
}
