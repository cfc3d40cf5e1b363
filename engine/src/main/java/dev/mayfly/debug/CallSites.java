package dev.mayfly.debug;

/**
 * Where the game's code calls the engine, told by the game's code itself: what makes the location
 * of an allocation cost nanoseconds.
 *
 * <p>The agent, or the build step, gives every call of an allocating method in the game a number
 * ({@link #register}), and puts {@link #enter} before it and {@link #leave} behind it. Written by
 * hand they work too. After Odin, whose compiler passes {@code #caller_location} along.
 *
 * <p><b>Cost:</b> about 2 ns each. <b>Thread:</b> any.
 */
public final class CallSites {

    private CallSites() {}

    /**
     * Gives a call a number.
     *
     * @param className the class the call is in, with dots
     * @param method the method it is in
     * @param file the source file's name
     * @param line the line, 1 or more; 0 where it is not known
     * @return the number, more than 0, the same for the same place
     */
    public static int register(String className, String method, String file, int line) {
        return Places.site(new StackTraceElement(className, method, file, line));
    }

    /**
     * The calling thread is about to call the engine from a place.
     *
     * @param site the place's number
     */
    public static void enter(int site) {
        Caller.current().site = site;
    }

    /** The call is over. */
    public static void leave() {
        Caller.current().site = 0;
    }
}
