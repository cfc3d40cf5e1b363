package dev.mayfly.bench;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
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

    /** Nanoseconds per operation, one figure a round. */
    private final Map<Subject, List<Double>> rounds = new EnumMap<>(Subject.class);

    /** Takes one round's results in. */
    void add(Iterable<RunResult> results) {
        for (RunResult result : results) {
            for (Subject subject : Subject.values()) {
                if (subject.isMeasuredBy(result.getParams())) {
                    add(subject, best(result));
                }
            }
        }
    }

    void add(Subject subject, double nanos) {
        rounds.computeIfAbsent(subject, _ -> new ArrayList<>()).add(nanos);
    }

    private static double best(RunResult result) {
        double best = Double.MAX_VALUE;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                best = Math.min(best, iteration.getPrimaryResult().getScore());
            }
        }
        return best;
    }

    boolean has(Subject subject) {
        return rounds.containsKey(subject);
    }

    /** How long an operation of a subject takes, nanoseconds. */
    Spread time(Subject subject) {
        return Spread.of(rounds.getOrDefault(subject, List.of()));
    }

    /** How many times as long one subject takes as another, each round by itself. */
    Spread ratio(Subject one, Subject other) {
        List<Double> numerators = rounds.getOrDefault(one, List.of());
        List<Double> denominators = rounds.getOrDefault(other, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(numerators.size(), denominators.size()); i++) {
            ratios.add(numerators.get(i) / denominators.get(i));
        }
        return Spread.of(ratios);
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
