package dev.mayfly.bench.frame;

import java.util.SplittableRandom;

/**
 * What a frame is about: enemies that swarm around some moving spots, shots that fly through them,
 * and a view. It lives for the whole run and is no part of what is measured, and so it is in Java
 * arrays, which everybody reads equally fast: native memory by index, and those ways that would
 * keep objects have a copy in objects, which {@link Frame#look} brings up to date.
 *
 * <p>The same seed makes the same world, whatever the way: all arithmetic is Java's, and what a way
 * gives back are forces and hits. Enemies are never removed, so that every tick of a run has the
 * same number of them; what changes from tick to tick is who is near whom.
 */
final class World {

    /** Seconds in a tick. */
    private static final float STEP = 1f / 60;

    /** Square metres for each enemy. */
    private static final float ROOM = 4f;

    private static final float PROPORTION = 1.5f;

    /** One shot for so many enemies. */
    private static final int ENEMIES_PER_SHOT = 8;

    /** Enemies that swarm around one spot. */
    private static final int ENEMIES_PER_SPOT = 1000;

    private static final float SEPARATION = 2.4f;
    private static final float ALIGNMENT = 1.7f;
    private static final float PULL = 7f;
    private static final float STRONGEST = 40f;
    private static final float FASTEST = 9f;
    private static final float SPOT_SPEED = 6f;
    private static final float SHOT_STEP = 0.9f;

    /** A spot draws its enemies for so many ticks of these, and drives them away in the others. */
    private static final int BREATH = 480;

    private static final int BREATH_IN = 320;

    /** The share of the world that the view shows, in each direction. */
    private static final float VIEW = 0.75f;

    /** Ticks that a hit lights an enemy up. */
    private static final int FLASH = 5;

    private static final int WHITE = 0xffffffff;
    private static final int[] COLORS = {0xff984aff, 0xff30acff, 0xffff68a4};

    private final SplittableRandom random;
    private final int enemies;
    private final int shots;
    private final int spots;
    private final float halfWidth;
    private final float halfHeight;
    private final int columns;
    private final int rows;

    private final float[] x;
    private final float[] y;
    private final float[] velocityX;
    private final float[] velocityY;
    private final int[] struck;

    private final float[] shotX;
    private final float[] shotY;
    private final float[] stepX;
    private final float[] stepY;

    private final float[] spotX;
    private final float[] spotY;
    private final float[] spotVelocityX;
    private final float[] spotVelocityY;

    private int clock;
    private float left;
    private float right;
    private float bottom;
    private float top;

    World(int enemies, long seed) {
        this.enemies = enemies;
        random = new SplittableRandom(seed);
        shots = enemies / ENEMIES_PER_SHOT + 1;
        spots = enemies / ENEMIES_PER_SPOT + 1;
        halfHeight = (float) Math.sqrt(enemies * ROOM / (4 * PROPORTION));
        halfWidth = halfHeight * PROPORTION;
        columns = (int) (2 * halfWidth / Rules.CELL) + 1;
        rows = (int) (2 * halfHeight / Rules.CELL) + 1;
        x = new float[enemies];
        y = new float[enemies];
        velocityX = new float[enemies];
        velocityY = new float[enemies];
        struck = new int[enemies];
        shotX = new float[shots];
        shotY = new float[shots];
        stepX = new float[shots];
        stepY = new float[shots];
        spotX = new float[spots];
        spotY = new float[spots];
        spotVelocityX = new float[spots];
        spotVelocityY = new float[spots];
        populate();
    }

    private void populate() {
        clock = FLASH;
        for (int enemy = 0; enemy < enemies; enemy++) {
            x[enemy] = between(-halfWidth, halfWidth);
            y[enemy] = between(-halfHeight, halfHeight);
        }
        for (int shot = 0; shot < shots; shot++) {
            shoot(shot);
        }
        for (int spot = 0; spot < spots; spot++) {
            spotX[spot] = between(-halfWidth, halfWidth);
            spotY[spot] = between(-halfHeight, halfHeight);
            spotVelocityX[spot] = between(-SPOT_SPEED, SPOT_SPEED);
            spotVelocityY[spot] = between(-SPOT_SPEED, SPOT_SPEED);
        }
    }

    private float between(float low, float high) {
        return low + (high - low) * (float) random.nextDouble();
    }

    private void shoot(int shot) {
        shotX[shot] = between(-halfWidth, halfWidth);
        shotY[shot] = between(-halfHeight, halfHeight);
        float towardsX = between(0.1f, 1f) * (random.nextBoolean() ? 1 : -1);
        float towardsY = between(-1f, 1f);
        float length = (float) Math.sqrt(towardsX * towardsX + towardsY * towardsY);
        stepX[shot] = towardsX / length * SHOT_STEP;
        stepY[shot] = towardsY / length * SHOT_STEP;
    }

    /** Everything flies on for a tick. */
    void move() {
        clock++;
        for (int enemy = 0; enemy < enemies; enemy++) {
            x[enemy] = clampX(x[enemy] + velocityX[enemy] * STEP);
            y[enemy] = clampY(y[enemy] + velocityY[enemy] * STEP);
        }
        for (int spot = 0; spot < spots; spot++) {
            moveSpot(spot);
        }
        for (int shot = 0; shot < shots; shot++) {
            moveShot(shot);
        }
        float middleX = spotX[0] * (1 - VIEW);
        float middleY = spotY[0] * (1 - VIEW);
        left = middleX - halfWidth * VIEW;
        right = middleX + halfWidth * VIEW;
        bottom = middleY - halfHeight * VIEW;
        top = middleY + halfHeight * VIEW;
    }

    private void moveSpot(int spot) {
        float nextX = spotX[spot] + spotVelocityX[spot] * STEP;
        float nextY = spotY[spot] + spotVelocityY[spot] * STEP;
        spotX[spot] = clampX(nextX);
        spotY[spot] = clampY(nextY);
        if (spotX[spot] != nextX) {
            spotVelocityX[spot] = -spotVelocityX[spot];
        }
        if (spotY[spot] != nextY) {
            spotVelocityY[spot] = -spotVelocityY[spot];
        }
    }

    private void moveShot(int shot) {
        float nextX = shotX[shot] + stepX[shot];
        float nextY = shotY[shot] + stepY[shot];
        if (nextX != clampX(nextX) || nextY != clampY(nextY)) {
            shoot(shot);
        } else {
            shotX[shot] = nextX;
            shotY[shot] = nextY;
        }
    }

    private float clampX(float atX) {
        return Math.clamp(atX, -halfWidth, halfWidth);
    }

    private float clampY(float atY) {
        return Math.clamp(atY, -halfHeight, halfHeight);
    }

    // What a way reads.

    int enemies() {
        return enemies;
    }

    int shots() {
        return shots;
    }

    float x(int enemy) {
        return x[enemy];
    }

    float y(int enemy) {
        return y[enemy];
    }

    float velocityX(int enemy) {
        return velocityX[enemy];
    }

    float velocityY(int enemy) {
        return velocityY[enemy];
    }

    /** Red, green, blue and opacity; white while it is lit up by a hit. */
    int color(int enemy) {
        return clock - struck[enemy] < FLASH ? WHITE : COLORS[Rules.kind(enemy)];
    }

    float shotX(int shot) {
        return shotX[shot];
    }

    float shotY(int shot) {
        return shotY[shot];
    }

    /** How far a shot flies in this tick. */
    float stepX(int shot) {
        return stepX[shot];
    }

    /** How far a shot flies in this tick. */
    float stepY(int shot) {
        return stepY[shot];
    }

    /** Whether the view shows a point. */
    boolean sees(float atX, float atY) {
        return atX > left & atX < right & atY > bottom & atY < top;
    }

    /** Cells of the grid beside each other. */
    int columns() {
        return columns;
    }

    /** Cells of the grid above each other. */
    int rows() {
        return rows;
    }

    /** Cells of the grid. */
    int cells() {
        return columns * rows;
    }

    /** The column of cells over a coordinate; the nearest one for a coordinate outside. */
    int column(float atX) {
        return Math.clamp((int) ((atX + halfWidth) / Rules.CELL), 0, columns - 1);
    }

    /** The row of cells over a coordinate; the nearest one for a coordinate outside. */
    int row(float atY) {
        return Math.clamp((int) ((atY + halfHeight) / Rules.CELL), 0, rows - 1);
    }

    /** The number of the cell over a point: row by row. */
    int cell(float atX, float atY) {
        return row(atY) * columns + column(atX);
    }

    // What a way gives back.

    /**
     * Tells what an enemy's neighbours do to it; it flies accordingly from the next tick on.
     *
     * @param pushX the sum of the ways from each of them, each times its {@link Rules#push}
     * @param sumVelocityX of all of them
     * @param neighbours how many
     */
    void steer(
            int enemy,
            float pushX,
            float pushY,
            float sumVelocityX,
            float sumVelocityY,
            int neighbours) {
        float speedX = velocityX[enemy];
        float speedY = velocityY[enemy];
        float share = neighbours == 0 ? 0f : ALIGNMENT / neighbours;
        float alignment = neighbours == 0 ? 0f : ALIGNMENT;
        int spot = enemy % spots;
        float wayX = spotX[spot] - x[enemy];
        float wayY = spotY[spot] - y[enemy];
        float draw = (clock + spot * BREATH / spots) % BREATH < BREATH_IN ? PULL : -PULL;
        float pull = draw / ((float) Math.sqrt(wayX * wayX + wayY * wayY) + 1f);
        float forceX = pushX * SEPARATION + sumVelocityX * share - speedX * alignment + wayX * pull;
        float forceY = pushY * SEPARATION + sumVelocityY * share - speedY * alignment + wayY * pull;
        float strength = atMost(STRONGEST, forceX, forceY) * STEP;
        float nextX = speedX + forceX * strength;
        float nextY = speedY + forceY * strength;
        float brake = atMost(FASTEST, nextX, nextY);
        velocityX[enemy] = nextX * brake;
        velocityY[enemy] = nextY * brake;
    }

    /** What a vector must be multiplied by to be no longer than that. */
    private static float atMost(float most, float wayX, float wayY) {
        float square = wayX * wayX + wayY * wayY;
        return square > most * most ? most / (float) Math.sqrt(square) : 1f;
    }

    /** Tells whom a shot hits first; it flies on. */
    void strike(int enemy) {
        struck[enemy] = clock;
    }

    /** Tells where everybody is. */
    void tell(Tally tally) {
        for (int enemy = 0; enemy < enemies; enemy++) {
            tally.number(x[enemy]);
            tally.number(y[enemy]);
        }
    }
}
