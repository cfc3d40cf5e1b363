package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes the report when the program ends, however it does: by itself, by {@code System.exit}, by
 * an exception that nobody caught, or by a signal such as SIGTERM or Ctrl-C.
 *
 * <p>The JVM runs what is registered for its end all at once. What frees memory there has freed it
 * before the report is made: it waits for the other threads, those of the game that go on included,
 * but for no more than two seconds together.
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

    private static final Duration PATIENCE = Duration.ofSeconds(2);

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

    private static void last(@Nullable String folder) {
        try {
            awaitOthers();
        } catch (InterruptedException now) {
            // The report is made at once.
        }
        write(System.err, folder);
    }

    private static void awaitOthers() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<Thread, StackTraceElement[]> other : Thread.getAllStackTraces().entrySet()) {
            long left = end - System.nanoTime();
            if (left > 0 && isWorthWaitingFor(other.getKey(), other.getValue())) {
                other.getKey().join(Duration.ofNanos(left));
            }
        }
    }

    /** Not for what waits for this itself: the thread that ends the JVM, and those that tried. */
    private static boolean isWorthWaitingFor(Thread thread, StackTraceElement[] stack) {
        return !thread.isDaemon()
                && thread != Thread.currentThread()
                && !thread.getName().equals("DestroyJavaVM")
                && Arrays.stream(stack)
                        .noneMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
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
