package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it adds to LWJGL's {@code memAlloc} and {@code memFree} that the context decides who
 * allocates: 64 bytes with one 8-byte store, freed at once. The figure is for one pair.
 *
 * <p>Whether the context decides says the command line of each one's JVM; run in one JVM they are
 * all plain. In scratch the free is nothing, so it is emptied now and then.
 */
@State(Scope.Thread)
public class LwjglInterception extends Nanoseconds {

    private static final int SIZE = 64;

    /** Pairs between two ticks. */
    private static final int TICK = 1000;

    private static final String PROPERTY = "org.lwjgl.system.allocator";
    private static final String HOOK = "-D" + PROPERTY + "=dev.mayfly.lwjgl.ContextMemoryAllocator";

    private int pairs;

    /** LWJGL takes another allocator, and says nothing, if it cannot make the one it is told. */
    @Setup
    public void checkHook() {
        String asked = System.getProperty(PROPERTY);
        String got = MemoryUtil.getAllocator().getClass().getName();
        if (asked != null && !asked.equals(got)) {
            throw new IllegalStateException("LWJGL was told " + asked + " and took " + got);
        }
    }

    /** As LWJGL comes: mimalloc. */
    @Benchmark
    public long plain() {
        return pair();
    }

    /** The hook, on a thread without a context. */
    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long noContext() {
        return pair();
    }

    /** The hook, in a context whose allocator is the heap that LWJGL would have used. */
    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long heap(InHeap context) {
        return pair();
    }

    /** The hook, in a context with Mayfly's general allocator. */
    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long general(InGeneral context) {
        return pair();
    }

    /** The hook, in a scope that makes scratch the allocator. */
    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, HOOK})
    public long scratch(InScratch context) {
        if (++pairs % TICK == 0) {
            context.scratch.freeAll();
        }
        return pair();
    }

    private static long pair() {
        long block = MemoryUtil.nmemAlloc(SIZE);
        Memory.putLong(block, SIZE);
        MemoryUtil.nmemFree(block);
        return block;
    }

    /** {@link #heap}'s context. */
    @State(Scope.Thread)
    public static class InHeap {

        private final FrameArena scratch = FrameArena.create();
        private final OpenContext opened = Context.open(HeapAllocator.INSTANCE, scratch);

        @TearDown
        public void close() {
            opened.close();
            scratch.close();
        }
    }

    /** {@link #general}'s context. */
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

    /** {@link #scratch}'s context. */
    @State(Scope.Thread)
    public static class InScratch {

        final FrameArena scratch = FrameArena.create();
        private final OpenContext opened = Context.open(scratch, scratch);

        @TearDown
        public void close() {
            opened.close();
            scratch.close();
        }
    }
}
