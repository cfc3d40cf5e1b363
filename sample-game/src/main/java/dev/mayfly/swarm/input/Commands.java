package dev.mayfly.swarm.input;

import dev.mayfly.swarm.sim.Phase;

/** What keys and buttons can ask of the program rather than of the game. */
public interface Commands {

    /** Where the player is, which decides what a key means. */
    Phase phase();

    /** Leave the program. */
    void quit();

    /** Hold a replay, or let it go on. */
    void togglePlayback();

    /** Into full screen and back. */
    void toggleFullScreen();
}
