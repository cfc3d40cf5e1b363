package dev.mayfly.bench.suite;

import java.util.List;

/** What it costs to know more. */
final class DebugComparisons {

    private DebugComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "tracking",
                                "Tracking with the line",
                                "What does it cost to know the line of every allocation?",
                                "ns per pair")
                        .mayfly("TrackingAllocator, call sites", "DebugPairs.callSites")
                        .mayfly("TrackingAllocator, no guards", "DebugPairs.callSitesUnguarded")
                        .peer("LWJGL debug, no traces", "DebugPairs.lwjglFast", "it knows no line")
                        .explained(
                                "16 to 255 bytes with one store, freed at once; the line "
                                        + "is told by the caller."),
                Question.of(
                                "tracking-traces",
                                "Tracking with traces",
                                "What does it cost to know the stack of every allocation?",
                                "ns per pair")
                        .mayfly("TrackingAllocator, traces", "DebugPairs.traces")
                        .peer("LWJGL debug, traces", "DebugPairs.lwjglTraces")
                        .explained(
                                "16 to 255 bytes with one store, freed at once; of every "
                                        + "allocation the whole stack is kept."),
                Question.of(
                                "tracking-all",
                                "Tracking by how much",
                                "What does each kind of tracking cost?",
                                "ns per pair")
                        .mayfly("Traces of allocations and lines of frees", "DebugPairs.traces")
                        .mayfly(
                                "Traces of allocations and of one free in 509",
                                "DebugPairs.tracesOfSomeFrees")
                        .mayfly("Traces of both", "DebugPairs.tracesOfFreesToo")
                        .mayfly("Traces of allocations", "DebugPairs.tracesOfAllocationsOnly")
                        .mayfly("Call sites", "DebugPairs.callSites")
                        .mayfly("Nobody looks", "DebugPairs.general")
                        .peer("LWJGL debug, traces", "DebugPairs.lwjglTraces")
                        .peer("LWJGL debug, no traces", "DebugPairs.lwjglFast")
                        .isLong()
                        .explained("16 to 255 bytes with one store, freed at once."),
                Question.of(
                                "drop-in",
                                "The drop-in",
                                "What does an LWJGL program pay whose memory is tracked?",
                                "ns per pair")
                        .mayfly("TrackingMemoryAllocator", "LwjglDebugging.mayfly")
                        .peer("LWJGL debug, traces", "LwjglDebugging.lwjgl")
                        .isLong()
                        .explained(
                                "nmemAlloc and nmemFree of 64 bytes, unchanged but for a "
                                        + "system property."),
                Question.of(
                                "drop-in-fast",
                                "The drop-in without traces",
                                "What does an LWJGL program pay that wants the line only?",
                                "ns per pair")
                        .mayfly(
                                "TrackingMemoryAllocator, call sites",
                                "LwjglDebugging.mayflyCallSite")
                        .peer("LWJGL debug, no traces", "LwjglDebugging.lwjglFast")
                        .isLong()
                        .explained(
                                "nmemAlloc and nmemFree of 64 bytes, unchanged but for "
                                        + "system properties."));
    }
}
