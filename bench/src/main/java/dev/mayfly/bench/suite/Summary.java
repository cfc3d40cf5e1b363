package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A line for each question, and for each size where sizes are asked for one by one. */
final class Summary {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long KIB = 1024;

    private Summary() {}

    static List<SummaryRow> of(List<ComparisonResult> comparisons, List<FrameResult> frames) {
        List<SummaryRow> rows = new ArrayList<>();
        frames.stream()
                .sorted(Comparator.comparingInt(FrameResult::enemies))
                .forEach(frame -> addFrame(frame, rows));
        for (ComparisonResult comparison : comparisons) {
            if (comparison.curve()) {
                addCurves(comparison, rows);
            } else {
                comparison.rows().forEach(row -> add(comparison, row, 1, rows));
            }
        }
        return List.copyOf(rows);
    }

    /** Curves that differ in anything but the x axis are lines of their own. */
    private static void addCurves(ComparisonResult comparison, List<SummaryRow> rows) {
        String x = comparison.params().isEmpty() ? "" : comparison.params().getFirst();
        Map<String, List<Row>> curves =
                comparison.rows().stream()
                        .filter(row -> row.mayfly().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        row -> words(row.params(), x),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        for (List<Row> curve : curves.values()) {
            curve.stream()
                    .max(Comparator.comparingDouble(Summary::badness))
                    .ifPresent(worst -> add(comparison, worst, curve.size(), rows));
        }
    }

    /** The verdict counts first, then the ratio. */
    private static double badness(Row row) {
        Ratio ratio = row.mayfly().map(Figure::toPeer).orElse(null);
        if (ratio == null) {
            ratio = row.mayfly().map(Figure::toC).orElse(null);
        }
        if (ratio == null) {
            return 0;
        }
        double times = ratio.times().value();
        return ratio.verdict() == Verdict.BEHIND ? times + 1e9 : times;
    }

    private static void add(
            ComparisonResult comparison, Row row, int points, List<SummaryRow> rows) {
        row.mayfly()
                .ifPresent(
                        ours ->
                                rows.add(
                                        new SummaryRow(
                                                comparison.id(),
                                                comparison.title(),
                                                words(row.params(), ""),
                                                points,
                                                comparison.unit(),
                                                ours.label(),
                                                ours.score(),
                                                ours.heapBytes(),
                                                ours.toPeer(),
                                                ours.toC())));
    }

    private static void addFrame(FrameResult result, List<SummaryRow> rows) {
        result.figure(result.ours())
                .ifPresent(
                        ours -> {
                            add(result, "median", ours.p50(), ours.p50ToPeer(), ours, rows);
                            add(result, "p99", ours.p99(), ours.p99ToPeer(), ours, rows);
                        });
    }

    private static void add(
            FrameResult result,
            String which,
            Estimate nanos,
            @Nullable Ratio toPeer,
            FrameFigure ours,
            List<SummaryRow> rows) {
        double heap = ours.frame().heapBytesPerTick();
        rows.add(
                new SummaryRow(
                        result.id(),
                        FrameTask.title(result.enemies(), result.gc()),
                        which,
                        1,
                        "ms per tick",
                        ours.frame().way(),
                        nanos.dividedBy(NANOS_PER_MILLI),
                        new Estimate(heap, null, null),
                        toPeer,
                        null));
    }

    private static String words(Map<String, String> params, String without) {
        return params.entrySet().stream()
                .filter(param -> !param.getKey().equals(without))
                .map(param -> param.getKey() + " " + readable(param))
                .collect(Collectors.joining(", "));
    }

    private static String readable(Map.Entry<String, String> param) {
        String value = param.getValue();
        if (!value.matches("\\d{4,15}")) {
            return value;
        }
        long number = Long.parseLong(value);
        return param.getKey().equals("bytes") && number % KIB == 0
                ? binary(number)
                : String.format(Locale.ROOT, "%,d", number);
    }

    private static String binary(long bytes) {
        String[] units = {"KiB", "MiB", "GiB"};
        long count = bytes / KIB;
        int unit = 0;
        while (count % KIB == 0 && unit < units.length - 1) {
            count /= KIB;
            unit++;
        }
        return count + " " + units[unit];
    }
}
