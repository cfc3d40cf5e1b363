package dev.mayfly.bench.suite;

import java.util.List;

/** What happens when there is more of it. */
final class GrowthComparisons {

    private GrowthComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "growth-allocations",
                                "Cost against allocations per tick",
                                "Does an allocation cost more when a tick has more of them?",
                                "ns per allocation")
                        .mayfly("FrameArena", "AllocationsPerTick.frameArena")
                        .peer("LWJGL MemoryStack", "AllocationsPerTick.lwjglMemoryStack")
                        .c("C, inlined bump", "AllocationsPerTick.cBump")
                        .curve("allocations")
                        .explained(
                                "Blocks of 16 to 47 bytes with one store each and their "
                                        + "share of the freeing; a million take 40 MB, which no "
                                        + "cache holds."),
                Question.of(
                                "growth-allocations-all",
                                "Cost against allocations per tick, with everybody",
                                "Does an allocation cost more when a tick has more of them?",
                                "ns per allocation")
                        .mayfly("FrameArena, zeroed", "AllocationsPerTick.frameArenaZeroed")
                        .mayfly("FrameArena", "AllocationsPerTick.frameArena")
                        .mayfly("FrameArena, segments", "AllocationsPerTick.frameArenaSegments")
                        .mayfly(
                                "FrameArena, segments, zeroed",
                                "AllocationsPerTick.frameArenaSegmentsZeroed")
                        .mayfly("GeneralAllocator", "AllocationsPerTick.mayfly")
                        .peer("LWJGL MemoryStack", "AllocationsPerTick.lwjglMemoryStack")
                        .peer("LWJGL SegmentStack", "AllocationsPerTick.lwjglSegmentStack")
                        .peer("FFM slicing allocator", "AllocationsPerTick.ffmSlicing")
                        .peer("FFM confined arena", "AllocationsPerTick.ffmConfined")
                        .peer("memAlloc, mimalloc", "AllocationsPerTick.lwjglMimalloc")
                        .peer("memAlloc, jemalloc", "AllocationsPerTick.lwjglJemalloc")
                        .peer(
                                "Netty, pooled",
                                "AllocationsPerTick.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "AllocationsPerTick.nettyAdaptive",
                                "on threads of its own kind")
                        .java("Java arrays, G1", "AllocationsPerTick.objectsG1")
                        .java("Java arrays, ZGC", "AllocationsPerTick.objectsZgc")
                        .java("Java arrays, Parallel", "AllocationsPerTick.objectsParallel")
                        .c("C, inlined bump", "AllocationsPerTick.cBump")
                        .c("C, mimalloc", "AllocationsPerTick.cMimalloc")
                        .curve("allocations")
                        .isLong()
                        .explained(
                                "Blocks of 16 to 47 bytes with one store each and their "
                                        + "share of the freeing."),
                Question.of(
                                "growth-live",
                                "Cost against live blocks",
                                "Does a block cost more among more blocks?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "GeneralChurn.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralChurn.lwjglMimalloc")
                        .c("C, mimalloc", "GeneralChurn.cMimalloc")
                        .curve("slots")
                        .explained(
                                "One of so many blocks is freed, another of 16 to 128 "
                                        + "bytes allocated in its place with one store; the figure "
                                        + "is for the whole of it."),
                Question.of(
                                "growth-live-all",
                                "Cost against live blocks, with everybody",
                                "Does a block cost more among more blocks?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "GeneralChurn.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralChurn.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "GeneralChurn.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "GeneralChurn.lwjglJemalloc")
                        .peer("memAlloc, system", "GeneralChurn.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "GeneralChurn.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "GeneralChurn.nettyAdaptive",
                                "on threads of its own kind")
                        .peer("FFM confined arena", "GeneralChurn.ffmConfined")
                        .peer("FFM automatic arena", "GeneralChurn.ffmAuto")
                        .java("Java arrays, G1", "GeneralChurn.objectsG1")
                        .java("Java arrays, ZGC", "GeneralChurn.objectsZgc")
                        .java("Java arrays, Parallel", "GeneralChurn.objectsParallel")
                        .c("C, mimalloc", "GeneralChurn.cMimalloc")
                        .c("C, rpmalloc", "GeneralChurn.cRpmalloc")
                        .c("C, jemalloc", "GeneralChurn.cJemalloc")
                        .c("C, system", "GeneralChurn.cSystem")
                        .curve("slots")
                        .isLong()
                        .explained(
                                "One of so many blocks is freed, another of 16 to 128 "
                                        + "bytes allocated in its place with one store; the figure "
                                        + "is for the whole of it."),
                Question.of(
                                "growth-threads",
                                "Cost against threads",
                                "Does a block cost more when other threads allocate, too?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "ThreadCount.mayfly")
                        .peer("memAlloc, mimalloc", "ThreadCount.lwjglMimalloc")
                        .java("Java arrays, G1", "ThreadCount.objectsG1")
                        .c("C, mimalloc", "ThreadCount.cMimalloc")
                        .curve("threads")
                        .explained(
                                "Each thread replaces blocks among a thousand of its own, from one"
                                        + " allocator for all; the figure is one thread's."),
                Question.of(
                                "growth-threads-all",
                                "Cost against threads, with everybody",
                                "Does a block cost more when other threads allocate, too?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "ThreadCount.mayfly")
                        .peer("memAlloc, mimalloc", "ThreadCount.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "ThreadCount.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "ThreadCount.lwjglJemalloc")
                        .peer("memAlloc, system", "ThreadCount.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "ThreadCount.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "ThreadCount.nettyAdaptive",
                                "on threads of its own kind")
                        .java("Java arrays, G1", "ThreadCount.objectsG1")
                        .java("Java arrays, ZGC", "ThreadCount.objectsZgc")
                        .java("Java arrays, Parallel", "ThreadCount.objectsParallel")
                        .c("C, mimalloc", "ThreadCount.cMimalloc")
                        .c("C, rpmalloc", "ThreadCount.cRpmalloc")
                        .c("C, jemalloc", "ThreadCount.cJemalloc")
                        .c("C, system", "ThreadCount.cSystem")
                        .curve("threads")
                        .isLong()
                        .explained(
                                "Each thread replaces blocks among a thousand of its own, from one"
                                        + " allocator for all; the figure is one thread's."),
                Question.of(
                                "growth-arena",
                                "Cost against the size of an arena",
                                "What does a block cost in an arena that outgrows the caches?",
                                "ns per block")
                        .mayfly("FrameArena", "ArenaSize.frameArena")
                        .peer("LWJGL MemoryStack", "ArenaSize.lwjglMemoryStack")
                        .curve("bytes")
                        .explained(
                                "The arena is filled with blocks of 64 bytes with one "
                                        + "store each and emptied; its pages are there."),
                Question.of(
                                "growth-first-touch",
                                "Cost of the first touch",
                                "What does memory cost that nobody has touched?",
                                "ns per block")
                        .mayfly("FrameArena", "ArenaSize.frameArenaFirstTouch")
                        .mayfly("FrameArena, huge pages", "ArenaSize.frameArenaFirstTouchHuge")
                        .c("C", "ArenaSize.cFirstTouch")
                        .curve("bytes")
                        .explained(
                                "The arena is opened, filled once with blocks of 64 bytes with one"
                                        + " store each, and closed, so that every page is a page"
                                        + " fault."),
                Question.of(
                                "growth-arena-all",
                                "Cost against the size of an arena, with everybody",
                                "What does a block cost in a large piece of memory?",
                                "ns per block")
                        .mayfly("FrameArena, zeroed", "ArenaSize.frameArenaZeroed")
                        .mayfly("FrameArena", "ArenaSize.frameArena")
                        .peer("LWJGL MemoryStack", "ArenaSize.lwjglMemoryStack")
                        .java(
                                "A Java array",
                                "ArenaSize.javaArray",
                                "made anew and zeroed each time")
                        .c("C, inlined bump", "ArenaSize.cBump")
                        .curve("bytes")
                        .isLong()
                        .explained(
                                "Filled with blocks of 64 bytes with one store each; pages "
                                        + "are there, and Java's heap has been touched."),
                Question.of(
                                "growth-first-touch-all",
                                "Cost of the first touch, with everybody",
                                "What does memory cost that nobody has touched?",
                                "ns per block")
                        .mayfly("FrameArena", "ArenaSize.frameArenaFirstTouch")
                        .mayfly("FrameArena, huge pages", "ArenaSize.frameArenaFirstTouchHuge")
                        .peer(
                                "FFM confined arena and slices",
                                "ArenaSize.ffmFirstTouch",
                                "zeroed; malloc keeps small pieces, so that only large ones are"
                                        + " new")
                        .java(
                                "A Java array",
                                "ArenaSize.javaArray",
                                "zeroed; the heap was touched before")
                        .c("C", "ArenaSize.cFirstTouch")
                        .c("C, huge pages", "ArenaSize.cFirstTouchHuge")
                        .curve("bytes")
                        .isLong()
                        .explained(
                                "Opened, filled once with blocks of 64 bytes with one store each,"
                                        + " and closed."),
                Question.of(
                                "growth-maps",
                                "Cost against the entries of a map",
                                "Does an operation cost more on a larger map?",
                                "ns per operation")
                        .mayfly("LongLongMap", "LongMapSize.mayfly")
                        .peer("Agrona", "LongMapSize.agrona")
                        .peer("fastutil", "LongMapSize.fastutil")
                        .java("HashMap", "LongMapSize.hashMap")
                        .curve("entries")
                        .isLong()
                        .explained(
                                "Of five operations three look, one removes and one puts; "
                                        + "keys are random."));
    }
}
