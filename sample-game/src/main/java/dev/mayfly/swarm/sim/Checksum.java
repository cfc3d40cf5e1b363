package dev.mayfly.swarm.sim;

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

    void addColumn(long column, int count) {
        for (int i = 0; i < count; i++) {
            add(Column.getInt(column, i));
        }
    }

    long value() {
        return value;
    }
}
