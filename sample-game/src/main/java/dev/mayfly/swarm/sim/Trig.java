package dev.mayfly.swarm.sim;

/**
 * Angles without {@link Math#sin}, whose last bit may differ from machine to machine: polynomials
 * in plain arithmetic, which Java promises to be the same everywhere. Good to five decimals, which
 * is plenty for a game.
 */
final class Trig {

    static final float PI = (float) Math.PI;

    private static final float HALF_PI = PI / 2;
    private static final float FULL_TURN = PI * 2;

    private Trig() {}

    /** The sine of any angle of a few turns. */
    static float sin(float angle) {
        float x = wrap(angle);
        if (x > HALF_PI) {
            x = PI - x;
        } else if (x < -HALF_PI) {
            x = -PI - x;
        }
        float square = x * x;
        return x
                * (0.9999966f
                        + square
                                * (-0.16664828f
                                        + square * (0.008306325f + square * -0.00018363659f)));
    }

    static float cos(float angle) {
        return sin(angle + HALF_PI);
    }

    /** The direction of a vector, from -PI to PI; 0 for no vector. */
    static float atan2(float y, float x) {
        float absoluteX = Math.abs(x);
        float absoluteY = Math.abs(y);
        float longer = Math.max(absoluteX, absoluteY);
        if (longer == 0f) {
            return 0f;
        }
        float slope = Math.min(absoluteX, absoluteY) / longer;
        float square = slope * slope;
        float angle =
                slope
                        * (0.99986633f
                                + square
                                        * (-0.33030479f
                                                + square
                                                        * (0.1801593f
                                                                + square
                                                                        * (-0.08515634f
                                                                                + square
                                                                                        * 0.0208451f))));
        angle = absoluteY > absoluteX ? HALF_PI - angle : angle;
        angle = x < 0 ? PI - angle : angle;
        return y < 0 ? -angle : angle;
    }

    /** The same direction between -PI and PI. */
    static float wrap(float angle) {
        return angle - FULL_TURN * (float) Math.floor(angle / FULL_TURN + 0.5f);
    }

    static float length(float x, float y) {
        return (float) Math.sqrt(x * x + y * y);
    }
}
