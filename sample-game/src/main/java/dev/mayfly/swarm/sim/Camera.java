package dev.mayfly.swarm.sim;

import org.joml.Vector2f;

/**
 * What the view is centred on: it follows the ship a little ahead of it, stops near the walls, and
 * shakes.
 */
final class Camera {

    /** How much of the way is made up for in a tick. */
    private static final float EAGERNESS = 0.08f;

    /** Seconds of the ship's flight that it looks ahead. */
    private static final float FORESIGHT = 0.3f;

    /** How near to the walls it goes, in metres. */
    private static final float MARGIN_X = 20f;

    private static final float MARGIN_Y = 13f;

    private static final float SHAKE_METRES = 1.1f;
    private static final float SHAKE_LEFT = 0.92f;

    final Vector2f position = new Vector2f();
    final Vector2f previous = new Vector2f();

    private final Vector2f target = new Vector2f();
    private float trauma;
    private float offsetX;
    private float offsetY;
    private float previousOffsetX;
    private float previousOffsetY;

    /** Puts the view somewhere at once. */
    void jump(float x, float y) {
        position.set(x, y);
        previous.set(position);
    }

    /**
     * Shakes the view: 1 for the worst that can happen; many small ones add up to no more than
     * that.
     */
    void shake(float strength) {
        trauma = Math.min(1f, trauma + strength);
    }

    void follow(Vector2f place, Vector2f velocity, Bounds bounds, int clock) {
        previous.set(position);
        target.set(velocity).mul(FORESIGHT).add(place);
        target.x = bounds.clampX(target.x, Math.min(MARGIN_X, bounds.halfWidth()));
        target.y = bounds.clampY(target.y, Math.min(MARGIN_Y, bounds.halfHeight()));
        position.add(target.sub(position).mul(EAGERNESS));

        previousOffsetX = offsetX;
        previousOffsetY = offsetY;
        float amount = trauma * trauma * SHAKE_METRES;
        offsetX = amount * Trig.sin(clock * 1.31f);
        offsetY = amount * Trig.sin(clock * 1.73f + 1f);
        trauma *= SHAKE_LEFT;
    }

    float x(float alpha) {
        float from = previous.x + previousOffsetX;
        return from + (position.x + offsetX - from) * alpha;
    }

    float y(float alpha) {
        float from = previous.y + previousOffsetY;
        return from + (position.y + offsetY - from) * alpha;
    }

    void addTo(Checksum sum) {
        sum.add(position.x);
        sum.add(position.y);
        sum.add(trauma);
    }
}
