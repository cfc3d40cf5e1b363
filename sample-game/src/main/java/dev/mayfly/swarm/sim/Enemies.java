package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * All enemies that are alive, numbered from 0 to {@link #count()} without gaps. Removing one gives
 * its number to the last, so numbers are good for one tick only.
 */
final class Enemies {

    /** Ticks after birth in which an enemy grows to its size and harms nobody. */
    static final int CHILDHOOD = 24;

    final EnemyColumns all;

    Enemies(Allocator allocator, int capacity) {
        all = EnemyColumns.create(allocator, capacity);
    }

    /** Brings an enemy into the world, if there is room. */
    void spawn(EnemyKind what, float x, float y, float speedX, float speedY, int clock) {
        if (all.size() < all.capacity()) {
            all.add(x, y, x, y, speedX, speedY, what.ordinal(), what.health, clock, clock);
        }
    }

    int count() {
        return (int) all.size();
    }

    float x(int enemy) {
        return all.x(enemy);
    }

    float y(int enemy) {
        return all.y(enemy);
    }

    float velocityX(int enemy) {
        return all.velocityX(enemy);
    }

    float velocityY(int enemy) {
        return all.velocityY(enemy);
    }

    EnemyKind kind(int enemy) {
        return EnemyKind.of(all.kind(enemy));
    }

    boolean isAlive(int enemy) {
        return all.health(enemy) > 0;
    }

    /** Ticks since birth. */
    int age(int enemy, int clock) {
        return clock - all.born(enemy);
    }

    boolean isHarmless(int enemy, int clock) {
        return age(enemy, clock) < CHILDHOOD;
    }

    /** Ticks since the last hit. */
    int sinceHit(int enemy, int clock) {
        return clock - all.struck(enemy);
    }

    /** Takes one hit away; whether that killed it. */
    boolean hit(int enemy, int clock) {
        int left = all.health(enemy) - 1;
        all.struck(enemy, clock);
        all.health(enemy, left);
        return left == 0;
    }

    /** Marks it dead; {@link #removeDead} takes it away. */
    void kill(int enemy) {
        all.health(enemy, 0);
    }

    /** From the last to the first, because removing one moves the last into its place. */
    void removeDead() {
        for (int enemy = count() - 1; enemy >= 0; enemy--) {
            if (!isAlive(enemy)) {
                all.removeSwap(enemy);
            }
        }
    }

    /** Flies on for a tick. Nobody leaves the arena. */
    void move(Bounds bounds) {
        for (long enemy = 0; enemy < all.size(); enemy++) {
            float x = all.x(enemy);
            float y = all.y(enemy);
            float margin = EnemyKind.of(all.kind(enemy)).radius;
            all.previousX(enemy, x);
            all.previousY(enemy, y);
            all.x(enemy, bounds.clampX(x + all.velocityX(enemy) * World.STEP, margin));
            all.y(enemy, bounds.clampY(y + all.velocityY(enemy) * World.STEP, margin));
        }
    }
}
