package dev.mayfly.bench;

import dev.mayfly.bench.Figures.Spread;

/**
 * Something that Mayfly says of its speed or its size.
 *
 * @param subject what it says it of
 * @param yardstick what that is compared with
 * @param limit how many times as much it may be
 */
record Claim(Measure subject, Measure yardstick, double limit) {

    /** Whether it is true, as far as the figures can tell. */
    Verdict judge(Figures figures) {
        if (!figures.has(subject) || !figures.has(yardstick)) {
            return Verdict.NOT_MEASURED;
        }
        Spread ratio = figures.ratio(subject, yardstick);
        if (ratio.median() <= limit) {
            return Verdict.HOLDS;
        }
        return ratio.low() <= limit ? Verdict.UNCLEAR : Verdict.FAILS;
    }

    /** What figures say of a claim. */
    enum Verdict {
        HOLDS("holds"),
        UNCLEAR("unclear: rounds on both sides of it"),
        FAILS("FAILS"),
        NOT_MEASURED("not measured");

        final String text;

        Verdict(String text) {
            this.text = text;
        }
    }
}
