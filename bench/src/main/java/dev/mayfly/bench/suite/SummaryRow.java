package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

/**
 * A line of the summary. Of a curve it is the point at which Mayfly stands worst, so that no good
 * point hides a bad one.
 *
 * @param id the comparison
 * @param title what was asked
 * @param at the parameters, in words; empty if there are none
 * @param points how many points the line stands for: 1 but for curves
 * @param unit of the figure
 * @param label who of Mayfly's
 * @param figure what it took
 * @param heapBytes Java heap per operation; null where it is not known
 * @param toPeer next to the best peer; null where there is none
 * @param toC next to C; null where there is none
 */
record SummaryRow(
        String id,
        String title,
        String at,
        int points,
        String unit,
        String label,
        Estimate figure,
        @Nullable Estimate heapBytes,
        @Nullable Ratio toPeer,
        @Nullable Ratio toC) {}
