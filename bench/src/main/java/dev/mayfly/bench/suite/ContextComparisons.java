package dev.mayfly.bench.suite;

import java.util.List;

/** Who allocates, and on how many threads. */
final class ContextComparisons {

    private ContextComparisons() {}

    static List<Comparison> all() {
        return List.of(
                Question.of(
                                "context-read",
                                "Who allocates?",
                                "What does it cost to ask the context?",
                                "ns per call")
                        .mayfly("Context", "ContextScope.contextRead")
                        .peer(
                                "ScopedValue",
                                "ContextScope.scopedValueRead",
                                "read a thousand times where it was bound once")
                        .peer("ThreadLocal", "ContextScope.threadLocalRead")
                        .peer(
                                "Explicit parameter",
                                "ContextScope.explicitParameter",
                                "the price of not asking")
                        .explained(
                                "A call of a method that is not inlined and only finds out "
                                        + "who allocates."),
                Question.of(
                                "context-scope",
                                "Changing who allocates",
                                "What does it cost to open a scope, ask inside, and close it?",
                                "ns per scope")
                        .mayfly("Context.use", "ContextScope.contextUse")
                        .peer(
                                "ThreadLocal, set and restored",
                                "ContextScope.threadLocalSetAndRestore")
                        .peer("ScopedValue", "ContextScope.scopedValueBindAndRead")
                        .explained(
                                "One scope with one question inside, from a method that is "
                                        + "not inlined."),
                Question.of(
                                "interception",
                                "Deciding over LWJGL's memory",
                                "What does memAlloc cost when the context decides who allocates?",
                                "ns per pair")
                        .mayfly("Hook, no context", "LwjglInterception.noContext")
                        .mayfly("Hook, the heap", "LwjglInterception.heap")
                        .mayfly("Hook, GeneralAllocator", "LwjglInterception.general")
                        .mayfly("Hook, scratch", "LwjglInterception.scratch")
                        .peer("LWJGL, no hook", "LwjglInterception.plain", "mimalloc")
                        .explained(
                                "memAlloc and memFree of 64 bytes with one store; the first row is"
                                        + " the price of asking where the answer is the same."),
                Question.of(
                                "parallel-call",
                                "Calling a parallel loop",
                                "What does a parallel loop cost that does nothing?",
                                "ns per call")
                        .mayfly("Workers", "ParallelLoops.empty[count=2]")
                        .java(
                                "Parallel stream",
                                "ParallelLoops.emptyStream[count=2]",
                                "it cuts the range into fewer pieces")
                        .explained("64 chunks on two threads, the caller being one."),
                Question.of(
                                "parallel-work",
                                "Working in parallel",
                                "What does a second thread bring?",
                                "ns per call")
                        .mayfly("Workers", "ParallelLoops.work")
                        .java("Stream, parallel if two", "ParallelLoops.workStream")
                        .rows("count")
                        .isLong()
                        .explained(
                                "About a millisecond of arithmetic in 64 chunks, on so "
                                        + "many threads."));
    }
}
