package dev.mayfly.swarm.sim;

/** Where the player is between starting the program and leaving it. */
public enum Phase {
    /** The title, with enemies flying about behind it. */
    TITLE,
    /** A run is under way. */
    PLAYING,
    /** A run is held; nothing in the world moves. */
    PAUSED,
    /** A run has ended and its score is shown. */
    GAME_OVER
}
