package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.SegmentStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What it costs to open a save point, allocate inside, and close it, next to LWJGL's push and pop,
 * an FFM arena, and C. The figure is for the whole of it.
 */
@State(Scope.Thread)
public class SavePoints extends Nanoseconds {

    /** Blocks allocated inside, 32 bytes with one store each. */
    @Param({"1", "10"})
    int blocks;

    private static final int BLOCK = 32;

    private final FrameArena arena = FrameArena.create();
    private final MemoryStack stack = MemoryStack.create(Sizes.CAPACITY);
    private final SegmentStack segmentStack = SegmentStack.create(Sizes.CAPACITY);

    /** A save point is opened in the middle of a tick, not in an empty arena. */
    @Setup
    public void startTick() {
        arena.alloc(1000);
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public void rawNonZeroed() {
        try (SavePoint _ = arena.savepoint()) {
            for (int i = 0; i < blocks; i++) {
                Memory.putLong(arena.allocNonZeroed(BLOCK, Sizes.ALIGNMENT), i);
            }
        }
    }

    @Benchmark
    public void rawZeroed() {
        try (SavePoint _ = arena.savepoint()) {
            for (int i = 0; i < blocks; i++) {
                Memory.putLong(arena.alloc(BLOCK, Sizes.ALIGNMENT), i);
            }
        }
    }

    /** Segments end with the save point, so that each takes a lifetime of its own. */
    @Benchmark
    public void safeZeroed() {
        try (SavePoint _ = arena.savepoint()) {
            for (int i = 0; i < blocks; i++) {
                arena.allocate(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
        }
    }

    /** What the JDK has for it: an arena for what is made inside, each block by malloc. */
    @Benchmark
    public void ffmConfined() {
        try (Arena inside = Arena.ofConfined()) {
            for (int i = 0; i < blocks; i++) {
                inside.allocate(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
        }
    }

    @Benchmark
    public void lwjglSegmentStack() {
        try (SegmentStack frame = segmentStack.push()) {
            for (int i = 0; i < blocks; i++) {
                frame.allocate(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
        }
    }

    /** C remembers the cursor and puts it back, a thousand times a call. */
    @Benchmark
    @OperationsPerInvocation(1000)
    public void cSavePoints(C state) {
        state.arena.run(state.savePoints);
    }

    /** C's arena. */
    @State(Scope.Thread)
    public static class C {

        NativeArena arena;
        MethodHandle savePoints;

        /** The function takes the number of blocks where others take the number of sizes. */
        @Setup
        public void open(SavePoints benchmark) {
            arena = NativeArena.ofC(Sizes.CAPACITY, new int[benchmark.blocks]);
            savePoints = arena.tick("save_points");
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    @Benchmark
    public void lwjglMemoryStack() {
        try (MemoryStack frame = stack.push()) {
            for (int i = 0; i < blocks; i++) {
                Memory.putLong(frame.nmalloc(Sizes.ALIGNMENT, BLOCK), i);
            }
        }
    }
}
