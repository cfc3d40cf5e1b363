package dev.mayfly.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.bench.Figures.Spread;

import org.junit.jupiter.api.Test;

import java.util.List;

class ClaimTest {

    private static final Claim CLAIM = new Claim(Subject.RAW, Subject.C, 1.0);

    @Test
    void shouldTakeTheMiddleOfOddAndEvenNumbersOfRounds() {
        assertEquals(new Spread(1, 2, 9), Spread.of(List.of(9.0, 1.0, 2.0)));
        assertEquals(new Spread(1, 3, 9), Spread.of(List.of(9.0, 4.0, 1.0, 2.0)));
    }

    @Test
    void shouldCompareRoundsWithinThemselves() {
        Figures figures = figures(List.of(1.0, 10.0, 3.0), List.of(2.0, 20.0, 3.0));
        assertEquals(new Spread(0.5, 0.5, 1), figures.ratio(Subject.RAW, Subject.C));
    }

    @Test
    void shouldHoldWhereMostRoundsAreWithinTheLimit() {
        assertEquals(Claim.Verdict.HOLDS, judge(List.of(0.9, 1.0, 1.5)));
    }

    @Test
    void shouldBeUnclearWhereOnlyFewRoundsAreWithinTheLimit() {
        assertEquals(Claim.Verdict.UNCLEAR, judge(List.of(0.9, 1.2, 1.5)));
    }

    @Test
    void shouldFailWhereNoRoundIsWithinTheLimit() {
        assertEquals(Claim.Verdict.FAILS, judge(List.of(1.2, 1.3, 1.5)));
    }

    @Test
    void shouldNotJudgeWhatWasNotMeasured() {
        assertEquals(Claim.Verdict.NOT_MEASURED, CLAIM.judge(new Figures()));
    }

    @Test
    void shouldTakeAFigureOfZeroForNone() {
        Figures figures = figures(List.of(0.0), List.of(1.0));
        assertEquals(Claim.Verdict.NOT_MEASURED, CLAIM.judge(figures));
    }

    @Test
    void shouldCompareGrowths() {
        Figures figures = new Figures();
        figures.add(Subject.CHURN_3, 2.0);
        figures.add(Subject.CHURN_7, 60.0);
        figures.add(Subject.CHURN_3_C, 4.0);
        figures.add(Subject.CHURN_7_C, 80.0);
        Growth one = new Growth("one", Subject.CHURN_7, Subject.CHURN_3);
        Growth other = new Growth("other", Subject.CHURN_7_C, Subject.CHURN_3_C);
        assertEquals(new Spread(1.5, 1.5, 1.5), figures.ratio(one, other));
        assertEquals(Claim.Verdict.FAILS, new Claim(one, other, 1.0).judge(figures));
        assertEquals(Claim.Verdict.HOLDS, new Claim(other, one, 1.0).judge(figures));
    }

    @Test
    void shouldNotJudgeAGrowthThatWasMeasuredOnOneSideOnly() {
        Figures figures = new Figures();
        figures.add(Subject.CHURN_7, 60.0);
        Growth growth = new Growth("growth", Subject.CHURN_7, Subject.CHURN_3);
        Claim claim = new Claim(growth, growth, 1.0);
        assertEquals(Claim.Verdict.NOT_MEASURED, claim.judge(figures));
    }

    private static Claim.Verdict judge(List<Double> times) {
        return CLAIM.judge(figures(times, List.of(1.0, 1.0, 1.0)));
    }

    private static Figures figures(List<Double> raw, List<Double> c) {
        Figures figures = new Figures();
        raw.forEach(nanos -> figures.add(Subject.RAW, nanos));
        c.forEach(nanos -> figures.add(Subject.C, nanos));
        return figures;
    }
}
