package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.Allocator;

/** Shots in flight, all of one side's. */
final class Shots extends Pool {

    /** Metres. */
    static final float RADIUS = 0.3f;

    private static final int COLUMNS = 7;

    final long x = column(0);
    final long y = column(1);
    final long previousX = column(2);
    final long previousY = column(3);
    private final long velocityX = column(4);
    private final long velocityY = column(5);

    /** The tick in which it is gone. */
    private final long expires = column(6);

    /** Metres a second. */
    private final float speed;

    /** Ticks. */
    private final int life;

    static long bytes(int capacity) {
        return bytes(COLUMNS, capacity);
    }

    /**
     * @param capacity how many there can be at once
     * @param speed metres a second
     * @param life ticks
     */
    Shots(Allocator allocator, int capacity, float speed, int life) {
        super(allocator, COLUMNS, capacity);
        this.speed = speed;
        this.life = life;
    }

    float speed() {
        return speed;
    }

    void fire(float fromX, float fromY, float angle, int clock) {
        int shot = add();
        if (shot == FULL) {
            return;
        }
        putFloat(x, shot, fromX);
        putFloat(y, shot, fromY);
        putFloat(previousX, shot, fromX);
        putFloat(previousY, shot, fromY);
        putFloat(velocityX, shot, Trig.cos(angle) * speed);
        putFloat(velocityY, shot, Trig.sin(angle) * speed);
        putInt(expires, shot, clock + life);
    }

    float x(int shot) {
        return getFloat(x, shot);
    }

    float y(int shot) {
        return getFloat(y, shot);
    }

    /** How far it flies in a tick, in metres to the right. */
    float stepX(int shot) {
        return getFloat(velocityX, shot) * World.STEP;
    }

    /** How far it flies in a tick, in metres up. */
    float stepY(int shot) {
        return getFloat(velocityY, shot) * World.STEP;
    }

    /** Marks it as used up; {@link #removeSpent} takes it away. */
    void spend(int shot) {
        putInt(expires, shot, 0);
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
        return getInt(expires, shot) <= clock;
    }

    void removeSpent(int clock) {
        for (int shot = count() - 1; shot >= 0; shot--) {
            if (isSpent(shot, clock)) {
                remove(shot);
            }
        }
    }

    /** Flies on for a tick; a shot that reaches a wall leaves a few sparks there. */
    void move(Bounds bounds, Effects effects) {
        for (int shot = 0; shot < count(); shot++) {
            float oldX = x(shot);
            float oldY = y(shot);
            float newX = oldX + stepX(shot);
            float newY = oldY + stepY(shot);
            putFloat(previousX, shot, oldX);
            putFloat(previousY, shot, oldY);
            putFloat(x, shot, newX);
            putFloat(y, shot, newY);
            if (!bounds.contains(newX, newY)) {
                effects.ricochet(bounds.clampX(newX, 0f), bounds.clampY(newY, 0f));
                spend(shot);
            }
        }
    }
}
