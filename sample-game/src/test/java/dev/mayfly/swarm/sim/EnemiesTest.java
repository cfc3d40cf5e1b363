package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnemiesTest {

    private final FrameArena memory = FrameArena.create();
    private final Enemies enemies = new Enemies(memory, 5);

    @AfterEach
    void close() {
        memory.close();
    }

    private void spawn(int howMany) {
        for (int i = 0; i < howMany; i++) {
            enemies.spawn(EnemyKind.DRONE, i, -i, 0f, 0f, 100 + i);
        }
    }

    @Test
    void shouldTakeNoMoreThanThereIsRoomFor() {
        spawn(7);
        assertEquals(5, enemies.count());
        assertEquals(4f, enemies.x(4));
    }

    @Test
    void shouldGiveTheNumberOfTheRemovedToTheLast() {
        spawn(4);
        enemies.kill(1);
        enemies.removeDead();
        assertEquals(3, enemies.count());
        assertEquals(3f, enemies.x(1));
        assertEquals(-3f, enemies.y(1));
        assertEquals(7, enemies.age(1, 110));
    }

    @Test
    void shouldRemoveOnceWhoWasKilledTwice() {
        spawn(4);
        enemies.hit(2, 1);
        enemies.kill(2);
        enemies.kill(2);
        enemies.removeDead();
        enemies.removeDead();
        assertEquals(3, enemies.count());
        assertEquals(3f, enemies.x(2));
    }

    @Test
    void shouldRemoveAllTheDeadAndNobodyElse() {
        spawn(5);
        enemies.kill(0);
        enemies.kill(3);
        enemies.kill(4);
        enemies.removeDead();
        assertEquals(2, enemies.count());
        for (int enemy = 0; enemy < 2; enemy++) {
            assertTrue(enemies.isAlive(enemy));
            assertTrue(enemies.x(enemy) == 1f || enemies.x(enemy) == 2f);
        }
    }

    @Test
    void shouldTakeAsManyHitsAsItHasHealth() {
        enemies.spawn(EnemyKind.HUNTER, 0f, 0f, 0f, 0f, 0);
        assertFalse(enemies.hit(0, 5));
        assertTrue(enemies.isAlive(0));
        assertEquals(2, enemies.sinceHit(0, 7));
        assertTrue(enemies.hit(0, 8));
        assertFalse(enemies.isAlive(0));
    }

    @Test
    void shouldKeepEverybodyInTheArena() {
        enemies.spawn(EnemyKind.DRONE, Bounds.NORMAL.halfWidth(), 0f, 1000f, 0f, 0);
        enemies.move(Bounds.NORMAL, 0, enemies.count());
        assertEquals(Bounds.NORMAL.halfWidth() - EnemyKind.DRONE.radius, enemies.x(0));
    }

    @Test
    void shouldCountEveryPropertyInTheChecksum() {
        spawn(2);
        long before = checksum();
        enemies.hit(1, 100);
        assertTrue(before != checksum());
    }

    @Test
    void shouldFindByHandleWhoeverIsThereAndNobodyElse() {
        spawn(4);
        long first = enemies.handle(0);
        long last = enemies.handle(3);
        enemies.kill(0);
        enemies.removeDead();
        assertEquals(Enemies.NOBODY, enemies.find(first));
        assertEquals(0, enemies.find(last));
        enemies.clear();
        assertEquals(0, enemies.count());
        assertEquals(Enemies.NOBODY, enemies.find(last));
        spawn(5);
        assertEquals(5, enemies.count());
        assertEquals(Enemies.NOBODY, enemies.find(first));
        assertEquals(Enemies.NOBODY, enemies.find(last));
    }

    @Test
    void shouldFindTheNearestWithinReach() {
        spawn(4);
        assertEquals(2, enemies.nearest(2.2f, -2f, 5f));
        assertEquals(Enemies.NOBODY, enemies.nearest(100f, 0f, 50f));
    }

    private long checksum() {
        Checksum sum = new Checksum().start();
        sum.add(enemies.all);
        return sum.value();
    }
}
