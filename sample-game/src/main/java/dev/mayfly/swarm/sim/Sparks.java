package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * Short-lived light: sparks that fly and rings that widen. Where there is no room for more, there
 * are no more.
 */
final class Sparks {

    static final int CAPACITY = 4096;

    /** What is left of a speed after a tick. */
    private static final float DRAG = 0.95f;

    final LightColumns all;

    Sparks(Allocator allocator) {
        all = LightColumns.create(allocator, CAPACITY);
    }

    /** A light that flies. */
    void spark(
            float x,
            float y,
            float speedX,
            float speedY,
            int ticks,
            float size,
            int color,
            int clock) {
        light(Sprite.SPARK, x, y, speedX, speedY, ticks, size, size * 0.3f, color, clock);
    }

    /** A ring that widens where it is. */
    void ring(float x, float y, int ticks, float size, float finalSize, int color, int clock) {
        light(Sprite.RING, x, y, 0f, 0f, ticks, size, finalSize, color, clock);
    }

    private void light(
            int sprite,
            float x,
            float y,
            float speedX,
            float speedY,
            int ticks,
            float size,
            float finalSize,
            int color,
            int clock) {
        if (all.size() < all.capacity()) {
            all.add(x, y, x, y, color, sprite, speedX, speedY, clock, ticks, size, finalSize);
        }
    }

    int count() {
        return (int) all.size();
    }

    /** How much of its life is over, from 0 to 1; {@code now} in ticks and fractions. */
    float share(int light, float now) {
        return Math.clamp((now - all.born(light)) / all.life(light), 0f, 1f);
    }

    /** Half of its width after a share of its life, in metres. */
    float size(int light, float share) {
        return all.size(light) + (all.finalSize(light) - all.size(light)) * share;
    }

    /** Flies on for a tick, and goes out when the time has come. */
    void move(int clock) {
        for (int light = count() - 1; light >= 0; light--) {
            if (clock - all.born(light) >= all.life(light)) {
                all.removeSwap(light);
                continue;
            }
            float speedX = all.velocityX(light) * DRAG;
            float speedY = all.velocityY(light) * DRAG;
            all.previousX(light, all.x(light));
            all.previousY(light, all.y(light));
            all.x(light, all.x(light) + speedX * World.STEP);
            all.y(light, all.y(light) + speedY * World.STEP);
            all.velocityX(light, speedX);
            all.velocityY(light, speedY);
        }
    }
}
