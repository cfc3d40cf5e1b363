package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/**
 * The narrow phase: who touches whom in this tick, as a list of pairs in scratch.
 *
 * <p>A shot flies 0.9 metres in a tick, farther than a drone is wide, so the whole way is checked.
 * Pairs are sorted by shot and then by how far along its way the shot meets the enemy, so that it
 * hits the first one.
 */
final class Contacts {

    private static final long SHOT = 0;
    private static final long ENEMY = 4;
    private static final long KEY = 8;
    private static final long STRIDE = 12;
    private static final int EXPECTED = 64;

    /** Steps into which a shot's way is divided for sorting, as a power of two. */
    private static final int WAY_BITS = 8;

    private static final int KEY_BITS = 16;

    private final ScratchList pairs = new ScratchList(STRIDE);
    private long order;

    /** Finds what the shots meet on their way in this tick. */
    void find(FrameArena scratch, Grid grid, Shots shots, Enemies enemies) {
        pairs.begin(scratch, EXPECTED);
        for (int shot = 0; shot < shots.count(); shot++) {
            findForShot(scratch, grid, shots, shot, enemies);
        }
        sort(scratch);
    }

    private void findForShot(
            FrameArena scratch, Grid grid, Shots shots, int shot, Enemies enemies) {
        float x = shots.x(shot);
        float y = shots.y(shot);
        float stepX = shots.stepX(shot);
        float stepY = shots.stepY(shot);
        float reach = EnemyKind.LARGEST_RADIUS + Shots.RADIUS;
        int left = grid.column(Math.min(x, x + stepX) - reach);
        int right = grid.column(Math.max(x, x + stepX) + reach);
        int top = grid.row(Math.max(y, y + stepY) + reach);
        for (int row = grid.row(Math.min(y, y + stepY) - reach); row <= top; row++) {
            int last = grid.endPlace(row, right);
            for (int place = grid.firstPlace(row, left); place < last; place++) {
                int enemy = grid.enemy(place);
                float near = enemies.kind(enemy).radius + Shots.RADIUS;
                float way = meeting(grid.x(place) - x, grid.y(place) - y, stepX, stepY, near);
                if (way >= 0f) {
                    addPair(scratch, shot, enemy, way);
                }
            }
        }
    }

    /**
     * How far along a step from the origin comes closest to a point, from 0 to 1; negative if that
     * is farther away than {@code near}.
     */
    static float meeting(float pointX, float pointY, float stepX, float stepY, float near) {
        float length = stepX * stepX + stepY * stepY;
        float way = Math.clamp((pointX * stepX + pointY * stepY) / length, 0f, 1f);
        float missX = pointX - stepX * way;
        float missY = pointY - stepY * way;
        return missX * missX + missY * missY <= near * near ? way : -1f;
    }

    private void addPair(FrameArena scratch, int shot, int enemy, float way) {
        long pair = pairs.add(scratch);
        Memory.putInt(pair + SHOT, shot);
        Memory.putInt(pair + ENEMY, enemy);
        int steps = (1 << WAY_BITS) - 1;
        Memory.putInt(pair + KEY, shot << WAY_BITS | (int) (way * steps));
    }

    private void sort(FrameArena scratch) {
        int count = pairs.size();
        long keys = scratch.allocNonZeroed(Math.max(count, 1) * Column.STRIDE, Column.STRIDE);
        for (int i = 0; i < count; i++) {
            Column.putInt(keys, i, Memory.getInt(pairs.at(i) + KEY));
        }
        order = RadixSort.order(scratch, keys, count, KEY_BITS);
    }

    /** How many pairs were found. */
    int count() {
        return pairs.size();
    }

    /** The shot of a pair, counted in the sorted order. */
    int shot(int index) {
        return Memory.getInt(pairs.at(Column.getInt(order, index)) + SHOT);
    }

    /** The enemy of a pair, counted in the sorted order. */
    int enemy(int index) {
        return Memory.getInt(pairs.at(Column.getInt(order, index)) + ENEMY);
    }

    /** Whether a dangerous enemy touches a circle. */
    static boolean touches(Grid grid, Enemies enemies, float x, float y, float radius, int clock) {
        float reach = EnemyKind.LARGEST_RADIUS + radius;
        int left = grid.column(x - reach);
        int right = grid.column(x + reach);
        int top = grid.row(y + reach);
        for (int row = grid.row(y - reach); row <= top; row++) {
            int last = grid.endPlace(row, right);
            for (int place = grid.firstPlace(row, left); place < last; place++) {
                int enemy = grid.enemy(place);
                float awayX = grid.x(place) - x;
                float awayY = grid.y(place) - y;
                float near = enemies.kind(enemy).radius + radius;
                if (awayX * awayX + awayY * awayY < near * near
                        && enemies.isAlive(enemy)
                        && !enemies.isHarmless(enemy, clock)) {
                    return true;
                }
            }
        }
        return false;
    }
}
