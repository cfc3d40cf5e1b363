package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorldTest {

    private final FrameArena scratch = FrameArena.create();
    private final LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);

    @AfterEach
    void closeScratch() {
        scratch.close();
        assertEquals(0, persistent.used());
    }

    @Test
    void shouldBeginWithTheTitleAndEnemiesBehindIt() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            assertEquals(Phase.TITLE, world.phase());
            assertTrue(world.enemyCount() > 20);
            assertEquals(0, world.wave());
        }
    }

    @Test
    void shouldStartARunWhenConfirmedOrFired() {
        for (int button : new int[] {PlayerInput.CONFIRM, PlayerInput.FIRE}) {
            try (World world = new World(persistent, scratch, 1, 0)) {
                Runs.idle(world, scratch, 10);
                Runs.press(world, scratch, button);
                assertEquals(Phase.PLAYING, world.phase());
                assertEquals(1, world.wave());
                assertEquals(Score.LIVES, world.lives());
                assertEquals(0, world.score());
            }
        }
    }

    @Test
    void shouldHoldTheWorldWhilePaused() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            Runs.pilot(world, scratch, 900);
            Runs.press(world, scratch, PlayerInput.PAUSE);
            Runs.idle(world, scratch, 1);
            long held = world.checksum();
            float x = world.cameraX(0.3f);
            Runs.idle(world, scratch, 500);
            assertEquals(Phase.PAUSED, world.phase());
            assertEquals(held, world.checksum());
            assertEquals(
                    x, world.cameraX(0.7f), "nothing is between two ticks while nothing moves");
            Runs.press(world, scratch, PlayerInput.PAUSE);
            Runs.idle(world, scratch, 1);
            assertEquals(Phase.PLAYING, world.phase());
            assertNotEquals(held, world.checksum());
        }
    }

    @Test
    void shouldNotPauseAndGoOnWhileTheButtonIsHeld() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            Runs.pilot(world, scratch, 300);
            Runs.press(world, scratch, PlayerInput.PAUSE);
            Runs.press(world, scratch, PlayerInput.PAUSE);
            Runs.press(world, scratch, PlayerInput.PAUSE);
            assertEquals(Phase.PAUSED, world.phase());
        }
    }

    @Test
    void shouldEndARunThatNobodyDefends() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            Runs.press(world, scratch, PlayerInput.CONFIRM);
            for (int tick = 0; tick < 6000 && world.phase() == Phase.PLAYING; tick++) {
                Runs.press(world, scratch, 0);
            }
            assertEquals(Phase.GAME_OVER, world.phase());
            assertEquals(0, world.lives());
        }
    }

    @Test
    void shouldPlayAgainAfterTheEndButNotAtOnce() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            loseRun(world);
            Runs.press(world, scratch, PlayerInput.FIRE);
            assertEquals(Phase.GAME_OVER, world.phase());
            Runs.idle(world, scratch, 70);
            Runs.press(world, scratch, PlayerInput.FIRE);
            assertEquals(Phase.PLAYING, world.phase());
            assertEquals(Score.LIVES, world.lives());
            assertEquals(1, world.wave());
        }
    }

    @Test
    void shouldGoBackToTheTitleWhenAsked() {
        try (World world = new World(persistent, scratch, 1, 0)) {
            loseRun(world);
            Runs.idle(world, scratch, 70);
            Runs.press(world, scratch, PlayerInput.PAUSE);
            assertEquals(Phase.TITLE, world.phase());
        }
    }

    private void loseRun(World world) {
        Runs.press(world, scratch, PlayerInput.CONFIRM);
        for (int tick = 0; tick < 6000 && world.phase() == Phase.PLAYING; tick++) {
            Runs.press(world, scratch, 0);
        }
        assertEquals(Phase.GAME_OVER, world.phase());
    }

    @Test
    void shouldLetTheAutopilotBeatSeveralWaves() {
        for (long seed = 1; seed <= 3; seed++) {
            try (World world = new World(persistent, scratch, seed, 0)) {
                Runs.pilot(world, scratch, 60 * 60);
                assertEquals(Phase.PLAYING, world.phase());
                assertTrue(world.wave() >= 4, "wave " + world.wave());
                assertTrue(world.score() > 2000, "score " + world.score());
            }
        }
    }

    @Test
    void shouldPlayAtOnceAmongTheSwarmAndKeepItsNumber() {
        try (World world = new World(persistent, scratch, 1, 700)) {
            assertEquals(Phase.PLAYING, world.phase());
            assertEquals(700, world.enemyCount());
            Runs.pilot(world, scratch, 1200);
            assertEquals(700, world.enemyCount());
            assertTrue(world.score() > 0);
            assertEquals(Phase.PLAYING, world.phase());
        }
    }

    @Test
    void shouldNeverLoseARunInTheSwarm() {
        try (World world = new World(persistent, scratch, 1, 400)) {
            for (int tick = 0; tick < 3000; tick++) {
                Runs.press(world, scratch, 0);
                assertEquals(Phase.PLAYING, world.phase());
                assertEquals(Score.LIVES, world.lives());
            }
        }
    }

    @Test
    void shouldTakeAllItsMemoryAtOnceAndGiveItBackWhenClosed() {
        World world = new World(persistent, scratch, 1, 5000);
        long taken = persistent.used();
        Runs.pilot(world, scratch, 60);
        assertEquals(taken, persistent.used());
        assertTrue(taken > 5000 * 40);
        world.close();
        assertEquals(0, persistent.used());
        world.close();
        assertEquals(0, persistent.used());
    }

    @Test
    void shouldKeepNothingWhenThereIsNoMemory() {
        LimitAllocator poor = new LimitAllocator(persistent, 100_000);
        assertThrows(MemoryException.class, () -> new World(poor, scratch, 1, 5000));
        assertEquals(0, poor.used());
    }

    @Test
    void shouldNameTheNumberOfEnemiesThatIsTooLarge() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new World(persistent, scratch, 1, 1_000_001));
        assertTrue(refused.getMessage().contains("1000001"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new World(persistent, scratch, 1, -1));
    }

    @Test
    void shouldPutOneEnemyInAnArenaAsWellAsManyThousand() {
        for (int enemies : new int[] {1, 30_000}) {
            try (World world = new World(persistent, scratch, 5, enemies)) {
                Runs.pilot(world, scratch, 30);
                assertEquals(enemies, world.enemyCount());
            }
        }
    }
}
