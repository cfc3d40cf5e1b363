package dev.mayfly.bench.frame;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The command line, as it was typed. */
@Command(
        name = "frame-time",
        sortOptions = false,
        separator = " ",
        usageHelpAutoWidth = true,
        description =
                "Measures how long the scratch-heavy part of Swarm's tick takes with one way of"
                        + " getting memory. Ticks run back to back.",
        footer = {
            "",
            "Exit status: 0 when all went well, 1 when it did not, 2 for a wrong command line."
        })
final class FrameOptions {

    /** More would need sort keys of more bits than {@link Rules#KEY_BITS}. */
    private static final int MOST_ENEMIES = 500_000;

    private static final long MOST_TICKS = 100_000_000;

    @Option(names = "--way", paramLabel = "NAME", description = "Which way; --list names them.")
    @Nullable String way;

    @Option(
            names = "--enemies",
            paramLabel = "N",
            description = "How many enemies there are (default: ${DEFAULT-VALUE}).")
    int enemies = 10_000;

    @Option(
            names = "--ticks",
            paramLabel = "N",
            description = "How many ticks are measured (default: ${DEFAULT-VALUE}).")
    long ticks = 1000;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "How many ticks are run before (default: ${DEFAULT-VALUE}).")
    long warmup = 500;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where chance comes from (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the result goes, one JSON object (default: standard output).")
    @Nullable Path out;

    @Option(names = "--list", help = true, description = "List the ways and what they are.")
    boolean list;

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;

    /**
     * Checks the values.
     *
     * @return the way that is meant
     * @throws UsageException if one makes no sense
     */
    FrameWay check() throws UsageException {
        range("--enemies", enemies, 1, MOST_ENEMIES);
        range("--ticks", ticks, 1, MOST_TICKS);
        range("--warmup", warmup, 0, MOST_TICKS);
        if (out != null && (Files.isDirectory(out) || !isInAFolder(out))) {
            throw new UsageException(
                    "--out is %s: it must be a file in a folder that is there".formatted(out));
        }
        if (way == null) {
            throw new UsageException("--way is missing: it must be one of " + ways());
        }
        FrameWay meant = FrameWay.named(way);
        if (meant == null) {
            throw new UsageException("--way is %s: it must be one of %s".formatted(way, ways()));
        }
        return meant;
    }

    private static boolean isInAFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder);
    }

    private static String ways() {
        return Arrays.stream(FrameWay.values())
                .map(each -> each.id)
                .collect(Collectors.joining(", "));
    }

    private static void range(String option, long value, long least, long most)
            throws UsageException {
        if (value < least || value > most) {
            throw new UsageException(
                    "%s is %d: it must be from %d to %d".formatted(option, value, least, most));
        }
    }

    /** A command line that makes no sense. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }
}
