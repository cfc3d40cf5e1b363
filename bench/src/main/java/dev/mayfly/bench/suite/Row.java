package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Contestants that did the same.
 *
 * @param params what tells this row from the comparison's others
 * @param ours the label of Mayfly's contestant that the verdict is about; null if it is missing
 * @param bestPeer the label of the fastest peer; null if there is none
 * @param bestC the label of the fastest in C; null if there is none
 * @param figures all of them
 */
record Row(
        Map<String, String> params,
        @Nullable String ours,
        @Nullable String bestPeer,
        @Nullable String bestC,
        List<Figure> figures) {

    /**
     * Compares figures with the best.
     *
     * @param ours the label of Mayfly's
     * @param figures not compared yet
     */
    static Row of(Map<String, String> params, String ours, List<Figure> figures) {
        Figure peer = best(figures, Figure::isPeer);
        Figure c = best(figures, figure -> figure.kind() == Kind.C);
        return new Row(
                params,
                figures.stream().anyMatch(figure -> figure.label().equals(ours)) ? ours : null,
                peer == null ? null : peer.label(),
                c == null ? null : c.label(),
                figures.stream().map(figure -> figure.comparedWith(peer, c)).toList());
    }

    private static @Nullable Figure best(List<Figure> figures, Predicate<Figure> among) {
        return figures.stream()
                .filter(among)
                .min(Comparator.comparingDouble(figure -> figure.score().value()))
                .orElse(null);
    }

    Optional<Figure> figure(@Nullable String label) {
        return figures.stream().filter(figure -> figure.label().equals(label)).findFirst();
    }

    /** Mayfly's. */
    Optional<Figure> mayfly() {
        return figure(ours);
    }
}
