package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Where the game's code calls the engine, told by the game's code itself: what makes the location
 * of an allocation cost nanoseconds.
 *
 * <p>{@link CallSiteAgent}, or {@link CallSiteBuild} in a build, gives every call of an allocating
 * method in the game a number ({@link #register}), and puts {@link #enter} before it and {@link
 * #leave(int)} behind it. Written by hand they work too. After Odin, whose compiler passes {@code
 * #caller_location} along.
 *
 * <p>Of calls inside each other the innermost counts: while the engine calls back into the game, a
 * call there, and when it is over the one around it again. Code that has no numbers of its own and
 * runs inside such a call, a library of the game's for instance, goes under the line of that call.
 *
 * <p><b>Exceptions.</b> One that leaves the method of the call puts back what was before it. One
 * that is caught in that method leaves nothing: until the next call nobody is calling, and {@link
 * Tracing#AUTO} walks the stack.
 *
 * <p><b>Cost:</b> about 1 ns each. <b>Thread:</b> any.
 */
public final class CallSites {

    private CallSites() {}

    /**
     * Gives a call a number.
     *
     * @param className the class the call is in, with dots
     * @param method the method it is in
     * @param file the source file's name; null where it is not known
     * @param line the line, 1 or more; 0 where it is not known
     * @return the number, more than 0, the same for the same place
     */
    public static int register(String className, String method, @Nullable String file, int line) {
        return Places.site(new StackTraceElement(className, method, file, line > 0 ? line : -1));
    }

    /**
     * The calling thread is about to call the engine from a place.
     *
     * @param site the place's number
     * @return the place that counted before, for {@link #leave(int)}
     */
    public static int enter(int site) {
        Caller caller = Caller.current();
        int before = caller.site;
        caller.site = site;
        return before;
    }

    /**
     * The call is over.
     *
     * @param before what {@link #enter} returned
     */
    public static void leave(int before) {
        Caller.current().site = before;
    }

    /** No call is going on, or none that is known: what a handler of exceptions begins with. */
    public static void leave() {
        Caller.current().site = 0;
    }

    /**
     * The number of a call as a constant that computes itself: what {@link CallSiteBuild} puts into
     * class files.
     *
     * @param caller the class the call is in
     * @param name not used
     * @param type not used
     * @param method the method it is in
     * @param file the source file's name, "" where it is not known
     * @param line the line, 0 where it is not known
     * @return the number
     */
    public static int site(
            MethodHandles.Lookup caller,
            String name,
            Class<?> type,
            String method,
            String file,
            int line) {
        return register(caller.lookupClass().getName(), method, file.isEmpty() ? null : file, line);
    }

    /**
     * The same for class files from before Java 11.
     *
     * @param caller the class the call is in
     * @param name not used
     * @param type the type of what returns the number
     * @param method the method it is in
     * @param file the source file's name, "" where it is not known
     * @param line the line, 0 where it is not known
     * @return what returns the number
     */
    public static CallSite site(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            String method,
            String file,
            int line) {
        int number = site(caller, name, int.class, method, file, line);
        return new ConstantCallSite(MethodHandles.constant(int.class, number).asType(type));
    }
}
