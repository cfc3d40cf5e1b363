package dev.mayfly.swarm;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.loop.FramesInFlight;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.loop.Workers;
import dev.mayfly.swarm.replay.Replay;
import dev.mayfly.swarm.replay.ReplayRecorder;
import dev.mayfly.swarm.report.Report;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** One run of the game: its memory, its loop, and what it leaves behind. */
final class Session implements AutoCloseable {

    /** Ticks that a headless run does not measure, while the JIT compiler is at work. */
    private static final long MOST_WARMUP_TICKS = 600;

    /** The same in a window, where the player may leave at any time. */
    private static final long WINDOW_WARMUP_TICKS = 60;

    private static boolean rehearsed;

    private final Task task;
    private final Options options;
    private final PrintStream out;
    private final LimitAllocator persistent = new LimitAllocator(Context.defaultAllocator());
    private final FrameArena scratch = FrameArena.create();
    private final Workers workers;

    /** For pictures: one is drawn while the next is made. */
    private final FramesInFlight frames = FramesInFlight.createShared(2);

    private final GcCounter collections = new GcCounter();
    private final @Nullable ReplayRecorder recorder;

    /**
     * @param out for the player to read
     */
    Session(Task task, Options options, PrintStream out) {
        this.task = task;
        this.options = options;
        this.out = out;
        workers = Workers.create(options.workers());
        recorder =
                options.record == null
                        ? null
                        : new ReplayRecorder(persistent, task.seed(), task.enemies());
    }

    /**
     * The simulation to run.
     *
     * @param source who plays
     * @param drawing whether ticks build the draw list, because nobody else does
     */
    Simulation simulation(InputSource source, boolean drawing) {
        return new Simulation(task.seed(), task.enemies(), source, recorder, drawing);
    }

    /** What counts the garbage collections of the run. */
    GcCounter collections() {
        return collections;
    }

    /**
     * Runs to the end, then writes files and summary.
     *
     * @param game what shows the simulation
     * @param framesPerSecond as {@link GameLoop.Builder#framesPerSecond} has it
     * @param picture what the game draws at the end, or null
     * @throws RunException if a file could not be written, or a replay ended in another state than
     *     it was recorded with
     */
    void run(
            Game game,
            Simulation simulation,
            boolean headless,
            int framesPerSecond,
            @Nullable Picture picture)
            throws RunException {
        if (headless && (options.report != null || task.ticks() > MOST_WARMUP_TICKS)) {
            rehearse();
        }
        long warmup = headless ? MOST_WARMUP_TICKS : WINDOW_WARMUP_TICKS;
        GameLoop loop =
                GameLoop.builder(options.plantLeak ? new LeakingGame(game) : game)
                        .headless(headless)
                        .framesPerSecond(framesPerSecond)
                        .maxTicks(task.ticks())
                        .warmupTicks(Math.min(warmup, task.ticks() / 2))
                        .allocator(persistent)
                        .scratch(scratch)
                        .workers(workers)
                        .framesInFlight(frames)
                        .pipelined(!headless && isPipelined())
                        .build();
        try (StopSignal _ = new StopSignal(loop)) {
            out.println(task);
            LoopStatistics statistics = loop.run();
            Outcome outcome = simulation.outcome();
            leaveBehind(
                    outcome,
                    Report.of(outcome, statistics, scratch, persistent, collections.collections()),
                    picture);
        }
    }

    /**
     * A tick of the normal game takes a fraction of a millisecond: there is nothing to overlap that
     * would be worth the delay.
     */
    private boolean isPipelined() {
        return options.pipeline == null ? task.enemies() > 0 : options.pipeline;
    }

    /** Once is enough for a process. */
    private static void rehearse() {
        if (!rehearsed) {
            Rehearsal.play();
            rehearsed = true;
        }
    }

    private void leaveBehind(Outcome outcome, Report report, @Nullable Picture picture)
            throws RunException {
        List<String> failures = new ArrayList<>();
        List<String> files = new ArrayList<>();
        if (recorder != null && options.record != null) {
            try {
                recorder.write(options.record, outcome.checksum());
                files.add("recording   " + options.record);
            } catch (IOException broken) {
                failures.add("--record %s: %s".formatted(options.record, Reason.of(broken)));
            }
        }
        if (options.report != null) {
            try {
                report.write(options.report);
                files.add("report      " + options.report);
            } catch (IOException broken) {
                failures.add("--report %s: %s".formatted(options.report, Reason.of(broken)));
            }
        }
        if (picture != null) {
            String failure = picture.failure();
            if (failure == null) {
                files.add("screenshot  " + picture.file());
            } else {
                failures.add(failure);
            }
        }
        Replay replay = task.replay();
        if (replay != null && outcome.ticks() == replay.ticks()) {
            if (outcome.checksum() != replay.checksum()) {
                throw new RunException(
                        ("the replay ends with checksum %016x and was recorded with %016x: it is"
                                        + " from another version of the game")
                                .formatted(outcome.checksum(), replay.checksum()));
            }
            files.addFirst("replay      ended as it was recorded");
        } else if (replay != null) {
            files.addFirst(
                    "replay      left after %,d of %,d ticks, so its end was not compared"
                            .formatted(outcome.ticks(), replay.ticks()));
        }
        out.println(report.summary().strip());
        files.forEach(out::println);
        if (!failures.isEmpty()) {
            throw new RunException(String.join("; ", failures));
        }
    }

    /**
     * Gives the memory back.
     *
     * @throws IllegalStateException if a part of the game has kept some
     */
    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
        workers.close();
        frames.close();
        scratch.close();
        if (persistent.used() != 0) {
            throw new IllegalStateException(
                    "%d bytes of persistent memory were never freed".formatted(persistent.used()));
        }
    }
}
