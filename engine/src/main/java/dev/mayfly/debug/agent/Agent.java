package dev.mayfly.debug.agent;

import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.memory.CallStack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts the agent, and never ends the program: what goes wrong is one line. */
public final class Agent {

    private static boolean started;

    private Agent() {}

    /**
     * Starts it; a second time does nothing.
     *
     * @param arguments the agent's options; null for none
     * @param jvm the door to the JVM
     * @param isLate whether the program is running already
     */
    public static synchronized void start(
            @Nullable String arguments, Instrumentation jvm, boolean isLate) {
        if (started) {
            return;
        }
        started = true;
        try {
            openStacks(jvm);
            warmUp();
            LoadedClasses classes = new LoadedClasses(jvm, options(arguments));
            jvm.addTransformer(classes, true);
            if (isLate) {
                classes.rewriteLoaded();
            }
            if (Options.VERBOSE) {
                Thread summary = new Thread(() -> say(classes.summary()), "mayfly-agent-summary");
                Runtime.getRuntime().addShutdownHook(summary);
            }
        } catch (Throwable failure) {
            say("not started: " + failure);
        }
    }

    /** Makes full traces quick, see {@link CallStack}, without an option of the JVM. */
    private static void openStacks(Instrumentation jvm) {
        jvm.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(CallStack.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
    }

    private static Options options(@Nullable String arguments) {
        try {
            return Options.of(arguments == null ? "" : arguments);
        } catch (IllegalArgumentException wrong) {
            say(wrong.getMessage() + "; goes on without options");
            return Options.of("");
        }
    }

    /** Loads what rewriting needs, so that none of it is loaded in the middle of another class. */
    private static void warmUp() throws IOException {
        Class<?> sample = TrackingAllocator.class;
        try (InputStream file = sample.getResourceAsStream(sample.getSimpleName() + ".class")) {
            if (file != null) {
                Callees callees = new Callees(List.of("java/"));
                new Rewriter(callees, SiteNumber.LATER).rewrite(file.readAllBytes());
            }
        }
    }

    static void say(@Nullable String line) {
        System.err.println("mayfly agent: " + line);
    }
}
