package dev.mayfly.swarm;

import dev.mayfly.context.Context;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.swarm.gfx.SpriteBatch;

import org.jspecify.annotations.Nullable;

/** The simulation without a window, and perhaps a picture of its last tick. */
final class HeadlessGame implements Game {

    private final Simulation simulation;
    private final GcCounter collections;
    private final @Nullable Picture picture;

    private @Nullable SpriteBatch batch;

    /**
     * @param collections are counted from tick to tick
     * @param picture what to draw at the end, in an OpenGL context that is there already; or null
     */
    HeadlessGame(Simulation simulation, GcCounter collections, @Nullable Picture picture) {
        this.simulation = simulation;
        this.collections = collections;
        this.picture = picture;
    }

    @Override
    public void start(GameLoop running) {
        if (picture != null) {
            batch = new SpriteBatch(Context.current().allocator());
        }
        simulation.start(running);
        collections.begin();
    }

    @Override
    public void tick(long tick) {
        simulation.tick(tick);
    }

    @Override
    public void close() {
        collections.end();
        try (simulation;
                SpriteBatch drawing = batch) {
            if (picture != null && drawing != null) {
                picture.take(simulation.world(), drawing);
            }
        }
    }
}
