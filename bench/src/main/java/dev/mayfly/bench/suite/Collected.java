package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was measured so far. Safe for any thread: whoever stops the suite reads it while
 * it is being filled.
 */
final class Collected {

    private final Map<Target, List<Sampled>> samples = new LinkedHashMap<>();
    private final Map<Target, String> failures = new LinkedHashMap<>();
    private final Map<FrameTask, List<Frame>> frames = new LinkedHashMap<>();
    private final List<Calibration.Pulse> pulses = new ArrayList<>();
    private final Set<NotRun> notRun = new LinkedHashSet<>();
    private final Set<String> mistakes = new LinkedHashSet<>();
    private boolean stopped;

    /** Takes nothing any more: what fails from now on fails because somebody stops the suite. */
    synchronized void stop() {
        stopped = true;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void add(Target target, Sampled sampled) {
        samples.computeIfAbsent(target, _ -> new ArrayList<>()).add(sampled);
    }

    /** Says that a benchmark has no figure. */
    synchronized void fail(Target target, String reason) {
        if (!stopped) {
            failures.put(target, reason);
        }
    }

    synchronized void add(FrameTask task, Frame frame) {
        frames.computeIfAbsent(task, _ -> new ArrayList<>()).add(frame);
    }

    synchronized void add(Calibration.Pulse pulse) {
        pulses.add(pulse);
    }

    synchronized void add(NotRun reason) {
        if (!stopped) {
            notRun.add(reason);
        }
    }

    /** Says that the run as a whole is not to be believed. */
    synchronized void mistake(String what) {
        mistakes.add(what);
    }

    synchronized boolean hasFailed(Target target) {
        return failures.containsKey(target);
    }

    /** How often a benchmark was measured. */
    synchronized int rounds(Target target) {
        return samples.getOrDefault(target, List.of()).size();
    }

    synchronized List<Frame> frames() {
        return frames.values().stream().flatMap(List::stream).toList();
    }

    synchronized List<Calibration.Pulse> pulses() {
        return List.copyOf(pulses);
    }

    synchronized List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What there is to say about comparisons: those with figures. */
    synchronized List<ComparisonResult> comparisons(List<Work> works) {
        return works.stream().map(this::result).flatMap(Optional::stream).toList();
    }

    private Optional<ComparisonResult> result(Work work) {
        String ours =
                work.comparison().contestants().stream()
                        .filter(each -> each.method().equals(work.comparison().ours()))
                        .map(Contestant::label)
                        .findFirst()
                        .orElse("");
        List<Row> rows = new ArrayList<>();
        for (Work.Part part : work.rows()) {
            List<Figure> figures =
                    part.entries().stream()
                            .filter(entry -> samples.containsKey(entry.target()))
                            .map(
                                    entry ->
                                            Figure.of(
                                                    entry.contestant(),
                                                    entry.target(),
                                                    samples.getOrDefault(
                                                            entry.target(), List.of())))
                            .toList();
            if (!figures.isEmpty()) {
                rows.add(Row.of(part.params(), ours, figures));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(ComparisonResult.of(work.comparison(), rows));
    }

    synchronized List<FrameResult> frameResults(List<FrameWay> ways) {
        return frames.entrySet().stream()
                .map(each -> FrameResult.of(each.getKey(), ways, each.getValue()))
                .toList();
    }

    /** What has no figure, contestants that failed among them. */
    synchronized List<NotRun> notRun(List<Work> works) {
        Set<NotRun> all = new LinkedHashSet<>();
        for (Work work : works) {
            for (Work.Part part : work.rows()) {
                for (Work.Entry entry : part.entries()) {
                    String reason = failures.get(entry.target());
                    if (reason != null) {
                        all.add(
                                new NotRun(
                                        "%s: %s%s"
                                                .formatted(
                                                        work.comparison().title(),
                                                        entry.contestant().label(),
                                                        part.params().isEmpty()
                                                                ? ""
                                                                : " " + part.params()),
                                        reason));
                    }
                }
            }
        }
        all.addAll(notRun);
        return List.copyOf(all);
    }
}
