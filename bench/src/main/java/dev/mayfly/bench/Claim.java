package dev.mayfly.bench;

import dev.mayfly.bench.Figures.Spread;

import java.util.List;

/**
 * Something that Mayfly says of its speed.
 *
 * @param subject what it says it of
 * @param yardstick what that is compared with
 * @param limit how many times as long it may take
 */
record Claim(Subject subject, Subject yardstick, double limit) {

    static final List<Claim> ALL =
            List.of(
                    new Claim(Subject.RAW, Subject.MEMORY_STACK, 1.0),
                    new Claim(Subject.RAW, Subject.C, 1.0),
                    new Claim(Subject.RAW, Subject.BUMPALO, 1.1),
                    new Claim(Subject.STRUCT, Subject.STRUCT_MEMORY_STACK, 1.0),
                    new Claim(Subject.STRUCT_SAFE, Subject.STRUCT, 1.25),
                    new Claim(Subject.STRUCT_SAFE_ZEROED, Subject.STRUCT_ZEROED, 1.25),
                    new Claim(Subject.SAFE, Subject.RAW, 1.25),
                    new Claim(Subject.SAFE_ZEROED, Subject.RAW_ZEROED, 1.25),
                    new Claim(Subject.FREE_MANY, Subject.FREE_FEW, 1.0));

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
        NOT_MEASURED("not measured: the peer was left out");

        final String text;

        Verdict(String text) {
            this.text = text;
        }
    }
}
