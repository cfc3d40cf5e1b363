package dev.mayfly.bench.suite;

import java.util.List;

/** The collectors that games run on. */
enum Gc {
    G1("-XX:+UseG1GC"),
    ZGC("-XX:+UseZGC"),
    PARALLEL("-XX:+UseParallelGC");

    /** What launchers give a large game. */
    static final String HEAP = "-Xmx2g";

    private final String option;

    Gc(String option) {
        this.option = option;
    }

    /** The options of a game's JVM. */
    List<String> jvmArgs() {
        return List.of(option, HEAP);
    }

    /** As the page writes it. */
    String label() {
        return this == PARALLEL ? "Parallel" : name();
    }
}
