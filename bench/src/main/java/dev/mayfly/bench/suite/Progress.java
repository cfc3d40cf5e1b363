package dev.mayfly.bench.suite;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that says what runs, how far it is, and how long it will take: written over in a
 * terminal, a new one for each step elsewhere.
 */
final class Progress {

    private final PrintStream out;
    private final boolean terminal;
    private int longest;
    private String lastStep = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Knows whether somebody is watching. */
    static Progress onConsole(PrintStream out) {
        return new Progress(out, System.console() != null && System.console().isTerminal());
    }

    /**
     * Something starts.
     *
     * @param step what, in a few words
     * @param detail which part of it; said in a terminal only
     * @param doneSeconds since the suite was started
     * @param leftSeconds until it is done, as far as can be told
     */
    synchronized void show(String step, String detail, double doneSeconds, double leftSeconds) {
        String line =
                "%3.0f %%, %s done, about %s left: %s"
                        .formatted(
                                100 * doneSeconds / Math.max(1, doneSeconds + leftSeconds),
                                minutes(doneSeconds),
                                minutes(leftSeconds),
                                terminal && !detail.isEmpty() ? step + ": " + detail : step);
        if (terminal) {
            longest = Math.max(longest, line.length());
            out.print("\r" + line + " ".repeat(longest - line.length()));
            out.flush();
        } else if (!step.equals(lastStep)) {
            out.println(line);
        }
        lastStep = step;
    }

    /** Nothing is written over any more. */
    synchronized void end() {
        if (terminal && longest > 0) {
            out.println();
        }
        longest = 0;
    }

    static String minutes(double seconds) {
        long rounded = Math.round(Math.max(0, seconds));
        return String.format(Locale.ROOT, "%d:%02d", rounded / 60, rounded % 60);
    }
}
