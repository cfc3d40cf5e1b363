package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;

import org.lwjgl.system.MemoryUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pair of LWJGL's {@code nmemAlloc} and {@code nmemFree} without Mayfly, and with {@code
 * ContextMemoryAllocator}: on a thread without a context, where the heap answers in both; with the
 * default context; in an override with an arena, which is emptied after a thousand. Whether it is
 * there says the command line of each one's JVM. The figure is for one pair.
 */
public class LwjglContext extends Nanoseconds {

    private static final int PAIRS = 1000;

    private static final int SIZE = 64;

    private static final String HOOK =
            "-Dorg.lwjgl.system.allocator=dev.mayfly.lwjgl.ContextMemoryAllocator";

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public long plain() {
        return pairs();
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long noContext() {
        return pairs();
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long defaultContext(InGeneral in) {
        return pairs();
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long arena(InArena in) {
        long last = pairs();
        in.arena.freeAll();
        return last;
    }

    private static long pairs() {
        long last = 0;
        for (int i = 0; i < PAIRS; i++) {
            last = MemoryUtil.nmemAlloc(SIZE);
            MemoryUtil.nmemFree(last);
        }
        return last;
    }

    /** A thread with a context, as a game's. */
    @State(Scope.Thread)
    public static class InGeneral {

        private final FrameArena scratch = FrameArena.create();
        private final OpenContext opened = Context.open(GeneralAllocator.shared(), scratch);

        @TearDown
        public void close() {
            opened.close();
            scratch.close();
        }
    }

    /** The same inside an override. */
    @State(Scope.Thread)
    public static class InArena {

        final FrameArena arena = FrameArena.create();
        private final OpenContext opened = Context.open(arena, arena);

        @TearDown
        public void close() {
            opened.close();
            arena.close();
        }
    }
}
