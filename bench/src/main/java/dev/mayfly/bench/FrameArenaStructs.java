package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/**
 * What structs cost: 1000 blocks of one size that the compiler knows, as a layout gives it, each
 * with three stores, then everything freed in one step. The figure is for one struct.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class FrameArenaStructs extends Nanoseconds {

    private static final StructLayout PARTICLE =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_LONG.withName("id"),
                    ValueLayout.JAVA_FLOAT.withName("x"),
                    ValueLayout.JAVA_FLOAT.withName("y"),
                    ValueLayout.JAVA_LONG.withName("next"));

    private static final long SIZE = PARTICLE.byteSize();
    private static final long ALIGNMENT = PARTICLE.byteAlignment();

    private final FrameArena arena = FrameArena.create();
    private final MemoryStack stack = MemoryStack.create(Sizes.CAPACITY);

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public void rawNonZeroed() {
        FrameArena arena = this.arena;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(arena.allocNonZeroed(SIZE, ALIGNMENT), i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void rawZeroed() {
        FrameArena arena = this.arena;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(arena.alloc(SIZE, ALIGNMENT), i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void safeNonZeroed() {
        FrameArena arena = this.arena;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(arena.allocateNonZeroed(SIZE, ALIGNMENT), i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void safeZeroed() {
        FrameArena arena = this.arena;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(arena.allocate(PARTICLE), i);
        }
        arena.freeAll();
    }

    @Benchmark
    public void lwjglMemoryStack() {
        MemoryStack stack = this.stack;
        stack.push();
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(stack.nmalloc((int) ALIGNMENT, (int) SIZE), i);
        }
        stack.pop();
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private static void fill(long particle, int i) {
        Memory.putLong(particle, i);
        Memory.putFloat(particle + 8, i);
        Memory.putFloat(particle + 12, i);
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private static void fill(MemorySegment particle, int i) {
        particle.set(ValueLayout.JAVA_LONG, 0, i);
        particle.set(ValueLayout.JAVA_FLOAT, 8, i);
        particle.set(ValueLayout.JAVA_FLOAT, 12, i);
    }
}
