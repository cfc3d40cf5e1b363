package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Writes the report when the program ends, however it does: by itself, by {@code System.exit}, by
 * an exception that nobody caught, or by a signal such as SIGTERM or Ctrl-C.
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
                    .addShutdownHook(
                            new Thread(() -> write(System.err, folder), "mayfly exit report"));
            Sampler.start();
            MayflyMXBean.register();
        }
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
