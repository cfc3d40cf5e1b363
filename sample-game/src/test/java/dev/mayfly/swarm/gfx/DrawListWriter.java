package dev.mayfly.swarm.gfx;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.DrawList;

/** Writes draw lists by hand. */
final class DrawListWriter {

    private final long address;
    private int count;

    DrawListWriter(FrameArena arena, int most) {
        address = arena.alloc(most * DrawList.STRIDE, 16);
    }

    void add(
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {
        long element = address + count++ * DrawList.STRIDE;
        Memory.putFloat(element + DrawList.X, x);
        Memory.putFloat(element + DrawList.Y, y);
        Memory.putFloat(element + DrawList.HALF_WIDTH, halfWidth);
        Memory.putFloat(element + DrawList.HALF_HEIGHT, halfHeight);
        Memory.putFloat(element + DrawList.ROTATION, rotation);
        Memory.putInt(element + DrawList.SPRITE, sprite);
        Memory.putInt(element + DrawList.COLOR, color);
        Memory.putInt(element + DrawList.FLAGS, flags);
    }

    long address() {
        return address;
    }

    int count() {
        return count;
    }
}
