package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.LongArray;

/**
 * The narrow phase: who touches whom in this tick, as a list of pairs in scratch.
 *
 * <p>A shot flies 0.9 metres in a tick, farther than a drone is wide, so the whole way is checked.
 * Pairs are sorted by shot and then by how far along its way the shot meets the enemy, so that it
 * hits the first one.
 */
final class Contacts {

    /** Steps into which a shot's way is divided for sorting, as a power of two. */
    private static final int WAY_BITS = 8;

    private static final int KEY_SHIFT = 32;

    private final ContactArray pairs;

    /** The keys to sort by, each over the index of its pair. */
    private final LongArray order;

    /**
     * @param scratch what is found is good until it is emptied
     */
    Contacts(FrameArena scratch) {
        pairs = ContactArray.create(scratch);
        order = LongArray.create(scratch);
    }

    /** Finds what the shots meet on their way in this tick. */
    void find(Grid grid, Shots shots, Enemies enemies) {
        pairs.forget();
        order.forget();
        for (int shot = 0; shot < shots.count(); shot++) {
            findForShot(grid, shots, shot, enemies);
        }
        order.sort();
    }

    private void findForShot(Grid grid, Shots shots, int shot, Enemies enemies) {
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
                    addPair(shot, enemy, way);
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

    private void addPair(int shot, int enemy, float way) {
        int steps = (1 << WAY_BITS) - 1;
        long key = shot << WAY_BITS | (int) (way * steps);
        order.add(key << KEY_SHIFT | pairs.add(shot, enemy));
    }

    /** How many pairs were found. */
    int count() {
        return (int) pairs.size();
    }

    /** The shot of a pair, counted in the sorted order. */
    int shot(int index) {
        return pairs.shot((int) order.get(index));
    }

    /** The enemy of a pair, counted in the sorted order. */
    int enemy(int index) {
        return pairs.enemy((int) order.get(index));
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
