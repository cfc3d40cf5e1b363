package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.data.SlotMap;

/**
 * All enemies that are alive, numbered from 0 to {@link #count()} without gaps. Removing one gives
 * its number to the last, so numbers are good for one tick only. Who wants to know one for longer
 * keeps its handle.
 */
final class Enemies {

    /** Ticks after birth in which an enemy grows to its size and harms nobody. */
    static final int CHILDHOOD = 24;

    /** What {@link #find} and {@link #nearest} answer where there is none. */
    static final int NOBODY = -1;

    final EnemyColumns all;

    /** Handles and no elements: its rows are those of {@link #all}. */
    private final SlotMap handles;

    /** How many of them are to be taken away. */
    private int dead;

    Enemies(Allocator allocator, int capacity) {
        all = EnemyColumns.create(allocator, capacity);
        handles = SlotMap.create(allocator, 0, 1);
        handles.reserve(capacity);
    }

    /** Brings an enemy into the world, if there is room. */
    void spawn(EnemyKind what, float x, float y, float speedX, float speedY, int clock) {
        if (all.size() < all.capacity()) {
            all.add(x, y, x, y, speedX, speedY, what.ordinal(), what.health, clock, clock);
            handles.insert();
        }
    }

    /** Good as long as it lives, and never another's. */
    long handle(int enemy) {
        return handles.handleAt(enemy);
    }

    /** The number in this tick of the one with a handle; {@link #NOBODY} if it is gone. */
    int find(long handle) {
        return handles.contains(handle) ? handles.row(handle) : NOBODY;
    }

    /** The nearest one within so many metres; {@link #NOBODY} if there is none. */
    int nearest(float x, float y, float reach) {
        int found = NOBODY;
        float least = reach * reach;
        for (int enemy = 0; enemy < count(); enemy++) {
            float awayX = x - x(enemy);
            float awayY = y - y(enemy);
            float square = awayX * awayX + awayY * awayY;
            if (square < least) {
                found = enemy;
                least = square;
            }
        }
        return found;
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
        if (left == 0) {
            dead++;
        }
        return left == 0;
    }

    /** Marks it dead; {@link #removeDead} takes it away. */
    void kill(int enemy) {
        if (isAlive(enemy)) {
            dead++;
        }
        all.health(enemy, 0);
    }

    /** From the last to the first, because removing one moves the last into its place. */
    void removeDead() {
        for (int enemy = count() - 1; dead > 0; enemy--) {
            if (!isAlive(enemy)) {
                remove(enemy);
                dead--;
            }
        }
    }

    private void remove(int enemy) {
        handles.remove(handle(enemy));
        all.removeSwap(enemy);
    }

    void clear() {
        while (count() > 0) {
            remove(count() - 1);
        }
        dead = 0;
    }

    /** Some fly on for a tick. Nobody leaves the arena. */
    void move(Bounds bounds, int from, int to) {
        for (int enemy = from; enemy < to; enemy++) {
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
