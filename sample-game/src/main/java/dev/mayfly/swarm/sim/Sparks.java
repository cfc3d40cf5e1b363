package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.Allocator;

/**
 * Short-lived light: sparks that fly and rings that widen. Where there is no room for more, there
 * are no more.
 */
final class Sparks extends Pool {

    static final int CAPACITY = 4096;

    private static final int COLUMNS = 12;

    /** What is left of a speed after a tick. */
    private static final float DRAG = 0.95f;

    final long x = column(0);
    final long y = column(1);
    final long previousX = column(2);
    final long previousY = column(3);
    final long color = column(4);
    final long sprite = column(5);
    private final long velocityX = column(6);
    private final long velocityY = column(7);
    private final long born = column(8);

    /** Ticks. */
    private final long life = column(9);

    /** Half of the width at birth, in metres. */
    private final long size = column(10);

    /** Half of the width at death, in metres. */
    private final long finalSize = column(11);

    static long bytes() {
        return bytes(COLUMNS, CAPACITY);
    }

    Sparks(Allocator allocator) {
        super(allocator, COLUMNS, CAPACITY);
    }

    /** A light that flies. */
    void spark(
            float atX,
            float atY,
            float speedX,
            float speedY,
            int ticks,
            float width,
            int tint,
            int clock) {
        light(Sprite.SPARK, atX, atY, speedX, speedY, ticks, width, width * 0.3f, tint, clock);
    }

    /** A ring that widens where it is. */
    void ring(float atX, float atY, int ticks, float width, float finalWidth, int tint, int clock) {
        light(Sprite.RING, atX, atY, 0f, 0f, ticks, width, finalWidth, tint, clock);
    }

    private void light(
            int picture,
            float atX,
            float atY,
            float speedX,
            float speedY,
            int ticks,
            float width,
            float finalWidth,
            int tint,
            int clock) {
        int light = add();
        if (light == FULL) {
            return;
        }
        putFloat(x, light, atX);
        putFloat(y, light, atY);
        putFloat(previousX, light, atX);
        putFloat(previousY, light, atY);
        putInt(color, light, tint);
        putInt(sprite, light, picture);
        putFloat(velocityX, light, speedX);
        putFloat(velocityY, light, speedY);
        putInt(born, light, clock);
        putInt(life, light, ticks);
        putFloat(size, light, width);
        putFloat(finalSize, light, finalWidth);
    }

    /** How much of its life is over, from 0 to 1; {@code now} in ticks and fractions. */
    float share(int light, float now) {
        return Math.clamp((now - getInt(born, light)) / getInt(life, light), 0f, 1f);
    }

    /** Half of its width after a share of its life, in metres. */
    float size(int light, float share) {
        float first = getFloat(size, light);
        return first + (getFloat(finalSize, light) - first) * share;
    }

    float velocityX(int light) {
        return getFloat(velocityX, light);
    }

    float velocityY(int light) {
        return getFloat(velocityY, light);
    }

    /** Flies on for a tick, and goes out when the time has come. */
    void move(int clock) {
        for (int light = count() - 1; light >= 0; light--) {
            if (clock - getInt(born, light) >= getInt(life, light)) {
                remove(light);
                continue;
            }
            float oldX = getFloat(x, light);
            float oldY = getFloat(y, light);
            float speedX = velocityX(light) * DRAG;
            float speedY = velocityY(light) * DRAG;
            putFloat(previousX, light, oldX);
            putFloat(previousY, light, oldY);
            putFloat(x, light, oldX + speedX * World.STEP);
            putFloat(y, light, oldY + speedY * World.STEP);
            putFloat(velocityX, light, speedX);
            putFloat(velocityY, light, speedY);
        }
    }
}
