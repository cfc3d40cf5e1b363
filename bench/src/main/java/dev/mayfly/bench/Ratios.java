package dev.mayfly.bench;

import dev.mayfly.bench.Figures.Spread;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Shows in one run whether Mayfly's claims about one topic hold on this machine: the benchmarks
 * they rest on, round after round so that all of them see the same good and bad moments, then a
 * table of ratios and a verdict on each claim.
 */
public final class Ratios {

    private Ratios() {}

    /**
     * Measures and prints.
     *
     * @param args what about, {@code arena}, {@code general} or {@code debug}, the first without
     *     this; and how many rounds, about a minute each
     * @throws IOException if there is no temporary folder
     * @throws RunnerException if JMH gives up
     */
    public static void main(String[] args) throws IOException, RunnerException {
        List<String> words = new ArrayList<>(List.of(args));
        Optional<Topic> named = words.isEmpty() ? Optional.empty() : topic(words.getFirst());
        if (named.isPresent()) {
            words.removeFirst();
        }
        Topic topic = named.orElse(Topic.ARENA);
        int rounds = words.isEmpty() ? topic.defaultRounds : parseRounds(words.getFirst());
        if (rounds < 1 || words.size() > 1) {
            System.err.println(
                    "ratios: \""
                            + String.join(" ", args)
                            + "\" is not understood: pass arena, general or debug, or a number of"
                            + " rounds, 1 or more, or both in this order");
            System.exit(2);
        }
        print(topic, measure(topic, rounds), System.out);
    }

    private static Optional<Topic> topic(String word) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static int parseRounds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static Figures measure(Topic topic, int rounds) throws IOException, RunnerException {
        ChainedOptionsBuilder common =
                new OptionsBuilder()
                        .forks(1)
                        // Or every fork's JVM warns of JMH's use of it, between the lines.
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .warmupTime(TimeValue.milliseconds(250))
                        .measurementTime(TimeValue.milliseconds(100))
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        Benchmarks.addPeers(common, new ArrayList<>());
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d of %d%n", round, rounds);
            for (Subject subject : topic.subjects) {
                try {
                    figures.add(subject, new Runner(options(common.build(), subject)).run());
                } catch (NoBenchmarksException _) {
                    // Its peer is missing, as was said above; the verdict will say the rest.
                }
            }
        }
        return figures;
    }

    private static Options options(Options common, Subject subject) {
        boolean once = subject.counter.isPresent();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .parent(common)
                        .include(subject.pattern())
                        .warmupIterations(once ? 0 : 4)
                        .measurementIterations(once ? 1 : 12);
        subject.params.forEach(options::param);
        return options.build();
    }

    /** The table, then the verdicts. */
    static void print(Topic topic, Figures figures, PrintStream out) {
        List<Topic.Column> columns =
                topic.columns.stream()
                        .filter(column -> column.yardsticks().stream().anyMatch(figures::has))
                        .toList();
        out.printf("%n%-32s%18s", "ns per operation", "");
        columns.forEach(column -> out.printf("%20s", "/ " + column.label()));
        out.println();
        for (Subject subject : topic.subjects) {
            if (figures.has(subject)) {
                out.printf("%-32s%18s", subject.label(), spread(figures.amount(subject)));
                for (Topic.Column column : columns) {
                    out.printf("%20s", ratio(figures, subject, column));
                }
                out.println();
            }
        }
        out.println();
        for (Claim claim : topic.claims) {
            out.printf(
                    Locale.ROOT,
                    "%-32s/ %-30s%18s  at most %.2f: %s%n",
                    claim.subject().label(),
                    claim.yardstick().label(),
                    spread(figures.ratio(claim.subject(), claim.yardstick())),
                    claim.limit(),
                    claim.judge(figures).text);
        }
        out.println();
        out.println("Median of the rounds' best iterations (least-greatest).");
    }

    private static String ratio(Figures figures, Subject subject, Topic.Column column) {
        return column.yardsticks().stream()
                .filter(subject::isComparableTo)
                .map(yardstick -> spread(figures.ratio(subject, yardstick)))
                .findFirst()
                .orElse("");
    }

    private static String spread(Spread spread) {
        return Double.isNaN(spread.median())
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f-%.2f)",
                        spread.median(),
                        spread.low(),
                        spread.high());
    }
}
