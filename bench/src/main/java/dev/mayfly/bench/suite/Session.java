package dev.mayfly.bench.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Works through a plan and ends in time: every benchmark once, then frame time, then every
 * benchmark again in other JVMs as often as there is time for. Contestants of a comparison run one
 * after the other, so that all of them see the same good and bad moments.
 */
final class Session {

    /** Which part of the time belongs to frame time, if there is any. */
    private static final double FRAME_SHARE = 0.35;

    /** What a JVM takes to start and to set a benchmark up, until some have been seen. */
    private static final double FIRST_OVERHEAD_SECONDS = 1;

    /** So many of the last JVMs tell what the next one takes. */
    private static final int REMEMBERED = 20;

    private static final double PULSE_SECONDS = 0.5;
    private static final int MOST_PULSES = 4;

    private final Plan plan;
    private final Instruments instruments;
    private final Collected collected;
    private final Progress progress;
    private final Runnable afterStep;
    private final FrameTicks frameTicks;

    private double overheadSeconds = FIRST_OVERHEAD_SECONDS;
    private int overheads;
    private double secondsPerFrameTask;
    private int framesLeft;

    /** Of the tasks that are left, in the long suite, whose larger ones take longer. */
    private double secondsOfFrames;

    /**
     * Knows what to do.
     *
     * @param collected takes the figures
     * @param afterStep is called whenever there are new ones
     */
    Session(
            Plan plan,
            Instruments instruments,
            Collected collected,
            Progress progress,
            Runnable afterStep) {
        this.plan = plan;
        this.instruments = instruments;
        this.collected = collected;
        this.progress = progress;
        this.afterStep = afterStep;
        frameTicks = new FrameTicks(plan.mode());
        framesLeft = plan.ways().isEmpty() ? 0 : plan.frameTasks().size();
        secondsPerFrameTask = framesLeft == 0 ? 0 : secondsPerFrameTask();
    }

    private double secondsPerFrameTask() {
        double share = plan.works().isEmpty() ? 1 : FRAME_SHARE;
        double seconds = plan.endSeconds() * share / framesLeft;
        return Math.min(seconds, FrameTicks.MOST_SECONDS);
    }

    /** Does it all. */
    void run() {
        double end = plan.endSeconds() - MOST_PULSES * PULSE_SECONDS;
        pulse("before");
        firstRound(end - secondsPerFrameTask * framesLeft);
        if (framesLeft > 0) {
            pulse("before frame time");
            frameTime();
        }
        if (!plan.works().isEmpty()) {
            pulse("between rounds");
            moreRounds(end);
            sayWhatIsMissing();
        }
        pulse("after");
        progress.end();
    }

    private double now() {
        return instruments.clock().seconds();
    }

    private void pulse(String when) {
        progress.show("calibration", when, now(), left());
        collected.add(instruments.calibration().apply(when, now()));
    }

    private void firstRound(double end) {
        for (Work work : plan.works()) {
            List<Target> targets = open(work, 1);
            if (targets.isEmpty()) {
                continue;
            }
            double least = overheadSeconds + timing(0).seconds();
            if (now() + targets.size() * least <= end) {
                double perRun = (end - now()) / openRuns(1) - overheadSeconds;
                measure(work, targets, timing(perRun), 1);
            }
        }
    }

    /** The first round again, for what had no time before. */
    private void moreRounds(double end) {
        for (int round = 1; round <= plan.mode().rounds; round++) {
            for (Work work : plan.works()) {
                List<Target> targets = open(work, round);
                Timing timing = timing(Timing.enoughSeconds());
                double needed = targets.size() * (overheadSeconds + timing.seconds());
                if (!targets.isEmpty() && now() + needed <= end) {
                    measure(work, targets, timing, round);
                }
            }
        }
    }

    private void sayWhatIsMissing() {
        for (Work work : plan.works()) {
            if (!open(work, 1).isEmpty()) {
                collected.add(noTime(work.comparison().title(), work.comparison().id()));
            }
        }
    }

    private Timing timing(double secondsPerRun) {
        return plan.mode() == Mode.FULL ? Timing.full() : Timing.fitting(secondsPerRun);
    }

    /** What of a comparison has been measured in fewer JVMs than this. */
    private List<Target> open(Work work, int round) {
        return work.targets().stream()
                .filter(target -> !collected.hasFailed(target))
                .filter(target -> collected.rounds(target) < round)
                .toList();
    }

    private int openRuns(int round) {
        Set<Target> open = new HashSet<>();
        plan.works().forEach(work -> open.addAll(open(work, round)));
        return open.size();
    }

    private void measure(Work work, List<Target> targets, Timing timing, int round) {
        String title = work.comparison().title() + (round == 1 ? "" : ", JVM " + round);
        for (Target target : targets) {
            if (collected.isStopped()) {
                return;
            }
            progress.show(title, target.toString(), now(), left());
            double start = now();
            try {
                collected.add(target, instruments.measurer().measure(target, timing));
                learn(now() - start - timing.seconds());
            } catch (MeasureException missing) {
                collected.fail(target, missing.reason());
            }
        }
        afterStep.run();
    }

    private void learn(double overhead) {
        overheads = Math.min(overheads + 1, REMEMBERED);
        overheadSeconds += (Math.max(0, overhead) - overheadSeconds) / overheads;
    }

    private void frameTime() {
        double last = secondsPerFrameTask;
        for (FrameTask task : plan.frameTasks()) {
            progress.show(task.title(), "", now(), left());
            double start = now();
            double needed = frameTicks.isOpen(task.enemies()) ? secondsPerFrameTask : last;
            if (start + needed > plan.endSeconds() + secondsPerFrameTask / 2) {
                collected.add(noTime(task.title(), task.id()));
            } else {
                choose(task);
                runWays(task);
                last = now() - start;
            }
            framesLeft--;
            if (plan.mode() == Mode.FULL) {
                secondsPerFrameTask = last;
                secondsOfFrames = last / task.enemies() * enemiesLeft();
            }
            afterStep.run();
        }
    }

    private long enemiesLeft() {
        List<FrameTask> tasks = plan.frameTasks();
        return tasks.subList(tasks.size() - framesLeft, tasks.size()).stream()
                .mapToLong(FrameTask::enemies)
                .sum();
    }

    private void runWays(FrameTask task) {
        for (FrameWay way : plan.ways()) {
            if (collected.isStopped()) {
                return;
            }
            progress.show(task.title(), way.name(), now(), left());
            try {
                collected.add(task, run(way, task));
            } catch (MeasureException missing) {
                collected.add(new NotRun(task.title() + ": " + way.name(), missing.reason()));
            }
        }
        FrameResult.disagreement(
                        collected.frames().stream()
                                .filter(frame -> frame.enemies() == task.enemies())
                                .toList())
                .ifPresent(collected::mistake);
    }

    private static NotRun noTime(String what, String id) {
        return new NotRun(
                what + " (" + id + ")",
                "there was no time left: -Dbench.filter=… runs one alone, -Dbench=full everything");
    }

    private Frame run(FrameWay way, FrameTask task) throws MeasureException {
        int enemies = task.enemies();
        return instruments
                .frames()
                .run(way, task, frameTicks.measured(enemies), frameTicks.warmup(enemies));
    }

    private void choose(FrameTask task) {
        if (!frameTicks.isOpen(task.enemies())) {
            return;
        }
        long few = FrameTicks.TRIED;
        try {
            Frame tried = instruments.frames().run(plan.ways().getFirst(), task, few, few);
            double seconds =
                    Math.min(secondsPerFrameTask, (plan.endSeconds() - now()) / framesLeft);
            frameTicks.choose(task.enemies(), seconds / plan.ways().size(), tried.meanNs() / 1e9);
        } catch (MeasureException _) {
            // It will be said of the way itself.
        }
    }

    /** Seconds until the end, as far as can be told. */
    private double left() {
        double perRun = overheadSeconds + timing(Timing.enoughSeconds()).seconds();
        double benchmarks = 0;
        for (int round = 1; round <= plan.mode().rounds; round++) {
            benchmarks += openRuns(round) * perRun;
        }
        double frames = secondsOfFrames > 0 ? secondsOfFrames : framesLeft * secondsPerFrameTask;
        double all = benchmarks + frames + PULSE_SECONDS;
        return Math.min(all, Math.max(0, plan.endSeconds() - now()));
    }
}
