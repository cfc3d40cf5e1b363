package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import java.util.List;

/** Every comparison there is, in the order of the page. */
public final class Comparisons {

    private static final List<Comparison> ALL =
            List.of(
                    new Comparison(
                            "scratch-allocation",
                            "Allocating in scratch",
                            "What does a block cost that dies with the tick?",
                            "ns per allocation",
                            "FrameArenaAllocation.rawNonZeroed",
                            List.of(
                                    mayfly("FrameArena, raw", "FrameArenaAllocation.rawNonZeroed"),
                                    mayfly(
                                            "FrameArena, raw, zeroed",
                                            "FrameArenaAllocation.rawZeroed"),
                                    mayfly(
                                            "FrameArena, segments",
                                            "FrameArenaAllocation.safeNonZeroed"),
                                    peer(
                                            "LWJGL MemoryStack",
                                            "FrameArenaAllocation.lwjglMemoryStack"),
                                    peer(
                                            "LWJGL SegmentStack",
                                            "FrameArenaAllocation.lwjglSegmentStack"),
                                    peer(
                                            "FFM slicing allocator",
                                            "FrameArenaAllocation.ffmSlicingAllocator"),
                                    peer(
                                            "FFM confined arena",
                                            "FrameArenaAllocation.ffmConfinedArena"),
                                    c("C, inlined bump", "FrameArenaAllocation.cBump")),
                            List.of(),
                            false,
                            true,
                            "1000 blocks of 16 to 47 bytes, each with one store into it, then all"
                                    + " freed in one step; the figure is for one of them."),
                    new Comparison(
                            "pairs",
                            "Allocating and freeing",
                            "What does a long-lived block cost?",
                            "ns per pair",
                            "GeneralPairs.small[allocator=mayfly]",
                            List.of(
                                    mayfly(
                                            "GeneralAllocator",
                                            "GeneralPairs.small[allocator=mayfly]"),
                                    peer(
                                            "mimalloc through LWJGL",
                                            "GeneralPairs.small[allocator=mimalloc]"),
                                    c("C, mimalloc", "GeneralPairs.cSmall[malloc=mimalloc]")),
                            List.of(),
                            false,
                            true,
                            "16 to 255 bytes, freed at once."),
                    new Comparison(
                            "live-blocks",
                            "Cost against live blocks",
                            "What does a block cost among many others?",
                            "ns per block",
                            "GeneralChurn.churn[allocator=mayfly]",
                            List.of(
                                    mayfly(
                                            "GeneralAllocator",
                                            "GeneralChurn.churn[allocator=mayfly]"),
                                    peer(
                                            "mimalloc through LWJGL",
                                            "GeneralChurn.churn[allocator=mimalloc]"),
                                    c("C, mimalloc", "GeneralChurn.cChurn[malloc=mimalloc]")),
                            List.of("slots"),
                            true,
                            true,
                            "Random blocks of 16 to 128 bytes are replaced among so many."));

    private Comparisons() {}

    /**
     * All of them.
     *
     * @return in the order of the page
     */
    public static List<Comparison> all() {
        return ALL;
    }

    private static Contestant mayfly(String label, String method) {
        return new Contestant(label, method, Kind.MAYFLY, "");
    }

    private static Contestant peer(String label, String method) {
        return new Contestant(label, method, Kind.PEER, "");
    }

    private static Contestant c(String label, String method) {
        return new Contestant(label, method, Kind.C, "");
    }
}
