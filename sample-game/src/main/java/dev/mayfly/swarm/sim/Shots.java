package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.data.Handle;

/** Shots in flight, all of one side's. */
final class Shots {

    /** Metres. */
    static final float RADIUS = 0.3f;

    /** Radians in a tick by which one that seeks can turn. */
    private static final float AGILITY = 0.11f;

    final ShotColumns all;

    /** Metres a second. */
    private final float speed;

    /** Ticks. */
    private final int life;

    /**
     * @param capacity how many there can be at once
     * @param speed metres a second
     * @param life ticks
     */
    Shots(Allocator allocator, int capacity, float speed, int life) {
        all = ShotColumns.create(allocator, capacity);
        this.speed = speed;
        this.life = life;
    }

    float speed() {
        return speed;
    }

    void fire(float x, float y, float angle, int clock) {
        fire(x, y, angle, Handle.NONE, clock);
    }

    /** One that follows an enemy as long as that lives. */
    void fire(float x, float y, float angle, long target, int clock) {
        if (all.size() < all.capacity()) {
            float speedX = Trig.cos(angle) * speed;
            float speedY = Trig.sin(angle) * speed;
            all.add(x, y, x, y, speedX, speedY, clock + life, target);
        }
    }

    int count() {
        return (int) all.size();
    }

    float x(int shot) {
        return all.x(shot);
    }

    float y(int shot) {
        return all.y(shot);
    }

    /** How far it flies in a tick, in metres to the right. */
    float stepX(int shot) {
        return all.velocityX(shot) * World.STEP;
    }

    /** How far it flies in a tick, in metres up. */
    float stepY(int shot) {
        return all.velocityY(shot) * World.STEP;
    }

    boolean seeks(int shot) {
        return !Handle.isNone(all.target(shot));
    }

    /** Turns those that seek towards their targets; one whose target is gone flies on straight. */
    void steer(Enemies enemies) {
        for (int shot = 0; shot < count(); shot++) {
            if (seeks(shot)) {
                int target = enemies.find(all.target(shot));
                if (target == Enemies.NOBODY) {
                    all.target(shot, Handle.NONE);
                } else {
                    turn(shot, enemies.x(target) - x(shot), enemies.y(target) - y(shot));
                }
            }
        }
    }

    private void turn(int shot, float wayX, float wayY) {
        float heading = Trig.atan2(all.velocityY(shot), all.velocityX(shot));
        float off = Trig.wrap(Trig.atan2(wayY, wayX) - heading);
        float angle = heading + Math.clamp(off, -AGILITY, AGILITY);
        all.velocityX(shot, Trig.cos(angle) * speed);
        all.velocityY(shot, Trig.sin(angle) * speed);
    }

    /** Marks it as used up; {@link #removeSpent} takes it away. */
    void spend(int shot) {
        all.expires(shot, 0);
    }

    /** Whether one of them is in a circle. */
    boolean touch(float circleX, float circleY, float radius) {
        float near = radius + RADIUS;
        for (int shot = 0; shot < count(); shot++) {
            float awayX = x(shot) - circleX;
            float awayY = y(shot) - circleY;
            if (awayX * awayX + awayY * awayY < near * near) {
                return true;
            }
        }
        return false;
    }

    boolean isSpent(int shot, int clock) {
        return all.expires(shot) <= clock;
    }

    /** From the last to the first, because removing one moves the last into its place. */
    void removeSpent(int clock) {
        for (int shot = count() - 1; shot >= 0; shot--) {
            if (isSpent(shot, clock)) {
                all.removeSwap(shot);
            }
        }
    }

    /** Flies on for a tick; a shot that reaches a wall leaves a few sparks there. */
    void move(Bounds bounds, Effects effects) {
        for (int shot = 0; shot < count(); shot++) {
            float x = x(shot) + stepX(shot);
            float y = y(shot) + stepY(shot);
            all.previousX(shot, x(shot));
            all.previousY(shot, y(shot));
            all.x(shot, x);
            all.y(shot, y);
            if (!bounds.contains(x, y)) {
                effects.ricochet(bounds.clampX(x, 0f), bounds.clampY(y, 0f));
                spend(shot);
            }
        }
    }
}
