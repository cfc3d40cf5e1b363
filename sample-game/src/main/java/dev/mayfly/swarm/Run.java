package dev.mayfly.swarm;

import dev.mayfly.context.Context;
import dev.mayfly.swarm.gfx.GraphicsException;
import dev.mayfly.swarm.gfx.Offscreen;
import dev.mayfly.swarm.gfx.Window;
import dev.mayfly.swarm.input.Controls;
import dev.mayfly.swarm.replay.Replay;
import dev.mayfly.swarm.replay.ReplayException;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Decides how to run what the options ask for: in a window where there is a display, headless where
 * that was asked for or there is none.
 */
final class Run {

    /** System property: the picture that a run leaves behind which found no display. */
    static final String PICTURE_PROPERTY = "swarm.picture";

    private static final String USUAL_PICTURE = "swarm.png";

    private final Options options;
    private final PrintStream out;

    /**
     * @param options checked ones
     * @param out for the player to read
     */
    Run(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs to the end and leaves behind what was asked for. */
    void start() throws UsageException, RunException, ReplayException {
        OutputFile.check("--record", options.record);
        OutputFile.check("--report", options.report);
        OutputFile.check("--screenshot", options.screenshot);
        Task playback =
                options.replay == null ? null : Task.playback(Replay.read(options.replay), options);
        if (options.headless) {
            headless(playback == null ? Task.autopilot(options) : playback);
            return;
        }
        Window window;
        try {
            window =
                    new Window(
                            options.width,
                            options.height,
                            !options.noVsync,
                            Context.defaultAllocator());
        } catch (GraphicsException none) {
            withoutDisplay(playback, none);
            return;
        }
        try (window) {
            inWindow(playback == null ? Task.person(options) : playback, window);
        }
    }

    private void inWindow(Task task, Window window) throws RunException {
        Controls controls = task.replay() == null ? new Controls() : null;
        InputSource source = controls == null ? task.source() : _ -> controls.taken();
        Picture picture = options.screenshot == null ? null : picture(options.screenshot);
        try (Session session = new Session(task, options, out)) {
            Simulation simulation = session.simulation(source, false);
            WindowGame game =
                    new WindowGame(simulation, window, session.collections(), controls, picture);
            session.run(game, simulation, false, window.mostFramesPerSecond(), picture);
        }
    }

    private void headless(Task task) throws RunException {
        if (options.screenshot == null) {
            headless(task, null);
        } else {
            try (Offscreen _ = Offscreen.open()) {
                headless(task, picture(options.screenshot));
            } catch (GraphicsException none) {
                throw new RunException(
                        "--screenshot %s: %s".formatted(options.screenshot, none.getMessage()));
            }
        }
    }

    private void headless(Task task, @Nullable Picture picture) throws RunException {
        try (Session session = new Session(task, options, out)) {
            Simulation simulation = session.simulation(task.source(), true);
            HeadlessGame game = new HeadlessGame(simulation, session.collections(), picture);
            session.run(game, simulation, true, 0, picture);
        }
    }

    /**
     * Shows what can be shown to somebody who wanted to play: the demo, or the autopilot in the
     * world that the options describe, and a picture of how it ended if possible.
     */
    private void withoutDisplay(@Nullable Task playback, GraphicsException none)
            throws UsageException, RunException, ReplayException {
        Task task = playback;
        String what = "the replay runs headless";
        if (task == null && options.describeWorld()) {
            task = Task.autopilot(options);
            what = "the autopilot plays headless";
        } else if (task == null) {
            task = Task.playback(Replay.demo(), options);
            what = "the demo runs headless";
        }
        if (options.screenshot != null) {
            headless(task);
            return;
        }
        out.printf("%s: %s.%n", sentence(none), what);
        Path file = usualPicture();
        Offscreen offscreen;
        try {
            OutputFile.check("picture", file);
            offscreen = Offscreen.open();
        } catch (RunException | GraphicsException noPicture) {
            out.printf("No picture of its end: %s.%n", noPicture.getMessage());
            headless(task, null);
            return;
        }
        try (offscreen) {
            headless(task, picture(file));
        }
    }

    private static String sentence(GraphicsException failure) {
        String reason = String.valueOf(failure.getMessage());
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
    }

    /** As short as it can be said from the working directory. */
    private static Path usualPicture() {
        Path file = Path.of(System.getProperty(PICTURE_PROPERTY, USUAL_PICTURE));
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private Picture picture(Path file) {
        return new Picture(file, options.width, options.height);
    }
}
