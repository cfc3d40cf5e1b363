package dev.mayfly.bench.suite;

/** How a figure stands next to another. */
enum Verdict {
    /** Less, and the intervals do not overlap. */
    AHEAD,
    /** The intervals overlap. */
    EQUAL,
    /** More, and the intervals do not overlap. */
    BEHIND,
    /** There is no interval to judge by. */
    UNKNOWN;

    static Verdict of(Estimate one, Estimate other) {
        if (!one.hasInterval() || !other.hasInterval()) {
            return UNKNOWN;
        }
        if (one.overlaps(other)) {
            return EQUAL;
        }
        return one.value() < other.value() ? AHEAD : BEHIND;
    }
}
