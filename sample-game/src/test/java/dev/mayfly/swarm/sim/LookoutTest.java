package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutTest {

    private final FrameArena scratch = FrameArena.create();
    private final Enemies enemies = new Enemies(scratch, 600);
    private final Lookout lookout = new Lookout(enemies, new Crew(null, scratch), scratch);

    @AfterEach
    void close() {
        scratch.close();
    }

    /** One on every metre to the right. */
    private void spawn(int howMany) {
        for (int i = 0; i < howMany; i++) {
            enemies.spawn(EnemyKind.DRONE, i, 0f, 0f, 0f, 0);
        }
    }

    @Test
    void shouldSeeThoseWhoAreNearerThanTheReachAndNobodyElse() {
        spawn(600);
        lookout.look(300f, 0f, 3f);
        assertEquals(5, lookout.count());
        for (int i = 0; i < 5; i++) {
            assertEquals(298 + i, lookout.enemy(i));
        }
    }

    @Test
    void shouldKnowTheNearestAndOfTwoTheFirst() {
        spawn(600);
        lookout.look(300.6f, 0f, 10f);
        assertEquals(301, lookout.nearest());
        lookout.look(300.5f, 0f, 10f);
        assertEquals(300, lookout.nearest());
        assertEquals(enemies.nearest(300.5f, 0f, 10f), lookout.nearest());
    }

    @Test
    void shouldSeeNobodyWhereNobodyIs() {
        spawn(3);
        lookout.look(50f, 0f, 3f);
        assertEquals(0, lookout.count());
        assertEquals(Enemies.NOBODY, lookout.nearest());
    }
}
