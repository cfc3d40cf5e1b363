package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a contestant took, in one row of a comparison.
 *
 * @param label the contestant
 * @param kind whose it is
 * @param note what the reader should know about it
 * @param method the benchmark
 * @param params its parameters
 * @param score the figure, in the comparison's unit
 * @param heapBytes Java heap per operation; null where it is not known
 * @param toPeer next to the best peer; null where there is none
 * @param toC next to the best in C; null where there is none
 * @param runs everything that was measured, one entry a JVM
 */
record Figure(
        String label,
        Kind kind,
        String note,
        String method,
        Map<String, String> params,
        Estimate score,
        @Nullable Estimate heapBytes,
        @Nullable Ratio toPeer,
        @Nullable Ratio toC,
        List<Sampled> runs) {

    /** What it took, before it is compared with anybody. */
    static Figure of(Contestant contestant, Target target, List<Sampled> runs) {
        List<Double> samples = runs.stream().flatMap(run -> run.samples().stream()).toList();
        List<Double> heap = runs.stream().flatMap(run -> run.heapBytes().stream()).toList();
        return new Figure(
                contestant.label(),
                contestant.kind(),
                contestant.note(),
                target.method(),
                target.params(),
                Estimate.of(samples),
                heap.isEmpty() ? null : Estimate.of(heap),
                null,
                null,
                List.copyOf(runs));
    }

    /** The same, compared. */
    Figure comparedWith(@Nullable Figure peer, @Nullable Figure c) {
        return new Figure(
                label,
                kind,
                note,
                method,
                params,
                score,
                heapBytes,
                ratioTo(peer),
                ratioTo(c),
                runs);
    }

    @Nullable Ratio ratioTo(@Nullable Figure other) {
        return other == null || other.score.value() <= 0
                ? null
                : Ratio.of(score, other.label, other.score);
    }

    /** Whether Mayfly has to stand comparison with it: C is a yardstick of its own. */
    boolean isPeer() {
        return kind == Kind.PEER || kind == Kind.JAVA;
    }
}
