package dev.mayfly.swarm.sim;

/** The colours: neon on dark. Red, green, blue and opacity, a byte each, the first one lowest. */
final class Palette {

    static final int WHITE = rgb(255, 255, 255);
    static final int TEXT = rgb(205, 232, 255);
    static final int QUIET = rgb(110, 142, 178);
    static final int CYAN = rgb(84, 228, 255);
    static final int MINT = rgb(150, 255, 222);
    static final int PINK = rgb(255, 74, 152);
    static final int ORANGE = rgb(255, 172, 48);
    static final int VIOLET = rgb(164, 104, 255);
    static final int GOLD = rgb(255, 218, 92);
    static final int RED = rgb(255, 62, 72);
    static final int WALL = rgb(58, 122, 255);
    static final int FLOOR = rgb(44, 66, 118);
    static final int NIGHT = rgb(4, 6, 16);

    private static final int OPACITY_SHIFT = 24;
    private static final int COLOR_BITS = 0x00ffffff;

    private Palette() {}

    private static int rgb(int red, int green, int blue) {
        return red | green << 8 | blue << 16 | 0xff << OPACITY_SHIFT;
    }

    /** The same colour at another opacity, from 0 to 1. */
    static int fade(int color, float opacity) {
        int alpha = (int) (Math.clamp(opacity, 0f, 1f) * 255f + 0.5f);
        return color & COLOR_BITS | alpha << OPACITY_SHIFT;
    }

    /**
     * A colour on the way from one to another, {@code share} from 0 to 1; opacity is the first
     * one's.
     */
    static int mix(int from, int to, float share) {
        int mixed = from & ~COLOR_BITS;
        for (int shift = 0; shift < OPACITY_SHIFT; shift += 8) {
            int low = from >>> shift & 0xff;
            int high = to >>> shift & 0xff;
            mixed |= (int) (low + (high - low) * share) << shift;
        }
        return mixed;
    }
}
