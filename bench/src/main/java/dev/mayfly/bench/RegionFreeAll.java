package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.RegionHeap;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to fill a region and free it as a whole, next to freeing block by block. The figure
 * is for the whole of it.
 */
@State(Scope.Thread)
public class RegionFreeAll extends Nanoseconds {

    /** Blocks of 16 to 47 bytes; more than a thousand repeat the same sizes. */
    @Param({"0", "10", "10000"})
    int blocks;

    private final int[] sizes = Sizes.small();
    private final RegionHeap region = RegionHeap.create("benchmark");
    private final long[] made = new long[10_000];

    @TearDown
    public void close() {
        region.close();
    }

    @Benchmark
    public void region() {
        for (int i = 0; i < blocks; i++) {
            region.allocNonZeroed(sizes[i % sizes.length], Sizes.ALIGNMENT);
        }
        region.freeAll();
    }

    @Benchmark
    public void heap() {
        for (int i = 0; i < blocks; i++) {
            made[i] =
                    HeapAllocator.INSTANCE.allocNonZeroed(sizes[i % sizes.length], Sizes.ALIGNMENT);
        }
        for (int i = 0; i < blocks; i++) {
            HeapAllocator.INSTANCE.free(made[i], sizes[i % sizes.length]);
        }
    }
}
