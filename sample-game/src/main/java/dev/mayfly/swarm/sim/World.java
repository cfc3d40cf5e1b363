package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/** The whole simulation of Swarm. */
public final class World implements AutoCloseable {

    private long ticks;
    private int drawCount;

    public World(Allocator persistent, long seed, int enemies) {}

    /** Advances by one sixtieth of a second. */
    public void tick(FrameArena scratch, long input) {
        ticks++;
    }

    public long checksum() {
        return ticks;
    }

    /**
     * Builds the draw list in scratch and returns its address; its length is {@link #drawCount()}.
     */
    public long buildDrawList(
            FrameArena scratch, float alpha, float aspect, float crosshairX, float crosshairY) {
        long list = scratch.allocNonZeroed(DrawList.STRIDE, 16);
        Memory.putFloat(list + DrawList.X, 0f);
        Memory.putFloat(list + DrawList.Y, 0f);
        Memory.putFloat(list + DrawList.HALF_WIDTH, 1f);
        Memory.putFloat(list + DrawList.HALF_HEIGHT, 1f);
        Memory.putFloat(list + DrawList.ROTATION, 0f);
        Memory.putInt(list + DrawList.SPRITE, Sprite.SHIP);
        Memory.putInt(list + DrawList.COLOR, -1);
        Memory.putInt(list + DrawList.FLAGS, 0);
        drawCount = 1;
        return list;
    }

    /** Elements in the list that was built last. */
    public int drawCount() {
        return drawCount;
    }

    public float cameraX(float alpha) {
        return 0f;
    }

    public float cameraY(float alpha) {
        return 0f;
    }

    public float shipX(float alpha) {
        return 0f;
    }

    public float shipY(float alpha) {
        return 0f;
    }

    public Phase phase() {
        return Phase.TITLE;
    }

    public int score() {
        return 0;
    }

    public int lives() {
        return 3;
    }

    public int wave() {
        return 0;
    }

    public int enemyCount() {
        return 0;
    }

    public long ticks() {
        return ticks;
    }

    /** Gives all persistent memory back. */
    @Override
    public void close() {}
}
