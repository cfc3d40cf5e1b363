package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.bench.suite.Contestant.Kind;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class ComparisonsTest {

    /** What ten minutes have room for beside frame time, a round of a second or two each. */
    private static final int MOST_SHORT_RUNS = 170;

    private static final Pattern METHOD = Pattern.compile("(\\w+\\.\\w+)(?:\\[(\\w+)=(\\w+)])?");

    /** The parameters of every benchmark, by {@code Class.method}. */
    private static final Map<String, Map<String, String[]>> BENCHMARKS = benchmarks();

    private static Map<String, Map<String, String[]>> benchmarks() {
        Map<String, Map<String, String[]>> found = new TreeMap<>();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Set<BenchmarkListEntry> all =
                BenchmarkList.defaultList()
                        .getAll(
                                OutputFormatFactory.createFormatInstance(
                                        nowhere, VerboseMode.SILENT),
                                List.of());
        for (BenchmarkListEntry entry : all) {
            String[] parts = entry.getUsername().split("\\.");
            String name = parts[parts.length - 2] + "." + parts[parts.length - 1];
            found.put(name, entry.getParams().orElse(Map.of()));
        }
        return found;
    }

    @Test
    void shouldFindABenchmarkForEveryContestant() {
        Set<String> missing = new TreeSet<>();
        for (Comparison comparison : Comparisons.all()) {
            for (Contestant contestant : comparison.contestants()) {
                if (!BENCHMARKS.containsKey(method(contestant.method()))) {
                    missing.add(comparison.id() + ": " + contestant.method());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldFindEveryParameterThatMakesARow() {
        for (Comparison comparison : Comparisons.all()) {
            Map<String, String[]> params =
                    BENCHMARKS.getOrDefault(method(comparison.ours()), Map.of());
            for (String param : comparison.params()) {
                assertTrue(params.containsKey(param), comparison.id() + ": " + param);
            }
            assertTrue(
                    !comparison.curve() || params.get(comparison.params().getFirst()).length > 1,
                    comparison.id() + ": a curve of one point");
        }
    }

    /** Whoever is compared row by row must have been measured row by row. */
    @Test
    void shouldMeasureEveryContestantWithTheSameValues() {
        for (Comparison comparison : Comparisons.all()) {
            Map<String, String[]> ours =
                    BENCHMARKS.getOrDefault(method(comparison.ours()), Map.of());
            for (String param : comparison.params()) {
                for (Contestant contestant : comparison.contestants()) {
                    String[] theirs =
                            BENCHMARKS
                                    .getOrDefault(method(contestant.method()), Map.of())
                                    .get(param);
                    String where = comparison.id() + ": " + contestant.method() + ", " + param;
                    assertNotNull(theirs, where);
                    assertEquals(List.of(ours.get(param)), List.of(theirs), where);
                }
            }
        }
    }

    /** A parameter that nobody names is measured with its first value only. */
    @Test
    void shouldNameEveryParameterWithSeveralValues() {
        for (Comparison comparison : Comparisons.all()) {
            for (Contestant contestant : comparison.contestants()) {
                Set<String> named = new HashSet<>(comparison.params());
                named.addAll(pinned(contestant.method()).keySet());
                BENCHMARKS
                        .getOrDefault(method(contestant.method()), Map.of())
                        .forEach(
                                (param, values) ->
                                        assertTrue(
                                                values.length == 1 || named.contains(param),
                                                () ->
                                                        comparison.id()
                                                                + ": "
                                                                + contestant.method()
                                                                + ", "
                                                                + param));
            }
        }
    }

    @Test
    void shouldPinParametersToValuesTheyHave() {
        for (Comparison comparison : Comparisons.all()) {
            for (Contestant contestant : comparison.contestants()) {
                Map<String, String[]> params =
                        BENCHMARKS.getOrDefault(method(contestant.method()), Map.of());
                pinned(contestant.method())
                        .forEach(
                                (param, value) ->
                                        assertTrue(
                                                List.of(params.getOrDefault(param, new String[0]))
                                                        .contains(value),
                                                contestant.method()));
            }
        }
    }

    @Test
    void shouldCompareEveryBenchmarkClassOrSayWhyNot() {
        Set<String> compared =
                Comparisons.all().stream()
                        .flatMap(comparison -> comparison.contestants().stream())
                        .map(contestant -> contestant.method().split("\\.")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> classes =
                BENCHMARKS.keySet().stream()
                        .map(name -> name.split("\\.")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> leftOut = Comparisons.leftOut().keySet();

        Set<String> forgotten = new TreeSet<>(classes);
        forgotten.removeAll(compared);
        forgotten.removeAll(leftOut);
        assertEquals(Set.of(), forgotten);

        Set<String> both = new TreeSet<>(leftOut);
        both.retainAll(compared);
        assertEquals(Set.of(), both);
        assertTrue(classes.containsAll(leftOut), () -> leftOut.toString());
    }

    @Test
    void shouldTellContestantsApart() {
        for (Comparison comparison : Comparisons.all()) {
            Set<String> labels = new HashSet<>();
            Set<String> methods = new HashSet<>();
            for (Contestant contestant : comparison.contestants()) {
                assertTrue(labels.add(contestant.label()), comparison.id() + contestant.label());
                assertTrue(methods.add(contestant.method()), comparison.id() + contestant.method());
            }
        }
    }

    @Test
    void shouldCompareMayflyWithSomebodyElse() {
        for (Comparison comparison : Comparisons.all()) {
            Contestant first = comparison.contestants().getFirst();
            assertEquals(Kind.MAYFLY, first.kind(), comparison.id());
            assertEquals(first.method(), comparison.ours(), comparison.id());
            boolean alone =
                    comparison.contestants().stream()
                            .allMatch(contestant -> contestant.kind() == Kind.MAYFLY);
            assertEquals(comparison.id().equals("free-all"), alone, comparison.id());
        }
    }

    @Test
    void shouldHaveAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (Comparison comparison : Comparisons.all()) {
            assertTrue(ids.add(comparison.id()), comparison.id());
            assertTrue(comparison.id().matches("[a-z0-9-]+"), comparison.id());
        }
    }

    @Test
    void shouldTalkInSentences() {
        for (Comparison comparison : Comparisons.all()) {
            assertTrue(comparison.question().endsWith("?"), comparison.id());
            assertTrue(comparison.explains().endsWith("."), comparison.id());
            assertTrue(comparison.unit().startsWith("ns "), comparison.id());
            assertFalse(comparison.title().isBlank(), comparison.id());
        }
    }

    @Test
    void shouldKeepTheShortSuiteShort() {
        Set<String> runs = new LinkedHashSet<>();
        for (Comparison comparison : Comparisons.all()) {
            if (comparison.inShort()) {
                for (Contestant contestant : comparison.contestants()) {
                    runs.addAll(runs(comparison, contestant));
                }
            }
        }
        assertTrue(runs.size() <= MOST_SHORT_RUNS, () -> runs.size() + " runs");
    }

    private static Set<String> runs(Comparison comparison, Contestant contestant) {
        Set<String> runs = Set.of(contestant.method());
        Map<String, String[]> params =
                BENCHMARKS.getOrDefault(method(contestant.method()), new HashMap<>());
        for (String param : comparison.params()) {
            Set<String> longer = new LinkedHashSet<>();
            for (String run : runs) {
                for (String value : params.get(param)) {
                    longer.add(run + " " + param + "=" + value);
                }
            }
            runs = longer;
        }
        return runs;
    }

    private static String method(String text) {
        return match(text).group(1);
    }

    private static Map<String, String> pinned(String text) {
        Matcher matcher = match(text);
        return matcher.group(2) == null ? Map.of() : Map.of(matcher.group(2), matcher.group(3));
    }

    private static Matcher match(String text) {
        Matcher matcher = METHOD.matcher(text);
        assertTrue(matcher.matches(), text);
        return matcher;
    }
}
