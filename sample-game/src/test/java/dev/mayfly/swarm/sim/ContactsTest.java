package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private static final int GROWN = Enemies.CHILDHOOD;

    private final FrameArena scratch = FrameArena.create();
    private final Enemies enemies = new Enemies(scratch, 100);
    private final Grid grid =
            new Grid(Bounds.NORMAL, enemies.all, new Crew(null, scratch), scratch);
    private final Shots shots = new Shots(scratch, 100, 60f, 30);
    private final Contacts contacts = new Contacts(scratch);

    @AfterEach
    void close() {
        scratch.close();
    }

    private void drone(float x, float y) {
        enemies.spawn(EnemyKind.DRONE, x, y, 0f, 0f, 0);
    }

    @Test
    void shouldMeetAPointOnTheWay() {
        assertEquals(0.5f, Contacts.meeting(1f, 0.2f, 2f, 0f, 0.3f));
        assertEquals(0f, Contacts.meeting(-0.1f, 0f, 2f, 0f, 0.3f));
        assertEquals(1f, Contacts.meeting(2.2f, 0f, 2f, 0f, 0.3f));
    }

    @Test
    void shouldMissAPointBesideBehindOrBeyondTheWay() {
        assertTrue(Contacts.meeting(1f, 0.4f, 2f, 0f, 0.3f) < 0);
        assertTrue(Contacts.meeting(-0.4f, 0f, 2f, 0f, 0.3f) < 0);
        assertTrue(Contacts.meeting(2.4f, 0f, 2f, 0f, 0.3f) < 0);
    }

    @Test
    void shouldListTheEnemyThatAShotMeetsFirstFirst() {
        drone(1.3f, 0f);
        drone(0.9f, 0f);
        drone(1.1f, 0f);
        shots.fire(0f, 0f, 0f, 0);
        grid.build();
        contacts.find(grid, shots, enemies);
        assertEquals(3, contacts.count());
        assertEquals(1, contacts.enemy(0));
    }

    @Test
    void shouldListMoreContactsThanItExpected() {
        for (int i = 0; i < 100; i++) {
            drone(0.5f, 0f);
            shots.fire(0f, 0f, 0f, 0);
        }
        grid.build();
        contacts.find(grid, shots, enemies);
        assertEquals(100 * 100, contacts.count());
    }

    @Test
    void shouldTouchAGrownEnemyAndNotAChild() {
        drone(1f, 0f);
        grid.build();
        assertTrue(Contacts.touches(grid, enemies, 0f, 0f, Ship.RADIUS, GROWN));
        assertFalse(Contacts.touches(grid, enemies, 0f, 0f, Ship.RADIUS, GROWN - 1));
        assertFalse(Contacts.touches(grid, enemies, 0f, 2f, Ship.RADIUS, GROWN));
    }

    @Test
    void shouldNotTouchTheDead() {
        drone(1f, 0f);
        enemies.kill(0);
        grid.build();
        assertFalse(Contacts.touches(grid, enemies, 0f, 0f, Ship.RADIUS, GROWN));
    }
}
