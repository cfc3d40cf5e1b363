package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.RangeTask;

/**
 * How enemies steer. Drones keep apart from their neighbours, turn with them and stay with them,
 * the three rules of Craig Reynolds' flocks, while something pulls them: the player if in sight, or
 * else a slow wind over the arena. Hunters and brutes only keep apart and go for the player.
 *
 * <p>A crew shares the rows of the grid. Everybody looks at where the others were in the grid and
 * changes only his own velocity, so it does not matter who is steered first, or by whom.
 *
 * <p>What is decided is written down place by place, and each enemy fetches it afterwards. Written
 * to the enemies at once, who stand in the order of their numbers, nearly every cache line would be
 * written by two workers in turn, and go from core to core each time.
 */
final class Flock {

    boolean hasPrey;
    float preyX;
    float preyY;
    float preyVelocityX;
    float preyVelocityY;
    float sightSquare;

    /** 1 at first; grows with the waves. */
    float pace;

    /** Seconds of simulated time. */
    float time;

    private final Grid grid;
    private final EnemyColumns enemies;
    private final Crew crew;

    /** For each place what its enemy has decided. */
    private final TurnArray turns;

    /** For each worker its own. */
    private final Steering[] parts;

    private final RangeTask steering = (from, to, worker) -> steerRows(from, to, worker);
    private final RangeTask turning = (from, to, _) -> turn(from, to);

    /**
     * @param scratch what is decided is good until it is emptied
     */
    Flock(Bounds bounds, Grid grid, EnemyColumns enemies, Crew crew, FrameArena scratch) {
        this.grid = grid;
        this.enemies = enemies;
        this.crew = crew;
        turns = TurnArray.create(scratch);
        parts = new Steering[crew.size()];
        for (int worker = 0; worker < parts.length; worker++) {
            parts[worker] = new Steering(this, bounds, grid, enemies, turns, crew.scratch(worker));
        }
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

    /** Gives every enemy in the grid, as it was just built, its velocity for this tick. */
    void steer(float fastness, int clock) {
        pace = fastness;
        time = clock * World.STEP;
        int count = grid.count();
        turns.forget();
        turns.resizeNonZeroed(count);
        crew.run(grid.rows(), Crew.rowChunk(grid.rows(), count), steering);
        crew.run(count, Crew.chunk(count), turning);
    }

    private void steerRows(int from, int to, int worker) {
        parts[worker].steer(from, to);
    }

    private void turn(int from, int to) {
        for (int enemy = from; enemy < to; enemy++) {
            long turn = turns.addressOf(grid.place(enemy));
            enemies.velocityX(enemy, TurnLayout.velocityX(turn));
            enemies.velocityY(enemy, TurnLayout.velocityY(turn));
        }
    }
}
