package dev.mayfly.swarm.sim;

/**
 * Random numbers that depend on the seed alone: the SplitMix64 generator of Steele, Lea and Flood.
 */
final class Chance {

    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    Chance(long seed) {
        state = seed;
    }

    /** Any number. */
    long next() {
        state += STEP;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** From 0 to less than 1. */
    float unit() {
        return (next() >>> 40) * 0x1p-24f;
    }

    float between(float low, float high) {
        return low + (high - low) * unit();
    }

    /** From 0 to {@code limit - 1}. */
    int below(int limit) {
        return (int) ((next() >>> 33) * limit >>> 31);
    }

    /** A direction, in radians. */
    float turn() {
        return between(-Trig.PI, Trig.PI);
    }

    void addTo(Checksum sum) {
        sum.add(state);
    }
}
