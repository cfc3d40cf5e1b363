package dev.mayfly.data;

import dev.mayfly.memory.Memory;

/** Integers read from ASCII at raw addresses. */
final class IntegerParser {

    private IntegerParser() {}

    static int parseInt(long address, long end) {
        long value = parseLong(address, end, 10);
        if (value != (int) value) {
            throw wrong(address, end, "does not fit an int");
        }
        return (int) value;
    }

    static long parseLong(long address, long end, int radix) {
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw new IllegalArgumentException(
                    "there are no digits to base " + radix + ": it must be 2 to 36");
        }
        boolean negative = address < end && Memory.getByte(address) == '-';
        long at = address + (isSign(address, end) ? 1 : 0);
        if (at == end) {
            throw wrong(address, end, "has no digits");
        }
        // Below zero there is one more than above.
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long most = limit / radix;
        long value = 0;
        for (; at < end; at++) {
            int digit = digit(Memory.getByte(at));
            if (digit < 0 || digit >= radix) {
                throw wrong(address, end, "is no integer to base " + radix);
            }
            if (value < most || value * radix < limit + digit) {
                throw wrong(address, end, "does not fit a long");
            }
            value = value * radix - digit;
        }
        return negative ? value : -value;
    }

    static boolean isSign(long at, long end) {
        return at < end && (Memory.getByte(at) == '-' || Memory.getByte(at) == '+');
    }

    private static int digit(byte value) {
        if (value <= '9') {
            return value - '0';
        }
        int letter = (value | 0x20) - 'a';
        return letter < 0 ? -1 : letter + 10;
    }

    static NumberFormatException wrong(long address, long end, String why) {
        return new NumberFormatException(
                "\"" + Text.toString(address, end) + "\" " + why + ": nothing was read");
    }
}
