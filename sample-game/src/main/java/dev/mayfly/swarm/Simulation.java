package dev.mayfly.swarm;

import static java.util.Objects.requireNonNull;

import dev.mayfly.context.Context;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.swarm.replay.ReplayRecorder;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Scene;
import dev.mayfly.swarm.sim.World;

import org.jspecify.annotations.Nullable;

/** The simulation as a {@link Game} without a window: a world, and whoever plays in it. */
public final class Simulation implements Game {

    private static final float ASPECT = 16f / 9f;

    private final long seed;
    private final int enemies;
    private final InputSource source;
    private final @Nullable ReplayRecorder recorder;
    private final boolean drawing;

    private @Nullable World world;
    private @Nullable Scene scene;
    private @Nullable DrawElementArray drawn;
    private @Nullable Outcome outcome;

    /**
     * @param seed where the world's chance comes from
     * @param enemies 0 for the normal game; otherwise how many enemies the swarm mode keeps alive
     * @param source who plays
     * @param recorder writes the input down, or null; stays the caller's to write and close
     * @param drawing whether each tick also builds the draw list, as a headless run does, so that
     *     it measures a whole frame's work
     */
    public Simulation(
            long seed,
            int enemies,
            InputSource source,
            @Nullable ReplayRecorder recorder,
            boolean drawing) {
        this.seed = seed;
        this.enemies = enemies;
        this.source = source;
        this.recorder = recorder;
        this.drawing = drawing;
    }

    @Override
    public void start(GameLoop running) {
        World made =
                new World(
                        Context.current().allocator(),
                        running.scratch(),
                        running.workers(),
                        seed,
                        enemies);
        world = made;
        if (drawing) {
            scene = new Scene(made, running.scratch());
            drawn = DrawElementArray.create(running.scratch());
        }
    }

    @Override
    public void tick(long tick) {
        World current = world();
        long input = source.next(current);
        if (recorder != null) {
            recorder.add(input);
        }
        current.tick(input);
        if (scene != null && drawn != null) {
            scene.build(ASPECT, drawn);
        }
    }

    @Override
    public void close() {
        World current = world;
        if (current != null && outcome == null) {
            outcome = Outcome.of(current, seed, enemies);
            current.close();
        }
    }

    /** The world, from {@link #start} on. */
    public World world() {
        return requireNonNull(world, "the simulation has not started");
    }

    /** How it ended, once the simulation is closed. */
    public Outcome outcome() {
        return requireNonNull(outcome, "the simulation has not ended");
    }
}
