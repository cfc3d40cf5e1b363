package dev.mayfly.bench.suite;

import java.util.List;

/** Memory that somebody frees by hand. */
final class LongLivedComparisons {

    private LongLivedComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "pairs",
                                "Allocating and freeing",
                                "What does a block cost that is freed by hand?",
                                "ns per pair")
                        .mayfly("GeneralAllocator", "GeneralPairs.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralPairs.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "GeneralPairs.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "GeneralPairs.lwjglJemalloc")
                        .peer("memAlloc, system", "GeneralPairs.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "GeneralPairs.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "GeneralPairs.nettyAdaptive",
                                "on threads of its own kind")
                        .peer("FFM confined arena", "GeneralPairs.ffmConfined")
                        .java("Java arrays, G1", "GeneralPairs.objectsG1")
                        .c("C, mimalloc", "GeneralPairs.cMimalloc")
                        .explained(
                                "16 to 255 bytes with one store, freed at once; an FFM arena is"
                                    + " opened and closed for each, and a Java array is freed by"
                                    + " the collector."),
                Question.of(
                                "pairs-all",
                                "Allocating and freeing with everybody",
                                "What does a block cost that is freed by hand?",
                                "ns per pair")
                        .mayfly("GeneralAllocator", "GeneralPairs.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralPairs.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "GeneralPairs.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "GeneralPairs.lwjglJemalloc")
                        .peer("memAlloc, system", "GeneralPairs.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "GeneralPairs.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "GeneralPairs.nettyAdaptive",
                                "on threads of its own kind")
                        .peer("FFM confined arena", "GeneralPairs.ffmConfined")
                        .peer("FFM shared arena", "GeneralPairs.ffmShared")
                        .peer("FFM automatic arena", "GeneralPairs.ffmAuto")
                        .java("Java arrays, G1", "GeneralPairs.objectsG1")
                        .java("Java arrays, ZGC", "GeneralPairs.objectsZgc")
                        .java("Java arrays, Parallel", "GeneralPairs.objectsParallel")
                        .c("C, mimalloc", "GeneralPairs.cMimalloc")
                        .c("C, rpmalloc", "GeneralPairs.cRpmalloc")
                        .c("C, jemalloc", "GeneralPairs.cJemalloc")
                        .c("C, system", "GeneralPairs.cSystem")
                        .isLong()
                        .explained(
                                "16 to 255 bytes with one store, freed at once; an FFM "
                                        + "arena is opened and closed for each, but for automatic "
                                        + "ones, and a Java array is freed by the collector."),
                Question.of(
                                "sizes",
                                "Allocating and freeing by size",
                                "What does a block cost by its size?",
                                "ns per pair")
                        .mayfly("GeneralAllocator", "GeneralSizes.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralSizes.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "GeneralSizes.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "GeneralSizes.lwjglJemalloc")
                        .peer("memAlloc, system", "GeneralSizes.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "GeneralSizes.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "GeneralSizes.nettyAdaptive",
                                "on threads of its own kind")
                        .c("C, mimalloc", "GeneralSizes.cMimalloc")
                        .c("C, rpmalloc", "GeneralSizes.cRpmalloc")
                        .c("C, jemalloc", "GeneralSizes.cJemalloc")
                        .c("C, system", "GeneralSizes.cSystem")
                        .rows("range")
                        .isLong()
                        .explained(
                                "Bytes from-to, with one store, freed at once; of the "
                                        + "mixed ones each doubling of the size is as frequent as "
                                        + "the next."),
                Question.of(
                                "hand-over",
                                "Freed by another thread",
                                "What does a block cost that one thread allocates and "
                                        + "another frees?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "GeneralHandOver.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralHandOver.lwjglMimalloc")
                        .peer(
                                "Netty, pooled",
                                "GeneralHandOver.nettyPooled",
                                "on threads of its own kind")
                        .c("C, mimalloc", "GeneralHandOver.cMimalloc")
                        .explained(
                                "16 to 255 bytes with one store, handed over sixteen at a "
                                        + "time; the slower of the two threads sets the figure."),
                Question.of(
                                "hand-over-all",
                                "Freed by another thread, with everybody",
                                "What does a block cost that one thread allocates and "
                                        + "another frees?",
                                "ns per block")
                        .mayfly("GeneralAllocator", "GeneralHandOver.mayfly")
                        .peer("memAlloc, mimalloc", "GeneralHandOver.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "GeneralHandOver.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "GeneralHandOver.lwjglJemalloc")
                        .peer("memAlloc, system", "GeneralHandOver.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "GeneralHandOver.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "GeneralHandOver.nettyAdaptive",
                                "on threads of its own kind")
                        .c("C, mimalloc", "GeneralHandOver.cMimalloc")
                        .c("C, rpmalloc", "GeneralHandOver.cRpmalloc")
                        .c("C, jemalloc", "GeneralHandOver.cJemalloc")
                        .c("C, system", "GeneralHandOver.cSystem")
                        .isLong()
                        .explained(
                                "16 to 255 bytes with one store, handed over sixteen at a "
                                        + "time; the slower of the two threads sets the figure."),
                Question.of(
                                "pool",
                                "Blocks of one size",
                                "What does a block of a pool cost?",
                                "ns per pair")
                        .mayfly("PoolAllocator", "PoolAllocation.pairs")
                        .peer("memAlloc, mimalloc", "PoolAllocation.lwjglMimalloc")
                        .java("Java arrays in an ArrayDeque", "PoolAllocation.javaPool")
                        .c(
                                "C, inlined bump",
                                "PoolAllocation.cBump",
                                "one allocation of a tick, nothing freed by itself")
                        .explained(
                                "16 to 47 bytes in blocks of 48, with one store, freed at "
                                        + "once."),
                Question.of(
                                "pool-shuffled",
                                "Blocks of one size, freed in any order",
                                "What does a block of a pool cost among a thousand?",
                                "ns per pair")
                        .mayfly("PoolAllocator", "PoolAllocation.shuffled")
                        .mayfly("PoolAllocator, freeAll", "PoolAllocation.freeAll")
                        .peer(
                                "memAlloc, mimalloc",
                                "TickOfBlocks.lwjglMimalloc",
                                "freed in the order of allocation")
                        .c(
                                "C, mimalloc",
                                "TickOfBlocks.cMimalloc",
                                "freed in the order of allocation")
                        .isLong()
                        .explained(
                                "A thousand of 16 to 47 bytes are allocated with one store "
                                        + "each, then freed in another order."),
                Question.of(
                                "stack",
                                "Locals",
                                "What does a local cost that is taken from a stack and "
                                        + "given back?",
                                "ns per local")
                        .mayfly("StackAllocator, frame", "ShadowStack.pushAllocatePop")
                        .mayfly("StackAllocator, freed by itself", "ShadowStack.pair")
                        .peer("LWJGL MemoryStack", "ShadowStack.lwjglPushAllocatePop")
                        .peer("LWJGL SegmentStack", "ShadowStack.lwjglSegmentStack")
                        .c("C, cursor put back", "ShadowStack.cPushAllocatePop")
                        .explained("One block of 32 bytes with one store; nothing is zeroed."),
                Question.of(
                                "stack-safe",
                                "Locals, checked or zeroed",
                                "What does a local cost that is zeroed, or a segment that "
                                        + "ends with its frame?",
                                "ns per local")
                        .mayfly("StackAllocator, segment", "ShadowStack.pushAllocateSafePop")
                        .mayfly("FrameArena, newest block freed", "ShadowStack.pairOfFrameArena")
                        .mayfly("StackAllocator, zeroed", "ShadowStack.pairZeroed")
                        .peer("FFM confined arena", "SavePoints.ffmConfined[blocks=1]")
                        .peer(
                                "LWJGL SegmentStack",
                                "ShadowStack.lwjglSegmentStack",
                                "its segments go on working when their memory is somebody "
                                        + "else's")
                        .isLong()
                        .explained("One block of 32 bytes with one store."),
                Question.of(
                                "blocks",
                                "Blocks of many sizes",
                                "What does a block cost where none is found again at once?",
                                "ns per block")
                        .mayfly("RegionHeap", "BlockPairs.region")
                        .mayfly("BuddyAllocator", "BlockPairs.buddy")
                        .peer("memAlloc, mimalloc", "BlockPairs.heap")
                        .isLong()
                        .explained(
                                "Of a thousand of 16 to 1023 bytes each in turn gives way "
                                        + "to a new one with one store."),
                Question.of(
                                "regions",
                                "Freeing a region",
                                "What does it cost to fill a region and free it as a whole?",
                                "ns for all of it")
                        .mayfly("RegionHeap", "RegionFreeAll.region")
                        .peer("memAlloc, mimalloc, one by one", "RegionFreeAll.heap")
                        .rows("blocks")
                        .isLong()
                        .explained(
                                "So many blocks of 16 to 47 bytes; a region costs "
                                        + "something even if it is empty."));
    }
}
