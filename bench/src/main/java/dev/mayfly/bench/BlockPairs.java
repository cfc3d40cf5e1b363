package dev.mayfly.bench;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuddyAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.RegionHeap;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a block costs where blocks have many sizes, 16 to 1023 bytes: allocated, one 8-byte store at
 * its start, and freed. Of a thousand that are live, each in turn gives way to a new one, so that
 * no allocator finds the same block again at once.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class BlockPairs extends Nanoseconds {

    private static final int LEAST = 16;
    private static final int MOST = 1023;

    @Benchmark
    public void buddy(Buddy state) {
        state.replaceAll();
    }

    @Benchmark
    public void region(Region state) {
        state.replaceAll();
    }

    @Benchmark
    public void heap(Heap state) {
        state.replaceAll();
    }

    /** Blocks that are live, and the order in which they are replaced. */
    @State(Scope.Thread)
    public abstract static class Blocks {

        private final int[] sizes = Sizes.between(LEAST, MOST);
        private final int[] order = Sizes.shuffledTick();
        private final long[] blocks = new long[Sizes.PER_TICK];
        private final int[] held = new int[Sizes.PER_TICK];
        private int round;

        abstract Allocator allocator();

        @Setup
        public void fill() {
            for (int i = 0; i < blocks.length; i++) {
                held[i] = sizes[i];
                blocks[i] = allocator().allocNonZeroed(sizes[i], Sizes.ALIGNMENT);
            }
        }

        @TearDown
        public void close() {
            for (int i = 0; i < blocks.length; i++) {
                allocator().free(blocks[i], held[i]);
            }
            allocator().close();
        }

        final void replaceAll() {
            Allocator allocator = allocator();
            round++;
            for (int i = 0; i < order.length; i++) {
                int at = order[i];
                allocator.free(blocks[at], held[at]);
                int size = sizes[(i + round) % sizes.length];
                long block = allocator.allocNonZeroed(size, Sizes.ALIGNMENT);
                Memory.putLong(block, i);
                blocks[at] = block;
                held[at] = size;
            }
        }
    }

    /** Powers of two. */
    @State(Scope.Thread)
    public static class Buddy extends Blocks {

        private final BuddyAllocator allocator = BuddyAllocator.create(Sizes.CAPACITY * 4L);

        @Override
        Allocator allocator() {
            return allocator;
        }
    }

    /** A heap of mimalloc's. */
    @State(Scope.Thread)
    public static class Region extends Blocks {

        private final RegionHeap allocator = RegionHeap.create("benchmark");

        @Override
        Allocator allocator() {
            return allocator;
        }
    }

    /** malloc. */
    @State(Scope.Thread)
    public static class Heap extends Blocks {

        @Override
        Allocator allocator() {
            return HeapAllocator.INSTANCE;
        }
    }
}
