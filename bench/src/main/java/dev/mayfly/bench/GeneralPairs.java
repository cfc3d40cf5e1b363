package dev.mayfly.bench;

import dev.mayfly.bench.GeneralContestants.FromC;
import dev.mayfly.bench.GeneralContestants.FromJava;
import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.lang.foreign.MemorySegment;

/**
 * What a block of long-lived memory costs that does not live long: allocated, given one 8-byte
 * store, and freed at once, or after fifteen others. The figure is for one block.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class GeneralPairs extends Nanoseconds {

    private final int[] sizes = Sizes.longLived();
    private final int[] mixed = Sizes.mixed();
    private final long[] blocks = new long[Sizes.BATCH];
    private final MemorySegment tableOfSizes = NativeMallocLoops.table(sizes);
    private final MemorySegment tableOfFixed = NativeMallocLoops.table(Sizes.fixed());
    private final MemorySegment tableOfMixed = NativeMallocLoops.table(mixed);

    /** 16 to 255 bytes. */
    @Benchmark
    public void small(FromJava contestant) {
        pairs(contestant.longLived, sizes);
    }

    /** 64 bytes, which the compiler knows. */
    @Benchmark
    public void fixed(FromJava contestant) {
        LongLived allocator = contestant.longLived;
        for (int i = 0; i < Sizes.PER_CALL; i++) {
            long block = allocator.malloc(Sizes.FIXED);
            Memory.putLong(block, i);
            allocator.free(block, Sizes.FIXED);
        }
    }

    /** 16 to 255 bytes, sixteen at a time. */
    @Benchmark
    public void smallBatches(FromJava contestant) {
        batches(contestant.longLived, sizes, blocks);
    }

    /** 16 bytes to 32 KiB. */
    @Benchmark
    public void mixed(FromJava contestant) {
        pairs(contestant.longLived, mixed);
    }

    /** 16 bytes to 32 KiB, sixteen at a time. */
    @Benchmark
    public void mixedBatches(FromJava contestant) {
        batches(contestant.longLived, mixed, blocks);
    }

    @Benchmark
    public void cSmall(FromC contestant) {
        contestant.loops.pairs(tableOfSizes);
    }

    @Benchmark
    public void cFixed(FromC contestant) {
        contestant.loops.pairs(tableOfFixed);
    }

    @Benchmark
    public void cSmallBatches(FromC contestant) {
        contestant.loops.batches(tableOfSizes);
    }

    @Benchmark
    public void cMixed(FromC contestant) {
        contestant.loops.pairs(tableOfMixed);
    }

    @Benchmark
    public void cMixedBatches(FromC contestant) {
        contestant.loops.batches(tableOfMixed);
    }

    private static void pairs(LongLived allocator, int[] sizes) {
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            long block = allocator.malloc(size);
            Memory.putLong(block, i);
            allocator.free(block, size);
        }
    }

    private static void batches(LongLived allocator, int[] sizes, long[] blocks) {
        for (int start = 0; start < sizes.length; start += blocks.length) {
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = allocator.malloc(sizes[start + i]);
                Memory.putLong(blocks[i], i);
            }
            for (int i = 0; i < blocks.length; i++) {
                allocator.free(blocks[i], sizes[start + i]);
            }
        }
    }
}
