package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shots that seek. */
class ShotsTest {

    private final FrameArena memory = FrameArena.create();
    private final Enemies enemies = new Enemies(memory, 10);
    private final Shots shots = new Shots(memory, 10, 60f, 100);
    private final Effects effects = new Effects(new Sparks(memory), new Camera(), new Chance(1));

    @AfterEach
    void close() {
        memory.close();
    }

    private void drone(float x, float y) {
        enemies.spawn(EnemyKind.DRONE, x, y, 0f, 0f, 0);
    }

    private void fly(int ticks) {
        for (int i = 0; i < ticks; i++) {
            shots.steer(enemies);
            shots.move(Bounds.NORMAL, effects);
        }
    }

    private float distanceTo(int enemy) {
        return Trig.length(enemies.x(enemy) - shots.x(0), enemies.y(enemy) - shots.y(0));
    }

    @Test
    void shouldComeToATargetThatIsNotAhead() {
        drone(18f, 14f);
        shots.fire(0f, 0f, 0f, enemies.handle(0), 0);
        float nearest = Float.MAX_VALUE;
        for (int tick = 0; tick < 40; tick++) {
            fly(1);
            nearest = Math.min(nearest, distanceTo(0));
        }
        assertTrue(nearest < Shots.RADIUS + EnemyKind.DRONE.radius, "came within " + nearest);
    }

    @Test
    void shouldKeepItsTargetWhenThatGetsAnotherNumber() {
        drone(0f, -30f);
        drone(0f, -20f);
        drone(20f, 20f);
        shots.fire(0f, 0f, 0f, enemies.handle(2), 0);
        enemies.kill(0);
        enemies.removeDead();
        assertEquals(20f, enemies.x(0), "the last one has the number of the first");
        fly(10);
        assertTrue(shots.y(0) > 0f);
    }

    @Test
    void shouldFlyOnStraightAndNotSeekWhoHasTheNumberOfItsTargetNow() {
        drone(20f, 20f);
        drone(20f, -20f);
        shots.fire(0f, 0f, 0f, enemies.handle(0), 0);
        enemies.kill(0);
        enemies.removeDead();
        enemies.spawn(EnemyKind.BRUTE, 20f, 20f, 0f, 0f, 0);
        assertTrue(shots.seeks(0));
        fly(10);
        assertFalse(shots.seeks(0));
        assertEquals(0f, shots.y(0), 1e-3f);
    }

    @Test
    void shouldFlyStraightWithoutATarget() {
        drone(20f, 20f);
        shots.fire(0f, 0f, 0f, 0);
        fly(10);
        assertFalse(shots.seeks(0));
        assertEquals(0f, shots.y(0), 1e-3f);
    }
}
