package dev.mayfly.swarm.sim;

/**
 * What makes things look alive: explosions, engine flames, shaking. Light only; nothing here harms
 * anybody.
 */
final class Effects {

    private final Sparks sparks;
    private final Camera camera;
    private final Chance chance;
    private int clock;

    Effects(Sparks sparks, Camera camera, Chance chance) {
        this.sparks = sparks;
        this.camera = camera;
        this.chance = chance;
    }

    /** The tick that everything from now on begins in. */
    void setClock(int tick) {
        clock = tick;
    }

    /** An enemy bursts. */
    void burst(EnemyKind kind, float x, float y) {
        boolean big = kind == EnemyKind.BRUTE;
        scatter(
                x,
                y,
                big ? 56 : 14,
                big ? 30f : 19f,
                big ? 58 : 40,
                big ? 0.95f : 0.7f,
                kind.color);
        sparks.spark(x, y, 0f, 0f, big ? 16 : 9, kind.radius * 2.4f, Palette.WHITE, clock);
        sparks.ring(
                x,
                y,
                big ? 32 : 16,
                kind.radius * 0.6f,
                kind.radius * (big ? 4f : 2.6f),
                kind.color,
                clock);
        camera.shake(big ? 0.45f : 0.06f);
    }

    /** A shot hits and does not kill. */
    void chip(EnemyKind kind, float x, float y) {
        scatter(x, y, 4, 13f, 18, 0.5f, kind.color);
    }

    /** A shot ends at a wall. */
    void ricochet(float x, float y) {
        scatter(x, y, 3, 9f, 16, 0.45f, Palette.MINT);
    }

    /** A brute shoots all around. */
    void volley(float x, float y) {
        sparks.ring(x, y, 18, 1f, 3.2f, Palette.RED, clock);
    }

    /** The ship is lost, and the shock wave goes out. */
    void shipLost(float x, float y, float reach) {
        scatter(x, y, 110, 40f, 90, 1.1f, Palette.CYAN);
        scatter(x, y, 50, 22f, 70, 0.9f, Palette.WHITE);
        sparks.ring(x, y, 40, 1f, reach, Palette.CYAN, clock);
        sparks.ring(x, y, 28, 1f, reach * 0.7f, Palette.WHITE, clock);
        camera.shake(1f);
    }

    /** The ship is back. */
    void shipArrived(float x, float y) {
        sparks.ring(x, y, 30, 6f, 0.8f, Palette.CYAN, clock);
        scatter(x, y, 20, 12f, 34, 0.6f, Palette.CYAN);
    }

    /** A portal is about to open. */
    void portalAnnounced(float x, float y, int color) {
        sparks.ring(x, y, 30, 4.5f, 0.5f, color, clock);
    }

    /** Flame behind the ship, which accelerates away from it. */
    void exhaust(float x, float y, float directionX, float directionY) {
        float side = chance.between(-3f, 3f);
        sparks.spark(
                x,
                y,
                directionX * chance.between(8f, 14f) - directionY * side,
                directionY * chance.between(8f, 14f) + directionX * side,
                16,
                0.7f,
                Palette.WALL,
                clock);
    }

    /** A flash where a shot leaves the ship. */
    void muzzle(float x, float y) {
        sparks.spark(x, y, 0f, 0f, 4, 1.1f, Palette.MINT, clock);
    }

    private void scatter(
            float x, float y, int count, float speed, int ticks, float size, int color) {
        for (int i = 0; i < count; i++) {
            float direction = chance.turn();
            float pace = speed * (0.25f + 0.75f * chance.unit());
            int life = (int) (ticks * chance.between(0.5f, 1f));
            float width = size * chance.between(0.6f, 1.1f);
            sparks.spark(
                    x,
                    y,
                    Trig.cos(direction) * pace,
                    Trig.sin(direction) * pace,
                    life,
                    width,
                    color,
                    clock);
        }
    }
}
