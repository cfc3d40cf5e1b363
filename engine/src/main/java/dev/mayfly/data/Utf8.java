package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/**
 * UTF-8 at raw addresses: checked, counted, written and read. What is well-formed is table 3-7 of
 * the Unicode standard.
 */
final class Utf8 {

    /** What stands for something that could not be read. */
    static final int REPLACEMENT = 0xFFFD;

    /** The highest bit of each of eight bytes: set in every byte that is not ASCII. */
    private static final long NOT_ASCII = 0x8080808080808080L;

    private static final long ONES = 0x0101010101010101L;

    private Utf8() {}

    /** Throws where bytes are not UTF-8. */
    static void check(long address, long size) {
        long offset = firstInvalid(address, size);
        if (offset >= 0) {
            throw malformed(address, size, offset);
        }
    }

    /** The offset of the first sequence that is not well-formed, or -1. */
    static long firstInvalid(long address, long size) {
        long end = address + size;
        long at = address;
        while (at < end) {
            if (Memory.getByte(at) >= 0) {
                at = skipAscii(at, end);
                continue;
            }
            int length = sequence(at, end);
            if (length == 0) {
                return at - address;
            }
            at += length;
        }
        return -1;
    }

    private static long skipAscii(long from, long end) {
        long at = from;
        while (end - at >= Long.BYTES && (Memory.getLong(at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < end && Memory.getByte(at) >= 0) {
            at++;
        }
        return at;
    }

    /** Bytes of the well-formed sequence at an address, or 0 if there is none. */
    static int sequence(long at, long end) {
        int length = announced(byteAt(at));
        return length != 0 && wellFormedPrefix(at, end, length) == length ? length : 0;
    }

    /**
     * Bytes of what one replacement stands for: the longest start of a well-formed sequence, and at
     * least one byte. It is what Unicode recommends and browsers do.
     */
    static int illFormed(long at, long end) {
        return Math.max(1, wellFormedPrefix(at, end, announced(byteAt(at))));
    }

    /** How long a sequence with such a first byte is; 0 if none begins so. */
    private static int announced(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static int wellFormedPrefix(long at, long end, int length) {
        long available = Math.min(length, end - at);
        if (available < 2) {
            return (int) available;
        }
        if (!secondFits(byteAt(at), byteAt(at + 1))) {
            return 1;
        }
        for (int i = 2; i < available; i++) {
            if (!isContinuation(byteAt(at + i))) {
                return i;
            }
        }
        return (int) available;
    }

    /** The second byte is where overlong forms, surrogates and too large code points show. */
    private static boolean secondFits(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> isContinuation(second);
        };
    }

    static boolean isContinuation(int value) {
        return (value & 0xC0) == 0x80;
    }

    static int byteAt(long at) {
        return Memory.getByte(at) & 0xFF;
    }

    static MalformedTextException malformed(long address, long size, long offset) {
        long at = address + offset;
        return new MalformedTextException(
                "byte 0x%02X at offset %d is %s: give UTF-8, or use Text.repaired"
                        .formatted(byteAt(at), offset, wrongness(at, address + size)),
                offset);
    }

    private static String wrongness(long at, long end) {
        int first = byteAt(at);
        if (isContinuation(first)) {
            return "the middle of a character whose start is missing";
        }
        if (first >= 0xF8) {
            return "no byte of UTF-8";
        }
        if (first >= 0xF5) {
            return "the start of a character beyond U+10FFFF";
        }
        if (first == 0xC0 || first == 0xC1) {
            return "the start of an overlong form";
        }
        int second = end - at < 2 ? 0 : byteAt(at + 1);
        if (isContinuation(second) && !secondFits(first, second)) {
            return first == 0xED
                    ? "the start of a surrogate"
                    : first == 0xF4
                            ? "the start of a character beyond U+10FFFF"
                            : "the start of an overlong form";
        }
        return "the start of a character of %d bytes that ends after %d"
                .formatted(announced(first), illFormed(at, end));
    }

    /** The code point of a well-formed sequence. */
    static int codePointAt(long at) {
        int first = Memory.getByte(at);
        if (first >= 0) {
            return first;
        }
        int second = Memory.getByte(at + 1) & 0x3F;
        if ((first & 0xE0) == 0xC0) {
            return (first & 0x1F) << 6 | second;
        }
        int third = Memory.getByte(at + 2) & 0x3F;
        if ((first & 0xF0) == 0xE0) {
            return (first & 0x0F) << 12 | second << 6 | third;
        }
        return (first & 0x07) << 18 | second << 12 | third << 6 | Memory.getByte(at + 3) & 0x3F;
    }

    /** Bytes of a well-formed sequence. */
    static int length(long at) {
        int first = Memory.getByte(at);
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    /** How many code points well-formed UTF-8 has: its bytes without those in the middle of one. */
    static long codePoints(long address, long size) {
        long end = address + size;
        long at = address;
        long middles = 0;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long eight = Memory.getLong(at);
            middles += Long.bitCount(eight >>> 7 & ~eight >>> 6 & ONES);
        }
        for (; at < end; at++) {
            middles += isContinuation(Memory.getByte(at)) ? 1 : 0;
        }
        return size - middles;
    }

    /** Bytes that a code point takes. */
    static int size(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The byte that such a character begins with. */
    static byte firstByte(int codePoint) {
        return (byte)
                switch (size(codePoint)) {
                    case 1 -> codePoint;
                    case 2 -> 0xC0 | codePoint >> 6;
                    case 3 -> 0xE0 | codePoint >> 12;
                    default -> 0xF0 | codePoint >> 18;
                };
    }

    /** Throws for what is no Unicode character. */
    static void checkCodePoint(int codePoint) {
        if (!isScalar(codePoint)) {
            throw new MalformedTextException(
                    "code point 0x%X is %s: UTF-8 has no form for it"
                            .formatted(
                                    codePoint,
                                    Character.isValidCodePoint(codePoint)
                                            ? "a surrogate"
                                            : "outside of 0 to 0x10FFFF"),
                    0);
        }
    }

    static boolean isScalar(int codePoint) {
        return Character.isValidCodePoint(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    /** Writes a code point; returns where the next goes. */
    static long put(long at, int codePoint) {
        if (codePoint < 0x80) {
            Memory.putByte(at, (byte) codePoint);
            return at + 1;
        }
        if (codePoint < 0x800) {
            Memory.putByte(at, (byte) (0xC0 | codePoint >> 6));
            Memory.putByte(at + 1, continuation(codePoint));
            return at + 2;
        }
        if (codePoint < 0x10000) {
            Memory.putByte(at, (byte) (0xE0 | codePoint >> 12));
            Memory.putByte(at + 1, continuation(codePoint >> 6));
            Memory.putByte(at + 2, continuation(codePoint));
            return at + 3;
        }
        Memory.putByte(at, (byte) (0xF0 | codePoint >> 18));
        Memory.putByte(at + 1, continuation(codePoint >> 12));
        Memory.putByte(at + 2, continuation(codePoint >> 6));
        Memory.putByte(at + 3, continuation(codePoint));
        return at + 4;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    /** Bytes that chars take; throws where half a surrogate pair stands alone. */
    static long size(CharSequence chars, int from, int to) {
        long size = 0;
        for (int i = from; i < to; i++) {
            char c = chars.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!isPair(chars, i, to)) {
                    throw unpaired(c, i);
                }
                i++;
                size += 4;
            } else {
                size += size(c);
            }
        }
        return size;
    }

    private static boolean isPair(CharSequence chars, int i, int to) {
        return Character.isHighSurrogate(chars.charAt(i))
                && i + 1 < to
                && Character.isLowSurrogate(chars.charAt(i + 1));
    }

    static MalformedTextException unpaired(char c, int index) {
        return new MalformedTextException(
                "char U+%04X at index %d is half a surrogate pair: UTF-8 has no form for it"
                        .formatted((int) c, index),
                index);
    }

    /** Writes chars that {@link #size} accepted; returns where the next goes. */
    static long put(long address, CharSequence chars, int from, int to) {
        long at = address;
        for (int i = from; i < to; i++) {
            char c = chars.charAt(i);
            if (c < 0x80) {
                Memory.putByte(at++, (byte) c);
            } else if (Character.isSurrogate(c)) {
                at = put(at, Character.toCodePoint(c, chars.charAt(++i)));
            } else {
                at = put(at, c);
            }
        }
        return at;
    }

    /**
     * Where well-formed UTF-8 goes on after chars that it begins with, or 0 if it does not begin
     * with them. It never begins with half a surrogate pair.
     */
    static long after(long address, long end, CharSequence chars) {
        long at = address;
        int count = chars.length();
        for (int i = 0; i < count; i++) {
            if (at >= end) {
                return 0;
            }
            char c = chars.charAt(i);
            int found = Memory.getByte(at);
            if (found >= 0) {
                if (found != c) {
                    return 0;
                }
                at++;
                continue;
            }
            int wanted = c;
            if (Character.isSurrogate(c)) {
                if (!isPair(chars, i, count)) {
                    return 0;
                }
                wanted = Character.toCodePoint(c, chars.charAt(++i));
            }
            if (codePointAt(at) != wanted) {
                return 0;
            }
            at += length(at);
        }
        return at;
    }
}
