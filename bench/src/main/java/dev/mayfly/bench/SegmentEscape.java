package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;

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
import java.nio.ByteBuffer;

/**
 * What memory costs where the JIT compiler cannot do without the objects that stand for it, because
 * they are kept in an array or handed to code that is not inlined; and, as {@code …Local}, where it
 * can. Run with {@code -prof gc} to see the Java heap that they take. The figure is for one
 * allocation with a store, 1000 in a tick.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class SegmentEscape extends Nanoseconds {

    private final FrameArena arena = FrameArena.create();
    private final SegmentStack segmentStack = SegmentStack.create(Sizes.CAPACITY);
    private final MemoryStack memoryStack = MemoryStack.create(Sizes.CAPACITY);
    private final MemorySegment memory = Arena.ofAuto().allocate(Sizes.CAPACITY, Sizes.ALIGNMENT);
    private final int[] sizes = Sizes.small();
    private final MemorySegment[] kept = new MemorySegment[Sizes.PER_TICK];
    private final ByteBuffer[] keptBuffers = new ByteBuffer[Sizes.PER_TICK];
    private final byte[][] keptArrays = new byte[Sizes.PER_TICK][];

    @TearDown
    public void close() {
        arena.close();
    }

    /** Used where they were made: no object is made. */
    @Benchmark
    public void frameArenaLocal() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            store(arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** Handed to code that is not inlined. */
    @Benchmark
    public void frameArenaHandedOn() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            storeElsewhere(arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** Kept in an array on the Java heap. */
    @Benchmark
    public void frameArenaKept() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT);
            store(block, i);
            kept[i] = block;
        }
        arena.freeAll();
    }

    /** Kept in an array on the Java heap, zeroed, as Java's own are. */
    @Benchmark
    public void frameArenaZeroedKept() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = arena.allocate(sizes[i], Sizes.ALIGNMENT);
            store(block, i);
            kept[i] = block;
        }
        arena.freeAll();
    }

    @Benchmark
    public void lwjglSegmentStackLocal() {
        int[] sizes = this.sizes;
        segmentStack.push();
        for (int i = 0; i < sizes.length; i++) {
            store(segmentStack.allocate(sizes[i], Sizes.ALIGNMENT), i);
        }
        segmentStack.pop();
    }

    @Benchmark
    public void lwjglSegmentStackHandedOn() {
        int[] sizes = this.sizes;
        segmentStack.push();
        for (int i = 0; i < sizes.length; i++) {
            storeElsewhere(segmentStack.allocate(sizes[i], Sizes.ALIGNMENT), i);
        }
        segmentStack.pop();
    }

    @Benchmark
    public void lwjglSegmentStackKept() {
        int[] sizes = this.sizes;
        segmentStack.push();
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = segmentStack.allocate(sizes[i], Sizes.ALIGNMENT);
            store(block, i);
            kept[i] = block;
        }
        segmentStack.pop();
    }

    /** LWJGL's older face: a buffer for each block. */
    @Benchmark
    public void lwjglBufferLocal() {
        int[] sizes = this.sizes;
        memoryStack.push();
        for (int i = 0; i < sizes.length; i++) {
            memoryStack.malloc(Sizes.ALIGNMENT, sizes[i]).putLong(0, i);
        }
        memoryStack.pop();
    }

    @Benchmark
    public void lwjglBufferKept() {
        int[] sizes = this.sizes;
        memoryStack.push();
        for (int i = 0; i < sizes.length; i++) {
            ByteBuffer block = memoryStack.malloc(Sizes.ALIGNMENT, sizes[i]);
            block.putLong(0, i);
            keptBuffers[i] = block;
        }
        memoryStack.pop();
    }

    @Benchmark
    public void ffmSlicingLocal() {
        int[] sizes = this.sizes;
        SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
        for (int i = 0; i < sizes.length; i++) {
            store(slices.allocate(sizes[i], Sizes.ALIGNMENT), i);
        }
    }

    @Benchmark
    public void ffmSlicingHandedOn() {
        int[] sizes = this.sizes;
        SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
        for (int i = 0; i < sizes.length; i++) {
            storeElsewhere(slices.allocate(sizes[i], Sizes.ALIGNMENT), i);
        }
    }

    @Benchmark
    public void ffmSlicingKept() {
        int[] sizes = this.sizes;
        SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
        for (int i = 0; i < sizes.length; i++) {
            MemorySegment block = slices.allocate(sizes[i], Sizes.ALIGNMENT);
            store(block, i);
            kept[i] = block;
        }
    }

    @Benchmark
    public void ffmConfinedKept() {
        int[] sizes = this.sizes;
        try (Arena tick = Arena.ofConfined()) {
            for (int i = 0; i < sizes.length; i++) {
                MemorySegment block = tick.allocate(sizes[i], Sizes.ALIGNMENT);
                store(block, i);
                kept[i] = block;
            }
        }
    }

    /** Java's own, with the collector that Java takes by itself. */
    @Benchmark
    public void objectsKept() {
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            byte[] block = new byte[sizes[i]];
            JavaBytes.putLong(block, i);
            keptArrays[i] = block;
        }
    }

    @CompilerControl(CompilerControl.Mode.INLINE)
    private static void store(MemorySegment block, long value) {
        block.set(ValueLayout.JAVA_LONG, 0, value);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void storeElsewhere(MemorySegment block, long value) {
        block.set(ValueLayout.JAVA_LONG, 0, value);
    }
}
