package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * One element of the draw list: 44 bytes in native memory, ready to be copied to the graphics card
 * as they are.
 *
 * <p>World coordinates are in metres, y up, and the view is {@link #VIEW_HEIGHT} metres high,
 * centred where the camera is. Elements of the display ({@link #SCREEN} set in the flags) have the
 * camera at the origin instead. Elements are drawn in the order of the list.
 *
 * <p>A list is of a moment, the end of a tick, and knows how everything came there. So one list
 * serves for all pictures until the next: the graphics card takes back of the last step what is not
 * over yet.
 *
 * @param x centre, horizontal
 * @param y centre, vertical
 * @param halfWidth half of the width
 * @param halfHeight half of the height
 * @param rotation counter-clockwise turn in radians
 * @param sprite a number of {@link Sprite}
 * @param color red, green, blue and opacity, a byte each in this order
 * @param flags {@link #SCREEN} and {@link #GLOW}
 * @param stepX how far it came in the last tick, horizontally
 * @param stepY how far it came in the last tick, vertically
 * @param turn how far it turned in the last tick
 */
@NativeStruct
public record DrawElement(
        float x,
        float y,
        float halfWidth,
        float halfHeight,
        float rotation,
        int sprite,
        int color,
        int flags,
        float stepX,
        float stepY,
        float turn) {

    /** Flag: the element stands on the screen, not in the world. */
    public static final int SCREEN = 1;

    /** Flag: the element adds its light to what is behind it instead of covering it. */
    public static final int GLOW = 2;

    /** Metres from the lower to the upper edge of the view. */
    public static final float VIEW_HEIGHT = 36f;
}
