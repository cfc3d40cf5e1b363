package dev.mayfly.swarm.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.swarm.sim.Phase;
import dev.mayfly.swarm.sim.World;

import org.junit.jupiter.api.Test;

/**
 * The demo is a recording of the autopilot. When the game changes it is recorded again, from the
 * top of the repository:
 *
 * <pre>
 * mvn -Pplay -Dgame.args="--headless --seed 13 --ticks 4481 --record sample-game/src/main/resources/dev/mayfly/swarm/demo.swarm"
 * </pre>
 */
class DemoTest {

    @Test
    void shouldEndAsItWasRecorded() throws ReplayException {
        Replay demo = Replay.demo();
        boolean lostShip = false;
        boolean title = false;
        try (FrameArena scratch = FrameArena.create();
                World world =
                        new World(HeapAllocator.INSTANCE, scratch, demo.seed(), demo.enemies())) {
            for (long tick = 0; tick < demo.ticks(); tick++) {
                int lives = world.lives();
                title |= world.phase() == Phase.TITLE;
                world.tick(demo.next(world));
                scratch.freeAll();
                lostShip |= world.phase() == Phase.PLAYING && world.lives() < lives;
            }
            assertEquals(
                    demo.checksum(),
                    world.checksum(),
                    "the game has changed: raise World.RULES and record the demo again, as this"
                            + " class says");
            assertTrue(world.wave() >= 5);
        }
        assertTrue(title, "it shows the title");
        assertTrue(lostShip, "it shows the loss of a ship");
        assertTrue(demo.ticks() >= 60 * 60 && demo.ticks() <= 90 * 60);
    }
}
