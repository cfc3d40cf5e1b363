package dev.mayfly.bench.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much of the suite runs, and how long. */
enum Mode {
    /** What fits into ten minutes, the build among them. */
    SHORT(
            8.5,
            5,
            List.of(
                    new FrameTask(10_000, Gc.G1),
                    new FrameTask(10_000, Gc.ZGC),
                    new FrameTask(10_000, Gc.PARALLEL),
                    new FrameTask(1_000, Gc.G1),
                    new FrameTask(50_000, Gc.G1))),
    /** Everything, for hours. */
    FULL(
            0,
            5,
            List.of(1_000, 10_000, 50_000).stream()
                    .flatMap(
                            enemies ->
                                    Arrays.stream(Gc.values())
                                            .map(gc -> new FrameTask(enemies, gc)))
                    .toList());

    /** All that there is time for; 0 for no end. */
    final double minutes;

    /** How many JVMs measure each benchmark, if there is time. */
    final int rounds;

    /** Frame time, in this order. */
    final List<FrameTask> frames;

    Mode(double minutes, int rounds, List<FrameTask> frames) {
        this.minutes = minutes;
        this.rounds = rounds;
        this.frames = frames;
    }

    /** What {@code -Dbench} calls it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
