package dev.mayfly.swarm;

import static java.util.Objects.requireNonNull;

import dev.mayfly.context.Context;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.swarm.gfx.SpriteBatch;
import dev.mayfly.swarm.gfx.View;
import dev.mayfly.swarm.gfx.Window;
import dev.mayfly.swarm.input.Bindings;
import dev.mayfly.swarm.input.Commands;
import dev.mayfly.swarm.input.Controls;
import dev.mayfly.swarm.input.DeviceListener;
import dev.mayfly.swarm.input.Devices;
import dev.mayfly.swarm.input.PlaybackBindings;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Phase;
import dev.mayfly.swarm.sim.Scene;
import dev.mayfly.swarm.sim.World;

import org.joml.Vector2f;
import org.jspecify.annotations.Nullable;

/** The simulation in a window, played by a person or from a replay. */
final class WindowGame implements Game, Commands {

    /** How far from the ship the cross-hair of a gamepad stands, in metres. */
    private static final float STICK_REACH = 9;

    private final Simulation simulation;
    private final Window window;
    private final GcCounter collections;
    private final @Nullable Controls controls;
    private final @Nullable Picture picture;
    private final View view = new View();
    private final Vector2f crosshair = new Vector2f(Float.NaN);
    private final Vector2f target = new Vector2f();

    private @Nullable GameLoop loop;
    private @Nullable Scene scene;
    private @Nullable SpriteBatch batch;
    private @Nullable Devices devices;
    private boolean wantsToggle;

    /**
     * @param window stays the caller's to close
     * @param collections are counted from tick to tick
     * @param controls what the simulation's input comes from, or null for a replay
     * @param picture what to draw at the end, or null
     */
    WindowGame(
            Simulation simulation,
            Window window,
            GcCounter collections,
            @Nullable Controls controls,
            @Nullable Picture picture) {
        this.simulation = simulation;
        this.window = window;
        this.collections = collections;
        this.controls = controls;
        this.picture = picture;
    }

    @Override
    public void start(GameLoop running) {
        loop = running;
        simulation.start(running);
        scene = new Scene(simulation.world(), running.scratch());
        batch = new SpriteBatch(Context.current().allocator());
        DeviceListener listener =
                controls == null ? new PlaybackBindings(this) : new Bindings(controls, this);
        devices = new Devices(window, listener, Context.current().allocator());
        window.show();
        collections.begin();
    }

    @Override
    public void input() {
        window.poll();
        Devices looking = requireNonNull(devices);
        looking.poll();
        if (window.isClosing()) {
            quit();
        }
        if (wantsToggle) {
            wantsToggle = false;
            window.toggleFullScreen();
        }
        if (controls != null && !window.isIcon()) {
            aim(looking, controls);
        }
    }

    /** From the ship to the cursor, or where the stick points; the cross-hair stands there. */
    private void aim(Devices looking, Controls playing) {
        World world = simulation.world();
        float shipX = world.shipX(1);
        float shipY = world.shipY(1);
        lookThrough(world, 1);
        if (looking.stickAims()) {
            float angle = looking.stickAim();
            playing.aim(angle);
            crosshair.set((float) Math.cos(angle), (float) Math.sin(angle)).mul(STICK_REACH);
            crosshair.add(shipX - world.cameraX(1), shipY - world.cameraY(1));
        } else {
            view.toScreen(window.cursorX(), window.cursorY(), crosshair);
            view.toWorld(target.set(crosshair));
            playing.aim((float) Math.atan2(target.y - shipY, target.x - shipX));
        }
    }

    private float lookThrough(World world, float alpha) {
        float aspect = view.fit(window.framebufferWidth(), window.framebufferHeight());
        view.look(world.cameraX(alpha), world.cameraY(alpha));
        return aspect;
    }

    @Override
    public void tick(long tick) {
        simulation.tick(tick);
    }

    @Override
    public void render(double between) {
        if (window.isIcon()) {
            return;
        }
        World world = simulation.world();
        float alpha = (float) between;
        float aspect = lookThrough(world, alpha);
        DrawElementArray list =
                requireNonNull(scene).build(alpha, aspect, crosshair.x, crosshair.y);
        requireNonNull(batch).draw(list, view);
        window.swap();
    }

    @Override
    public Phase phase() {
        return simulation.world().phase();
    }

    @Override
    public void quit() {
        requireNonNull(loop).stop();
    }

    @Override
    public void togglePlayback() {
        GameLoop running = requireNonNull(loop);
        if (running.isPaused()) {
            running.resume();
        } else {
            running.pause();
        }
    }

    /** Not at once, because the window is still handing out events. */
    @Override
    public void toggleFullScreen() {
        wantsToggle = true;
    }

    @Override
    public void close() {
        collections.end();
        try (simulation;
                SpriteBatch drawing = batch;
                Devices _ = devices) {
            if (picture != null && drawing != null) {
                picture.take(simulation.world(), drawing);
            }
        }
    }
}
