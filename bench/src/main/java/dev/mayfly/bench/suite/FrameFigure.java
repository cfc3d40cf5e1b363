package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

/**
 * What the ticks of one way took.
 *
 * @param description the way
 * @param mayfly whether it is one of Mayfly's
 * @param p50 the tick in the middle, ns
 * @param p99 what 99 % of ticks do not exceed, ns
 * @param p999 what 99.9 % do not, ns
 * @param p50ToPeer next to the best way that is not Mayfly's; null where there is none
 * @param p99ToPeer the same
 * @param frame everything that was measured
 */
record FrameFigure(
        String description,
        boolean mayfly,
        Estimate p50,
        Estimate p99,
        Estimate p999,
        @Nullable Ratio p50ToPeer,
        @Nullable Ratio p99ToPeer,
        Frame frame) {

    static FrameFigure of(
            FrameWay way, Frame frame, @Nullable Frame bestP50, @Nullable Frame bestP99) {
        return new FrameFigure(
                way.description(),
                way.isMayfly(),
                frame.p50(),
                frame.p99(),
                frame.p999(),
                bestP50 == null ? null : Ratio.of(frame.p50(), bestP50.way(), bestP50.p50()),
                bestP99 == null ? null : Ratio.of(frame.p99(), bestP99.way(), bestP99.p99()),
                frame);
    }
}
