package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Writes the report when the program ends, however it does: by itself, by {@code System.exit}, by
 * an exception that nobody caught, or by a signal such as SIGTERM or Ctrl-C.
 *
 * <p>The JVM runs what is registered for its end all at once. What frees memory there has freed it
 * before the report is made: it waits for the other threads, those of the game that go on included,
 * but not for those that wait for somebody themselves, and for no more than five seconds together;
 * what {@link #after} names it waits for in any case. Then it looks for writes to blocks in
 * quarantine, unless the allocator below them is closed.
 *
 * <p>With {@code -Dmayfly.report=FOLDER} on the command line it also writes {@code
 * mayfly-report.txt}, {@code .json}, {@code .collapsed} and {@code .html} there, as {@link
 * LeakReport#write} does.
 *
 * <p>Until then the live bytes are sampled for the page's plot, by {@link Advisors#tick}, or once a
 * second if nobody calls it; and a {@link MayflyMXBean} shows them to JMX.
 *
 * <p><b>Thread:</b> any may install it; the report is made on a thread of the JVM's.
 */
public final class ExitReport {

    /** The system property that names the folder for the files. */
    public static final String PROPERTY = "mayfly.report";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** Where the thread is that ends the JVM. */
    private static final String ENDING = "java.lang.ApplicationShutdownHooks";

    private static final Set<Thread> FIRST = new CopyOnWriteArraySet<>();

    private static boolean installed;

    private ExitReport() {}

    /**
     * Has the report of all tracking allocators written to {@code System.err} when the program
     * ends. Doing it twice is doing it once.
     */
    public static synchronized void install() {
        if (!installed) {
            installed = true;
            String folder = System.getProperty(PROPERTY);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> last(folder), "mayfly exit report"));
            Sampler.start();
            MayflyMXBean.register();
        }
    }

    /**
     * Has the report wait for a thread that is registered for the JVM's end as well, {@link
     * Runtime#addShutdownHook}, and ends the game in good order: however idle it looks, and as long
     * as it takes. It must not wait for the report itself. Without a report this does nothing.
     *
     * @param hook a thread that is registered already
     */
    public static void after(Thread hook) {
        FIRST.add(hook);
    }

    /**
     * Takes {@link #after} back: for a thread that is registered no longer.
     *
     * @param hook the thread
     */
    public static void notAfter(Thread hook) {
        FIRST.remove(hook);
    }

    private static void last(@Nullable String folder) {
        try {
            awaitFirst();
            awaitOthers();
        } catch (InterruptedException now) {
            // The report is made at once.
        }
        checkQuarantines();
        write(System.err, folder);
    }

    /** Nobody frees any more, so that no block leaves the quarantine and is looked at for it. */
    private static void checkQuarantines() {
        // Where it was found, which is nowhere in the program.
        CallSites.enter(
                CallSites.register(
                        ExitReport.class.getName(), "checkQuarantines", "ExitReport.java", 0));
        for (TrackingAllocator tracker : Trackers.all()) {
            try {
                tracker.checkQuarantine();
            } catch (RuntimeException known) {
                // It is on record, and the policy's exception would reach nobody.
            }
        }
        CallSites.leave();
    }

    /** The JVM starts what is registered in any order, so one of them may not have begun yet. */
    private static void awaitFirst() throws InterruptedException {
        for (Thread hook : FIRST) {
            while (hook.getState() == Thread.State.NEW && FIRST.contains(hook)) {
                Thread.sleep(LOOK_AGAIN);
            }
            hook.join();
        }
    }

    /** Looks twice: what was registered may have been started just after the first look. */
    private static void awaitOthers() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() < end) {
            Thread busy = busy();
            if (busy == null) {
                quiet++;
            } else {
                quiet = 0;
                busy.join(LOOK_AGAIN);
            }
        }
    }

    /** Another thread that may have something to free yet; null if there is none. */
    private static @Nullable Thread busy() {
        for (Map.Entry<Thread, StackTraceElement[]> other : Thread.getAllStackTraces().entrySet()) {
            Thread thread = other.getKey();
            boolean counts = !thread.isDaemon() || isIn(other.getValue(), ENDING);
            if (counts
                    && thread != Thread.currentThread()
                    && !isIdle(thread.getState())
                    && !waitsForItsTurn(other.getValue())) {
                return thread;
            }
        }
        return null;
    }

    /**
     * The thread that ends the JVM is idle too, from when it has started everything that is
     * registered: it waits for this thread then.
     */
    private static boolean isIdle(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
    }

    /** Whether a thread wants to end the JVM that another is ending. */
    private static boolean waitsForItsTurn(StackTraceElement[] stack) {
        return isIn(stack, "java.lang.Shutdown") && !isIn(stack, ENDING);
    }

    private static boolean isIn(StackTraceElement[] stack, String className) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(className));
    }

    static void write(PrintStream out, @Nullable String folder) {
        LeakReport report = LeakReport.now();
        out.print(report.text());
        if (folder != null) {
            try {
                report.write(Path.of(folder));
            } catch (IOException | IllegalArgumentException failed) {
                out.printf("no report in \"%s\", see -D%s: %s%n", folder, PROPERTY, failed);
            }
        }
        out.flush();
    }
}
