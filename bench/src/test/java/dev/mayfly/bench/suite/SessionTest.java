package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** On a clock that is turned by hand. */
class SessionTest {

    private double now;
    private final FakeMeasurer measurer = new FakeMeasurer(seconds -> now += seconds);
    private final FakeFrames frames = new FakeFrames(seconds -> now += seconds);
    private final Collected collected = new Collected();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int steps;

    private Instruments instruments() {
        return new Instruments(
                measurer,
                frames,
                (when, _) -> {
                    now += 0.4;
                    return Samples.pulse(when);
                },
                () -> now);
    }

    private Plan run(String... args) throws UsageException {
        SuiteOptions options = new SuiteOptions();
        new picocli.CommandLine(options).parseArgs(args);
        List<Comparison> comparisons = List.of(Samples.SCRATCH, Samples.GROWTH, Samples.LONG);
        Plan plan = Plan.of(options, comparisons, instruments(), collected);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new Session(plan, instruments(), collected, new Progress(out, false), () -> steps++).run();
        return plan;
    }

    private List<String> reasons(Plan plan) {
        return collected.notRun(plan.works()).stream()
                .map(each -> each.what() + ": " + each.reason())
                .toList();
    }

    @Test
    void shouldUseTheTimeAndBeDoneInTime() throws UsageException {
        measurer.overhead = 4;
        run();
        assertTrue(now <= 8.5 * 60, () -> "took " + now);
        assertTrue(now > 7 * 60, () -> "had time for more: " + now);
    }

    @Test
    void shouldBeDoneInTimeWhereEverythingIsSlowerThanExpected() throws UsageException {
        measurer.overhead = 12;
        frames.tickSeconds = 0.02;
        run();
        assertTrue(now <= 8.5 * 60, () -> "took " + now);
    }

    @Test
    void shouldMeasureEveryBenchmarkAndThenFrameTimeAndThenEverythingAgain() throws UsageException {
        Plan plan = run();
        Set<Target> all =
                plan.works().stream()
                        .flatMap(work -> work.targets().stream())
                        .collect(Collectors.toSet());
        assertEquals(6 + 9, all.size());
        for (Target target : all) {
            assertEquals(5, collected.rounds(target), target::toString);
        }
        assertEquals(all, Set.copyOf(measurer.measured.subList(0, all.size())));
        assertEquals(5, collected.frameResults(plan.ways()).size());
        assertTrue(steps >= 7, () -> steps + " steps");
    }

    @Test
    void shouldMeasureContestantsOfARowOneAfterTheOther() throws UsageException {
        run("--filter=growth-live");
        assertEquals(
                List.of(
                        Target.parse("Churn.run[allocator=mayfly,slots=1000]"),
                        Target.parse("Churn.run[allocator=mimalloc,slots=1000]"),
                        Target.parse("Churn.c[slots=1000]"),
                        Target.parse("Churn.run[allocator=mayfly,slots=100000]")),
                measurer.measured.subList(0, 4));
    }

    @Test
    void shouldTakeLessTimeForEachWhereThereIsLittle() throws UsageException {
        run("--filter=scratch|growth", "--minutes=0.4");
        assertTrue(now <= 24, () -> "took " + now);
        assertTrue(measurer.timings.getFirst().millis() < Timing.ENOUGH_MILLIS);
        assertEquals(15, measurer.measured.size());
    }

    @Test
    void shouldSayWhatThereWasNoTimeFor() throws UsageException {
        Plan plan = run("--filter=scratch|growth", "--minutes=0.25");
        assertTrue(now <= 15, () -> "took " + now);
        assertEquals(
                List.of(
                        "Cost against live blocks (growth-live): there was no time left:"
                                + " -Dbench.filter=… runs one alone, -Dbench=full everything"),
                reasons(plan));
    }

    @Test
    void shouldUseTimeThatFrameTimeLeavesForWhatHadNone() throws UsageException {
        measurer.overhead = 8;
        frames.tickSeconds = 1e-6;
        Plan plan = run("--minutes=3");
        assertTrue(now <= 180, () -> "took " + now);
        List<Target> inFirstRound =
                measurer.measured.subList(0, plan.works().getFirst().targets().size());
        assertEquals(plan.works().getFirst().targets(), inFirstRound);
        assertEquals(15, measurer.measured.size());
        assertFalse(reasons(plan).stream().anyMatch(each -> each.contains("no time left")));
    }

    @Test
    void shouldMeasureWhatTwoComparisonsShareOnceARound() throws UsageException {
        // Both have Scratch.raw; asked for by name, the long one runs as well.
        run("--filter=Scratch.raw");
        assertEquals(5, collected.rounds(Target.parse("Scratch.raw")));
    }

    @Test
    void shouldSayWhatBelongsToTheLongSuite() throws UsageException {
        Plan plan = run();
        List<String> reasons = reasons(plan);
        assertTrue(
                reasons.contains(
                        "Everybody (everybody): the short suite does not have it: -Dbench.filter=…"
                                + " runs one alone, -Dbench=full everything"),
                reasons::toString);
        assertEquals(4, reasons.stream().filter(each -> each.startsWith("Frame time")).count());
    }

    @Test
    void shouldRunEverythingAtLengthInTheLongSuite() throws UsageException {
        run("--mode=full");
        assertTrue(measurer.timings.stream().allMatch(Timing.full()::equals));
        assertEquals(15 * 5, measurer.measured.size());
        assertEquals(9 * Samples.WAYS.size(), frames.runs.size());
        assertTrue(frames.runs.contains("mayfly-raw 50000 10000 ZGC"), frames.runs::toString);
    }

    @Test
    void shouldLeaveOutFrameTimeThatDoesNotFit() throws UsageException {
        frames.tickSeconds = 0.1;
        Plan plan = run("--filter=frame-time", "--minutes=6");
        assertTrue(now <= 6.4 * 60, () -> "took " + now);
        List<String> reasons = reasons(plan);
        assertTrue(
                reasons.contains(
                        "Frame time, 50,000 enemies, Parallel (frame-time-50000-Parallel): there"
                                + " was no time left: -Dbench.filter=… runs one alone, -Dbench=full"
                                + " everything"),
                reasons::toString);
        assertEquals(9, reasons.size() + collected.frameResults(plan.ways()).size());
    }

    @Test
    void shouldGiveAllWaysOfASizeTheSameTicks() throws UsageException {
        run("--filter=frame-time-10000");
        Set<String> ticks =
                frames.runs.stream()
                        .skip(1)
                        .map(run -> run.split(" ")[2])
                        .collect(Collectors.toSet());
        assertEquals(1, ticks.size(), frames.runs::toString);
        assertEquals(1 + 3 * Samples.WAYS.size(), frames.runs.size());
    }

    @Test
    void shouldNotBelieveARunInWhichWaysDisagree() throws UsageException {
        frames.wrong = "lwjgl-stack";
        run("--filter=frame-time-10000-G1");
        String mistake = collected.mistakes().getFirst();
        assertTrue(mistake.startsWith("10,000 enemies: the ways did not do the same"), mistake);
        assertTrue(mistake.contains("bad by lwjgl-stack under G1"), mistake);
        assertTrue(mistake.contains("c0ffee by java-objects under G1, mayfly-raw"), mistake);
    }

    @Test
    void shouldBelieveARunInWhichWaysAgree() throws UsageException {
        run("--filter=frame-time-10000");
        assertEquals(List.of(), collected.mistakes());
    }

    @Test
    void shouldGoOnWithoutWhatFails() throws UsageException {
        measurer.failing.add("Scratch.stack");
        measurer.unknown.add("Scratch.ffm");
        frames.failing.add("lwjgl-stack");
        Plan plan = run("--filter=scratch|frame-time-10000-G1");
        assertEquals(
                Set.of(
                        "Allocating in scratch: LWJGL MemoryStack: it is broken; here",
                        "Allocating in scratch: FFM confined arena: there is no benchmark"
                                + " Scratch.ffm",
                        "Frame time, 10,000 enemies, G1: lwjgl-stack: out of memory"),
                Set.copyOf(reasons(plan)));
        assertEquals(
                1,
                measurer.measured.stream().filter(Target.parse("Scratch.stack")::equals).count());
        assertEquals(
                4,
                collected.comparisons(plan.works()).getFirst().rows().getFirst().figures().size());
    }

    @Test
    void shouldGoOnWithoutFrameTime() throws UsageException {
        frames.missing = true;
        Plan plan = run("--filter=scratch|frame-time-10000-G1");
        assertEquals(List.of("Frame time: there is no such program"), reasons(plan));
        assertEquals(30, measurer.measured.size());
    }

    @Test
    void shouldMeasureNothingMoreOnceItIsStopped() throws UsageException {
        collected.stop();
        Plan plan = run();
        assertEquals(List.of(), measurer.measured);
        assertEquals(List.of(), collected.comparisons(plan.works()));
    }

    @Test
    void shouldTakeTheMachinesPulseBeforeBetweenAndAfter() throws UsageException {
        run();
        assertEquals(
                List.of("before", "before frame time", "between rounds", "after"),
                collected.pulses().stream().map(Calibration.Pulse::when).toList());
    }

    @Test
    void shouldSayWhatRunsAndHowLongItWillTake() throws UsageException {
        run();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("  0 %, 0:00 done, about 5:22 left: calibration\n"), text);
        for (String line : text.lines().toList()) {
            assertTrue(
                    line.matches(" *\\d+ %, \\d+:\\d\\d done, about \\d+:\\d\\d left: .+"), line);
        }
        assertFalse(text.contains("\r"));
    }

    @Test
    void shouldExpectOfTheLongSuiteThatMoreEnemiesTakeLonger() throws UsageException {
        frames.growing = true;
        run("--mode=full", "--filter=frame-time");
        String text = printed.toString(StandardCharsets.UTF_8);
        // Each way takes 1 + 24 s with 1,000; 182 times as many enemies are left after the first,
        // and a last look at the machine.
        int seconds = Samples.WAYS.size() * 25 * 182 + 1;
        String left = "about %d:%02d left: Frame time, 1,000 enemies, ZGC";
        String expected = left.formatted(seconds / 60, seconds % 60);
        assertTrue(text.contains(expected), () -> expected + " is not in " + text);
    }

    @Test
    void shouldAskBenchmarksOnlyForParametersThatTheyHave() {
        Work work = Work.of(Samples.GROWTH, measurer, new java.util.ArrayList<>());
        assertEquals(3, work.rows().size());
        assertEquals(Map.of("slots", "1000"), work.rows().getFirst().params());
        assertEquals(
                Target.parse("Churn.c[slots=1000]"),
                work.rows().getFirst().entries().getLast().target());
    }
}
