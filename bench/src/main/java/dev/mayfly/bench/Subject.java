package dev.mayfly.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link Ratios} compares: each one benchmark with its parameters. */
enum Subject implements Measure {
    RAW("FrameArena raw", "FrameArenaAllocation.rawNonZeroed"),
    RAW_ZEROED("FrameArena raw, zeroed", "FrameArenaAllocation.rawZeroed"),
    SAFE("FrameArena safe", "FrameArenaAllocation.safeNonZeroed"),
    SAFE_ZEROED("FrameArena safe, zeroed", "FrameArenaAllocation.safeZeroed"),
    C("C bump", "FrameArenaAllocation.cBump"),
    C_ZEROED("C bump, zeroed by the tick", "FrameArenaAllocation.cBumpZeroOnce"),
    BUMPALO("Rust bumpalo", "FrameArenaAllocation.bumpalo"),
    MEMORY_STACK("LWJGL MemoryStack", "FrameArenaAllocation.lwjglMemoryStack"),
    STRUCT("struct, raw", "FrameArenaStructs.rawNonZeroed"),
    STRUCT_ZEROED("struct, raw, zeroed", "FrameArenaStructs.rawZeroed"),
    STRUCT_SAFE("struct, safe", "FrameArenaStructs.safeNonZeroed"),
    STRUCT_SAFE_ZEROED("struct, safe, zeroed", "FrameArenaStructs.safeZeroed"),
    STRUCT_MEMORY_STACK("struct, LWJGL MemoryStack", "FrameArenaStructs.lwjglMemoryStack"),
    FREE_FEW("freeAll after 10 blocks", "FrameArenaFreeAll.freeAll", freeAll(10)),
    FREE_MANY("freeAll after 1,000,000 blocks", "FrameArenaFreeAll.freeAll", freeAll(1_000_000)),

    PAIRS("pairs, Mayfly", "GeneralPairs.mayfly"),
    PAIRS_LWJGL("pairs, mimalloc, LWJGL", "GeneralPairs.lwjglMimalloc"),
    PAIRS_C("pairs, mimalloc, C", "GeneralPairs.cMimalloc"),
    CHURN_3("churn 10^3, Mayfly", "GeneralChurn.mayfly", churn(1_000)),
    CHURN_3_LWJGL("churn 10^3, mimalloc, LWJGL", "GeneralChurn.lwjglMimalloc", churn(1_000)),
    CHURN_3_C("churn 10^3, mimalloc, C", "GeneralChurn.cMimalloc", churn(1_000)),
    CHURN_5("churn 10^5, Mayfly", "GeneralChurn.mayfly", churn(100_000)),
    CHURN_5_LWJGL("churn 10^5, mimalloc, LWJGL", "GeneralChurn.lwjglMimalloc", churn(100_000)),
    CHURN_5_C("churn 10^5, mimalloc, C", "GeneralChurn.cMimalloc", churn(100_000)),
    CHURN_7("churn 10^7, Mayfly", "GeneralChurn.mayfly", churn(10_000_000)),
    CHURN_7_LWJGL("churn 10^7, mimalloc, LWJGL", "GeneralChurn.lwjglMimalloc", churn(10_000_000)),
    CHURN_7_C("churn 10^7, mimalloc, C", "GeneralChurn.cMimalloc", churn(10_000_000)),
    RESIDENT("MiB resident, Mayfly", "GeneralMemory.mayfly", Map.of(), "resident"),
    COMMITTED("MiB committed, Mayfly", "GeneralMemory.mayfly", Map.of(), "committed"),
    RESIDENT_LWJGL("MiB resident, mimalloc", "GeneralMemory.lwjglMimalloc", Map.of(), "resident"),

    DEBUG_FAST("tracked, call sites", "DebugPairs.callSites"),
    DEBUG_UNGUARDED("the same, no guards", "DebugPairs.callSitesUnguarded"),
    DEBUG_FULL("tracked, traces", "DebugPairs.traces"),
    DEBUG_FULL_ALLOCATIONS("tracked, frees not traced", "DebugPairs.tracesOfAllocationsOnly"),
    DEBUG_FULL_SOME_FREES("tracked, traces of some frees", "DebugPairs.tracesOfSomeFrees"),
    DEBUG_FULL_FREES("tracked, traces of frees too", "DebugPairs.tracesOfFreesToo"),
    DEBUG_NONE("not tracked, Mayfly", "DebugPairs.general"),
    DEBUG_LWJGL_NONE("not tracked, LWJGL", "DebugPairs.heap"),
    DEBUG_LWJGL_FAST("LWJGL debug, fast", "DebugPairs.lwjglFast"),
    DEBUG_LWJGL_FULL("LWJGL debug, traces", "DebugPairs.lwjglTraces");

    /** A benchmark's class and method. */
    final String benchmark;

    /** The benchmark's parameters, as far as they are not the command's. */
    final Map<String, String> params;

    /** The counter of a single run that is the figure, where it is not the time. */
    final Optional<String> counter;

    private final String label;

    Subject(String label, String benchmark) {
        this(label, benchmark, Map.of());
    }

    Subject(String label, String benchmark, Map<String, String> params) {
        this(label, benchmark, params, Optional.empty());
    }

    Subject(String label, String benchmark, Map<String, String> params, String counter) {
        this(label, benchmark, params, Optional.of(counter));
    }

    Subject(String label, String benchmark, Map<String, String> params, Optional<String> counter) {
        this.label = label;
        this.benchmark = benchmark;
        this.params = params;
        this.counter = counter;
    }

    private static Map<String, String> freeAll(int blocks) {
        return Map.of("blocks", String.valueOf(blocks), "segment", "false");
    }

    private static Map<String, String> churn(int slots) {
        return Map.of("slots", String.valueOf(slots));
    }

    /** A regular expression for JMH. */
    String pattern() {
        return "\\." + benchmark.replace(".", "\\.") + "$";
    }

    /** Whether this and another do the same thing, so that a ratio of them says something. */
    boolean isComparableTo(Subject other) {
        return task().equals(other.task());
    }

    private List<String> task() {
        return List.of(
                benchmark.substring(0, benchmark.indexOf('.')), params.getOrDefault("slots", ""));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<Double> rounds(Figures figures) {
        return figures.rounds(this);
    }
}
