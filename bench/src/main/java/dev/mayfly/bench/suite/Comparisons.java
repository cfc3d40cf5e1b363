package dev.mayfly.bench.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every comparison there is, in the order of the page. */
public final class Comparisons {

    private static final List<Comparison> ALL =
            Stream.of(
                            ScratchComparisons.all(),
                            LongLivedComparisons.all(),
                            DataComparisons.all(),
                            ContextComparisons.all(),
                            DebugComparisons.all(),
                            GrowthComparisons.all())
                    .flatMap(List::stream)
                    .toList();

    private static final Map<String, String> LEFT_OUT =
            new TreeMap<>(
                    Map.of(
                            "FrameArenaZeroing",
                            "it compares ways in which Mayfly could zero, and no peers",
                            "GeneralMemory",
                            "it counts MiB and not time; Ratios general judges it",
                            "LoopOverhead",
                            "nobody else has a loop that does the same"));

    private Comparisons() {}

    /**
     * All of them.
     *
     * @return in the order of the page
     */
    public static List<Comparison> all() {
        return ALL;
    }

    /**
     * Benchmark classes that no comparison has.
     *
     * @return the reasons, by the names of the classes
     */
    public static Map<String, String> leftOut() {
        return LEFT_OUT;
    }
}
