package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;

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

    /** A key is the layer over whether it glows over the sprite. */
    private static final int LAYER_SHIFT = 8;

    private static final int GLOW_SHIFT = 7;
    private static final int KEYS = CROSSHAIR + 1 << LAYER_SHIFT;

    private final DrawElementArray elements;

    /** Of each element. */
    private final IntArray keys;

    /** For each key: how many elements have it, then where the next one goes. */
    private final IntArray positions;

    Painter(FrameArena scratch) {
        elements = DrawElementArray.create(scratch);
        keys = IntArray.create(scratch);
        positions = IntArray.create(scratch);
    }

    void begin() {
        elements.forget();
        elements.reserve(EXPECTED);
        keys.forget();
        keys.reserve(EXPECTED);
        positions.forget();
        positions.resize(KEYS);
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
        int key = layer << LAYER_SHIFT | glow << GLOW_SHIFT | sprite;
        keys.add(key);
        positions.set(key, positions.get(key) + 1);
        elements.add(
                x, y, halfWidth, halfHeight, rotation, sprite, color, flags, stepX, stepY, turn);
    }

    /**
     * Fills a list, which forgets what it held: good until its allocator is emptied. A counting
     * sort; elements of the same key stay in the order in which they came.
     */
    void sortInto(DrawElementArray sorted) {
        addUp();
        sorted.forget();
        sorted.resizeNonZeroed(elements.size());
        for (int i = 0; i < keys.size(); i++) {
            int key = keys.get(i);
            int position = positions.get(key);
            positions.set(key, position + 1);
            sorted.setFrom(position, elements, i);
        }
    }

    private void addUp() {
        int sum = 0;
        for (int key = 0; key < KEYS; key++) {
            int count = positions.get(key);
            positions.set(key, sum);
            sum += count;
        }
    }
}
