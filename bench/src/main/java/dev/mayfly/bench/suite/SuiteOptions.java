package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The command line, as the pom makes it of {@code -Dbench…}; an empty value is as good as none. */
@Command(
        name = "suite",
        sortOptions = false,
        description = "Measures Mayfly next to its peers and writes a page.",
        footer = {
            "",
            "Exit status: 0 when all went well; 1 when ways of doing the same had different"
                + " results, or something got worse than the baseline; 2 for a wrong command line."
        })
final class SuiteOptions {

    private static final double MOST_MINUTES = 100_000;

    @Option(
            names = "--mode",
            paramLabel = "short|full",
            description = "-Dbench=…: what fits into ten minutes, or everything, for hours.")
    String mode = "short";

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description =
                    "-Dbench.filter=…: only comparisons whose id, title or benchmark it is found"
                            + " in.")
    String filter = "";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "-Dbench.minutes=…: when to be done, instead of what the mode says.")
    String minutes = "";

    @Option(
            names = "--baseline",
            paramLabel = "FILE.json",
            description = "-Dbench.baseline=…: an earlier run, which ratios are compared with.")
    String baseline = "";

    @Option(
            names = "--readme",
            paramLabel = "FILE.md",
            description = "-Dbench.readme=…: where the summary goes as well; true is README.md.")
    String readme = "";

    @Option(
            names = "--from",
            paramLabel = "FILE.json",
            description = "-Dbench.from=…: measures nothing, makes the page of an earlier run.")
    String from = "";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where results.json and index.html go (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("bench", "target", "bench");

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;

    /**
     * Looks at all of them.
     *
     * @throws UsageException if one is wrong; the message says which
     */
    void check() throws UsageException {
        mode();
        filter();
        minutes();
    }

    Mode mode() throws UsageException {
        String wanted = mode.isEmpty() ? "short" : mode;
        return Arrays.stream(Mode.values())
                .filter(each -> each.label().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "-Dbench=" + mode + ": it is short or full, nothing else"));
    }

    boolean hasFilter() {
        return !filter.isEmpty();
    }

    Pattern filter() throws UsageException {
        try {
            return Pattern.compile(filter);
        } catch (PatternSyntaxException wrong) {
            throw new UsageException(
                    "-Dbench.filter="
                            + filter
                            + " is no regular expression: "
                            + wrong.getDescription());
        }
    }

    /** Minutes; 0 for no end. */
    double minutes() throws UsageException {
        if (minutes.isEmpty()) {
            return mode().minutes;
        }
        double value;
        try {
            value = Double.parseDouble(minutes);
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (!(value > 0 && value <= MOST_MINUTES)) {
            throw new UsageException(
                    "-Dbench.minutes=" + minutes + " is not a number of minutes above 0");
        }
        return value;
    }

    @Nullable Path baseline() {
        return baseline.isEmpty() ? null : Path.of(baseline);
    }

    @Nullable Path from() {
        return from.isEmpty() ? null : Path.of(from);
    }

    /** Maven makes {@code true} of an option without a value. */
    @Nullable Path readme() {
        if (List.of("", "false").contains(readme)) {
            return null;
        }
        return Path.of(readme.equals("true") ? "README.md" : readme);
    }
}
