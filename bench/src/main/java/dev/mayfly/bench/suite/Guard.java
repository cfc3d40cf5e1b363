package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether Mayfly got slower since an earlier run. Ratios are compared, to the peer that was the
 * best one then and to C, never times: those belong to the machine and its mood. A ratio is worse
 * if its interval lies above the earlier one's.
 */
final class Guard {

    private final Map<String, Ratio> before = new HashMap<>();
    private final List<String> worse = new ArrayList<>();
    private int compared;

    private Guard() {}

    /**
     * What came out.
     *
     * @param compared how many ratios
     * @param worse one line for each that got worse
     * @param missing how many of the earlier ratios this run does not have
     */
    record Outcome(int compared, List<String> worse, int missing) {

        /** In a sentence. */
        String text() {
            String rest =
                    missing == 0 ? "" : " %d of its ratios are not in this run.".formatted(missing);
            return "%d %s compared with the baseline, %d %s worse.%s"
                    .formatted(
                            compared,
                            compared == 1 ? "ratio" : "ratios",
                            worse.size(),
                            worse.size() == 1 ? "is" : "are",
                            rest);
        }
    }

    static Outcome compare(Results earlier, Results now) {
        Guard guard = new Guard();
        earlier.comparisons().forEach(guard::remember);
        earlier.frames().forEach(guard::remember);
        now.comparisons().forEach(guard::check);
        now.frames().forEach(guard::check);
        return new Outcome(
                guard.compared, List.copyOf(guard.worse), guard.before.size() - guard.compared);
    }

    private void remember(ComparisonResult comparison) {
        for (Row row : comparison.rows()) {
            for (Figure figure : row.figures()) {
                if (figure.kind() == Kind.MAYFLY) {
                    remember(name(comparison, row, figure), figure.toPeer());
                    remember(name(comparison, row, figure) + " in C", figure.toC());
                }
            }
        }
    }

    private void remember(FrameResult result) {
        for (FrameFigure figure : result.figures()) {
            if (figure.mayfly()) {
                remember(name(result, figure) + ", median", figure.p50ToPeer());
                remember(name(result, figure) + ", p99", figure.p99ToPeer());
            }
        }
    }

    private void remember(String name, @Nullable Ratio ratio) {
        if (ratio != null) {
            before.put(name, ratio);
        }
    }

    private void check(ComparisonResult comparison) {
        for (Row row : comparison.rows()) {
            for (Figure figure : row.figures()) {
                String name = name(comparison, row, figure);
                check(name, row, figure);
                check(name + " in C", row, figure);
            }
        }
    }

    private void check(String name, Row row, Figure figure) {
        Ratio then = before.get(name);
        if (then != null) {
            Optional<Figure> same = row.figure(then.to());
            check(name, then, figure.ratioTo(same.orElse(null)));
        }
    }

    private void check(FrameResult result) {
        for (FrameFigure figure : result.figures()) {
            String name = name(result, figure);
            Ratio median = before.get(name + ", median");
            Ratio p99 = before.get(name + ", p99");
            if (median != null) {
                FrameFigure peer = result.figure(median.to()).orElse(null);
                check(
                        name + ", median",
                        median,
                        peer == null ? null : Ratio.of(figure.p50(), median.to(), peer.p50()));
            }
            if (p99 != null) {
                FrameFigure peer = result.figure(p99.to()).orElse(null);
                check(
                        name + ", p99",
                        p99,
                        peer == null ? null : Ratio.of(figure.p99(), p99.to(), peer.p99()));
            }
        }
    }

    private void check(String name, Ratio then, @Nullable Ratio now) {
        if (now == null) {
            return;
        }
        compared++;
        boolean isMore = now.times().value() > then.times().value();
        boolean known = now.times().hasInterval() && then.times().hasInterval();
        if (isMore && known && !now.times().overlaps(then.times())) {
            worse.add(
                    "%s: %s of %s, was %s"
                            .formatted(
                                    name.replaceFirst(" in C$", ""),
                                    text(now.times()),
                                    then.to(),
                                    text(then.times())));
        }
    }

    private static String name(ComparisonResult comparison, Row row, Figure figure) {
        return "%s%s: %s"
                .formatted(
                        comparison.id(),
                        row.params().isEmpty() ? "" : " " + row.params(),
                        figure.label());
    }

    private static String name(FrameResult result, FrameFigure figure) {
        return result.id() + ": " + figure.frame().way();
    }

    private static String text(Estimate times) {
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", times.value(), times.low(), times.high());
    }
}
