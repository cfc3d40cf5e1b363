package dev.mayfly.bench.suite;

/**
 * How many times as much one contestant takes as another.
 *
 * @param to the other's label
 * @param times the ratio
 * @param verdict what the intervals of both figures say
 */
record Ratio(String to, Estimate times, Verdict verdict) {

    static Ratio of(Estimate one, String label, Estimate other) {
        return new Ratio(label, one.dividedBy(other), Verdict.of(one, other));
    }
}
