package dev.mayfly.debug;

import dev.mayfly.debug.agent.Agent;

import org.jspecify.annotations.Nullable;

import java.lang.instrument.Instrumentation;

/**
 * Gives the calls of a game their numbers while its classes are loaded, so that tracking knows the
 * line of every allocation without walking the stack: see {@link CallSites}.
 *
 * <pre>{@code
 * java -javaagent:mayfly-engine.jar -cp game.jar:mayfly-engine.jar:... game.Main
 * }</pre>
 *
 * <p><b>What gets one:</b> calls, in classes that are not the engine's, LWJGL's or the JDK's, of
 * what allocators, collections and {@code Mem} offer, of anything that looks like a method of an
 * allocator, of LWJGL's {@code memAlloc} family, and of the libraries that LWJGL binds. Calls that
 * are handed code to run get none. Where a method is handed on as a reference, {@code
 * allocator::alloc}, there is no call. In both cases tracking walks the stack as ever.
 *
 * <p><b>Options</b>, behind the jar's name, as in {@code
 * -javaagent:mayfly-engine.jar=include=com.game,com.mod,exclude=com.game.gen}:
 *
 * <ul>
 *   <li>{@code include=}: beginnings of the names of classes; no other is looked at.
 *   <li>{@code exclude=}: beginnings of the names of classes to leave. A game's own allocator over
 *       another one belongs here, if the lines that call it are wanted and not its own.
 *   <li>{@code libraries=}: beginnings of the names of classes whose native code allocates, {@code
 *       org.lwjgl.} by default.
 * </ul>
 *
 * <p>{@code -Dmayfly.agent.verbose=true} names what is left as it is, and counts at the end. A
 * class that cannot be changed is left as it is; so is a method of more than 32 KiB. The agent also
 * makes full traces quick, without {@code --add-exports}.
 *
 * <p><b>Cost:</b> about 2 ns a call, and about 20 bytes of its method; of loading, little: a class
 * without such calls is known by the names in it.
 */
public final class CallSiteAgent {

    private CallSiteAgent() {}

    /**
     * Called by the JVM before the program.
     *
     * @param options see above; null for none
     * @param jvm the door to the JVM
     */
    public static void premain(@Nullable String options, Instrumentation jvm) {
        Agent.start(options, jvm, false);
    }

    /**
     * Called by the JVM when the agent comes to a running program: classes that are there already
     * get their numbers too.
     *
     * @param options see above; null for none
     * @param jvm the door to the JVM
     */
    public static void agentmain(@Nullable String options, Instrumentation jvm) {
        Agent.start(options, jvm, true);
    }
}
