package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command, with figures that nobody measured. */
class SuiteTest {

    @TempDir Path folder;

    private double now;
    private final FakeMeasurer measurer = new FakeMeasurer(seconds -> now += seconds);
    private final FakeFrames frames = new FakeFrames(seconds -> now += seconds);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("--out=" + folder));
        all.addAll(List.of(args));
        return Suite.run(
                all.toArray(String[]::new),
                _ -> new Instruments(measurer, frames, (when, _) -> Samples.pulse(when), () -> now),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteFiguresAndPageAndSayWhere() throws Exception {
        assertEquals(Suite.DONE, run(), this::complaints);
        Results results = ResultsFile.read(file("results.json"));
        assertNull(results.partial());
        assertEquals("short", results.mode());
        assertEquals(5, results.frames().size());
        assertEquals(Page.html(results), Files.readString(file("index.html")));
        assertTrue(printed().contains("Page: " + file("index.html")), this::printed);
        assertTrue(printed().contains(" rows Mayfly is ahead of the best peer in "));
        assertEquals("", complaints());
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --mode=fast | -Dbench=fast: it is short or full, nothing else
                    --mode=FULL | -Dbench=FULL: it is short or full, nothing else
                    --filter=( | -Dbench.filter=( is no regular expression: Unclosed group
                    --minutes=-1 | -Dbench.minutes=-1 is not a number of minutes above 0
                    --minutes=many | -Dbench.minutes=many is not a number of minutes above 0
                    --minutes=NaN | -Dbench.minutes=NaN is not a number of minutes above 0
                    --baseline=no.json | no.json: there is no such file
                    --from=no.json | no.json: there is no such file
                    --readme=no.md | no.md cannot be read: NoSuchFileException
                    --colour=red | Unknown option: '--colour=red'
                    """)
    void shouldSayInOneLineWhatIsWrong(String option, String message) {
        assertEquals(Suite.WRONG_USAGE, run(option));
        assertEquals("bench: " + message + "\n", complaints());
        assertEquals(List.of(), measurer.measured);
        assertFalse(Files.exists(file("results.json")));
    }

    @Test
    void shouldNameWhatThereIsIfNothingMatches() {
        assertEquals(Suite.WRONG_USAGE, run("--filter=nothing-like-it"));
        assertTrue(complaints().startsWith("bench: -Dbench.filter=nothing-like-it is found in"));
        assertTrue(complaints().contains("frame-time-50000-ZGC"), this::complaints);
        assertTrue(complaints().contains(Comparisons.all().getFirst().id()), this::complaints);
        assertEquals(1, complaints().lines().count());
    }

    @Test
    void shouldTakeEmptyValuesForNone() throws Exception {
        assertEquals(
                Suite.DONE,
                run("--mode=", "--filter=", "--minutes=", "--baseline=", "--readme=", "--from="),
                this::complaints);
        assertNull(ResultsFile.read(file("results.json")).filter());
    }

    @Test
    void shouldRunAPart() throws Exception {
        assertEquals(Suite.DONE, run("--filter=^frame-time-1000-"), this::complaints);
        Results results = ResultsFile.read(file("results.json"));
        assertEquals("^frame-time-1000-", results.filter());
        assertEquals(3, results.frames().size());
        assertEquals(List.of(), results.comparisons());
    }

    @Test
    void shouldFailIfWaysDidNotDoTheSameWork() throws Exception {
        frames.wrong = "mayfly-raw";
        assertEquals(Suite.FAILED, run("--filter=^frame-time-1000-G1"));
        assertTrue(complaints().contains("did not do the same work"), this::complaints);
        assertEquals(1, complaints().lines().count());
        Results results = ResultsFile.read(file("results.json"));
        assertEquals(1, results.mistakes().size());
        assertEquals(4, results.frames().getFirst().figures().size());
    }

    @Test
    void shouldFailIfSomethingGotWorse() throws Exception {
        String id = Comparisons.all().getFirst().id();
        String ours = Target.parse(Comparisons.all().getFirst().ours()).method();
        measurer.nanos.put(ours, 5.0);
        assertEquals(Suite.DONE, run("--filter=^" + id + "$"), this::complaints);
        Path baseline = Files.copy(file("results.json"), file("baseline.json"));

        assertEquals(Suite.DONE, run("--filter=^" + id + "$", "--baseline=" + baseline));
        assertTrue(printed().contains(" compared with the baseline, 0 are worse."), this::printed);

        measurer.nanos.put(ours, 6.0);
        assertEquals(Suite.FAILED, run("--filter=^" + id + "$", "--baseline=" + baseline));
        assertTrue(complaints().startsWith("bench: worse: " + id + ": "), this::complaints);
    }

    @Test
    void shouldMakePageAndTableOfAnEarlierRun() throws Exception {
        Path earlier = file("earlier.json");
        Path readme = file("README.md");
        Files.writeString(readme, Readme.BEGIN + "\n" + Readme.END);
        Results results = Samples.results(0.5);
        ResultsFile.write(results, earlier);
        assertEquals(Suite.DONE, run("--from=" + earlier, "--readme=" + readme));
        assertEquals(List.of(), measurer.measured);
        assertEquals(results, ResultsFile.read(file("results.json")));
        assertEquals(Page.html(results), Files.readString(file("index.html")));
        assertTrue(Files.readString(readme).contains("| Allocating in scratch |"));
    }

    @Test
    void shouldLeaveWhatWasMeasuredIfItIsStopped() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Stopped.class.getName(),
                                "--out=" + folder)
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                lines.add(line);
                if (line.equals(Stopped.READY)) {
                    process.toHandle().destroy();
                }
                line = reader.readLine();
            }
        }
        assertTrue(process.waitFor() != 0, lines::toString);
        assertEquals(
                "Stopped. What was measured is in " + file("index.html"),
                lines.getLast(),
                lines::toString);
        Results results = ResultsFile.read(file("results.json"));
        assertEquals("it was stopped before its end", results.partial());
        long figures =
                results.comparisons().stream()
                        .flatMap(each -> each.rows().stream())
                        .mapToLong(row -> row.figures().size())
                        .sum();
        assertEquals(Stopped.FIGURES, figures);
        assertTrue(
                results.notRun()
                        .contains(
                                new NotRun(
                                        "Frame time, 50,000 enemies, G1: "
                                                + Samples.WAYS.getFirst().name(),
                                        "it was stopped before its end")),
                () -> results.notRun().toString());
        assertNotNull(results.comparisons().getFirst().rows().getFirst().figures().getFirst());
        assertEquals(Page.html(results), Files.readString(file("index.html")));
    }

    /** Measures three figures and then waits to be stopped. */
    static final class Stopped {

        static final String READY = "ready to be stopped";
        static final int FIGURES = 3;

        private Stopped() {}

        public static void main(String[] args) {
            FakeMeasurer fake = new FakeMeasurer(_ -> {});
            Measurer waiting =
                    new Measurer() {
                        @Override
                        public java.util.Optional<java.util.Map<String, List<String>>> params(
                                String method) {
                            return fake.params(method);
                        }

                        @Override
                        public Sampled measure(Target target, Timing timing)
                                throws MeasureException {
                            if (fake.measured.size() == FIGURES) {
                                System.out.println(READY);
                                waitForEver();
                            }
                            return fake.measure(target, timing);
                        }
                    };
            Suite.run(
                    args,
                    _ ->
                            new Instruments(
                                    waiting,
                                    new FakeFrames(_ -> {}),
                                    (when, _) -> Samples.pulse(when),
                                    () -> 1),
                    System.out,
                    System.err);
        }

        private static void waitForEver() throws MeasureException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                throw new MeasureException("stopped");
            }
        }
    }
}
