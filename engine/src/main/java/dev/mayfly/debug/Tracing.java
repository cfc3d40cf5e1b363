package dev.mayfly.debug;

import dev.mayfly.memory.CallStack;

/** How tracking learns where an allocation comes from. */
public enum Tracing {
    /** Not at all: the fastest. */
    NONE,
    /**
     * The line of the game's call, as far as the game was built or loaded with call sites ({@link
     * CallSites}): some nanoseconds.
     */
    CALL_SITE,
    /** The line of the game's call where it is known, otherwise a full trace. The default. */
    AUTO,
    /**
     * Of allocations the line and those that called it; of frees the line where it is known,
     * otherwise a full trace of those that {@link FreeTraces} says. A full trace takes half a
     * microsecond and makes 700 bytes of Java garbage; two microseconds where the JVM has no {@code
     * --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}.
     */
    FULL;

    /** The place of an allocation. */
    int place(Caller caller) {
        int site = caller.site;
        return switch (this) {
            case NONE -> 0;
            case CALL_SITE -> site;
            case AUTO -> site == 0 ? Traces.place(CallStack.fingerprint()) : site;
            case FULL -> Traces.place(CallStack.fingerprint());
        };
    }

    /** The place of a free, or {@link Places#UNDECIDED}. */
    int placeOfFree(Caller caller, FreeTraces traces) {
        int site = caller.site;
        if (this == NONE || this == CALL_SITE || site != 0) {
            return this == NONE ? 0 : site;
        }
        return switch (traces) {
            case EVERY -> Traces.place(CallStack.fingerprint());
            case SOME -> Places.UNDECIDED;
            case NONE -> Places.NOT_WALKED;
        };
    }
}
