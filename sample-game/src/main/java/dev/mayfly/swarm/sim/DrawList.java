package dev.mayfly.swarm.sim;

/**
 * The layout of one element of the draw list: 32 bytes in native memory, ready to be copied to the
 * graphics card as it is.
 *
 * <p>World coordinates are in metres, y up, and the view is {@link #VIEW_HEIGHT} metres high,
 * centred where the camera is. Elements of the display ({@link #SCREEN} set in the flags) have the
 * camera at the origin instead. Elements are drawn in the order of the list.
 */
public final class DrawList {

    /** Bytes in an element. */
    public static final long STRIDE = 32;

    /** Centre, horizontal: a float. */
    public static final long X = 0;

    /** Centre, vertical: a float. */
    public static final long Y = 4;

    /** Half of the width: a float. */
    public static final long HALF_WIDTH = 8;

    /** Half of the height: a float. */
    public static final long HALF_HEIGHT = 12;

    /** Counter-clockwise turn in radians: a float. */
    public static final long ROTATION = 16;

    /** A number of {@link Sprite}: an int. */
    public static final long SPRITE = 20;

    /** Red, green, blue and opacity, a byte each in this order. */
    public static final long COLOR = 24;

    /** {@link #SCREEN} and {@link #GLOW}: an int. */
    public static final long FLAGS = 28;

    /** Flag: the element stands on the screen, not in the world. */
    public static final int SCREEN = 1;

    /** Flag: the element adds its light to what is behind it instead of covering it. */
    public static final int GLOW = 2;

    /** Metres from the lower to the upper edge of the view. */
    public static final float VIEW_HEIGHT = 36f;

    private DrawList() {}
}
