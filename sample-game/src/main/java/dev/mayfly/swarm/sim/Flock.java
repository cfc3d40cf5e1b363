package dev.mayfly.swarm.sim;

/**
 * How enemies steer. Drones keep apart from their neighbours, turn with them and stay with them,
 * the three rules of Craig Reynolds' flocks, while something pulls them: the player if in sight, or
 * else a slow wind over the arena. Hunters and brutes only keep apart and go for the player.
 */
final class Flock {

    private static final float REACH_SQUARE = Grid.CELL * Grid.CELL;

    /** Keeps the push between two in the same spot finite. */
    private static final float SOFTNESS = 0.06f;

    private static final float SEPARATION = 2.4f;

    /** Brutes are wide, and pull harder towards the player. */
    private static final float BRUTE_SEPARATION = 14f;

    private static final float ALIGNMENT = 1.7f;
    private static final float COHESION = 1.2f;
    private static final float PULL = 12f;
    private static final float WIND = 7f;

    /** Seconds that a hunter looks ahead. */
    private static final float FORESIGHT = 0.35f;

    /** How far from a wall enemies turn back, in metres, and how hard. */
    private static final float WALL_REACH = 2.5f;

    private static final float WALL_PUSH = 16f;

    private final Bounds bounds;

    private boolean hasPrey;
    private float preyX;
    private float preyY;
    private float preyVelocityX;
    private float preyVelocityY;
    private float sightSquare;

    private float forceX;
    private float forceY;

    Flock(Bounds bounds) {
        this.bounds = bounds;
    }

    /** From now on enemies within sight go for the ship. */
    void chase(Ship ship, float sight) {
        hasPrey = true;
        preyX = ship.position.x;
        preyY = ship.position.y;
        preyVelocityX = ship.velocity.x;
        preyVelocityY = ship.velocity.y;
        sightSquare = sight * sight;
    }

    /** From now on enemies go with the wind. */
    void roam() {
        hasPrey = false;
    }

    /**
     * Gives every enemy its velocity for this tick. {@code pace} is 1 at first and grows with the
     * waves.
     */
    void steer(Grid grid, Neighbours near, EnemyColumns enemies, float pace, int clock) {
        float time = clock * World.STEP;
        int count = grid.count();
        for (int place = 0; place < count; place++) {
            int enemy = grid.enemy(place);
            EnemyKind kind = EnemyKind.of(enemies.kind(enemy));
            forceX = 0f;
            forceY = 0f;
            heedNeighbours(grid, near, place, kind);
            go(grid.x(place), grid.y(place), kind, time);
            heedWalls(grid.x(place), grid.y(place));
            accelerate(grid, place, enemies, enemy, kind, pace);
        }
    }

    private void heedNeighbours(Grid grid, Neighbours near, int place, EnemyKind kind) {
        int first = near.first(place);
        int end = near.first(place + 1);
        if (first == end) {
            return;
        }
        float x = grid.x(place);
        float y = grid.y(place);
        float pushX = 0f;
        float pushY = 0f;
        float sumX = 0f;
        float sumY = 0f;
        float sumVelocityX = 0f;
        float sumVelocityY = 0f;
        for (int i = first; i < end; i++) {
            int other = near.other(i);
            float awayX = x - grid.x(other);
            float awayY = y - grid.y(other);
            float square = awayX * awayX + awayY * awayY;
            float push = (REACH_SQUARE - square) / (square + SOFTNESS);
            pushX += awayX * push;
            pushY += awayY * push;
            sumX -= awayX;
            sumY -= awayY;
            sumVelocityX += grid.velocityX(other);
            sumVelocityY += grid.velocityY(other);
        }
        float strength = kind == EnemyKind.BRUTE ? BRUTE_SEPARATION : SEPARATION;
        forceX += pushX * strength;
        forceY += pushY * strength;
        if (kind == EnemyKind.DRONE) {
            float share = 1f / (end - first);
            forceX +=
                    (sumVelocityX * share - grid.velocityX(place)) * ALIGNMENT
                            + sumX * share * COHESION;
            forceY +=
                    (sumVelocityY * share - grid.velocityY(place)) * ALIGNMENT
                            + sumY * share * COHESION;
        }
    }

    private void go(float x, float y, EnemyKind kind, float time) {
        boolean aims = kind == EnemyKind.HUNTER;
        float wayX = preyX + (aims ? preyVelocityX * FORESIGHT : 0f) - x;
        float wayY = preyY + (aims ? preyVelocityY * FORESIGHT : 0f) - y;
        float square = wayX * wayX + wayY * wayY;
        if (hasPrey && square < sightSquare) {
            float pull =
                    (kind == EnemyKind.DRONE ? PULL : kind.acceleration)
                            / ((float) Math.sqrt(square) + 0.01f);
            forceX += wayX * pull;
            forceY += wayY * pull;
        } else {
            forceX += Trig.sin(y * 0.11f + time * 0.4f) * WIND;
            forceY += Trig.sin(x * 0.09f - time * 0.3f) * WIND;
        }
    }

    private void heedWalls(float x, float y) {
        float beyondX = x - bounds.clampX(x, WALL_REACH);
        float beyondY = y - bounds.clampY(y, WALL_REACH);
        forceX -= beyondX * WALL_PUSH;
        forceY -= beyondY * WALL_PUSH;
    }

    private void accelerate(
            Grid grid, int place, EnemyColumns enemies, int enemy, EnemyKind kind, float pace) {
        float force = Trig.length(forceX, forceY);
        float most = kind.acceleration * pace;
        float strength = force > most ? most / force * World.STEP : World.STEP;
        float velocityX = grid.velocityX(place) + forceX * strength;
        float velocityY = grid.velocityY(place) + forceY * strength;
        float speed = Trig.length(velocityX, velocityY);
        float fastest = kind.speed * pace;
        float brake = speed > fastest ? fastest / speed : 1f;
        enemies.velocityX(enemy, velocityX * brake);
        enemies.velocityY(enemy, velocityY * brake);
    }
}
