package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.bench.peers.NativeHeader;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.invoke.MethodHandle;

/**
 * What an allocation costs native code: the tick of {@link FrameArenaAllocation} in C through
 * {@code mayfly.h}, the call from Java and {@code freeAll} included; beside it Java's own and a
 * bump that is C's alone.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class NativeCode extends Nanoseconds {

    private final int[] sizes = Sizes.small();
    private final FrameArena scratch = FrameArena.create();
    private final LimitAllocator limited = new LimitAllocator(scratch, Long.MAX_VALUE);
    private final OpenContext opened = Context.open(HeapAllocator.INSTANCE, scratch);

    @TearDown
    public void close() {
        opened.close();
        scratch.close();
    }

    @Benchmark
    public void javaNonZeroed() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = scratch.allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
        }
        scratch.freeAll();
    }

    @Benchmark
    public void javaZeroed() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = scratch.alloc(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
        }
        scratch.freeAll();
    }

    @Benchmark
    public void cNonZeroed(C state) {
        state.header.run(state.tick, Context.current().toNative());
        scratch.freeAll();
    }

    @Benchmark
    public void cZeroed(C state) {
        state.header.run(state.tickZeroed, Context.current().toNative());
        scratch.freeAll();
    }

    /** No arena, so that every allocation is a call into Java. */
    @Benchmark
    public void cThroughJava(C state) {
        try (var _ = Context.useTemp(limited)) {
            state.header.run(state.tick, Context.current().toNative());
        }
        limited.freeAll();
    }

    /** C's own arena, which knows nothing of Java. */
    @Benchmark
    public void cBump(C state) {
        state.arena.run(state.bump);
    }

    /** The same with the cursor in memory, where that of a context is. */
    @Benchmark
    public void cBumpInMemory(C state) {
        state.arena.run(state.bumpInMemory);
    }

    /** What the call of C is given. */
    @Benchmark
    @OperationsPerInvocation(1)
    public long contextForNative() {
        return Context.current().toNative();
    }

    /** The same when Java has used the arena since, so that its cursor is lent anew. */
    @Benchmark
    @OperationsPerInvocation(1)
    public long contextForNativeAfterUse() {
        scratch.freeAll();
        return Context.current().toNative();
    }

    /** C, with and without Mayfly. */
    @State(Scope.Thread)
    public static class C {

        final NativeHeader header = new NativeHeader(Sizes.small());
        final MethodHandle tick = header.tick("header_tick");
        final MethodHandle tickZeroed = header.tick("header_tick_zeroed");
        final NativeArena arena = NativeArena.ofC(Sizes.CAPACITY, Sizes.small());
        final MethodHandle bump = arena.tick("tick");
        final MethodHandle bumpInMemory = arena.tick("tick_in_memory");

        @TearDown
        public void close() {
            arena.close();
        }
    }
}
