package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayfly.bench.suite.Contestant.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SummaryTest {

    private static Figure figure(String label, Kind kind, double value) {
        Contestant contestant = new Contestant(label, "A." + label, kind, "");
        return Figure.of(
                contestant, new Target("A." + label, Map.of()), List.of(Samples.sampled(value)));
    }

    private static Row row(String n, Figure... figures) {
        return Row.of(Map.of("n", n), "ours", List.of(figures));
    }

    private static List<SummaryRow> summary(boolean curve, Row... rows) {
        ComparisonResult result =
                new ComparisonResult(
                        "id", "Title", "?", "", "ns", List.of("n"), curve, List.of(rows));
        return Summary.of(List.of(result), List.of());
    }

    @Test
    void shouldCompareWithTheFastestPeerAndWithC() {
        Row row =
                row(
                        "1",
                        figure("ours", Kind.MAYFLY, 10),
                        figure("slow", Kind.PEER, 40),
                        figure("objects", Kind.JAVA, 20),
                        figure("c", Kind.C, 5));
        SummaryRow line = summary(false, row).getFirst();
        assertNotNull(line.toPeer());
        assertEquals("objects", line.toPeer().to());
        assertEquals(0.5, line.toPeer().times().value(), 1e-9);
        assertEquals(Verdict.AHEAD, line.toPeer().verdict());
        assertNotNull(line.toC());
        assertEquals(2, line.toC().times().value(), 1e-9);
        assertEquals(Verdict.BEHIND, line.toC().verdict());
        assertEquals("n 1", line.at());
    }

    @Test
    void shouldNotCompareWithWhatIsNotThere() {
        SummaryRow line = summary(false, row("1", figure("ours", Kind.MAYFLY, 10))).getFirst();
        assertNull(line.toPeer());
        assertNull(line.toC());
    }

    @Test
    void shouldHaveNoLineWithoutMayfly() {
        assertEquals(List.of(), summary(false, row("1", figure("slow", Kind.PEER, 40))));
    }

    @Test
    void shouldHaveALineForEachRowThatIsNoPointOfACurve() {
        Row one = row("1000", figure("ours", Kind.MAYFLY, 10), figure("peer", Kind.PEER, 40));
        Row two = row("2000", figure("ours", Kind.MAYFLY, 10), figure("peer", Kind.PEER, 40));
        assertEquals(
                List.of("n 1,000", "n 2,000"),
                summary(false, one, two).stream().map(SummaryRow::at).toList());
    }

    @Test
    void shouldWriteBytesAsPeopleDo() {
        Row row =
                Row.of(
                        Map.of("bytes", String.valueOf(64 << 20)),
                        "ours",
                        List.of(figure("ours", Kind.MAYFLY, 10)));
        assertEquals("bytes 64 MiB", summary(false, row).getFirst().at());
    }

    @Test
    void shouldShowTheWorstPointOfACurve() {
        Row good = row("1", figure("ours", Kind.MAYFLY, 10), figure("peer", Kind.PEER, 40));
        Row bad = row("2", figure("ours", Kind.MAYFLY, 50), figure("peer", Kind.PEER, 40));
        Row fair = row("3", figure("ours", Kind.MAYFLY, 40), figure("peer", Kind.PEER, 40));
        List<SummaryRow> lines = summary(true, good, bad, fair);
        assertEquals(1, lines.size());
        assertEquals("n 2", lines.getFirst().at());
        assertEquals(3, lines.getFirst().points());
    }

    @Test
    void shouldHaveTwoLinesForFrameTime() {
        List<SummaryRow> lines =
                Samples.results(0.5).summary().stream()
                        .filter(line -> line.id().startsWith("frame-time"))
                        .toList();
        assertEquals(List.of("median", "p99"), lines.stream().map(SummaryRow::at).toList());
        SummaryRow median = lines.getFirst();
        assertEquals("mayfly-raw", median.label());
        assertNotNull(median.toPeer());
        assertEquals("java-objects", median.toPeer().to());
        // 0.9 * 1.2 * 1.2 of the first way's 1.2.
        assertEquals(1.08, median.toPeer().times().value(), 1e-9);
    }
}
