package dev.mayfly.bench.suite;

import java.util.List;

/**
 * What came out of a comparison.
 *
 * @param id see {@link Comparison}
 * @param title see {@link Comparison}
 * @param question see {@link Comparison}
 * @param explains see {@link Comparison}
 * @param unit what scores are in
 * @param params what makes the rows
 * @param curve whether rows are points of a curve over the first parameter
 * @param rows in the parameters' order
 */
record ComparisonResult(
        String id,
        String title,
        String question,
        String explains,
        String unit,
        List<String> params,
        boolean curve,
        List<Row> rows) {

    static ComparisonResult of(Comparison comparison, List<Row> rows) {
        return new ComparisonResult(
                comparison.id(),
                comparison.title(),
                comparison.question(),
                comparison.explains(),
                comparison.unit(),
                comparison.params(),
                comparison.curve(),
                rows);
    }
}
