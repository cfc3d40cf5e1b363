package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.Allocator;

/** All enemies that are alive. */
final class Enemies extends Pool {

    /** Ticks after birth in which an enemy grows to its size and harms nobody. */
    static final int CHILDHOOD = 24;

    private static final int COLUMNS = 10;

    final long x = column(0);
    final long y = column(1);
    final long previousX = column(2);
    final long previousY = column(3);
    final long velocityX = column(4);
    final long velocityY = column(5);
    final long kind = column(6);
    final long health = column(7);

    /** The tick of birth. */
    private final long born = column(8);

    /** The tick of the last hit; that of birth before the first. */
    private final long struck = column(9);

    static long bytes(int capacity) {
        return bytes(COLUMNS, capacity);
    }

    Enemies(Allocator allocator, int capacity) {
        super(allocator, COLUMNS, capacity);
    }

    /** Brings an enemy into the world, if there is room. */
    void spawn(EnemyKind what, float atX, float atY, float speedX, float speedY, int clock) {
        int enemy = add();
        if (enemy == FULL) {
            return;
        }
        putFloat(x, enemy, atX);
        putFloat(y, enemy, atY);
        putFloat(previousX, enemy, atX);
        putFloat(previousY, enemy, atY);
        putFloat(velocityX, enemy, speedX);
        putFloat(velocityY, enemy, speedY);
        putInt(kind, enemy, what.ordinal());
        putInt(health, enemy, what.health);
        putInt(born, enemy, clock);
        putInt(struck, enemy, clock);
    }

    float x(int enemy) {
        return getFloat(x, enemy);
    }

    float y(int enemy) {
        return getFloat(y, enemy);
    }

    float velocityX(int enemy) {
        return getFloat(velocityX, enemy);
    }

    float velocityY(int enemy) {
        return getFloat(velocityY, enemy);
    }

    EnemyKind kind(int enemy) {
        return EnemyKind.of(getInt(kind, enemy));
    }

    boolean isAlive(int enemy) {
        return getInt(health, enemy) > 0;
    }

    /** Ticks since birth. */
    int age(int enemy, int clock) {
        return clock - getInt(born, enemy);
    }

    boolean isHarmless(int enemy, int clock) {
        return age(enemy, clock) < CHILDHOOD;
    }

    /** Ticks since the last hit. */
    int sinceHit(int enemy, int clock) {
        return clock - getInt(struck, enemy);
    }

    /** Takes one hit away; whether that killed it. */
    boolean hit(int enemy, int clock) {
        putInt(struck, enemy, clock);
        int left = getInt(health, enemy) - 1;
        putInt(health, enemy, left);
        return left == 0;
    }

    /** Marks it dead; {@link #removeDead} takes it away. */
    void kill(int enemy) {
        putInt(health, enemy, 0);
    }

    void removeDead() {
        for (int enemy = count() - 1; enemy >= 0; enemy--) {
            if (!isAlive(enemy)) {
                remove(enemy);
            }
        }
    }

    /** Flies on for a tick. Nobody leaves the arena. */
    void move(Bounds bounds) {
        int count = count();
        for (int enemy = 0; enemy < count; enemy++) {
            float oldX = x(enemy);
            float oldY = y(enemy);
            float margin = kind(enemy).radius;
            putFloat(previousX, enemy, oldX);
            putFloat(previousY, enemy, oldY);
            putFloat(x, enemy, bounds.clampX(oldX + velocityX(enemy) * World.STEP, margin));
            putFloat(y, enemy, bounds.clampY(oldY + velocityY(enemy) * World.STEP, margin));
        }
    }
}
