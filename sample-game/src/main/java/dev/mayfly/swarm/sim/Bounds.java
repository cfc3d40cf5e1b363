package dev.mayfly.swarm.sim;

/**
 * The walls: a rectangle around the origin.
 *
 * @param halfWidth metres from the middle to the right wall
 * @param halfHeight metres from the middle to the upper wall
 */
record Bounds(float halfWidth, float halfHeight) {

    /** The arena of the normal game. */
    static final Bounds NORMAL = new Bounds(52f, 34f);

    /** Square metres for each enemy where there are more than the normal arena holds well. */
    private static final float ROOM = 7f;

    private static final float PROPORTION = 1.5f;

    /** An arena in which a swarm has room to fly. */
    static Bounds forSwarm(int enemies) {
        float halfHeight = (float) Math.sqrt(enemies * ROOM / (4 * PROPORTION));
        return halfHeight <= NORMAL.halfHeight
                ? NORMAL
                : new Bounds(halfHeight * PROPORTION, halfHeight);
    }

    /** The nearest place to {@code x} that is {@code margin} away from the left and right walls. */
    float clampX(float x, float margin) {
        return Math.clamp(x, margin - halfWidth, halfWidth - margin);
    }

    /**
     * The nearest place to {@code y} that is {@code margin} away from the lower and upper walls.
     */
    float clampY(float y, float margin) {
        return Math.clamp(y, margin - halfHeight, halfHeight - margin);
    }

    boolean contains(float x, float y) {
        return Math.abs(x) <= halfWidth && Math.abs(y) <= halfHeight;
    }
}
