package dev.mayfly.debug;

/** How tracking learns where an allocation comes from. */
public enum Tracing {
    /** Not at all: the fastest. */
    NONE,
    /**
     * The line of the game's call, as far as the game was built or loaded with call sites ({@link
     * CallSites}): some nanoseconds.
     */
    CALL_SITE,
    /** The line of the game's call where it is known, otherwise a full trace. */
    AUTO,
    /** The line and those that called it: a third of a microsecond or more. */
    FULL
}
