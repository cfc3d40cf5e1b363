package dev.mayfly.swarm.sim;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.data.StructColumns;

import java.lang.foreign.MemorySegment;

/**
 * Boils a state down to one number, so that two runs can be compared. Floats count by their bits.
 */
final class Checksum {

    private static final long START = 0x51ab5eed00c0ffeeL;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private long value;

    Checksum start() {
        value = START;
        return this;
    }

    void add(long number) {
        long mixed = (value ^ number) * FACTOR;
        value = mixed ^ mixed >>> 29;
    }

    void add(float number) {
        add(Float.floatToRawIntBits(number));
    }

    void add(boolean fact) {
        add(fact ? 1 : 0);
    }

    /**
     * Adds structs of any kind, column by column: all components of four bytes. Those of eight are
     * handles, which are other numbers in another world; whoever has some adds what they refer to.
     */
    void add(StructColumns all) {
        add(all.size());
        for (int column = 0; column < all.columns(); column++) {
            MemorySegment numbers = all.column(column);
            if (numbers.byteSize() == all.size() * Integer.BYTES) {
                for (long i = 0; i < all.size(); i++) {
                    add(numbers.getAtIndex(JAVA_INT, i));
                }
            }
        }
    }

    long value() {
        return value;
    }
}
