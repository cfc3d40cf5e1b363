package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private final Score score = new Score();

    @BeforeEach
    void begin() {
        score.begin();
    }

    private void kill(int times) {
        for (int i = 0; i < times; i++) {
            score.kill(EnemyKind.DRONE);
        }
    }

    @Test
    void shouldRaiseTheMultiplierWithEveryTwentiethKillInARow() {
        kill(20);
        assertEquals(2, score.multiplier());
        assertEquals(20 * 10, score.points());
        kill(1);
        assertEquals(20 * 10 + 2 * 10, score.points());
        kill(500);
        assertEquals(Score.HIGHEST_MULTIPLIER, score.multiplier());
    }

    @Test
    void shouldFireMoreShotsAtAHigherMultiplier() {
        assertEquals(1, score.barrels());
        kill(50);
        assertEquals(2, score.barrels());
        kill(70);
        assertEquals(3, score.barrels());
    }

    @Test
    void shouldTakeTheMultiplierDownStepByStepWithoutKills() {
        kill(70);
        assertEquals(4, score.multiplier());
        for (int tick = 0; tick < 150; tick++) {
            score.age();
        }
        assertEquals(3, score.multiplier());
        for (int tick = 0; tick < 3 * 150; tick++) {
            score.age();
        }
        assertEquals(1, score.multiplier());
        assertEquals(0f, score.patience());
    }

    @Test
    void shouldTakeTheMultiplierWithALife() {
        kill(70);
        assertFalse(score.loseLife());
        assertEquals(1, score.multiplier());
        assertFalse(score.loseLife());
        assertTrue(score.loseLife());
        assertEquals(0, score.lives());
    }

    @Test
    void shouldGiveALifeAtTwiceThePointsEachTime() {
        assertFalse(score.add(19_999));
        assertTrue(score.add(1));
        assertFalse(score.add(19_999));
        assertTrue(score.add(1));
        assertFalse(score.add(39_999));
        assertTrue(score.add(1));
        assertEquals(Score.LIVES + 3, score.lives());
    }

    @Test
    void shouldStayInTheDisplayHoweverLongTheRun() {
        for (int i = 0; i < 30; i++) {
            score.add(500_000_000);
        }
        assertEquals(999_999_999, score.points());
        assertTrue(score.lives() < 30);
    }

    @Test
    void shouldRememberTheBestRun() {
        score.add(500);
        assertFalse(score.isRecord(), "there was nothing to beat");
        score.begin();
        assertEquals(0, score.points());
        assertEquals(500, score.best());
        score.add(499);
        assertFalse(score.isRecord());
        score.add(2);
        assertTrue(score.isRecord());
        assertEquals(501, score.best());
    }
}
