package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.bench.peers.NativePages;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * What an arena's size costs: it is filled with blocks of 64 bytes, each with one 8-byte store, and
 * emptied. The figure is for one block. In the plain benchmarks the arena was full before; in those
 * of the first touch it is opened, filled once and closed, so that the system has to find and zero
 * every page, with and without asking it for huge ones.
 */
@OperationsPerInvocation(ArenaSize.BLOCKS)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(
        value = 2,
        jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.HEAP})
public class ArenaSize extends Nanoseconds {

    /** In an invocation: 1 GiB, however often the arena has to be filled for them. */
    static final int BLOCKS = 1 << 24;

    private static final int BLOCK = 64;

    /** Bytes. */
    @Param({"65536", "1048576", "33554432", "1073741824"})
    int bytes;

    private int rounds;
    private int blocks;

    @Setup
    public void count() {
        blocks = bytes / BLOCK;
        rounds = BLOCKS / blocks;
    }

    @Benchmark
    public void frameArena(Mayfly state) {
        for (int round = 0; round < rounds; round++) {
            fill(state.arena);
            state.arena.freeAll();
        }
    }

    @Benchmark
    public void frameArenaZeroed(Mayfly state) {
        for (int round = 0; round < rounds; round++) {
            fillZeroed(state.arena);
            state.arena.freeAll();
        }
    }

    @Benchmark
    public void frameArenaFirstTouch() {
        for (int round = 0; round < rounds; round++) {
            try (FrameArena arena = open(false)) {
                fill(arena);
            }
        }
    }

    @Benchmark
    public void frameArenaFirstTouchHuge() {
        for (int round = 0; round < rounds; round++) {
            try (FrameArena arena = open(true)) {
                fill(arena);
            }
        }
    }

    private FrameArena open(boolean hugePages) {
        return FrameArena.builder().reserve(bytes).hugePages(hugePages).build();
    }

    private void fill(FrameArena arena) {
        for (int i = 0; i < blocks; i++) {
            Memory.putLong(arena.allocNonZeroed(BLOCK, Sizes.ALIGNMENT), i);
        }
    }

    private void fillZeroed(FrameArena arena) {
        for (int i = 0; i < blocks; i++) {
            Memory.putLong(arena.alloc(BLOCK, Sizes.ALIGNMENT), i);
        }
    }

    @Benchmark
    public void lwjglMemoryStack(Lwjgl state) {
        MemoryStack stack = state.stack;
        for (int round = 0; round < rounds; round++) {
            stack.push();
            for (int i = 0; i < blocks; i++) {
                Memory.putLong(stack.nmalloc(Sizes.ALIGNMENT, BLOCK), i);
            }
            stack.pop();
        }
    }

    /** A confined arena for all of it, which zeroes it, and slices of it. */
    @Benchmark
    public void ffmFirstTouch() {
        for (int round = 0; round < rounds; round++) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(bytes, Sizes.ALIGNMENT);
                SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
                for (int i = 0; i < blocks; i++) {
                    slices.allocate(BLOCK, Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
                }
            }
        }
    }

    /** A Java array for all of it; its heap has been touched before. */
    @Benchmark
    public byte[] javaArray() {
        byte[] memory = {};
        for (int round = 0; round < rounds; round++) {
            memory = new byte[bytes];
            for (int at = 0; at < bytes; at += BLOCK) {
                JavaBytes.putLong(memory, at, at / BLOCK);
            }
        }
        return memory;
    }

    @Benchmark
    public void cBump(C state) {
        state.arena.fill(rounds);
    }

    @Benchmark
    public void cFirstTouch(CPages state) {
        state.pages.fillFresh(bytes, false, rounds);
    }

    @Benchmark
    public void cFirstTouchHuge(CPages state) {
        state.pages.fillFresh(bytes, true, rounds);
    }

    /** An arena that keeps its pages. */
    @State(Scope.Thread)
    public static class Mayfly {

        FrameArena arena;

        @Setup
        public void open(ArenaSize size) {
            arena = size.open(false);
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** A stack that keeps its pages. */
    @State(Scope.Thread)
    public static class Lwjgl {

        MemoryStack stack;

        @Setup
        public void open(ArenaSize size) {
            stack = MemoryStack.create(size.bytes);
        }
    }

    /** C's arena, whose pages were touched when it was made. */
    @State(Scope.Thread)
    public static class C {

        NativeArena arena;

        @Setup
        public void open(ArenaSize size) {
            arena = NativeArena.ofC(size.bytes, new int[0]);
        }

        @TearDown
        public void close() {
            arena.close();
        }
    }

    /** C with the system's pages. */
    @State(Scope.Thread)
    public static class CPages {

        final NativePages pages = new NativePages();
    }
}
