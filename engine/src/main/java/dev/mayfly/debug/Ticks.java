package dev.mayfly.debug;

/**
 * The number of the tick that is running, for the records of debug builds.
 *
 * <p>{@code GameLoop} counts it up in debug builds. A program with another loop calls {@link
 * #advance()} itself, once a tick; a program without ticks leaves it at 0.
 *
 * <p><b>Thread:</b> one counts, any may read.
 */
public final class Ticks {

    private static volatile long now;

    private Ticks() {}

    /**
     * The tick that is running.
     *
     * @return how often {@link #advance()} was called, or what {@link #set} said
     */
    public static long now() {
        return now;
    }

    /** The next tick begins. */
    public static void advance() {
        now = now + 1;
    }

    /**
     * Says which tick is running.
     *
     * @param tick its number, 0 or more
     */
    public static void set(long tick) {
        now = tick;
    }
}
