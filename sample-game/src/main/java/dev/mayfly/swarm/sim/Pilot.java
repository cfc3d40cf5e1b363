package dev.mayfly.swarm.sim;

import dev.mayfly.Mem;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

/** An autopilot: plays as a decent player would, and the same in the same world. */
public final class Pilot {

    /** Ticks that the title, and the end of a run, are left on the screen. */
    private static final int TITLE_TICKS = 120;

    private static final int GAME_OVER_TICKS = 180;

    private static final int DIRECTIONS = 16;

    /** Metres within which an enemy counts as a danger, and how many at most do. */
    private static final float CAUTION = 15f;

    private static final int MOST_DANGERS = 160;

    /** Metres within which it shoots. */
    private static final float RANGE = 26f;

    /** Metres a second, to guess where the ship will be. */
    private static final float SPEED = 15f;

    /** The moments, in seconds from now, at which a way is judged. */
    private static final float[] MOMENTS = {0.12f, 0.3f, 0.55f};

    private static final long X = 0;
    private static final long Y = 4;
    private static final long VELOCITY_X = 8;
    private static final long VELOCITY_Y = 12;
    private static final long RADIUS = 16;
    private static final long STRIDE = 20;

    private Pilot() {}

    /**
     * What to do in the next tick, worked out in the context's scratch.
     *
     * @param world whose state is looked at and left as it is
     * @return a {@link PlayerInput}
     */
    @UsesContext
    public static long input(World world) {
        return input(world, Mem.temp());
    }

    /**
     * What to do in the next tick.
     *
     * @param world whose state is looked at and left as it is
     * @param scratch for what is needed on the way
     * @return a {@link PlayerInput}
     */
    public static long input(World world, Allocator scratch) {
        return switch (world.phase()) {
            case TITLE -> confirmAfter(world, TITLE_TICKS);
            case GAME_OVER -> confirmAfter(world, GAME_OVER_TICKS);
            case PAUSED -> PlayerInput.pack(0f, 0f, 0f, PlayerInput.PAUSE);
            case PLAYING -> play(world.battle(), scratch);
        };
    }

    private static long confirmAfter(World world, int ticks) {
        return world.phaseAge() == ticks
                ? PlayerInput.pack(0f, 0f, 0f, PlayerInput.CONFIRM)
                : PlayerInput.NONE;
    }

    private static long play(Battle battle, Allocator scratch) {
        int dangers = 0;
        long list = scratch.allocNonZeroed(MOST_DANGERS * STRIDE, Float.BYTES);
        Enemies enemies = battle.enemies;
        float shipX = battle.ship.position.x;
        float shipY = battle.ship.position.y;
        int target = -1;
        float targetSquare = RANGE * RANGE;
        for (int enemy = 0; enemy < enemies.count(); enemy++) {
            float wayX = enemies.x(enemy) - shipX;
            float wayY = enemies.y(enemy) - shipY;
            float square = wayX * wayX + wayY * wayY;
            if (square < targetSquare) {
                target = enemy;
                targetSquare = square;
            }
            if (square < CAUTION * CAUTION && dangers < MOST_DANGERS) {
                note(list + dangers++ * STRIDE, enemies, enemy, wayX, wayY);
            }
        }
        int move = chooseMove(battle, list, dangers);
        float moveX = move < 0 ? 0f : directionX(move);
        float moveY = move < 0 ? 0f : directionY(move);
        if (target < 0) {
            return PlayerInput.pack(moveX, moveY, Trig.atan2(-shipY, -shipX), 0);
        }
        return PlayerInput.pack(moveX, moveY, aim(battle, target), PlayerInput.FIRE);
    }

    private static void note(long danger, Enemies enemies, int enemy, float wayX, float wayY) {
        Memory.putFloat(danger + X, wayX);
        Memory.putFloat(danger + Y, wayY);
        Memory.putFloat(danger + VELOCITY_X, enemies.velocityX(enemy));
        Memory.putFloat(danger + VELOCITY_Y, enemies.velocityY(enemy));
        Memory.putFloat(danger + RADIUS, enemies.kind(enemy).radius + Ship.RADIUS);
    }

    /** The direction, of {@link #DIRECTIONS}, that leads into the least danger; -1 to stay. */
    private static int chooseMove(Battle battle, long list, int dangers) {
        int best = -1;
        float least = judge(battle, list, dangers, 0f, 0f);
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            float danger =
                    judge(battle, list, dangers, directionX(direction), directionY(direction));
            if (danger < least) {
                least = danger;
                best = direction;
            }
        }
        return best;
    }

    /** How dangerous it is to fly in a direction. */
    private static float judge(Battle battle, long list, int dangers, float moveX, float moveY) {
        float sum = 0f;
        for (float seconds : MOMENTS) {
            float atX = moveX * SPEED * seconds;
            float atY = moveY * SPEED * seconds;
            for (int i = 0; i < dangers; i++) {
                long danger = list + i * STRIDE;
                float wayX =
                        Memory.getFloat(danger + X)
                                + Memory.getFloat(danger + VELOCITY_X) * seconds
                                - atX;
                float wayY =
                        Memory.getFloat(danger + Y)
                                + Memory.getFloat(danger + VELOCITY_Y) * seconds
                                - atY;
                float gap =
                        Math.max(Trig.length(wayX, wayY) - Memory.getFloat(danger + RADIUS), 0.05f);
                sum += 1f / (gap * gap);
            }
        }
        float endX = battle.ship.position.x + moveX * SPEED * 0.5f;
        float endY = battle.ship.position.y + moveY * SPEED * 0.5f;
        float outX = endX / battle.bounds.halfWidth();
        float outY = endY / battle.bounds.halfHeight();
        float wall = outX * outX * outX * outX + outY * outY * outY * outY;
        return sum + 0.8f * wall + 0.02f * (outX * outX + outY * outY);
    }

    /** The angle to where a shot will meet an enemy. */
    private static float aim(Battle battle, int enemy) {
        Enemies enemies = battle.enemies;
        float wayX = enemies.x(enemy) - battle.ship.position.x;
        float wayY = enemies.y(enemy) - battle.ship.position.y;
        float seconds = Trig.length(wayX, wayY) / battle.shots.speed();
        return Trig.atan2(
                wayY + enemies.velocityY(enemy) * seconds,
                wayX + enemies.velocityX(enemy) * seconds);
    }

    private static float directionX(int direction) {
        return Trig.cos(direction * 2 * Trig.PI / DIRECTIONS);
    }

    private static float directionY(int direction) {
        return Trig.sin(direction * 2 * Trig.PI / DIRECTIONS);
    }
}
