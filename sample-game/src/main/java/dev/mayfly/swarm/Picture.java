package dev.mayfly.swarm;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.swarm.gfx.Canvas;
import dev.mayfly.swarm.gfx.GraphicsException;
import dev.mayfly.swarm.gfx.SpriteBatch;
import dev.mayfly.swarm.gfx.View;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Scene;
import dev.mayfly.swarm.sim.World;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** A picture of the last tick, drawn offscreen when the run ends. */
final class Picture {

    private final Path file;
    private final int width;
    private final int height;
    private @Nullable String failure;

    /**
     * @param file where it will go
     * @param width in pixels
     * @param height in pixels
     */
    Picture(Path file, int width, int height) {
        this.file = file;
        this.width = width;
        this.height = height;
    }

    /**
     * Draws the world as it is and writes the file. Does not throw if it cannot: a run that went
     * well still has its other results.
     *
     * @param batch of the current OpenGL context
     */
    void take(World world, SpriteBatch batch) {
        View view = new View();
        float aspect = view.fit(width, height);
        view.look(world.cameraX(1), world.cameraY(1));
        // Not in the loop's scratch, whose figures are about ticks.
        try (FrameArena arena = FrameArena.builder().name("picture").build();
                Canvas canvas = new Canvas(width, height)) {
            DrawElementArray list = DrawElementArray.create(arena);
            new Scene(world, arena).build(aspect, list);
            canvas.draw(batch, list, DrawElementArray.create(arena), view, 1);
            canvas.writePng(file, arena);
        } catch (IOException | GraphicsException broken) {
            failure = "--screenshot %s: %s".formatted(file, Reason.of(broken));
        }
    }

    /** Where it went. */
    Path file() {
        return file;
    }

    /** Why there is none, as a line for the user; or null. */
    @Nullable String failure() {
        return failure;
    }
}
