package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class EstimateTest {

    private static final double CLOSE = 1e-9;

    private static Estimate estimate(double value, double error) {
        return new Estimate(value, value - error, value + error);
    }

    @Test
    void shouldHaveStudentsIntervalOfTheMean() {
        Estimate estimate = Estimate.of(List.of(1.0, 2.0, 3.0));
        assertEquals(2, estimate.value());
        // Two degrees of freedom, 99.9 % to both sides: 31.599 standard errors.
        assertNotNull(estimate.high());
        assertEquals(2 + 31.599 / Math.sqrt(3), estimate.high(), 1e-3);
        assertNotNull(estimate.low());
        assertEquals(2 - 31.599 / Math.sqrt(3), estimate.low(), 1e-3);
    }

    @Test
    void shouldHaveNoIntervalOfOneSampleOrTwo() {
        Estimate estimate = Estimate.of(List.of(7.0));
        assertEquals(new Estimate(7, null, null), estimate);
        assertEquals(new Estimate(8, null, null), Estimate.of(List.of(7.0, 9.0)));
        assertFalse(estimate.hasInterval());
        assertFalse(estimate.overlaps(estimate));
        assertEquals(new Estimate(3.5, null, null), estimate.dividedBy(estimate(2, 0.1)));
        assertEquals(Verdict.UNKNOWN, Verdict.of(estimate, estimate(2, 0.1)));
        assertEquals(Verdict.UNKNOWN, Verdict.of(estimate(2, 0.1), estimate));
    }

    @Test
    void shouldCallFiguresEqualWhoseIntervalsTouch() {
        assertEquals(Verdict.EQUAL, Verdict.of(estimate(10, 1), estimate(12, 1)));
        assertEquals(Verdict.EQUAL, Verdict.of(estimate(12, 1), estimate(10, 1)));
        assertEquals(Verdict.EQUAL, Verdict.of(estimate(10, 0.1), estimate(10, 5)));
    }

    @Test
    void shouldJudgeFiguresWhoseIntervalsAreApart() {
        assertEquals(Verdict.AHEAD, Verdict.of(estimate(10, 0.9), estimate(12, 1)));
        assertEquals(Verdict.BEHIND, Verdict.of(estimate(12, 1), estimate(10, 0.9)));
    }

    @Test
    void shouldAddRelativeErrorsOfARatioAsSquares() {
        // 3 % and 4 % are 5 %; upwards the divisor's lower end counts, and the other way round.
        Estimate ratio = new Estimate(100, 97.0, 104.0).dividedBy(new Estimate(50, 48.5, 52.0));
        assertEquals(2, ratio.value(), CLOSE);
        assertNotNull(ratio.low());
        assertEquals(2 * (1 - 0.05), ratio.low(), CLOSE);
        assertNotNull(ratio.high());
        assertEquals(2 * (1 + 0.05), ratio.high(), CLOSE);
    }

    @Test
    void shouldNotLetARatiosIntervalReachBelowZero() {
        Estimate ratio = estimate(10, 9).dividedBy(estimate(10, 9));
        assertEquals(0.0, ratio.low());
    }

    @Test
    void shouldChangeTheUnitOfAllOfIt() {
        assertEquals(new Estimate(2, 1.0, 4.0), new Estimate(20, 10.0, 40.0).dividedBy(10));
    }

    @Test
    void shouldKnowTheFartherSideOfAnInterval() {
        assertEquals(0.5, new Estimate(10, 9.0, 15.0).relativeError(), CLOSE);
        assertEquals(0, new Estimate(10, null, null).relativeError());
    }

    @Test
    void shouldTakeTheIntervalOfAPercentileFromRanks() {
        // With 10,000 ticks the median's rank is known to 1.645 %, and ranks are times here.
        Frame frame = Samples.frame("way", "sum", 10_000);
        Estimate median = frame.percentile(0.5, 50);
        assertNotNull(median.low());
        assertEquals(48.355, median.low(), 1e-6);
        assertNotNull(median.high());
        assertEquals(51.645, median.high(), 1e-6);
    }

    @Test
    void shouldLetAPercentileReachToTheLongestTickWhereTicksAreFew() {
        Frame frame = Samples.frame("way", "sum", 100);
        Estimate late = frame.percentile(0.99, 99);
        assertEquals(frame.maxNs(), late.high());
        assertTrue(late.low() != null && late.low() < 99);
    }
}
