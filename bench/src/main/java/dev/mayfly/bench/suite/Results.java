package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A run of the suite: what the JSON file has, and all that the page, the README table and the guard
 * know.
 *
 * @param schema which form of the file this is
 * @param mode {@code short} or {@code full}
 * @param filter which part ran; null for all
 * @param started when, as ISO 8601 in UTC
 * @param seconds how long it took
 * @param partial why this is not the whole run; null if it is
 * @param mistakes why it is not to be believed; usually empty
 * @param facts machine and programs
 * @param noise how quiet the machine was
 * @param summary a line for each question
 * @param comparisons micro-benchmarks and growth
 * @param frames frame time
 * @param notRun what has no figure, with reasons
 */
record Results(
        int schema,
        String mode,
        @Nullable String filter,
        String started,
        double seconds,
        @Nullable String partial,
        List<String> mistakes,
        Facts facts,
        Noise noise,
        List<SummaryRow> summary,
        List<ComparisonResult> comparisons,
        List<FrameResult> frames,
        List<NotRun> notRun) {

    /** Raised by every change that makes older files unreadable. */
    static final int SCHEMA = 1;
}
