package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.alloc.StackFrame;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.SegmentStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What a local costs that is taken from the stack and given back: a block of 32 bytes with one
 * 8-byte store, freed by itself or popped, next to LWJGL's stacks and C.
 */
@State(Scope.Thread)
public class ShadowStack extends Nanoseconds {

    private static final int BLOCK = 32;

    private final StackAllocator stack = StackAllocator.create();
    private final FrameArena arena = FrameArena.create();
    private final MemoryStack lwjgl = MemoryStack.create(Sizes.CAPACITY);
    private final SegmentStack segments = SegmentStack.create(Sizes.CAPACITY);

    /** The stack is used by a method that is deep in others. */
    @Setup
    public void startBelow() {
        stack.alloc(1000);
        arena.alloc(1000);
    }

    @TearDown
    public void close() {
        stack.close();
        arena.close();
    }

    @Benchmark
    public void pair() {
        long block = stack.allocNonZeroed(BLOCK, Sizes.ALIGNMENT);
        Memory.putLong(block, 1);
        stack.free(block, BLOCK);
    }

    @Benchmark
    public void pairZeroed() {
        long block = stack.alloc(BLOCK, Sizes.ALIGNMENT);
        Memory.putLong(block, 1);
        stack.free(block, BLOCK);
    }

    /** The same without checks: the arena takes its newest block back too. */
    @Benchmark
    public void pairOfFrameArena() {
        long block = arena.allocNonZeroed(BLOCK, Sizes.ALIGNMENT);
        Memory.putLong(block, 1);
        arena.free(block, BLOCK);
    }

    @Benchmark
    public void pushAllocatePop() {
        try (StackFrame _ = stack.push()) {
            Memory.putLong(stack.allocNonZeroed(BLOCK, Sizes.ALIGNMENT), 1);
        }
    }

    /** The segment ends with the frame, and that takes an FFM arena. */
    @Benchmark
    public void pushAllocateSafePop() {
        try (StackFrame _ = stack.push()) {
            stack.allocateNonZeroed(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    }

    @Benchmark
    public void lwjglPushAllocatePop() {
        try (MemoryStack frame = lwjgl.push()) {
            Memory.putLong(frame.nmalloc(Sizes.ALIGNMENT, BLOCK), 1);
        }
    }

    @Benchmark
    public void lwjglSegmentStack() {
        try (SegmentStack frame = segments.push()) {
            frame.allocate(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    }

    /** C remembers its cursor, bumps it once and puts it back, a thousand times a call. */
    @Benchmark
    @OperationsPerInvocation(1000)
    public void cPushAllocatePop(C state) {
        state.arena.run(state.savePoints);
    }

    /** C's arena. */
    @State(Scope.Thread)
    public static class C {

        /** One block each time. */
        final NativeArena arena = NativeArena.ofC(Sizes.CAPACITY, new int[1]);

        final MethodHandle savePoints = arena.tick("save_points");

        @TearDown
        public void close() {
            arena.close();
        }
    }
}
