package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class GuardTest {

    /**
     * Two of Mayfly in scratch, three points of a curve, next to a peer and C; two of frame time.
     */
    private static final int RATIOS = 2 * 2 + 3 * 2 + 2 * 2;

    @Test
    void shouldFindNothingWhereNothingChanged() {
        Guard.Outcome outcome = Guard.compare(Samples.results(0.5), Samples.results(0.5));
        assertEquals(new Guard.Outcome(RATIOS, List.of(), 0), outcome);
        assertEquals("14 ratios compared with the baseline, 0 are worse.", outcome.text());
    }

    @Test
    void shouldFindWhatGotWorseBeyondItsInterval() {
        Guard.Outcome outcome = Guard.compare(Samples.results(0.5), Samples.results(0.6));
        assertEquals(2, outcome.worse().size(), outcome.worse()::toString);
        String line = outcome.worse().getFirst();
        assertTrue(
                line.matches(
                        "scratch: FrameArena: 0\\.\\d\\d \\(0\\.\\d\\d to 0\\.\\d\\d\\) of .+, was"
                                + " 0\\.\\d\\d \\(0\\.\\d\\d to 0\\.\\d\\d\\)"),
                line);
        assertTrue(outcome.worse().getLast().contains("of C, inlined bump, was"));
    }

    @Test
    void shouldForgiveWhatIsWithinTheInterval() {
        Guard.Outcome outcome = Guard.compare(Samples.results(0.5), Samples.results(0.503));
        assertEquals(List.of(), outcome.worse());
    }

    @Test
    void shouldNotComplainOfWhatGotBetter() {
        Guard.Outcome outcome = Guard.compare(Samples.results(0.6), Samples.results(0.5));
        assertEquals(List.of(), outcome.worse());
    }

    @Test
    void shouldNotCareAboutTimes() {
        Results slow = Samples.results(0.5);
        Results twice = times(slow, 2);
        assertEquals(List.of(), Guard.compare(slow, twice).worse());
    }

    /** The same on a machine that takes so many times as long for everything. */
    private static Results times(Results results, double factor) {
        List<ComparisonResult> comparisons =
                results.comparisons().stream()
                        .map(
                                each ->
                                        new ComparisonResult(
                                                each.id(),
                                                each.title(),
                                                each.question(),
                                                each.explains(),
                                                each.unit(),
                                                each.params(),
                                                each.curve(),
                                                each.rows().stream()
                                                        .map(row -> times(row, factor))
                                                        .toList()))
                        .toList();
        return with(results, comparisons, results.frames());
    }

    private static Row times(Row row, double factor) {
        List<Figure> figures =
                row.figures().stream()
                        .map(
                                each ->
                                        Figure.of(
                                                new Contestant(
                                                        each.label(),
                                                        each.method(),
                                                        each.kind(),
                                                        each.note()),
                                                new Target(each.method(), each.params()),
                                                List.of(
                                                        Samples.sampled(
                                                                factor * each.score().value()),
                                                        Samples.sampled(
                                                                factor * each.score().value()))))
                        .toList();
        return Row.of(row.params(), String.valueOf(row.ours()), figures);
    }

    private static Results with(
            Results results, List<ComparisonResult> comparisons, List<FrameResult> frames) {
        return new Results(
                results.schema(),
                results.mode(),
                results.filter(),
                results.started(),
                results.seconds(),
                results.partial(),
                results.mistakes(),
                results.facts(),
                results.noise(),
                Summary.of(comparisons, frames),
                comparisons,
                frames,
                results.notRun());
    }

    @Test
    void shouldSayWhatThisRunDoesNotHave() {
        Results whole = Samples.results(0.5);
        Results part = with(whole, whole.comparisons().subList(0, 1), List.of());
        Guard.Outcome outcome = Guard.compare(whole, part);
        assertEquals(new Guard.Outcome(4, List.of(), RATIOS - 4), outcome);
        assertEquals(
                "4 ratios compared with the baseline, 0 are worse. 10 of its ratios are not in this"
                        + " run.",
                outcome.text());
        assertEquals(new Guard.Outcome(4, List.of(), 0), Guard.compare(part, whole));
    }

    @Test
    void shouldFindFrameTimeThatGotWorse() {
        Results before = Samples.results(0.5);
        FrameTask task = new FrameTask(10_000, Gc.G1);
        List<Frame> slower =
                List.of(
                        Samples.frame("java-objects", 10_000, "c0ffee", 1000, 1.2e5),
                        Samples.frame("mayfly-raw", 10_000, "c0ffee", 1000, 3e5));
        Results now = with(before, List.of(), List.of(FrameResult.of(task, Samples.WAYS, slower)));
        List<String> worse = Guard.compare(before, now).worse();
        assertEquals(2, worse.size(), worse::toString);
        assertTrue(worse.getFirst().startsWith("frame-time-10000-G1: mayfly-raw, median: 2.50"));
    }
}
