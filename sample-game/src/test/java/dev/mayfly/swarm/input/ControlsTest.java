package dev.mayfly.swarm.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.swarm.sim.PlayerInput;

import org.junit.jupiter.api.Test;

class ControlsTest {

    private final Controls controls = new Controls();

    @Test
    void shouldDoNothingUntilSomethingIsDone() {
        assertEquals(PlayerInput.NONE, controls.take());
    }

    @Test
    void shouldPassAPressToTheNextTickAlone() {
        controls.confirm();
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.CONFIRM));
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.CONFIRM));
    }

    @Test
    void shouldKeepAPressUntilThereIsATick() {
        controls.pause();
        controls.move(1, 0);
        controls.move(0, 0);
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
    }

    @Test
    void shouldLeaveATickBetweenTwoPresses() {
        controls.pause();
        controls.pause();
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
    }

    @Test
    void shouldForgetPressesBeyondWhatAnybodyMeans() {
        for (int i = 0; i < 1000; i++) {
            controls.confirm();
        }
        int ticks = 0;
        for (int i = 0; i < 100; i++) {
            if (PlayerInput.has(controls.take(), PlayerInput.CONFIRM)) {
                ticks++;
            }
        }
        assertEquals(4, ticks);
    }

    @Test
    void shouldFireAsLongAsTheButtonIsHeld() {
        controls.fire(true);
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.FIRE));
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.FIRE));
        controls.fire(false);
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.FIRE));
    }

    @Test
    void shouldFireOnceForAClickBetweenTwoTicks() {
        controls.fire(true);
        controls.fire(false);
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.FIRE));
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.FIRE));
    }

    @Test
    void shouldMoveNoFasterOnADiagonal() {
        controls.move(1, 1);
        long input = controls.take();
        assertEquals(Math.sqrt(0.5), PlayerInput.moveX(input), 0.01);
        assertEquals(Math.sqrt(0.5), PlayerInput.moveY(input), 0.01);
    }

    @Test
    void shouldAimWhereItWasToldLast() {
        controls.aim((float) Math.PI / 2);
        assertEquals(Math.PI / 2, PlayerInput.aim(controls.take()), 0.001);
        assertEquals(Math.PI / 2, PlayerInput.aim(controls.take()), 0.001);
    }
}
