package dev.mayfly.swarm.sim;

import org.joml.Vector2f;

/** The player's ship. */
final class Ship {

    /** Metres; smaller than it looks, so that a near miss is one. */
    static final float RADIUS = 0.65f;

    /** Half of the picture's width, in metres. */
    static final float SIZE = 1.15f;

    /** Metres a second. */
    private static final float SPEED = 16.5f;

    /** How much of a wanted change of velocity happens in a tick. */
    private static final float RESPONSE = 0.17f;

    /** Ticks from one shot to the next: eight and a half a second. */
    private static final int RELOAD = 7;

    /** Radians between two shots of a fan. */
    private static final float FAN = 0.075f;

    /** One volley of so many has a shot that seeks, if an enemy is within so many metres. */
    private static final int SEEKER_INTERVAL = 6;

    private static final float SEEKER_REACH = 24f;

    /** Ticks without a ship after one was lost. */
    private static final int ABSENCE = 80;

    /** Ticks without danger after a ship has come. */
    private static final int SHIELD = 150;

    final Vector2f position = new Vector2f();
    final Vector2f previous = new Vector2f();
    final Vector2f velocity = new Vector2f();

    private final Vector2f wanted = new Vector2f();
    private float aim;
    private float previousAim;
    private int reload;
    private int volleys;
    private int absence;
    private int shield;

    /** Comes into the arena, shielded for a while. */
    void arrive(float x, float y) {
        position.set(x, y);
        previous.set(position);
        velocity.zero();
        reload = 0;
        volleys = 0;
        absence = 0;
        shield = SHIELD;
        previousAim = aim;
    }

    /** Is lost; {@link #isDue} says when the next one comes. */
    void lose() {
        absence = ABSENCE;
        velocity.zero();
        previous.set(position);
    }

    boolean isPresent() {
        return absence == 0;
    }

    boolean isShielded() {
        return shield > 0;
    }

    /** Ticks that the shield holds on. */
    int shield() {
        return shield;
    }

    /** Counts a tick of absence; whether it was the last one. */
    boolean isDue() {
        return absence > 0 && --absence == 0;
    }

    /** Flies on for a tick. */
    void fly(long input, Bounds bounds, Effects effects) {
        wanted.set(PlayerInput.moveX(input), PlayerInput.moveY(input));
        if (wanted.lengthSquared() > 1f) {
            wanted.normalize();
        }
        if (wanted.lengthSquared() > 0.04f) {
            effects.exhaust(
                    position.x - wanted.x * SIZE * 0.8f,
                    position.y - wanted.y * SIZE * 0.8f,
                    -wanted.x,
                    -wanted.y);
        }
        wanted.mul(SPEED).sub(velocity).mul(RESPONSE);
        velocity.add(wanted);
        previous.set(position);
        position.x = bounds.clampX(position.x + velocity.x * World.STEP, SIZE);
        position.y = bounds.clampY(position.y + velocity.y * World.STEP, SIZE);
        previousAim = aim;
        aim = PlayerInput.aim(input);
        shield = Math.max(shield - 1, 0);
        reload = Math.max(reload - 1, 0);
    }

    /** Shoots if it can, with one, two or more barrels. */
    void fire(int barrels, Shots shots, Enemies enemies, Effects effects, int clock) {
        if (reload > 0) {
            return;
        }
        reload = RELOAD;
        float noseX = position.x + Trig.cos(aim) * SIZE;
        float noseY = position.y + Trig.sin(aim) * SIZE;
        for (int barrel = 0; barrel < barrels; barrel++) {
            shots.fire(noseX, noseY, aim + (barrel - (barrels - 1) * 0.5f) * FAN, clock);
        }
        if (++volleys % SEEKER_INTERVAL == 0) {
            int target = enemies.nearest(position.x, position.y, SEEKER_REACH);
            if (target != Enemies.NOBODY) {
                shots.fire(noseX, noseY, aim, enemies.handle(target), clock);
            }
        }
        effects.muzzle(noseX, noseY);
    }

    float x(float alpha) {
        return previous.x + (position.x - previous.x) * alpha;
    }

    float y(float alpha) {
        return previous.y + (position.y - previous.y) * alpha;
    }

    /** Where the nose points, in radians. */
    float heading(float alpha) {
        return previousAim + Trig.wrap(aim - previousAim) * alpha;
    }

    void addTo(Checksum sum) {
        sum.add(position.x);
        sum.add(position.y);
        sum.add(velocity.x);
        sum.add(velocity.y);
        sum.add(aim);
        sum.add(reload);
        sum.add(volleys);
        sum.add(absence);
        sum.add(shield);
    }
}
