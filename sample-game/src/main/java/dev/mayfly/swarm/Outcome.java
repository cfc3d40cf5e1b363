package dev.mayfly.swarm;

import dev.mayfly.swarm.sim.World;

/**
 * How a run ended: what of the world outlives it.
 *
 * @param seed where the world's chance came from
 * @param enemies how many the swarm mode kept alive, 0 for the normal game
 * @param ticks how many were run
 * @param checksum of the whole state after the last tick
 * @param score points
 * @param wave the last one reached
 */
public record Outcome(long seed, int enemies, long ticks, long checksum, int score, int wave) {

    /** The state of a world that is still open. */
    public static Outcome of(World world, long seed, int enemies) {
        return new Outcome(
                seed, enemies, world.ticks(), world.checksum(), world.score(), world.wave());
    }
}
