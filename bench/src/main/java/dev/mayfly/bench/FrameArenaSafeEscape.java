package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the safe face costs where the JIT compiler cannot do without the segment objects. Run with
 * {@code -prof gc} to see the Java heap that they take. The figure is for one allocation with a
 * store, 1000 in a tick.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class FrameArenaSafeEscape extends Nanoseconds {

    private final FrameArena arena = FrameArena.create();
    private final int[] sizes = Sizes.small();
    private final MemorySegment[] kept = new MemorySegment[Sizes.PER_TICK];

    @TearDown
    public void close() {
        arena.close();
    }

    /** Used where they were made: no object is made. */
    @Benchmark
    public void local() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
        }
        arena.freeAll();
    }

    /** Handed to code that is inlined: still none. */
    @Benchmark
    public void handedToInlined() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            storeInlined(arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** Handed to code that is not inlined. */
    @Benchmark
    public void handedOn() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            store(arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** Kept in an array on the Java heap. */
    @Benchmark
    public void kept() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
            kept[i] = block;
        }
        arena.freeAll();
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private static void storeInlined(MemorySegment block, long value) {
        block.set(ValueLayout.JAVA_LONG, 0, value);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void store(MemorySegment block, long value) {
        block.set(ValueLayout.JAVA_LONG, 0, value);
    }
}
