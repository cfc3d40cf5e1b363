package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.SegmentStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What an allocation costs: 1000 blocks of 16 to 47 bytes at 16 bytes, each with one 8-byte store
 * at its start, then everything freed in one step. The figure is for one allocation with its store
 * and its share of the freeing. {@link TickOfBlocks} has the same tick from those who know no
 * ticks.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class FrameArenaAllocation extends Nanoseconds {

    private final int[] sizes = Sizes.small();

    @Benchmark
    public void rawNonZeroed(Mayfly state) {
        FrameArena arena = state.arena;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = arena.allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void rawZeroed(Mayfly state) {
        FrameArena arena = state.arena;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = arena.alloc(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void safeNonZeroed(Mayfly state) {
        FrameArena arena = state.arena;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void safeZeroed(Mayfly state) {
        FrameArena arena = state.arena;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = arena.allocate(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
        }
        arena.freeAll();
    }

    /** LWJGL's raw stack, made large enough for a tick; its own default is 64 KiB. */
    @Benchmark
    public void lwjglMemoryStack(Lwjgl state) {
        MemoryStack stack = state.memoryStack;
        int[] sizes = this.sizes;
        stack.push();
        for (int i = 0; i < sizes.length; i++) {
            long block = stack.nmalloc(Sizes.ALIGNMENT, sizes[i]);
            Memory.putLong(block, i);
        }
        stack.pop();
    }

    /** LWJGL's stack of segments, new in 3.4 for Java 25. */
    @Benchmark
    public void lwjglSegmentStack(Lwjgl state) {
        SegmentStack stack = state.segmentStack;
        int[] sizes = this.sizes;
        stack.push();
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = stack.allocate(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
        }
        stack.pop();
    }

    /**
     * The JDK's bump allocator over a segment; it has no reset, so that each tick takes a new one.
     */
    @Benchmark
    public void ffmSlicingAllocator(Jdk state) {
        SegmentAllocator allocator = SegmentAllocator.slicingAllocator(state.memory);
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = allocator.allocate(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
        }
    }

    /** C with the cursor in a register all through the tick. */
    @Benchmark
    public void cBump(C state) {
        state.arena.run(state.tick);
    }

    /** C with the cursor read from memory and written back by every allocation. */
    @Benchmark
    public void cBumpInMemory(C state) {
        state.arena.run(state.tickInMemory);
    }

    /** C, zeroed block by block. */
    @Benchmark
    public void cBumpZeroEach(C state) {
        state.arena.run(state.tickZeroEach);
    }

    /** C, zeroed all at once for the next tick. */
    @Benchmark
    public void cBumpZeroOnce(C state) {
        state.arena.run(state.tickZeroOnce);
    }

    /** Rust's bumpalo: {@code alloc_layout}, then {@code reset}. */
    @Benchmark
    public void bumpalo(Rust state) {
        state.arena.run(state.tick);
    }

    /** Mayfly's arena. */
    @State(Scope.Thread)
    public static class Mayfly {

        final FrameArena arena = FrameArena.create();

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** LWJGL's stacks. */
    @State(Scope.Thread)
    public static class Lwjgl {

        final MemoryStack memoryStack = MemoryStack.create(Sizes.CAPACITY);
        final SegmentStack segmentStack = SegmentStack.create(Sizes.CAPACITY);
    }

    /** Memory for the JDK's slicing allocator. */
    @State(Scope.Thread)
    public static class Jdk {

        final MemorySegment memory = Arena.ofAuto().allocate(Sizes.CAPACITY, Sizes.ALIGNMENT);
    }

    /** C's arena. */
    @State(Scope.Thread)
    public static class C {

        final NativeArena arena;
        final MethodHandle tick;
        final MethodHandle tickInMemory;
        final MethodHandle tickZeroEach;
        final MethodHandle tickZeroOnce;

        public C() {
            arena = NativeArena.ofC(Sizes.CAPACITY, Sizes.small());
            tick = arena.tick("tick");
            tickInMemory = arena.tick("tick_in_memory");
            tickZeroEach = arena.tick("tick_zero_each");
            tickZeroOnce = arena.tick("tick_zero_once");
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** Rust's arena. */
    @State(Scope.Thread)
    public static class Rust {

        final NativeArena arena;
        final MethodHandle tick;

        public Rust() {
            arena = NativeArena.ofBumpalo(Sizes.CAPACITY, Sizes.small());
            tick = arena.tick("bumpalo_tick");
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }
}
