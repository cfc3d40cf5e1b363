package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.Allocator;

/**
 * The gates at the walls through which a wave comes in. Each is seen for a second before anything
 * comes out.
 */
final class Portals extends Pool {

    static final int CAPACITY = 64;

    /** Ticks of warning. */
    static final int WARNING = 66;

    /** Ticks from one enemy to the next. */
    private static final int INTERVAL = 5;

    private static final float BIRTH_SPEED = 6f;
    private static final int COLUMNS = 5;

    private final long x = column(0);
    private final long y = column(1);
    private final long opens = column(2);
    private final long kind = column(3);
    private final long left = column(4);

    static long bytes() {
        return bytes(COLUMNS, CAPACITY);
    }

    Portals(Allocator allocator) {
        super(allocator, COLUMNS, CAPACITY);
    }

    /** Announces enemies at a place. */
    void open(EnemyKind what, int howMany, float atX, float atY, int clock) {
        int portal = add();
        if (portal == FULL) {
            return;
        }
        putFloat(x, portal, atX);
        putFloat(y, portal, atY);
        putInt(opens, portal, clock + WARNING);
        putInt(kind, portal, what.ordinal());
        putInt(left, portal, howMany);
    }

    float x(int portal) {
        return getFloat(x, portal);
    }

    float y(int portal) {
        return getFloat(y, portal);
    }

    EnemyKind kind(int portal) {
        return EnemyKind.of(getInt(kind, portal));
    }

    /** How much of the warning is over, from 0 to 1. */
    float readiness(int portal, int clock) {
        return Math.clamp(1f - (getInt(opens, portal) - clock) / (float) WARNING, 0f, 1f);
    }

    /** Enemies that are still to come, out of all portals. */
    int waiting() {
        int sum = 0;
        for (int portal = 0; portal < count(); portal++) {
            sum += getInt(left, portal);
        }
        return sum;
    }

    /** Lets out whoever is due, towards the middle of the arena. */
    void release(Enemies enemies, Chance chance, int clock) {
        for (int portal = count() - 1; portal >= 0; portal--) {
            int late = clock - getInt(opens, portal);
            if (late < 0 || late % INTERVAL != 0) {
                continue;
            }
            float inwards = Trig.atan2(-y(portal), -x(portal)) + chance.between(-0.7f, 0.7f);
            enemies.spawn(
                    kind(portal),
                    x(portal) + chance.between(-0.8f, 0.8f),
                    y(portal) + chance.between(-0.8f, 0.8f),
                    Trig.cos(inwards) * BIRTH_SPEED,
                    Trig.sin(inwards) * BIRTH_SPEED,
                    clock);
            int remaining = getInt(left, portal) - 1;
            putInt(left, portal, remaining);
            if (remaining == 0) {
                remove(portal);
            }
        }
    }
}
