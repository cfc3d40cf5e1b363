package dev.mayfly.swarm;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.Workers;
import dev.mayfly.swarm.sim.Pilot;

/**
 * Some games that nobody sees, played before one that is measured, so that the JVM has got to know
 * the code.
 *
 * <p>A tick makes no Java garbage, but the JVM itself does so on the game's thread while it is
 * learning: it links each way of accessing memory at its first use, and makes the string constants
 * of a class when it first compiles one of its methods, which for a method that is seldom called on
 * its own may be thousands of ticks into a run. A few thousand small ticks, of all phases of the
 * game, get it all done in about a second.
 */
public final class Rehearsal {

    private static final long SEED = 2;
    private static final int SWARM = 300;
    private static final int SWARM_TICKS = 6000;
    private static final int GAME_TICKS = 12_000;

    private static final long TRIMMED = 1 << 20;

    private Rehearsal() {}

    /** Plays them. Takes a context and a scratch of its own, and leaves nothing behind. */
    public static void play() {
        play(0, GAME_TICKS);
        play(SWARM, SWARM_TICKS);
        trim();
    }

    /** Gives pages back once, because the system call for it is linked at its first use. */
    private static void trim() {
        try (FrameArena arena = FrameArena.create()) {
            arena.alloc(TRIMMED, FrameArena.DEFAULT_ALIGNMENT);
            arena.freeAll();
            arena.trim();
        }
    }

    private static void play(int enemies, int ticks) {
        Simulation simulation = new Simulation(SEED, enemies, Pilot::input, null, true);
        try (Workers workers = Workers.create(2)) {
            GameLoop.builder(simulation)
                    .headless(true)
                    .maxTicks(ticks)
                    .workers(workers)
                    .build()
                    .run();
        }
    }
}
