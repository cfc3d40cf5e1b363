package dev.mayfly.swarm;

import static java.util.Objects.requireNonNull;

import dev.mayfly.context.Context;
import dev.mayfly.loop.FramesInFlight;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.PipelinedGame;
import dev.mayfly.swarm.gfx.SpriteBatch;
import dev.mayfly.swarm.gfx.View;
import dev.mayfly.swarm.gfx.Window;
import dev.mayfly.swarm.input.Bindings;
import dev.mayfly.swarm.input.Commands;
import dev.mayfly.swarm.input.Controls;
import dev.mayfly.swarm.input.DeviceListener;
import dev.mayfly.swarm.input.Devices;
import dev.mayfly.swarm.input.PlaybackBindings;
import dev.mayfly.swarm.sim.Crosshair;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Phase;
import dev.mayfly.swarm.sim.Scene;
import dev.mayfly.swarm.sim.World;

import org.joml.Vector2f;
import org.jspecify.annotations.Nullable;

/**
 * The simulation in a window, played by a person or from a replay.
 *
 * <p>A tick ends with the draw list of its picture, in a frame in flight, and while the next one
 * runs the window shows it, as often as the screen wants and each time a little further on the way
 * from the tick before. What input and pictures need of the world besides is written down between
 * two ticks.
 */
final class WindowGame implements PipelinedGame, Commands {

    /** How far from the ship the cross-hair of a gamepad stands, in metres. */
    private static final float STICK_REACH = 9;

    private final Simulation simulation;
    private final Window window;
    private final GcCounter collections;
    private final @Nullable Controls controls;
    private final @Nullable Picture picture;
    private final View view = new View();
    private final Vector2f aimed = new Vector2f(Float.NaN);
    private final Vector2f target = new Vector2f();

    private @Nullable GameLoop loop;
    private @Nullable SpriteBatch batch;
    private @Nullable Crosshair crosshair;
    private @Nullable Devices devices;
    private boolean wantsToggle;

    // The ticks'.
    private @Nullable FramesInFlight frames;
    private @Nullable Scene scene;
    private float aspect = 16f / 9f;

    /** For each frame in flight its own. */
    private DrawElementArray[] lists = {};

    // Of the tick that is shown.
    private @Nullable DrawElementArray shown;
    private Phase phase = Phase.TITLE;
    private final Vector2f ship = new Vector2f();
    private final Vector2f cameraBefore = new Vector2f();
    private final Vector2f camera = new Vector2f();

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
        FramesInFlight flying = requireNonNull(running.framesInFlight());
        frames = flying;
        lists = new DrawElementArray[flying.count()];
        for (int slot = 0; slot < lists.length; slot++) {
            lists[slot] = DrawElementArray.create(flying.arena(slot));
        }
        look(simulation.world());
        crosshair = new Crosshair(Context.current().tempAllocator());
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
        fitView(1);
        if (looking.stickAims()) {
            float angle = looking.stickAim();
            playing.aim(angle);
            aimed.set((float) Math.cos(angle), (float) Math.sin(angle)).mul(STICK_REACH);
            aimed.add(ship).sub(camera);
        } else {
            view.toScreen(window.cursorX(), window.cursorY(), aimed);
            view.toWorld(target.set(aimed)).sub(ship);
            playing.aim((float) Math.atan2(target.y, target.x));
        }
    }

    /** Looks at the shown tick at a moment of it. Width by height of what is seen. */
    private float fitView(float alpha) {
        float seen = view.fit(window.framebufferWidth(), window.framebufferHeight());
        cameraBefore.lerp(camera, alpha, target);
        view.look(target.x, target.y);
        return seen;
    }

    @Override
    public void beforeTick(long tick) {
        if (controls != null) {
            controls.take();
        }
        if (!window.isIcon()) {
            aspect = fitView(1);
        }
    }

    @Override
    public void tick(long tick) {
        simulation.tick(tick);
        requireNonNull(scene).build(aspect, lists[requireNonNull(frames).slot()]);
    }

    @Override
    public void afterTick(long tick) {
        shown = lists[requireNonNull(frames).slot()];
        look(simulation.world());
    }

    /** Writes down what is asked for while the next tick runs. */
    private void look(World world) {
        phase = world.phase();
        ship.set(world.shipX(1), world.shipY(1));
        cameraBefore.set(world.cameraX(0), world.cameraY(0));
        camera.set(world.cameraX(1), world.cameraY(1));
    }

    @Override
    public void render(double between) {
        if (window.isIcon()) {
            return;
        }
        // Nothing moves while the game is paused, and so nothing is between two ticks.
        float alpha = phase == Phase.PAUSED ? 1 : (float) between;
        fitView(alpha);
        DrawElementArray over = requireNonNull(crosshair).build(aimed.x, aimed.y);
        requireNonNull(batch).draw(requireNonNull(shown), over, view, alpha);
        window.swap();
    }

    @Override
    public Phase phase() {
        return phase;
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
