package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * The cross-hair, in a draw list of its own: it is where the player points now, while the rest of a
 * picture is of the last tick.
 */
public final class Crosshair {

    private static final float HALF_SIZE = 0.9f;

    private final DrawElementArray list;

    /**
     * @param scratch where the list is built; the caller empties it after each picture
     */
    public Crosshair(Allocator scratch) {
        list = DrawElementArray.create(scratch);
    }

    /**
     * Builds the list.
     *
     * @param x metres right of the middle of the screen; NaN for no cross-hair
     * @param y metres above the middle of the screen; NaN for no cross-hair
     * @return the list, good until scratch is emptied
     */
    public DrawElementArray build(float x, float y) {
        list.forget();
        if (!Float.isNaN(x) && !Float.isNaN(y)) {
            list.add(
                    x,
                    y,
                    HALF_SIZE,
                    HALF_SIZE,
                    0f,
                    Sprite.CROSSHAIR,
                    Palette.MINT,
                    DrawElement.SCREEN,
                    0f,
                    0f,
                    0f);
        }
        return list;
    }
}
