package dev.mayfly.bench;

import java.util.List;

/** Something that rounds of benchmarks give figures of, and a {@link Claim} is about. */
sealed interface Measure permits Subject, Growth {

    /** What a reader calls it. */
    String label();

    /** One figure a round; empty if it was not measured. */
    List<Double> rounds(Figures figures);
}
