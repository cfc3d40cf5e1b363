package dev.mayfly.bench.frame;

/**
 * Boils down to one number what the frames of a run have found, so that two ways can be compared:
 * who is near whom, who hits whom in which order, and what is drawn in which order. Floats count by
 * their bits. It also counts, so that a reader knows how much there was.
 */
final class Tally {

    private static final long START = 0x51ab5eed00c0ffeeL;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private long value = START;
    private long neighbours;
    private long contacts;
    private long elements;

    /** The next in the order of the grid, and how many neighbours he has; {@link #near} follows. */
    void place(int enemy, int count) {
        mix((long) count << Integer.SIZE | enemy);
        neighbours += count;
    }

    /** A neighbour, in the order of the grid. */
    void near(int enemy) {
        mix(enemy);
    }

    /** The next contact, in the order in which they are sorted. */
    void contact(int shot, int enemy) {
        mix((long) shot << Integer.SIZE | enemy);
        contacts++;
    }

    /** The next element of the draw list. */
    void element(
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {
        number(x);
        number(y);
        number(halfWidth);
        number(halfHeight);
        number(rotation);
        mix((long) sprite << Integer.SIZE | flags);
        mix(color);
        elements++;
    }

    void number(float number) {
        mix(Float.floatToRawIntBits(number));
    }

    private void mix(long number) {
        long mixed = (value ^ number) * FACTOR;
        value = mixed ^ mixed >>> 29;
    }

    /** Sixteen hexadecimal digits. */
    String checksum() {
        return "%016x".formatted(value);
    }

    /** How many neighbours there were, all ticks together. */
    long neighbours() {
        return neighbours;
    }

    /** How many contacts there were, all ticks together. */
    long contacts() {
        return contacts;
    }

    /** How many elements there were, all ticks together. */
    long elements() {
        return elements;
    }
}
