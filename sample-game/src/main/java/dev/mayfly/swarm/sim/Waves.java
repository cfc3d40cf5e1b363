package dev.mayfly.swarm.sim;

import org.joml.Vector2f;

/** Decides what comes, when and where: waves that grow, with a breather in between. */
final class Waves {

    /** Ticks between two waves, in which the next one is announced. */
    static final int BREATHER = 150;

    /** Metres around the ship in which no portal opens. */
    private static final float RESPECT = 18f;

    /** Metres from a portal to the wall. */
    private static final float INSET = 2.5f;

    /** With fewer enemies than this the next ones come soon. */
    private static final int DULL = 10;

    /** Ticks that are soon. */
    private static final int DULL_PAUSE = 20;

    private final Bounds bounds;
    private final Chance chance;
    private final Vector2f place = new Vector2f();

    /** Enemies of each kind that this wave has still to send. */
    private final int[] left = new int[EnemyKind.COUNT];

    private int wave;
    private int breather;
    private int pause;

    Waves(Bounds bounds, Chance chance) {
        this.bounds = bounds;
        this.chance = chance;
    }

    /** Back to before the first wave. */
    void begin() {
        wave = 0;
        callNext();
    }

    private void callNext() {
        wave++;
        breather = BREATHER;
        pause = 0;
        left[EnemyKind.DRONE.ordinal()] = drones();
        left[EnemyKind.HUNTER.ordinal()] = hunters();
        left[EnemyKind.BRUTE.ordinal()] = brutes();
    }

    private int drones() {
        return isHunt() ? 6 * wave : isSiege() ? 40 : Math.min(20 + 16 * wave, 360);
    }

    private int hunters() {
        return isHunt()
                ? Math.min(8 + 2 * wave, 44)
                : isSiege() ? wave / 2 : Math.min(2 * (wave - 1), 36);
    }

    private int brutes() {
        return isHunt() ? 0 : isSiege() ? Math.min(3 + wave / 2, 16) : Math.min((wave - 1) / 2, 12);
    }

    /** Whether this wave is mostly hunters. */
    boolean isHunt() {
        return wave % 5 == 0;
    }

    /** Whether this wave is mostly brutes. */
    boolean isSiege() {
        return wave % 4 == 3 && wave > 4 && !isHunt();
    }

    /** Lets a tick pass; whether the wave has just been beaten. */
    boolean advance(Enemies enemies, Portals portals, Vector2f ship, Effects effects, int clock) {
        if (breather > 0) {
            breather--;
            return false;
        }
        int coming = portals.waiting();
        int alive = enemies.count() + coming;
        if (left() == 0) {
            if (alive == 0) {
                callNext();
                return true;
            }
            return false;
        }
        pause--;
        if (alive < DULL) {
            pause = Math.min(pause, DULL_PAUSE);
        }
        if (pause <= 0 && alive < 60 + 20 * wave) {
            for (int portal = 0; portal < 2 + wave / 8 && left() > 0; portal++) {
                send(portals, ship, effects, clock);
            }
            pause = Math.max(60, 120 - 6 * wave);
        }
        return false;
    }

    private void send(Portals portals, Vector2f ship, Effects effects, int clock) {
        EnemyKind kind = choose();
        int group =
                switch (kind) {
                    case DRONE -> Math.min(9 + wave, 26);
                    case HUNTER -> Math.min(3 + wave / 3, 8);
                    case BRUTE -> 1 + wave / 6;
                };
        int count = Math.min(group, left[kind.ordinal()]);
        left[kind.ordinal()] -= count;
        choosePlace(ship);
        portals.open(kind, count, place.x, place.y, clock);
        effects.portalAnnounced(place.x, place.y, kind.color);
    }

    /** Any kind of which some are left, the more the likelier. */
    private EnemyKind choose() {
        int number = chance.below(left());
        int kind = 0;
        while (number >= left[kind]) {
            number -= left[kind];
            kind++;
        }
        return EnemyKind.of(kind);
    }

    /** A place at the walls, across the arena if the first choice is too near to the ship. */
    private void choosePlace(Vector2f ship) {
        float width = bounds.halfWidth() - INSET;
        float height = bounds.halfHeight() - INSET;
        boolean level = chance.unit() * (width + height) < width;
        float side = chance.below(2) * 2 - 1;
        float along = chance.between(-1f, 1f);
        place.set(level ? along * width : side * width, level ? side * height : along * height);
        if (place.distanceSquared(ship) < RESPECT * RESPECT) {
            place.negate();
        }
    }

    private int left() {
        return left[0] + left[1] + left[2];
    }

    /** The wave that is fought or announced, from 1. */
    int wave() {
        return wave;
    }

    /** How many enemies are still to be sent. */
    int unsent() {
        return left();
    }

    /** Ticks until the wave begins; 0 once it has. */
    int breather() {
        return breather;
    }

    /** How much faster than at first enemies are. */
    float pace() {
        return 1f + Math.min(wave - 1, 20) * 0.018f;
    }

    void addTo(Checksum sum) {
        sum.add(wave);
        sum.add(breather);
        sum.add(pause);
        for (int count : left) {
            sum.add(count);
        }
    }
}
