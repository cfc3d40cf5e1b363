package dev.mayfly.bench.suite;

import java.util.List;

/** Memory that dies with the tick. */
final class ScratchComparisons {

    private ScratchComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "scratch",
                                "Allocating in scratch",
                                "What does a block cost that dies with the tick?",
                                "ns per allocation")
                        .mayfly("FrameArena", "FrameArenaAllocation.rawNonZeroed")
                        .peer(
                                "LWJGL MemoryStack",
                                "FrameArenaAllocation.lwjglMemoryStack",
                                "made large enough for the tick; its own default is 64 KiB")
                        .peer("memAlloc, mimalloc", "TickOfBlocks.lwjglMimalloc")
                        .peer(
                                "Netty, pooled",
                                "TickOfBlocks.nettyPooled",
                                "on threads of its own kind")
                        .java(
                                "Java arrays, G1",
                                "TickOfBlocks.objectsG1",
                                "a byte[] for each block, kept until the next tick; the JIT"
                                    + " compiler makes none at all of those that nobody else can"
                                    + " see")
                        .c("C, inlined bump", "FrameArenaAllocation.cBump")
                        .c("C, mimalloc", "TickOfBlocks.cMimalloc")
                        .c("Rust, bumpalo", "FrameArenaAllocation.bumpalo")
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then "
                                        + "all of them freed; the figure is for one of them."),
                Question.of(
                                "scratch-zeroed",
                                "Allocating in scratch, zeroed",
                                "What does a block cost that is all zeros?",
                                "ns per allocation")
                        .mayfly("FrameArena", "FrameArenaAllocation.rawZeroed")
                        .mayfly("FrameArena, segments", "FrameArenaAllocation.safeZeroed")
                        .peer(
                                "FFM confined arena",
                                "TickOfBlocks.ffmConfined",
                                "an arena for each tick")
                        .peer(
                                "FFM shared arena",
                                "TickOfBlocks.ffmShared",
                                "an arena for each tick")
                        .java(
                                "Java arrays, G1",
                                "TickOfBlocks.objectsG1",
                                "a byte[] for each block, kept until the next tick; the JIT"
                                    + " compiler makes none at all of those that nobody else can"
                                    + " see")
                        .c("C, bump, the tick zeroed", "FrameArenaAllocation.cBumpZeroOnce")
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then "
                                        + "all of them freed; the figure is for one of them."),
                Question.of(
                                "scratch-segments",
                                "Segments that stay",
                                "What does a segment cost that is used where it was made?",
                                "ns per allocation")
                        .mayfly("FrameArena, segments", "FrameArenaAllocation.safeNonZeroed")
                        .peer("LWJGL SegmentStack", "FrameArenaAllocation.lwjglSegmentStack")
                        .peer(
                                "FFM slicing allocator",
                                "FrameArenaAllocation.ffmSlicingAllocator",
                                "it has no reset; each tick takes a new one over the same "
                                        + "memory, and old segments go on working")
                        .c("C, inlined bump", "FrameArenaAllocation.cBump", "it checks nothing")
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then all of"
                                    + " them freed; the figure is for one of them. Nothing is"
                                    + " zeroed, and the JIT compiler needs no object for a segment"
                                    + " that does not escape."),
                Question.of(
                                "scratch-escape",
                                "Segments that escape",
                                "What does a segment cost that is kept in an array?",
                                "ns per allocation")
                        .mayfly("FrameArena, segments", "SegmentEscape.frameArenaKept")
                        .peer("LWJGL SegmentStack", "SegmentEscape.lwjglSegmentStackKept")
                        .peer("LWJGL MemoryStack, ByteBuffer", "SegmentEscape.lwjglBufferKept")
                        .peer("FFM slicing allocator", "SegmentEscape.ffmSlicingKept")
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then all of"
                                    + " them freed; the figure is for one of them. A segment that"
                                    + " escapes is a Java object, whoever makes it; nothing is"
                                    + " zeroed."),
                Question.of(
                                "scratch-escape-zeroed",
                                "Segments that escape, zeroed",
                                "What does zeroed memory cost that is kept as an object?",
                                "ns per allocation")
                        .mayfly("FrameArena, segments", "SegmentEscape.frameArenaZeroedKept")
                        .peer("FFM confined arena", "SegmentEscape.ffmConfinedKept")
                        .peer(
                                "Netty, pooled",
                                "TickOfBlocks.nettyPooled",
                                "on threads of its own kind; not zeroed")
                        .java("Java arrays", "SegmentEscape.objectsKept")
                        .isLong()
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then "
                                        + "all of them freed; the figure is for one of them."),
                Question.of(
                                "scratch-handed-on",
                                "Segments handed on",
                                "What does a segment cost that is handed to code which is "
                                        + "not inlined?",
                                "ns per allocation")
                        .mayfly("FrameArena, segments", "SegmentEscape.frameArenaHandedOn")
                        .peer("LWJGL SegmentStack", "SegmentEscape.lwjglSegmentStackHandedOn")
                        .peer("FFM slicing allocator", "SegmentEscape.ffmSlicingHandedOn")
                        .isLong()
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then all of"
                                        + " them freed; the figure is for one of them. Nothing is"
                                        + " zeroed."),
                Question.of(
                                "scratch-local",
                                "Segments and buffers that stay",
                                "What does the object cost that stands for a block, if "
                                        + "anything?",
                                "ns per allocation")
                        .mayfly("FrameArena, segments", "SegmentEscape.frameArenaLocal")
                        .peer("LWJGL SegmentStack", "SegmentEscape.lwjglSegmentStackLocal")
                        .peer("LWJGL MemoryStack, ByteBuffer", "SegmentEscape.lwjglBufferLocal")
                        .peer("FFM slicing allocator", "SegmentEscape.ffmSlicingLocal")
                        .isLong()
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then all of"
                                    + " them freed; the figure is for one of them. Nothing is"
                                    + " zeroed; beside the comparison of segments that escape this"
                                    + " one shows what escaping costs."),
                Question.of(
                                "scratch-all",
                                "A tick of blocks from everybody",
                                "What does a tick cost with allocators that know no ticks?",
                                "ns per allocation")
                        .mayfly("FrameArena, zeroed", "FrameArenaAllocation.rawZeroed")
                        .mayfly("FrameArena", "FrameArenaAllocation.rawNonZeroed")
                        .mayfly("GeneralAllocator", "TickOfBlocks.mayfly")
                        .peer("memAlloc, mimalloc", "TickOfBlocks.lwjglMimalloc")
                        .peer("memAlloc, rpmalloc", "TickOfBlocks.lwjglRpmalloc")
                        .peer("memAlloc, jemalloc", "TickOfBlocks.lwjglJemalloc")
                        .peer("memAlloc, system", "TickOfBlocks.lwjglSystem")
                        .peer(
                                "Netty, pooled",
                                "TickOfBlocks.nettyPooled",
                                "on threads of its own kind")
                        .peer(
                                "Netty, adaptive",
                                "TickOfBlocks.nettyAdaptive",
                                "on threads of its own kind")
                        .peer("FFM confined arena", "TickOfBlocks.ffmConfined")
                        .peer("FFM shared arena", "TickOfBlocks.ffmShared")
                        .peer("FFM automatic arena", "TickOfBlocks.ffmAuto")
                        .java("Java arrays, G1", "TickOfBlocks.objectsG1")
                        .java("Java arrays, ZGC", "TickOfBlocks.objectsZgc")
                        .java("Java arrays, Parallel", "TickOfBlocks.objectsParallel")
                        .c("C, mimalloc", "TickOfBlocks.cMimalloc")
                        .c("C, rpmalloc", "TickOfBlocks.cRpmalloc")
                        .c("C, jemalloc", "TickOfBlocks.cJemalloc")
                        .c("C, system", "TickOfBlocks.cSystem")
                        .c("C, bump, each block zeroed", "FrameArenaAllocation.cBumpZeroEach")
                        .c(
                                "C, bump in memory",
                                "FrameArenaAllocation.cBumpInMemory",
                                "the cursor is read and written back by every allocation")
                        .isLong()
                        .explained(
                                "1000 blocks of 16 to 47 bytes, each with one store, then "
                                        + "all of them freed; the figure is for one of them. FFM's "
                                        + "and Java's blocks are zeroed."),
                Question.of(
                                "structs",
                                "Structs in scratch",
                                "What does a small struct cost whose size the compiler knows?",
                                "ns per struct")
                        .mayfly("FrameArena", "FrameArenaStructs.rawNonZeroed")
                        .mayfly("FrameArena, segments", "FrameArenaStructs.safeNonZeroed")
                        .peer("LWJGL MemoryStack", "FrameArenaStructs.lwjglMemoryStack")
                        .java("Java objects, G1", "FrameArenaStructs.objectsG1")
                        .java("Java objects, ZGC", "FrameArenaStructs.objectsZgc")
                        .java("Java objects, Parallel", "FrameArenaStructs.objectsParallel")
                        .c("C, inlined bump", "FrameArenaStructs.cStructs")
                        .explained(
                                "1000 structs of 24 bytes with three stores each, then all of them"
                                        + " freed; Java objects are kept until the next tick."),
                Question.of(
                                "structs-segments",
                                "Structs in segments",
                                "What does a small struct cost in a segment that is checked?",
                                "ns per struct")
                        .mayfly("FrameArena, segments", "FrameArenaStructs.safeNonZeroed")
                        .peer("LWJGL SegmentStack", "FrameArenaStructs.lwjglSegmentStack")
                        .peer("FFM slicing allocator", "FrameArenaStructs.ffmSlicing")
                        .c("C, inlined bump", "FrameArenaStructs.cStructs", "it checks nothing")
                        .isLong()
                        .explained(
                                "1000 structs of 24 bytes with three stores each, then all of them"
                                        + " freed; nothing is zeroed, and no segment escapes."),
                Question.of(
                                "structs-zeroed",
                                "Structs in scratch, zeroed",
                                "What does a small struct cost that is all zeros at first?",
                                "ns per struct")
                        .mayfly("FrameArena", "FrameArenaStructs.rawZeroed")
                        .mayfly("FrameArena, segments", "FrameArenaStructs.safeZeroed")
                        .peer("FFM confined arena", "FrameArenaStructs.ffmConfined")
                        .java("Java objects, G1", "FrameArenaStructs.objectsG1")
                        .isLong()
                        .explained(
                                "1000 structs of 24 bytes with three stores each, then all "
                                        + "of them freed."),
                Question.of(
                                "free-all",
                                "Freeing a tick",
                                "Does freeing take longer when there is more to free?",
                                "ns per freeAll")
                        .mayfly("FrameArena", "FrameArenaFreeAll.freeAll[segment=false]")
                        .mayfly(
                                "FrameArena, with a segment",
                                "FrameArenaFreeAll.freeAll[segment=true]")
                        .curve("blocks")
                        .isLong()
                        .explained(
                                "Peers free in the comparisons above, in each figure; here "
                                        + "freeAll is measured alone."),
                Question.of(
                                "save-points",
                                "Save points",
                                "What does it cost to free what a method allocated?",
                                "ns per save point")
                        .mayfly("FrameArena", "SavePoints.rawNonZeroed[blocks=10]")
                        .peer("LWJGL MemoryStack", "SavePoints.lwjglMemoryStack[blocks=10]")
                        .peer("FFM confined arena", "SavePoints.ffmConfined[blocks=10]", "zeroed")
                        .c("C, cursor put back", "SavePoints.cSavePoints[blocks=10]")
                        .explained(
                                "Opened in the middle of a tick, ten blocks of 32 "
                                        + "bytes with one store each, and closed."),
                Question.of(
                                "save-points-segments",
                                "Save points, zeroed and with segments",
                                "What does it cost to free what a method allocated, zeroed and with"
                                        + " segments?",
                                "ns per save point")
                        .mayfly("FrameArena, segments", "SavePoints.safeZeroed")
                        .mayfly("FrameArena, zeroed", "SavePoints.rawZeroed")
                        .peer("FFM confined arena", "SavePoints.ffmConfined")
                        .peer(
                                "LWJGL SegmentStack",
                                "SavePoints.lwjglSegmentStack",
                                "its segments go on working when their memory is somebody "
                                        + "else's; not zeroed")
                        .rows("blocks")
                        .isLong()
                        .explained(
                                "Opened in the middle of a tick, so many blocks of 32 "
                                        + "bytes with one store each, and closed."),
                Question.of(
                                "save-points-sizes",
                                "Save points, by what is inside",
                                "What does it cost to free what a method allocated?",
                                "ns per save point")
                        .mayfly("FrameArena", "SavePoints.rawNonZeroed")
                        .peer("LWJGL MemoryStack", "SavePoints.lwjglMemoryStack")
                        .c("C, cursor put back", "SavePoints.cSavePoints")
                        .rows("blocks")
                        .isLong()
                        .explained(
                                "Opened in the middle of a tick, so many blocks of 32 bytes with"
                                        + " one store each, and closed."),
                Question.of(
                                "native-code-zeroed",
                                "Allocating in C, zeroed",
                                "What does native code pay for zeroed memory of the context?",
                                "ns per allocation")
                        .mayfly("C through mayfly.h", "NativeCode.cZeroed")
                        .mayfly("The same in Java", "NativeCode.javaZeroed")
                        .c("C, bump, the tick zeroed", "FrameArenaAllocation.cBumpZeroOnce")
                        .isLong()
                        .explained(
                                "The tick of the first comparison, the call from Java and freeAll"
                                        + " included."),
                Question.of(
                                "native-code",
                                "Allocating in C",
                                "What does native code pay for memory of the context?",
                                "ns per allocation")
                        .mayfly("C through mayfly.h", "NativeCode.cNonZeroed")
                        .mayfly("The same in Java", "NativeCode.javaNonZeroed")
                        .mayfly("C through mayfly.h, calls into Java", "NativeCode.cThroughJava")
                        .peer("C, mimalloc", "TickOfBlocks.cMimalloc")
                        .c("C, bump in memory", "NativeCode.cBumpInMemory")
                        .c("C, inlined bump", "NativeCode.cBump")
                        .isLong()
                        .explained(
                                "The tick of the first comparison, the call from Java and "
                                        + "freeAll included."));
    }
}
