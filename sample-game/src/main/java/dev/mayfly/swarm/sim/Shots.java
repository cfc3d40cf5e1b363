package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.Allocator;

/** The player's shots in flight. */
final class Shots extends Pool {

    static final int CAPACITY = 256;

    /** Metres. */
    static final float RADIUS = 0.3f;

    /** Metres a second. */
    static final float SPEED = 52f;

    /** Ticks in which a shot flies 45 metres. */
    static final int LIFE = 52;

    private static final int COLUMNS = 7;

    final long x = column(0);
    final long y = column(1);
    final long previousX = column(2);
    final long previousY = column(3);
    private final long velocityX = column(4);
    private final long velocityY = column(5);

    /** The tick in which it is gone. */
    private final long expires = column(6);

    Shots(Allocator allocator) {
        super(allocator, COLUMNS, CAPACITY);
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
        putFloat(velocityX, shot, Trig.cos(angle) * SPEED);
        putFloat(velocityY, shot, Trig.sin(angle) * SPEED);
        putInt(expires, shot, clock + LIFE);
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
