package dev.mayfly.swarm;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The command line, as it was typed. */
@Command(
        name = "swarm",
        sortOptions = false,
        separator = " ",
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        version = "Swarm 0.1.0, the sample game of Mayfly",
        description = {
            "A top-down arena shooter whose every tick lives in a frame arena.",
            "",
            "W A S D or the arrows move, the mouse aims, left button or Space fires, P or Escape"
                    + " pauses, Enter confirms, F11 is full screen, Q leaves. A gamepad works too.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 when all went well, 1 when it did not, 2 for a wrong command line."
        })
final class Options {

    private static final int MOST_ENEMIES = 1_000_000;
    private static final int MOST_WORKERS = 64;
    private static final int USUAL_WORKERS = 4;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 16384;

    @Option(
            names = "--headless",
            description = "No window: the autopilot, or a replay, runs as fast as it can.")
    boolean headless;

    @Option(
            names = "--ticks",
            paramLabel = "N",
            description =
                    "End after so many ticks, 60 a second (headless: 3600, or all of a"
                            + " replay; in a window: when the player leaves).")
    @Nullable Long ticks;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Where chance comes from, a whole number: the same seed and input make the same"
                            + " game (headless: 1; in a window: by chance).")
    @Nullable Long seed;

    @Option(
            names = "--enemies",
            paramLabel = "N",
            description = "Swarm mode: keep so many enemies alive, instead of waves that grow.")
    @Nullable Integer enemies;

    @Option(names = "--replay", paramLabel = "FILE", description = "Play a recording back.")
    @Nullable Path replay;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write down what the player, or the autopilot, does.")
    @Nullable Path record;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE.png",
            description = "Draw the last tick into a picture.")
    @Nullable Path screenshot;

    @Option(
            names = "--report",
            paramLabel = "FILE.json",
            description = "Write what the run did and what it cost.")
    @Nullable Path report;

    @Option(
            names = "--width",
            paramLabel = "N",
            description = "Width of window and screenshot (default: ${DEFAULT-VALUE}).")
    int width = 1280;

    @Option(
            names = "--height",
            paramLabel = "N",
            description = "Height of window and screenshot (default: ${DEFAULT-VALUE}).")
    int height = 720;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many threads share the work of a tick, which changes nothing else; 1 for"
                            + " no threads (default: as many as there are processors, up to 4).")
    @Nullable Integer workers;

    @Option(
            names = "--no-vsync",
            description = "Draw as often as possible instead of as often as the screen shows it.")
    boolean noVsync;

    @Option(
            names = "--pipeline",
            negatable = true,
            description =
                    "Draw each tick while the next one is computed: more pictures where ticks take"
                            + " long, a sixtieth of a second more delay (default: in swarm mode).")
    @Nullable Boolean pipeline;

    @Option(
            names = "--plant-leak",
            hidden = true,
            description = "Forget a block of memory, for the debug build to find.")
    boolean plantLeak;

    @Option(names = "--help", usageHelp = true, description = "Show this.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    /** Whether they ask for a world of their own, rather than for a recorded one. */
    boolean describeWorld() {
        return seed != null || enemies != null || ticks != null || record != null;
    }

    /** How many threads share the work, the main one included. */
    int workers() {
        return workers == null
                ? Math.min(Runtime.getRuntime().availableProcessors(), USUAL_WORKERS)
                : workers;
    }

    /**
     * Checks what can be known without looking at files.
     *
     * @throws UsageException if a value is out of range, or two options contradict each other
     */
    void check() throws UsageException {
        range("--ticks", ticks, 0, Long.MAX_VALUE);
        range("--enemies", enemies, 0, MOST_ENEMIES);
        range("--workers", workers, 1, MOST_WORKERS);
        range("--width", width, SMALLEST, LARGEST);
        range("--height", height, SMALLEST, LARGEST);
        if (replay != null) {
            contradiction("--seed", seed, "a replay brings its own seed");
            contradiction("--enemies", enemies, "a replay brings its own enemies");
            contradiction("--record", record, "a replay is a recording already");
        }
        if (headless && noVsync) {
            throw new UsageException("--no-vsync is for a window, and --headless has none");
        }
        if (headless && pipeline != null) {
            throw new UsageException("--pipeline is for a window, and --headless has none");
        }
        same("--record", record, "--report", report);
        same("--record", record, "--screenshot", screenshot);
        same("--report", report, "--screenshot", screenshot);
        same("--replay", replay, "--report", report);
        same("--replay", replay, "--screenshot", screenshot);
    }

    private static void range(String option, @Nullable Number value, long least, long most)
            throws UsageException {
        if (value != null && value.longValue() < least) {
            throw new UsageException(
                    "%s is %s: it must be %d or more".formatted(option, value, least));
        }
        if (value != null && value.longValue() > most) {
            throw new UsageException(
                    "%s is %s: it must be %d or less".formatted(option, value, most));
        }
    }

    private static void contradiction(String option, @Nullable Object value, String why)
            throws UsageException {
        if (value != null) {
            throw new UsageException(
                    "%s and --replay exclude each other: %s".formatted(option, why));
        }
    }

    private static void same(
            String option, @Nullable Path file, String other, @Nullable Path otherFile)
            throws UsageException {
        if (file != null
                && otherFile != null
                && file.toAbsolutePath()
                        .normalize()
                        .equals(otherFile.toAbsolutePath().normalize())) {
            throw new UsageException(
                    "%s and %s are the same file %s".formatted(option, other, file));
        }
    }
}
