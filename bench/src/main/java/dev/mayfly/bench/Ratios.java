package dev.mayfly.bench;

import dev.mayfly.bench.Figures.Spread;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows in one run whether Mayfly's claims about its speed hold on this machine: the benchmarks
 * they rest on, round after round so that all of them see the same good and bad moments, then a
 * table of ratios and a verdict on each claim.
 */
public final class Ratios {

    private static final int DEFAULT_ROUNDS = 5;

    private static final List<Subject> YARDSTICKS =
            List.of(Subject.C, Subject.BUMPALO, Subject.MEMORY_STACK);

    private Ratios() {}

    /**
     * Measures and prints.
     *
     * @param args how many rounds, about a minute each; 5 without this
     * @throws IOException if there is no temporary folder
     * @throws RunnerException if JMH gives up
     */
    public static void main(String[] args) throws IOException, RunnerException {
        int rounds = args.length == 0 ? DEFAULT_ROUNDS : parseRounds(args[0]);
        if (rounds < 1) {
            System.err.println(
                    "ratios: \"" + args[0] + "\" is no number of rounds: pass 1 or more");
            System.exit(2);
        }
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(250))
                        .measurementIterations(12)
                        .measurementTime(TimeValue.milliseconds(100))
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .param("blocks", "10", "1000000")
                        .param("segment", "false")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        Arrays.stream(Subject.values()).map(Subject::pattern).distinct().forEach(options::include);
        Benchmarks.addPeers(options, new ArrayList<>());
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            System.out.printf("round %d of %d%n", round, rounds);
            figures.add(new Runner(options.build()).run());
        }
        print(figures, System.out);
    }

    private static int parseRounds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** The table, then the verdicts. */
    static void print(Figures figures, PrintStream out) {
        out.printf("%n%-32s%18s", "ns per operation", "");
        YARDSTICKS.forEach(yardstick -> out.printf("%20s", "/ " + yardstick.label));
        out.println();
        for (Subject subject : Subject.values()) {
            if (figures.has(subject)) {
                out.printf("%-32s%18s", subject.label, spread(figures.time(subject)));
                if (subject.benchmark.startsWith("FrameArenaAllocation")) {
                    YARDSTICKS.stream()
                            .filter(figures::has)
                            .map(yardstick -> spread(figures.ratio(subject, yardstick)))
                            .forEach(ratio -> out.printf("%20s", ratio));
                }
                out.println();
            }
        }
        out.println();
        for (Claim claim : Claim.ALL) {
            out.printf(
                    Locale.ROOT,
                    "%-32s/ %-26s%18s  at most %.2f: %s%n",
                    claim.subject().label,
                    claim.yardstick().label,
                    spread(figures.ratio(claim.subject(), claim.yardstick())),
                    claim.limit(),
                    claim.judge(figures).text);
        }
        out.println();
        out.println("Median of the rounds' best iterations (least-greatest).");
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
