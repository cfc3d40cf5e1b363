package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run does.
 *
 * @param mode how much of everything
 * @param endSeconds when to be done; infinite for whenever that is
 * @param works comparisons, in their order
 * @param frameTasks frame time, in its order
 * @param ways of getting memory, for frame time
 */
record Plan(
        Mode mode,
        double endSeconds,
        List<Work> works,
        List<FrameTask> frameTasks,
        List<FrameWay> ways) {

    /**
     * Chooses. What somebody asked for by a filter runs in the short suite even if it is long.
     *
     * @param collected takes what is left out, with the reasons
     */
    static Plan of(
            SuiteOptions options,
            List<Comparison> comparisons,
            Instruments instruments,
            Collected collected)
            throws UsageException {
        Mode mode = options.mode();
        Pattern filter = options.filter();
        List<Work> works = new ArrayList<>();
        List<NotRun> missing = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            if (!isFoundIn(filter, comparison)) {
                continue;
            }
            if (mode == Mode.SHORT && !comparison.inShort() && !options.hasFilter()) {
                collected.add(longOnly(comparison.title(), comparison.id()));
            } else {
                works.add(Work.of(comparison, instruments.measurer(), missing));
            }
        }
        missing.forEach(collected::add);
        List<FrameTask> tasks = new ArrayList<>();
        Stream.concat(mode.frames.stream(), Mode.FULL.frames.stream())
                .distinct()
                .filter(task -> isFoundIn(filter, task))
                .forEach(
                        task -> {
                            if (mode.frames.contains(task) || options.hasFilter()) {
                                tasks.add(task);
                            } else {
                                collected.add(longOnly(task.title(), task.id()));
                            }
                        });
        double minutes = options.minutes();
        return new Plan(
                mode,
                minutes == 0 ? Double.POSITIVE_INFINITY : 60 * minutes,
                List.copyOf(works),
                List.copyOf(tasks),
                tasks.isEmpty() ? List.of() : ways(instruments.frames(), collected));
    }

    /** Whether there is anything of that kind. */
    static boolean isFoundIn(Pattern filter, List<Comparison> comparisons) {
        return comparisons.stream().anyMatch(comparison -> isFoundIn(filter, comparison))
                || Mode.FULL.frames.stream().anyMatch(task -> isFoundIn(filter, task));
    }

    private static boolean isFoundIn(Pattern filter, FrameTask task) {
        return filter.matcher(task.id()).find();
    }

    private static boolean isFoundIn(Pattern filter, Comparison comparison) {
        return Stream.concat(
                        Stream.of(comparison.id(), comparison.title()),
                        comparison.contestants().stream().map(Contestant::method))
                .anyMatch(text -> filter.matcher(text).find());
    }

    private static NotRun longOnly(String what, String id) {
        return new NotRun(
                what + " (" + id + ")",
                "the short suite does not have it: -Dbench.filter=… runs one alone, -Dbench=full"
                        + " everything");
    }

    private static List<FrameWay> ways(FrameRunner frames, Collected collected) {
        try {
            return frames.ways();
        } catch (MeasureException reason) {
            collected.add(new NotRun("Frame time", reason.reason()));
            return List.of();
        }
    }
}
