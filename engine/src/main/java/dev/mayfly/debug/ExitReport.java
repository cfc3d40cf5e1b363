package dev.mayfly.debug;

import java.io.PrintStream;

/**
 * Writes the report when the program ends, however it does: by itself, by {@code System.exit}, by
 * an exception that nobody caught, or by a signal such as SIGTERM or Ctrl-C.
 *
 * <p><b>Thread:</b> any may install it; the report is made on a thread of the JVM's.
 */
public final class ExitReport {

    private static boolean installed;

    private ExitReport() {}

    /**
     * Has the report of all tracking allocators written to {@code System.err} when the program
     * ends. Doing it twice is doing it once.
     */
    public static synchronized void install() {
        if (!installed) {
            installed = true;
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> write(System.err), "mayfly exit report"));
        }
    }

    static void write(PrintStream out) {
        out.print(LeakReport.now().text());
        out.flush();
    }
}
