package dev.mayfly.bench.suite;

import java.util.List;

/** Who runs ticks: a JVM a way, and in tests somebody who makes times up. */
interface FrameRunner {

    /**
     * The ways that there are.
     *
     * @throws MeasureException if that cannot be found out
     */
    List<FrameWay> ways() throws MeasureException;

    /**
     * Runs the ticks of one way in a JVM of its own.
     *
     * @throws MeasureException if there are no times; the message says why
     */
    Frame run(FrameWay way, FrameTask task, long ticks, long warmupTicks) throws MeasureException;
}
