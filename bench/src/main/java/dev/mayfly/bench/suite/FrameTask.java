package dev.mayfly.bench.suite;

import java.util.Locale;

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
        return title(enemies, gc.label());
    }

    static String title(int enemies, String gc) {
        return String.format(Locale.ROOT, "Frame time, %,d enemies, %s", enemies, gc);
    }
}
