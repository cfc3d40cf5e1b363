package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;

/**
 * The gates at the walls through which a wave comes in. Each is seen for a second before anything
 * comes out.
 */
final class Portals {

    static final int CAPACITY = 64;

    /** Ticks of warning. */
    static final int WARNING = 66;

    /** Ticks from one enemy to the next. */
    private static final int INTERVAL = 5;

    private static final float BIRTH_SPEED = 6f;

    final PortalColumns all;

    Portals(Allocator allocator) {
        all = PortalColumns.create(allocator, CAPACITY);
    }

    /** Announces enemies at a place. */
    void open(EnemyKind what, int howMany, float x, float y, int clock) {
        if (all.size() < all.capacity()) {
            all.add(x, y, clock + WARNING, what.ordinal(), howMany);
        }
    }

    int count() {
        return (int) all.size();
    }

    float x(int portal) {
        return all.x(portal);
    }

    float y(int portal) {
        return all.y(portal);
    }

    EnemyKind kind(int portal) {
        return EnemyKind.of(all.kind(portal));
    }

    /** How much of the warning is over, from 0 to 1. */
    float readiness(int portal, int clock) {
        return Math.clamp(1f - (all.opens(portal) - clock) / (float) WARNING, 0f, 1f);
    }

    /** Enemies that are still to come, out of all portals. */
    int waiting() {
        int sum = 0;
        for (int portal = 0; portal < count(); portal++) {
            sum += all.left(portal);
        }
        return sum;
    }

    /** Lets out whoever is due, towards the middle of the arena. */
    void release(Enemies enemies, Chance chance, int clock) {
        for (int portal = count() - 1; portal >= 0; portal--) {
            int late = clock - all.opens(portal);
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
            all.left(portal, all.left(portal) - 1);
            if (all.left(portal) == 0) {
                all.removeSwap(portal);
            }
        }
    }
}
