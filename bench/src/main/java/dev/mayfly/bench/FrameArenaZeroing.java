package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What zeroed memory costs, and the ways of getting it. The figure is for one allocation with a
 * store, 1000 in a tick.
 */
@OperationsPerInvocation(Sizes.PER_TICK)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class FrameArenaZeroing extends Nanoseconds {

    /** Bytes, from-to. */
    @Param({"8-40", "8-264"})
    String sizes = "8-40";

    private final FrameArena arena = FrameArena.create();
    private int[] table = {};
    private long tickBytes;

    @Setup
    public void makeTable() {
        String[] range = sizes.split("-");
        table = Sizes.between(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
        for (int size : table) {
            arena.allocNonZeroed(size, Sizes.ALIGNMENT);
        }
        tickBytes = arena.used();
        arena.freeAll();
    }

    @TearDown
    public void close() {
        arena.close();
    }

    /** No zeroing: the price to compare with. */
    @Benchmark
    public void none() {
        int[] table = this.table;
        for (int i = 0; i < table.length; i++) {
            Memory.putLong(arena.allocNonZeroed(table[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** What {@code alloc} does: chunks ahead of the cursor. */
    @Benchmark
    public void aheadOfCursor() {
        int[] table = this.table;
        for (int i = 0; i < table.length; i++) {
            Memory.putLong(arena.alloc(table[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }

    /** Each block by itself. */
    @Benchmark
    public void eachBlock() {
        int[] table = this.table;
        for (int i = 0; i < table.length; i++) {
            long block = arena.allocNonZeroed(table[i], Sizes.ALIGNMENT);
            Memory.zero(block, table[i]);
            Memory.putLong(block, i);
        }
        arena.freeAll();
    }

    /** The whole tick's memory in one go. */
    @Benchmark
    public void wholeTick() {
        int[] table = this.table;
        Memory.zero(arena.allocNonZeroed(tickBytes, Sizes.ALIGNMENT), tickBytes);
        arena.freeAll();
        for (int i = 0; i < table.length; i++) {
            Memory.putLong(arena.allocNonZeroed(table[i], Sizes.ALIGNMENT), i);
        }
        arena.freeAll();
    }
}
