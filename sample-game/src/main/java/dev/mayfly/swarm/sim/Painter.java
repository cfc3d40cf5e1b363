package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/**
 * Collects elements in any order and hands them out in the order of drawing: layer by layer, and in
 * a layer picture by picture. All of it is in scratch.
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

    private static final int EXPECTED = 1024;

    /** An unsorted element carries its layer in the upper half of its flags. */
    private static final int LAYER_SHIFT = 16;

    private static final int FLAGS = (1 << LAYER_SHIFT) - 1;

    /** A key is the layer over whether it glows over the sprite. */
    private static final int KEY_LAYER_SHIFT = 8;

    private static final int KEY_GLOW = 1 << 7;
    private static final int KEY_BITS = 16;

    private final ScratchList elements = new ScratchList(DrawList.STRIDE);

    void begin(FrameArena scratch) {
        elements.begin(scratch, EXPECTED);
    }

    /** Adds an element; units and flags as {@link DrawList} says. */
    void add(
            FrameArena scratch,
            int layer,
            int sprite,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int color,
            int flags) {
        long element = elements.add(scratch);
        Memory.putFloat(element + DrawList.X, x);
        Memory.putFloat(element + DrawList.Y, y);
        Memory.putFloat(element + DrawList.HALF_WIDTH, halfWidth);
        Memory.putFloat(element + DrawList.HALF_HEIGHT, halfHeight);
        Memory.putFloat(element + DrawList.ROTATION, rotation);
        Memory.putInt(element + DrawList.SPRITE, sprite);
        Memory.putInt(element + DrawList.COLOR, color);
        Memory.putInt(element + DrawList.FLAGS, flags | layer << LAYER_SHIFT);
    }

    int count() {
        return elements.size();
    }

    /** The sorted list: {@link #count()} elements, good until scratch is emptied. */
    long sort(FrameArena scratch) {
        int count = elements.size();
        long keys = scratch.allocNonZeroed(Math.max(count, 1) * Column.STRIDE, Column.STRIDE);
        for (int i = 0; i < count; i++) {
            Column.putInt(keys, i, key(elements.at(i)));
        }
        long order = RadixSort.order(scratch, keys, count, KEY_BITS);
        long list = scratch.allocNonZeroed(Math.max(count, 1) * DrawList.STRIDE, DrawList.STRIDE);
        for (int i = 0; i < count; i++) {
            copy(elements.at(Column.getInt(order, i)), list + i * DrawList.STRIDE);
        }
        return list;
    }

    private static int key(long element) {
        int flags = Memory.getInt(element + DrawList.FLAGS);
        int glow = (flags & DrawList.GLOW) != 0 ? KEY_GLOW : 0;
        int layer = flags >>> LAYER_SHIFT;
        return layer << KEY_LAYER_SHIFT | glow | Memory.getInt(element + DrawList.SPRITE);
    }

    private static void copy(long from, long to) {
        for (long word = 0; word < DrawList.STRIDE; word += Long.BYTES) {
            Memory.putLong(to + word, Memory.getLong(from + word));
        }
        Memory.putInt(to + DrawList.FLAGS, Memory.getInt(to + DrawList.FLAGS) & FLAGS);
    }
}
