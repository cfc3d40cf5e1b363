package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.LongArray;

/**
 * Collects elements in any order, in scratch, and hands them out in the order of drawing: layer by
 * layer, and in a layer picture by picture.
 */
final class Painter {

    static final int FLOOR = 0;
    static final int WALLS = 1;
    static final int PORTALS = 2;
    static final int RINGS = 3;
    static final int ENEMIES = 4;
    static final int SHOTS = 5;
    static final int SHIP = 6;
    static final int SPARKS = 7;
    static final int SHADE = 8;
    static final int DISPLAY = 9;
    static final int CROSSHAIR = 10;

    /** Pictures have fewer elements than this, mostly; more cost a copy. */
    private static final int EXPECTED = 4096;

    /** A key is the layer over whether it glows over the sprite, all over the element's index. */
    private static final int LAYER_SHIFT = 8;

    private static final int GLOW_SHIFT = 7;
    private static final int KEY_SHIFT = 32;

    private final DrawElementArray elements;
    private final LongArray order;

    Painter(FrameArena scratch) {
        elements = DrawElementArray.create(scratch);
        order = LongArray.create(scratch);
    }

    void begin() {
        elements.forget();
        elements.reserve(EXPECTED);
        order.forget();
        order.reserve(EXPECTED);
    }

    /** Adds an element that stands still; units and flags as {@link DrawElement} says. */
    void add(
            int layer,
            int sprite,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int color,
            int flags) {
        add(layer, sprite, x, y, halfWidth, halfHeight, rotation, color, flags, 0f, 0f, 0f);
    }

    /** Adds one that has come so far in the last tick. */
    void add(
            int layer,
            int sprite,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int color,
            int flags,
            float stepX,
            float stepY,
            float turn) {
        int glow = (flags & DrawElement.GLOW) == 0 ? 0 : 1;
        long key = layer << LAYER_SHIFT | glow << GLOW_SHIFT | sprite;
        long element =
                elements.add(
                        x,
                        y,
                        halfWidth,
                        halfHeight,
                        rotation,
                        sprite,
                        color,
                        flags,
                        stepX,
                        stepY,
                        turn);
        order.add(key << KEY_SHIFT | element);
    }

    /** Fills a list, which forgets what it held: good until its allocator is emptied. */
    void sortInto(DrawElementArray sorted) {
        order.sort();
        sorted.forget();
        sorted.reserve(order.size());
        for (long i = 0; i < order.size(); i++) {
            int from = (int) order.get(i);
            sorted.add(
                    elements.x(from),
                    elements.y(from),
                    elements.halfWidth(from),
                    elements.halfHeight(from),
                    elements.rotation(from),
                    elements.sprite(from),
                    elements.color(from),
                    elements.flags(from),
                    elements.stepX(from),
                    elements.stepY(from),
                    elements.turn(from));
        }
    }
}
