package dev.mayfly.swarm.gfx;

import dev.mayfly.swarm.sim.DrawElement;

import org.joml.Matrix3x2f;
import org.joml.Vector2f;

import java.nio.ByteBuffer;

/**
 * What part of the world is seen: {@link DrawElement#VIEW_HEIGHT} metres high, as wide as the
 * window allows, centred on a point. A window that is higher than wide shows a square in its
 * middle. Everything is preallocated.
 */
public final class View {

    /** Bytes of a matrix: six floats, column after column. */
    static final int MATRIX_BYTES = 24;

    /** The display needs this much width for its height. */
    private static final float NARROWEST = 1;

    private final Matrix3x2f world = new Matrix3x2f();
    private final Matrix3x2f screen = new Matrix3x2f();
    private final Vector2f centre = new Vector2f();
    private int framebufferHeight = 1;
    private int width = 1;
    private int height = 1;

    /**
     * Fills a framebuffer.
     *
     * @param framebufferWidth pixels, more than 0
     * @param framebufferHeight pixels, more than 0
     * @return width by height of what will be seen
     */
    public float fit(int framebufferWidth, int framebufferHeight) {
        this.framebufferHeight = framebufferHeight;
        width = framebufferWidth;
        height = Math.min(framebufferHeight, Math.round(framebufferWidth / NARROWEST));
        return (float) width / height;
    }

    /** Looks at a point of the world; call it after {@link #fit}. */
    public void look(float x, float y) {
        centre.set(x, y);
        screen.scaling(1 / halfWidth(), 2 / DrawElement.VIEW_HEIGHT);
        world.set(screen).translate(-x, -y);
    }

    private float halfWidth() {
        return DrawElement.VIEW_HEIGHT / 2 * width / height;
    }

    /**
     * From a place in the window to metres on the screen, from its middle.
     *
     * @param x 0 (left) to 1 (right)
     * @param y 0 (top) to 1 (bottom)
     * @param target is overwritten
     */
    public Vector2f toScreen(float x, float y, Vector2f target) {
        float metres = DrawElement.VIEW_HEIGHT * framebufferHeight / height;
        return target.set((2 * x - 1) * halfWidth(), (0.5f - y) * metres);
    }

    /** From metres on the screen to metres in the world, in place. */
    public Vector2f toWorld(Vector2f point) {
        return point.add(centre);
    }

    /** Pixels of the framebuffer below what is seen. */
    int bottom() {
        return (framebufferHeight - height) / 2;
    }

    /** Pixels across what is seen. */
    int width() {
        return width;
    }

    /** Pixels from the lower to the upper edge of what is seen. */
    int height() {
        return height;
    }

    /** Writes the matrices of the world and of the screen, one after the other. */
    void write(ByteBuffer target) {
        world.get(0, target);
        screen.get(MATRIX_BYTES, target);
    }
}
