package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.Arrays;

/**
 * What {@code freeAll} alone costs, by how much there is to free. The figure is for one call.
 *
 * <p>One call is too short for a clock, so each invocation empties a thousand arenas that were
 * filled before the clock started. Blocks are not written to: a thousand times a million of them
 * would sweep data and code out of every cache, and the figure would be that of the sweep. Filling
 * so many takes most of a second, in which the processor forgets what it does not use; so every
 * case allocates as many blocks before the clock starts, those that are not to be freed in an arena
 * that is ballast.
 */
@Fork(
        value = 2,
        jvmArgsPrepend = {
            Jvm.NATIVE_ACCESS,
            Jvm.LWJGL_FAST_PATH,
            FrameArenaFreeAll.QUIET,
            FrameArenaFreeAll.COMPILE_EARLY
        })
@OperationsPerInvocation(FrameArenaFreeAll.ARENAS)
@State(Scope.Thread)
public class FrameArenaFreeAll extends Nanoseconds {

    static final int ARENAS = 1024;

    /** JMH's own loop around the clock runs too few rounds to be compiled otherwise. */
    static final String COMPILE_EARLY =
            "-XX:CompileCommand=CompileThresholdScaling,*::*_jmhStub,0.001";

    static final String QUIET = "-XX:CompileCommand=quiet";

    private static final int BLOCK = 16;
    private static final int MOST_BLOCKS = 1_000_000;
    private static final long RESERVE = 64L << 20;

    /**
     * Rounds before any measuring, so that the JIT compiler is done even where a second has time
     * for one.
     */
    private static final int ROUNDS_TO_COMPILE = 1000;

    /** Blocks in each arena. */
    @Param({"10", "1000", "1000000"})
    int blocks;

    /** Whether one of the blocks is a segment, so that there is a lifetime to end. */
    @Param({"false", "true"})
    boolean segment;

    private final FrameArena[] arenas = new FrameArena[ARENAS];
    private final FrameArena[] rehearsal = new FrameArena[ARENAS / 16];
    private final FrameArena ballast = FrameArena.create();

    @Setup(Level.Trial)
    public void open() {
        Arrays.setAll(arenas, _ -> FrameArena.builder().reserve(RESERVE).build());
        Arrays.setAll(rehearsal, _ -> FrameArena.builder().reserve(RESERVE).build());
        for (int i = 0; i < ROUNDS_TO_COMPILE; i++) {
            fill(1);
            freeAll();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        for (FrameArena arena : arenas) {
            arena.close();
        }
        for (FrameArena arena : rehearsal) {
            arena.close();
        }
        ballast.close();
    }

    @Setup(Level.Invocation)
    public void fill() {
        for (int i = 0; i < ARENAS; i++) {
            allocate(ballast, MOST_BLOCKS - blocks);
            ballast.freeAll();
        }
        fill(blocks);
    }

    private void fill(int count) {
        for (FrameArena arena : arenas) {
            allocate(arena, count);
        }
        for (FrameArena arena : rehearsal) {
            touch(arena);
        }
        freeAll(rehearsal);
        for (FrameArena arena : arenas) {
            touch(arena);
        }
    }

    private static void allocate(FrameArena arena, int count) {
        for (int i = 0; i < count; i++) {
            arena.allocNonZeroed(BLOCK, BLOCK);
        }
    }

    /** Brings the arena's own objects into the cache, as the last allocation of a tick would. */
    private void touch(FrameArena arena) {
        try (SavePoint _ = arena.savepoint()) {
            arena.allocNonZeroed(BLOCK, BLOCK);
        }
        if (segment) {
            arena.allocateNonZeroed(BLOCK, BLOCK);
        }
    }

    @Benchmark
    public void freeAll() {
        freeAll(arenas);
    }

    /** Not inlined, so that the rehearsal runs the very code that is measured. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void freeAll(FrameArena[] arenas) {
        for (FrameArena arena : arenas) {
            arena.freeAll();
        }
    }
}
