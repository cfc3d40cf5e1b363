package dev.mayfly.bench;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What rounds of benchmarks gave. A round's figure for a subject is its best iteration: whatever
 * else the machine was doing can only have added time.
 */
final class Figures {

    /** Nanoseconds per operation, or what a counter counts; one figure a round. */
    private final Map<Subject, List<Double>> rounds = new EnumMap<>(Subject.class);

    /** Takes one subject's results of one round in. */
    void add(Subject subject, Iterable<RunResult> results) {
        for (RunResult result : results) {
            add(subject, best(subject, result));
        }
    }

    /** Takes a figure in; 0 is none. */
    void add(Subject subject, double figure) {
        if (figure > 0) {
            rounds.computeIfAbsent(subject, _ -> new ArrayList<>()).add(figure);
        }
    }

    private static double best(Subject subject, RunResult result) {
        double best = Double.MAX_VALUE;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                best = Math.min(best, figure(subject, iteration));
            }
        }
        return best;
    }

    private static double figure(Subject subject, IterationResult iteration) {
        Result<?> result =
                subject.counter
                        .<Result<?>>map(counter -> iteration.getSecondaryResults().get(counter))
                        .orElseGet(iteration::getPrimaryResult);
        return result.getScore();
    }

    /** One figure a round; empty if there was none. */
    List<Double> rounds(Subject subject) {
        return rounds.getOrDefault(subject, List.of());
    }

    boolean has(Measure measure) {
        return !measure.rounds(this).isEmpty();
    }

    /** How much it is: nanoseconds per operation, or what a counter counts. */
    Spread amount(Measure measure) {
        return Spread.of(measure.rounds(this));
    }

    /** How many times as much one is as another, each round by itself. */
    Spread ratio(Measure one, Measure other) {
        return Spread.of(divide(one.rounds(this), other.rounds(this)));
    }

    /** The ratios of two measures' figures, round by round. */
    static List<Double> divide(List<Double> numerators, List<Double> denominators) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(numerators.size(), denominators.size()); i++) {
            ratios.add(numerators.get(i) / denominators.get(i));
        }
        return ratios;
    }

    /**
     * Several measurements of one thing.
     *
     * @param low the least
     * @param median the one in the middle
     * @param high the greatest
     */
    record Spread(double low, double median, double high) {

        static Spread of(List<Double> values) {
            if (values.isEmpty()) {
                return new Spread(Double.NaN, Double.NaN, Double.NaN);
            }
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            int last = sorted.size() - 1;
            double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
            return new Spread(sorted.getFirst(), median, sorted.getLast());
        }
    }
}
