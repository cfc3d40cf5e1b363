package dev.mayfly.debug;

import java.util.List;

/**
 * A place in the program: one line, or a line with those that called it.
 *
 * @param id its number, 0 and 1 for the places that nobody knows
 * @param frames the innermost first, without Mayfly's own, LWJGL's and the JDK's in front; empty
 *     where nothing is known
 */
public record Place(int id, List<StackTraceElement> frames) {

    /** Where nothing is known of the place. */
    public static final Place UNKNOWN = new Place(0, List.of());

    /** Of a free whose stack was not walked, see {@link FreeTraces}. */
    public static final Place NOT_WALKED = new Place(Places.NOT_WALKED, List.of());

    /**
     * The line.
     *
     * @return {@code Level.load(Level.java:42)}, or a text that says that it is not known
     */
    public String line() {
        if (!frames.isEmpty()) {
            return text(frames.getFirst());
        }
        return id == Places.NOT_WALKED
                ? "a place that is not known: the stack of this free was not walked"
                : "a place that was not recorded";
    }

    /** A frame as every report has it. */
    static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + source(frame);
    }

    private static String source(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        return frame.getLineNumber() > 0
                ? "(" + file + ":" + frame.getLineNumber() + ")"
                : "(" + file + ")";
    }

    @Override
    public String toString() {
        return line();
    }
}
