package dev.mayfly.bench;

import org.openjdk.jmh.infra.BenchmarkParams;

/** What {@link Ratios} compares: each one benchmark, or one case of a benchmark. */
enum Subject {
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
    FREE_FEW("freeAll after 10 blocks", "FrameArenaFreeAll.freeAll", "10"),
    FREE_MANY("freeAll after 1,000,000 blocks", "FrameArenaFreeAll.freeAll", "1000000");

    final String label;
    final String benchmark;
    private final String blocks;

    Subject(String label, String benchmark) {
        this(label, benchmark, "");
    }

    Subject(String label, String benchmark, String blocks) {
        this.label = label;
        this.benchmark = benchmark;
        this.blocks = blocks;
    }

    /** A regular expression for JMH. */
    String pattern() {
        return "\\." + benchmark.replace(".", "\\.") + "$";
    }

    boolean isMeasuredBy(BenchmarkParams run) {
        return run.getBenchmark().endsWith("." + benchmark)
                && (blocks.isEmpty() || blocks.equals(run.getParam("blocks")));
    }
}
