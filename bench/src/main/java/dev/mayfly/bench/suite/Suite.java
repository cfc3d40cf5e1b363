package dev.mayfly.bench.suite;

import dev.mayfly.bench.peers.TemporaryFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The suite behind {@code mvn -Pbench}: measures, writes {@code results.json} and {@code
 * index.html}, and says how it went.
 */
public final class Suite {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    static final String JSON = "results.json";
    static final String PAGE = "index.html";

    private static final long MOST_SECONDS_PER_JVM = 1800;

    private final SuiteOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private Suite(SuiteOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the suite and ends the process.
     *
     * @param args {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(run(args, Suite::machine, System.out, System.err));
    }

    /** Makes what to measure with, once it is clear that there is something to measure. */
    interface Workshop {

        /**
         * Makes it.
         *
         * @param folder for what programs write
         */
        Instruments open(Path folder) throws IOException;
    }

    private static Instruments machine(Path folder) throws IOException {
        // Two of them at once would be one too many, but the page says so; a lock would only stop.
        System.setProperty("jmh.ignoreLock", "true");
        return new Instruments(
                new Jmh(),
                new FrameJvms(FrameJvms.PROGRAM, folder, MOST_SECONDS_PER_JVM),
                new Calibration()::measure,
                Clock.started());
    }

    /**
     * Runs the suite.
     *
     * @return the exit status; for anything but 0 there are lines on {@code err} that say why
     */
    static int run(String[] args, Workshop workshop, PrintStream out, PrintStream err) {
        SuiteOptions options = new SuiteOptions();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(args);
            if (line.isUsageHelpRequested()) {
                line.usage(out);
                return DONE;
            }
            return new Suite(options, out, err).run(workshop);
        } catch (ParameterException | UsageException wrong) {
            err.println("bench: " + wrong.getMessage());
            return WRONG_USAGE;
        } catch (IOException failure) {
            err.println("bench: " + failure);
            return FAILED;
        }
    }

    /** Whatever can be wrong is looked for before anything is measured. */
    private int run(Workshop workshop) throws UsageException, IOException {
        options.check();
        Path baseline = options.baseline();
        Results earlier = baseline == null ? null : ResultsFile.read(baseline);
        Path readme = options.readme();
        if (readme != null) {
            Readme.readWithMarkers(readme);
        }
        Path from = options.from();
        Results results = from == null ? measure(workshop) : ResultsFile.read(from);
        write(results);
        if (readme != null) {
            Readme.update(readme, results);
        }
        return judge(results, earlier);
    }

    private void write(Results results) throws IOException {
        Files.createDirectories(options.out);
        ResultsFile.write(results, options.out.resolve(JSON));
        Page.write(results, options.out.resolve(PAGE));
    }

    private Results measure(Workshop workshop) throws UsageException, IOException {
        checkFilter();
        Files.createDirectories(options.out);
        Instruments instruments = workshop.open(TemporaryFolder.create());
        Collected collected = new Collected();
        Plan plan = Plan.of(options, Comparisons.all(), instruments, collected);
        return measure(plan, instruments, collected);
    }

    private Results measure(Plan plan, Instruments instruments, Collected collected) {
        String filter = options.hasFilter() ? options.filter : null;
        Report report = new Report(plan, collected, instruments.clock(), Facts.gather(), filter);
        Progress progress = Progress.onConsole(out);
        Runnable last =
                () -> {
                    collected.stop();
                    progress.end();
                    saveStopped(report);
                };
        try (Interruption _ = new Interruption(last)) {
            new Session(plan, instruments, collected, progress, () -> saveUnfinished(report)).run();
        }
        return report.whole();
    }

    private void saveUnfinished(Report report) {
        try {
            ResultsFile.write(report.partial("it is not done yet"), options.out.resolve(JSON));
        } catch (IOException failure) {
            err.println("bench: " + failure);
        }
    }

    private void saveStopped(Report report) {
        try {
            write(report.partial("it was stopped before its end"));
            out.println("Stopped. What was measured is in " + options.out.resolve(PAGE));
        } catch (IOException failure) {
            err.println("bench: " + failure);
        }
    }

    private void checkFilter() throws UsageException {
        if (!Plan.isFoundIn(options.filter(), Comparisons.all())) {
            List<String> ids =
                    Stream.concat(
                                    Comparisons.all().stream().map(Comparison::id),
                                    Mode.FULL.frames.stream().map(FrameTask::id))
                            .toList();
            throw new UsageException(
                    "-Dbench.filter=%s is found in nothing; there are %s"
                            .formatted(options.filter, String.join(", ", ids)));
        }
    }

    private int judge(Results results, @Nullable Results earlier) {
        out.println(Verdicts.of(results));
        out.println(results.noise().text());
        out.println(
                "Page: " + options.out.resolve(PAGE) + ", figures: " + options.out.resolve(JSON));
        results.mistakes().forEach(mistake -> err.println("bench: " + mistake));
        boolean good = results.mistakes().isEmpty();
        if (earlier != null) {
            Guard.Outcome outcome = Guard.compare(earlier, results);
            outcome.worse().forEach(worse -> err.println("bench: worse: " + worse));
            out.println(outcome.text());
            good &= outcome.worse().isEmpty();
        }
        return good ? DONE : FAILED;
    }
}
