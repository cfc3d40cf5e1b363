package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/** UTF-8 as keys: encoded and hashed in native memory. */
final class Texts {

    private static final long TOO_LONG = -1;
    private static final long FIRST = 0xA0761D6478BD642FL;
    private static final long SECOND = 0xE7037ED1A0B428DBL;
    private static final int LONGEST = 4;

    private Texts() {}

    /**
     * Writes characters as UTF-8.
     *
     * @param at where to
     * @param end the first byte that must not be written
     * @return bytes, or -1 if there are perhaps more than three bytes too few
     */
    static long encode(CharSequence text, long at, long end) {
        long to = at;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (end - to < LONGEST) {
                return TOO_LONG;
            }
            char one = text.charAt(i);
            if (one < 0x80) {
                Memory.putByte(to++, (byte) one);
            } else if (Character.isSurrogate(one)) {
                to = Utf8.put(to, pair(text, i));
                i++;
            } else {
                to = Utf8.put(to, one);
            }
        }
        return to - at;
    }

    private static int pair(CharSequence text, int index) {
        if (index + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1))) {
            return Character.toCodePoint(text.charAt(index), text.charAt(index + 1));
        }
        throw new IllegalArgumentException(
                "the character at %d is half of a surrogate pair, \\u%04X, which no UTF-8 stands for: give whole characters"
                        .formatted(index, (int) text.charAt(index)));
    }

    /**
     * A hash of bytes: 16 at a time into a 128-bit product whose halves are folded, after wyhash
     * (Wang Yi) and rapidhash (De Carli). Both factors depend on a secret, so that nobody can make
     * one of them 0.
     */
    static long hash(long address, long length, long secret, long other) {
        long state = fold(secret ^ FIRST, other ^ length);
        long at = address;
        long left = length;
        while (left > 16) {
            state = fold(Memory.getLong(at) ^ secret, Memory.getLong(at + 8) ^ state);
            at += 16;
            left -= 16;
        }
        long one;
        long two;
        if (left >= 8) {
            one = Memory.getLong(at);
            two = Memory.getLong(at + left - 8);
        } else if (left >= 4) {
            one = Memory.getInt(at);
            two = Memory.getInt(at + left - 4);
        } else if (left > 0) {
            one = Memory.getByte(at) << 16 | (Memory.getByte(at + (left >> 1)) & 0xFF) << 8;
            two = Memory.getByte(at + left - 1);
        } else {
            one = 0;
            two = 0;
        }
        return fold(fold(one ^ secret, two ^ state) ^ other, SECOND);
    }

    private static long fold(long one, long two) {
        return Math.unsignedMultiplyHigh(one, two) ^ one * two;
    }
}
