package dev.mayfly.swarm;

import dev.mayfly.swarm.sim.PlayerInput;
import dev.mayfly.swarm.sim.World;

/**
 * Where the player's input comes from: a person, a replay, the autopilot ({@code Pilot::input}).
 */
@FunctionalInterface
public interface InputSource {

    /** Nobody plays. */
    InputSource NONE = _ -> PlayerInput.NONE;

    /**
     * The {@link PlayerInput} for the tick that is about to run, which has the number {@code
     * world.ticks()}.
     */
    long next(World world);
}
