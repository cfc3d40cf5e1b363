package dev.mayfly.swarm.sim;

import dev.mayfly.Mem;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.UsesContext;

/** An autopilot: plays as a decent player would, and the same in the same world. */
public final class Pilot {

    /** Ticks that the title, and the end of a run, are left on the screen. */
    private static final int TITLE_TICKS = 120;

    private static final int GAME_OVER_TICKS = 180;

    private static final int DIRECTIONS = 8;

    /** Metres within which something counts as a danger, and how many things at most do. */
    private static final float CAUTION = 8f;

    private static final int MOST_DANGERS = 160;

    /** Metres within which it shoots; more than it is cautious in. */
    private static final float RANGE = 26f;

    /** Metres a second, to guess where the ship will be. */
    private static final float SPEED = 15f;

    /**
     * Ticks in which it does not change its mind, and in how many out of a hundred it is careless.
     */
    private static final int MOMENT = 14;

    private static final int CARELESSNESS = 30;

    /** How far its aim is off at worst, in radians. */
    private static final float WOBBLE = 0.1f;

    /** The moments, in seconds from now, at which a way is judged. */
    private static final float[] MOMENTS = {0.15f, 0.4f};

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
        long list =
                scratch.allocNonZeroed(MOST_DANGERS * DangerLayout.SIZE, DangerLayout.ALIGNMENT);
        Lookout near = battle.lookout;
        near.look(battle.ship.position.x, battle.ship.position.y, RANGE);
        int dangers = noteBolts(battle, list, noteEnemies(battle, list, 0));
        int move = isCareless(battle) ? whim(battle) : chooseMove(battle, list, dangers);
        float moveX = move < 0 ? 0f : directionX(move);
        float moveY = move < 0 ? 0f : directionY(move);
        int target = near.nearest();
        return target == Enemies.NOBODY
                ? PlayerInput.pack(moveX, moveY, 0f, 0)
                : PlayerInput.pack(moveX, moveY, aim(battle, target), PlayerInput.FIRE);
    }

    /** Whether it looks elsewhere for the moment, as a player does. */
    private static boolean isCareless(Battle battle) {
        return mood(battle) % 100 < CARELESSNESS;
    }

    /** Where it flies when it does not look. */
    private static int whim(Battle battle) {
        return (mood(battle) >>> 8) % DIRECTIONS;
    }

    /** A number that changes from moment to moment, but with the time alone. */
    private static int mood(Battle battle) {
        int moment = battle.clock() / MOMENT;
        int mixed = moment * 0x9e3779b9;
        return (mixed ^ mixed >>> 15) * 0x2c1b3c6d >>> 1;
    }

    /** Adds the enemies near the ship to the dangers; how many there are then. */
    private static int noteEnemies(Battle battle, long list, int before) {
        Enemies enemies = battle.enemies;
        int dangers = before;
        for (int i = 0; i < battle.lookout.count() && dangers < MOST_DANGERS; i++) {
            int enemy = battle.lookout.enemy(i);
            float wayX = enemies.x(enemy) - battle.ship.position.x;
            float wayY = enemies.y(enemy) - battle.ship.position.y;
            if (wayX * wayX + wayY * wayY < CAUTION * CAUTION) {
                DangerLayout.set(
                        list + dangers++ * DangerLayout.SIZE,
                        wayX,
                        wayY,
                        enemies.velocityX(enemy),
                        enemies.velocityY(enemy),
                        enemies.kind(enemy).radius + Ship.RADIUS);
            }
        }
        return dangers;
    }

    /** Adds the brutes' shots near the ship to the dangers; how many there are then. */
    private static int noteBolts(Battle battle, long list, int before) {
        Shots bolts = battle.bolts;
        int dangers = before;
        for (int bolt = 0; bolt < bolts.count() && dangers < MOST_DANGERS; bolt++) {
            float wayX = bolts.x(bolt) - battle.ship.position.x;
            float wayY = bolts.y(bolt) - battle.ship.position.y;
            if (wayX * wayX + wayY * wayY < CAUTION * CAUTION) {
                DangerLayout.set(
                        list + dangers++ * DangerLayout.SIZE,
                        wayX,
                        wayY,
                        bolts.stepX(bolt) / World.STEP,
                        bolts.stepY(bolt) / World.STEP,
                        Shots.RADIUS + Ship.RADIUS);
            }
        }
        return dangers;
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
                long danger = list + i * DangerLayout.SIZE;
                float wayX =
                        DangerLayout.x(danger) + DangerLayout.velocityX(danger) * seconds - atX;
                float wayY =
                        DangerLayout.y(danger) + DangerLayout.velocityY(danger) * seconds - atY;
                float gap = Math.max(Trig.length(wayX, wayY) - DangerLayout.radius(danger), 0.05f);
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
        float exact =
                Trig.atan2(
                        wayY + enemies.velocityY(enemy) * seconds,
                        wayX + enemies.velocityX(enemy) * seconds);
        return exact + WOBBLE * Trig.sin(battle.clock() * 0.11f);
    }

    private static float directionX(int direction) {
        return Trig.cos(direction * 2 * Trig.PI / DIRECTIONS);
    }

    private static float directionY(int direction) {
        return Trig.sin(direction * 2 * Trig.PI / DIRECTIONS);
    }
}
