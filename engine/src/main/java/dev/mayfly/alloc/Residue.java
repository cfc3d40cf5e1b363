package dev.mayfly.alloc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Blocks that nobody freed, summed up by the place that made them. */
final class Residue {

    private static final int PLACES = 8;

    /** What one place left. */
    private record Sum(long blocks, long bytes) {

        Sum plus(Sum other) {
            return new Sum(blocks + other.blocks, bytes + other.bytes);
        }

        @Override
        public String toString() {
            return "%d %s, %d bytes".formatted(blocks, blocks == 1 ? "block" : "blocks", bytes);
        }
    }

    private final Map<String, Sum> byPlace;

    private Residue(Map<String, Sum> byPlace) {
        this.byPlace = byPlace;
    }

    static Residue of(List<Ledger.Entry> entries) {
        Map<String, Sum> byPlace = new LinkedHashMap<>();
        for (Ledger.Entry entry : entries) {
            byPlace.merge(entry.site().toString(), new Sum(1, entry.size()), Sum::plus);
        }
        return new Residue(byPlace);
    }

    /** Such as {@code 3 blocks, 96 bytes}. */
    String total() {
        return byPlace.values().stream().reduce(new Sum(0, 0), Sum::plus).toString();
    }

    /** One line for each place, and one for those that are too many. */
    List<String> places() {
        List<String> lines =
                byPlace.entrySet().stream()
                        .limit(PLACES)
                        .map(place -> place.getValue() + " @ " + place.getKey())
                        .collect(Collectors.toList());
        if (byPlace.size() > PLACES) {
            lines.add("and from %d more places".formatted(byPlace.size() - PLACES));
        }
        return lines;
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        return total() + ": " + String.join("; ", places());
    }
}
