package dev.mayfly.swarm.gfx;

import dev.mayfly.swarm.sim.DrawList;

import org.joml.Matrix3x2f;
import org.joml.Vector2f;

import java.nio.ByteBuffer;

/**
 * What part of the world is seen: {@link DrawList#VIEW_HEIGHT} metres high whatever the window's
 * shape, centred on a point. Everything is preallocated.
 */
public final class View {

    /** Bytes of a matrix: six floats, column after column. */
    static final int MATRIX_BYTES = 24;

    private final Matrix3x2f world = new Matrix3x2f();
    private final Matrix3x2f screen = new Matrix3x2f();
    private final Vector2f centre = new Vector2f();
    private float halfWidth = DrawList.VIEW_HEIGHT / 2;

    /**
     * Looks at a point of the world.
     *
     * @param aspect width of the picture by its height
     */
    public void look(float x, float y, float aspect) {
        float halfHeight = DrawList.VIEW_HEIGHT / 2;
        halfWidth = halfHeight * aspect;
        centre.set(x, y);
        screen.scaling(1 / halfWidth, 1 / halfHeight);
        world.set(screen).translate(-x, -y);
    }

    /**
     * From a place in the window to metres on the screen, from its middle.
     *
     * @param x 0 (left) to 1 (right)
     * @param y 0 (top) to 1 (bottom)
     * @param target is overwritten
     */
    public Vector2f toScreen(float x, float y, Vector2f target) {
        return target.set((2 * x - 1) * halfWidth, (1 - 2 * y) * DrawList.VIEW_HEIGHT / 2);
    }

    /** From metres on the screen to metres in the world, in place. */
    public Vector2f toWorld(Vector2f point) {
        return point.add(centre);
    }

    /** Writes the matrices of the world and of the screen, one after the other. */
    void write(ByteBuffer target) {
        world.get(0, target);
        screen.get(MATRIX_BYTES, target);
    }
}
