package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
                why == null ? collected.notRun(plan.works()) : notRunYet(comparisons, frames, why));
    }

    /** Also what the run has not come to. */
    private List<NotRun> notRunYet(
            List<ComparisonResult> comparisons, List<FrameResult> frames, String why) {
        Set<NotRun> all = new LinkedHashSet<>(collected.notRun(plan.works()));
        Set<String> begun = new HashSet<>();
        comparisons.forEach(each -> begun.add(each.title()));
        all.forEach(each -> begun.add(each.what()));
        for (FrameResult result : frames) {
            String title = FrameTask.title(result.enemies(), result.gc());
            result.figures().forEach(each -> begun.add(titleOf(title, each.frame().way())));
        }
        for (FrameTask task : plan.frameTasks()) {
            plan.ways()
                    .forEach(
                            way -> addUnlessIn(begun, titleOf(task.title(), way.name()), why, all));
        }
        plan.works().forEach(work -> addUnlessIn(begun, work.comparison().title(), why, all));
        return List.copyOf(all);
    }

    private static String titleOf(String task, String way) {
        return task + ": " + way;
    }

    private static void addUnlessIn(Set<String> begun, String what, String why, Set<NotRun> all) {
        if (!begun.contains(what)) {
            all.add(new NotRun(what, why));
        }
    }

    private Noise noise() {
        ProcessorTime now = ProcessorTime.now();
        List<Calibration.Pulse> pulses = collected.pulses();
        return now == null || timeAtStart == null
                ? Noise.of(pulses, null, null)
                : Noise.of(pulses, now.othersSince(timeAtStart), now.stolenSince(timeAtStart));
    }
}
