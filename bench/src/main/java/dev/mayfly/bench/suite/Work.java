package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A comparison, and the benchmarks that it takes.
 *
 * @param comparison which
 * @param rows one for each choice of its parameters
 */
record Work(Comparison comparison, List<Part> rows) {

    /**
     * What makes a row.
     *
     * @param params the parameters' values
     * @param entries who is measured
     */
    record Part(Map<String, String> params, List<Entry> entries) {}

    /**
     * Who is measured, and how.
     *
     * @param contestant who
     * @param target how
     */
    record Entry(Contestant contestant, Target target) {}

    /**
     * Finds out what there is to do.
     *
     * @param missing takes contestants that do not exist
     */
    static Work of(Comparison comparison, Measurer measurer, List<NotRun> missing) {
        Map<String, List<String>> axes = axes(comparison, measurer);
        List<Part> rows = new ArrayList<>();
        for (Map<String, String> params : choices(axes)) {
            List<Entry> entries = new ArrayList<>();
            for (Contestant contestant : comparison.contestants()) {
                Target target = Target.parse(contestant.method());
                Optional<Map<String, List<String>>> own = measurer.params(target.method());
                if (own.isPresent()) {
                    entries.add(new Entry(contestant, choose(target, params, own.get())));
                } else if (rows.isEmpty()) {
                    missing.add(
                            new NotRun(
                                    comparison.title() + ": " + contestant.label(),
                                    "there is no benchmark " + target.method()));
                }
            }
            rows.add(new Part(params, List.copyOf(entries)));
        }
        return new Work(comparison, List.copyOf(rows));
    }

    /** The values of the comparison's parameters, as Mayfly's contestant has them. */
    private static Map<String, List<String>> axes(Comparison comparison, Measurer measurer) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        List<String> methods =
                Stream.concat(
                                Stream.of(comparison.ours()),
                                comparison.contestants().stream().map(Contestant::method))
                        .map(method -> Target.parse(method).method())
                        .toList();
        for (String param : comparison.params()) {
            for (String method : methods) {
                List<String> values =
                        measurer.params(method).orElse(Map.of()).getOrDefault(param, List.of());
                if (!values.isEmpty()) {
                    axes.putIfAbsent(param, values);
                }
            }
        }
        return axes;
    }

    private static List<Map<String, String>> choices(Map<String, List<String>> axes) {
        List<Map<String, String>> choices = List.of(Map.of());
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> choice : choices) {
                for (String value : axis.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(choice);
                    more.put(axis.getKey(), value);
                    longer.add(more);
                }
            }
            choices = longer;
        }
        return choices;
    }

    /**
     * What the benchmark does not know is not asked of it; what nobody chose is its first value.
     */
    private static Target choose(
            Target target, Map<String, String> row, Map<String, List<String>> own) {
        Map<String, String> chosen = new LinkedHashMap<>();
        own.forEach(
                (name, values) -> {
                    if (row.containsKey(name)) {
                        chosen.put(name, row.getOrDefault(name, ""));
                    } else if (!values.isEmpty()) {
                        chosen.put(name, values.getFirst());
                    }
                });
        return new Target(target.method(), chosen).with(target.params());
    }

    /** Every benchmark that it takes. */
    List<Target> targets() {
        return rows.stream()
                .flatMap(row -> row.entries().stream())
                .map(Entry::target)
                .distinct()
                .toList();
    }
}
