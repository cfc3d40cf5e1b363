package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;

/** Ticks that take as long as it says, on a clock that is turned by hand. */
final class FakeFrames implements FrameRunner {

    /** What a tick takes. */
    double tickSeconds = 0.002;

    /** Whether that is a tick of a thousand enemies, and one of more takes longer. */
    boolean growing;

    /** The way that does something else. */
    String wrong = "";

    /** Ways that fail. */
    final Set<String> failing = new HashSet<>();

    /** Whether there is no program. */
    boolean missing;

    final List<String> runs = new ArrayList<>();

    private final DoubleConsumer turnClock;

    FakeFrames(DoubleConsumer turnClock) {
        this.turnClock = turnClock;
    }

    @Override
    public List<FrameWay> ways() throws MeasureException {
        if (missing) {
            throw new MeasureException("there is no such program");
        }
        return Samples.WAYS;
    }

    @Override
    public Frame run(FrameWay way, FrameTask task, long ticks, long warmupTicks)
            throws MeasureException {
        double seconds = growing ? tickSeconds * task.enemies() / 1000 : tickSeconds;
        turnClock.accept(1 + (ticks + warmupTicks) * seconds);
        runs.add("%s %d %d %s".formatted(way.name(), task.enemies(), ticks, task.gc()));
        if (failing.contains(way.name())) {
            throw new MeasureException("out of memory");
        }
        return Samples.frame(
                way.name(),
                task.enemies(),
                way.name().equals(wrong) ? "bad" : "c0ffee",
                ticks,
                1e9 * tickSeconds / 50);
    }
}
