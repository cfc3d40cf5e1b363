package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/**
 * A line of text, put together in scratch, so that a score that changes in every tick makes no Java
 * garbage.
 */
final class Text {

    /** The longest line; what goes beyond is cut off. */
    static final int CAPACITY = 96;

    private static final int MOST_DIGITS = 20;
    private static final int GROUP = 3;

    private long line;
    private int length;

    /** Takes a line's room from the scratch of this tick. */
    void begin(FrameArena scratch) {
        line = scratch.allocNonZeroed(CAPACITY + MOST_DIGITS, 1);
        length = 0;
    }

    /** Starts a new line in the same room. */
    Text clear() {
        length = 0;
        return this;
    }

    Text add(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        return this;
    }

    private void put(char character) {
        if (length < CAPACITY) {
            Memory.putByte(line + length++, (byte) character);
        }
    }

    /** Adds a number with a comma after every three digits. */
    Text add(long number) {
        if (number < 0) {
            put('-');
        }
        long digits = line + CAPACITY;
        int count = 0;
        long rest = number;
        do {
            // The remainder of a negative number is negative, and so even the smallest one has an
            // opposite.
            Memory.putByte(digits + count++, (byte) ('0' + Math.abs(rest % 10)));
            rest /= 10;
        } while (rest != 0);
        while (count > 0) {
            count--;
            put((char) Memory.getByte(digits + count));
            if (count > 0 && count % GROUP == 0) {
                put(',');
            }
        }
        return this;
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return (char) Memory.getByte(line + index);
    }
}
