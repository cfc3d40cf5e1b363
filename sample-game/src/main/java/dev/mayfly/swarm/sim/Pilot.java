package dev.mayfly.swarm.sim;

/** An autopilot: plays as a decent player would, and the same in the same world. */
public final class Pilot {

    private Pilot() {}

    /** The {@link PlayerInput} for the world's next tick. */
    public static long input(World world) {
        return PlayerInput.NONE;
    }
}
