package dev.mayfly.bench.suite;

/**
 * So many ticks of so many enemies, for every way.
 *
 * @param enemies how many
 * @param gc the collector
 */
record FrameTask(int enemies, Gc gc) {

    /** What filters see. */
    String id() {
        return "frame-time-" + enemies + "-" + gc.label();
    }

    String title() {
        return "Frame time, %,d enemies, %s".formatted(enemies, gc.label());
    }
}
