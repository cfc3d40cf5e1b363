package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.SegmentStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What structs cost: 1000 blocks of one size that the compiler knows, as a layout gives it, each
 * with three stores, then everything freed in one step. The figure is for one struct. Java objects
 * with the same fields are kept until the next tick's take their places, because the JIT compiler
 * makes none at all of those that nobody else can see.
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
    private final SegmentStack segmentStack = SegmentStack.create(Sizes.CAPACITY);
    private final MemorySegment memory = Arena.ofAuto().allocate(Sizes.CAPACITY, ALIGNMENT);
    private final ParticleObject[] kept = new ParticleObject[Sizes.PER_TICK];

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

    @Benchmark
    public void lwjglSegmentStack() {
        SegmentStack stack = this.segmentStack;
        stack.push();
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(stack.allocate(PARTICLE), i);
        }
        stack.pop();
    }

    @Benchmark
    public void ffmSlicing() {
        SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            fill(slices.allocate(PARTICLE), i);
        }
    }

    @Benchmark
    public void ffmConfined() {
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < Sizes.PER_TICK; i++) {
                fill(arena.allocate(PARTICLE), i);
            }
        }
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.G1, Jvm.HEAP})
    public void objectsG1() {
        makeObjects();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.ZGC, Jvm.HEAP})
    public void objectsZgc() {
        makeObjects();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.PARALLEL, Jvm.HEAP})
    public void objectsParallel() {
        makeObjects();
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private void makeObjects() {
        ParticleObject[] kept = this.kept;
        for (int i = 0; i < Sizes.PER_TICK; i++) {
            kept[i] = new ParticleObject(i, i, i);
        }
    }

    @Benchmark
    public void cStructs(C state) {
        state.arena.run(state.tick);
    }

    /** C's arena. */
    @State(Scope.Thread)
    public static class C {

        final NativeArena arena = NativeArena.ofC(Sizes.CAPACITY, Sizes.small());
        final MethodHandle tick = arena.tick("tick_of_structs");

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** What a Java program has instead of the struct. */
    private static final class ParticleObject {

        final long id;
        final float x;
        final float y;
        @Nullable ParticleObject next;

        ParticleObject(long id, float x, float y) {
            this.id = id;
            this.x = x;
            this.y = y;
        }
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
