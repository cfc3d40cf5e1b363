package dev.mayfly.bench.suite;

/** How many rows of the summary came out how, in a sentence. */
final class Verdicts {

    private Verdicts() {}

    static String of(Results results) {
        return "Of %d rows Mayfly is ahead of the best peer in %d, equal in %d, behind in %d; %d have no peer or no interval."
                .formatted(
                        results.summary().size(),
                        count(results, Verdict.AHEAD),
                        count(results, Verdict.EQUAL),
                        count(results, Verdict.BEHIND),
                        results.summary().size()
                                - count(results, Verdict.AHEAD)
                                - count(results, Verdict.EQUAL)
                                - count(results, Verdict.BEHIND));
    }

    private static int count(Results results, Verdict verdict) {
        return (int)
                results.summary().stream()
                        .filter(row -> row.toPeer() != null && row.toPeer().verdict() == verdict)
                        .count();
    }
}
