package dev.mayfly.data;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/**
 * How an owner came to be without its block, as a text for its message. Where it happened costs a
 * microsecond and some Java garbage to find out, so it is recorded only where the JVM was told to.
 */
final class Ends {

    private static final String PROPERTY = "mayfly.traceOwners";

    private static final boolean TRACED = Boolean.getBoolean(PROPERTY);

    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Set<Class<?>> OURS =
            Set.of(Ends.class, Owned.class, Shared.class, OwnedArray.class, Attempt.class);

    private Ends() {}

    /**
     * Describes an end.
     *
     * @param how a constant: {@code was freed}
     */
    static String of(String how) {
        return TRACED ? traced(how) : how;
    }

    /** Describes an end and names the first frame of the stack that is not an owner's. */
    static String traced(String how) {
        return how
                + " at "
                + WALKER.walk(
                        stack ->
                                stack.filter(frame -> !isOurs(frame))
                                        .findFirst()
                                        .map(StackFrame::toString)
                                        .orElse("an unknown place"));
    }

    private static boolean isOurs(StackFrame frame) {
        return OURS.contains(frame.getDeclaringClass());
    }

    /** What to say to somebody who uses an owner without its block. */
    static IllegalStateException gone(String what, String how, String cure) {
        return new IllegalStateException(
                what
                        + " "
                        + how
                        + ": "
                        + cure
                        + (TRACED ? "" : "; -D" + PROPERTY + "=true tells where it happened"));
    }
}
