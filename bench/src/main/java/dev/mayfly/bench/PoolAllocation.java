package dev.mayfly.bench;

import dev.mayfly.alloc.PoolAllocator;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What a block of a pool costs: allocated, one 8-byte store at its start, and freed. The figure is
 * for all of that; for C's bump it is for an allocation with its store, and its share of the
 * freeing in one step.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class PoolAllocation extends Nanoseconds {

    private static final int BLOCK = 48;

    private final int[] sizes = Sizes.small();
    private final int[] order = Sizes.shuffledTick();
    private final long[] blocks = new long[Sizes.PER_TICK];
    private final PoolAllocator pool = PoolAllocator.create(BLOCK, Sizes.ALIGNMENT);

    private final ArrayDeque<byte[]> free = new ArrayDeque<>(List.of(new byte[BLOCK]));

    @TearDown
    public void close() {
        pool.close();
    }

    /** Each block is freed before the next is allocated. */
    @Benchmark
    public void pairs() {
        PoolAllocator pool = this.pool;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = pool.allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
            pool.free(block, sizes[i]);
        }
    }

    /** A thousand are allocated, then freed in another order. */
    @Benchmark
    public void shuffled() {
        PoolAllocator pool = this.pool;
        int[] sizes = this.sizes;
        long[] blocks = this.blocks;
        int[] order = this.order;
        for (int i = 0; i < sizes.length; i++) {
            long block = pool.allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
            blocks[i] = block;
        }
        for (int i = 0; i < order.length; i++) {
            int freed = order[i];
            pool.free(blocks[freed], sizes[freed]);
        }
    }

    /** A thousand are allocated, then freed in one step. */
    @Benchmark
    public void freeAll() {
        PoolAllocator pool = this.pool;
        int[] sizes = this.sizes;
        for (int i = 0; i < sizes.length; i++) {
            long block = pool.allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            Memory.putLong(block, i);
        }
        pool.freeAll();
    }

    /** What Java has for it: objects that wait in a queue to be used again. */
    @Benchmark
    public void javaPool() {
        ArrayDeque<byte[]> free = this.free;
        for (int i = 0; i < sizes.length; i++) {
            byte[] block = free.pop();
            JavaBytes.putLong(block, i);
            free.push(block);
        }
    }

    /** mimalloc, each block freed before the next is allocated. */
    @Benchmark
    public void lwjglMimalloc(Mimalloc state) {
        state.pairs.run();
    }

    /** C with the cursor in a register all through the tick. */
    @Benchmark
    public void cBump(C state) {
        state.arena.run(state.tick);
    }

    /** C's arena. */
    @State(Scope.Thread)
    public static class C {

        final NativeArena arena = NativeArena.ofC(Sizes.CAPACITY, Sizes.small());
        final MethodHandle tick = arena.tick("tick");

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** LWJGL's default allocator. */
    @State(Scope.Thread)
    public static class Mimalloc {

        final Pairs pairs = Pairs.of(Source.of("lwjglMimalloc"), Sizes.small());
    }
}
