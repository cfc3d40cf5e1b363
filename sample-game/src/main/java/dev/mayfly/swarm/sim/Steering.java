package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;

/**
 * One worker's part in the {@link Flock}: looks around for some rows of enemies and steers them.
 */
final class Steering {

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

    private final Flock flock;
    private final Bounds bounds;
    private final Grid grid;
    private final EnemyColumns enemies;
    private final TurnArray turns;
    private final FrameArena scratch;
    private final Neighbours near;

    private float forceX;
    private float forceY;

    /**
     * @param turns where what is decided goes
     * @param scratch the worker's; used during a call only
     */
    Steering(
            Flock flock,
            Bounds bounds,
            Grid grid,
            EnemyColumns enemies,
            TurnArray turns,
            FrameArena scratch) {
        this.flock = flock;
        this.bounds = bounds;
        this.grid = grid;
        this.enemies = enemies;
        this.turns = turns;
        this.scratch = scratch;
        near = new Neighbours(scratch);
    }

    void steer(int fromRow, int toRow) {
        try (SavePoint _ = scratch.savepoint()) {
            near.find(grid, fromRow, toRow);
            int end = grid.endPlace(toRow - 1, grid.columns() - 1);
            for (int place = grid.firstPlace(fromRow, 0); place < end; place++) {
                steer(place);
            }
        }
    }

    private void steer(int place) {
        EnemyKind kind = EnemyKind.of(enemies.kind(grid.enemy(place)));
        forceX = 0f;
        forceY = 0f;
        heedNeighbours(place, kind);
        go(grid.x(place), grid.y(place), kind);
        heedWalls(grid.x(place), grid.y(place));
        accelerate(place, kind);
    }

    private void heedNeighbours(int place, EnemyKind kind) {
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
            long other = grid.address(near.other(i));
            float awayX = x - PlaceLayout.x(other);
            float awayY = y - PlaceLayout.y(other);
            float square = awayX * awayX + awayY * awayY;
            float push = (REACH_SQUARE - square) / (square + SOFTNESS);
            pushX += awayX * push;
            pushY += awayY * push;
            sumX -= awayX;
            sumY -= awayY;
            sumVelocityX += PlaceLayout.velocityX(other);
            sumVelocityY += PlaceLayout.velocityY(other);
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

    private void go(float x, float y, EnemyKind kind) {
        float time = flock.time;
        boolean aims = kind == EnemyKind.HUNTER;
        float wayX = flock.preyX + (aims ? flock.preyVelocityX * FORESIGHT : 0f) - x;
        float wayY = flock.preyY + (aims ? flock.preyVelocityY * FORESIGHT : 0f) - y;
        float square = wayX * wayX + wayY * wayY;
        if (flock.hasPrey && square < flock.sightSquare) {
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

    private void accelerate(int place, EnemyKind kind) {
        float force = Trig.length(forceX, forceY);
        float most = kind.acceleration * flock.pace;
        float strength = force > most ? most / force * World.STEP : World.STEP;
        float velocityX = grid.velocityX(place) + forceX * strength;
        float velocityY = grid.velocityY(place) + forceY * strength;
        float speed = Trig.length(velocityX, velocityY);
        float fastest = kind.speed * flock.pace;
        float brake = speed > fastest ? fastest / speed : 1f;
        turns.set(place, velocityX * brake, velocityY * brake);
    }
}
