package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes results of what has been collected, at the end or whenever somebody wants them. */
final class Report {

    private final Plan plan;
    private final Collected collected;
    private final Clock clock;
    private final @Nullable String filter;
    private final Facts facts;
    private final String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final @Nullable ProcessorTime timeAtStart = ProcessorTime.now();

    /**
     * Starts watching where processor time goes.
     *
     * @param filter which part runs; null for all
     */
    Report(Plan plan, Collected collected, Clock clock, Facts facts, @Nullable String filter) {
        this.plan = plan;
        this.collected = collected;
        this.clock = clock;
        this.facts = facts;
        this.filter = filter;
    }

    /** The whole run. */
    Results whole() {
        return partial(null);
    }

    /**
     * What there is.
     *
     * @param why the reason why it is not the whole run; null if it is
     */
    Results partial(@Nullable String why) {
        List<ComparisonResult> comparisons = collected.comparisons(plan.works());
        List<FrameResult> frames = collected.frameResults(plan.ways());
        return new Results(
                Results.SCHEMA,
                plan.mode().label(),
                filter,
                started,
                clock.seconds(),
                why,
                collected.mistakes(),
                facts,
                noise(),
                Summary.of(comparisons, frames),
                comparisons,
                frames,
                collected.notRun(plan.works()));
    }

    private Noise noise() {
        ProcessorTime now = ProcessorTime.now();
        List<Calibration.Pulse> pulses = collected.pulses();
        return now == null || timeAtStart == null
                ? Noise.of(pulses, null, null)
                : Noise.of(pulses, now.othersSince(timeAtStart), now.stolenSince(timeAtStart));
    }
}
