package dev.mayfly.swarm.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.swarm.sim.Phase;
import dev.mayfly.swarm.sim.PlayerInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingsTest {

    private final FakeCommands commands = new FakeCommands();
    private final Controls controls = new Controls();
    private final Bindings bindings = new Bindings(controls, commands);

    @ParameterizedTest
    @CsvSource({"65, -1, 0", "263, -1, 0", "68, 1, 0", "262, 1, 0", "87, 0, 1", "265, 0, 1"})
    void shouldMoveByLettersAndArrows(int key, float x, float y) {
        bindings.key(key, true);
        long held = controls.take();
        assertEquals(x, PlayerInput.moveX(held));
        assertEquals(y, PlayerInput.moveY(held));
        bindings.key(key, false);
        assertEquals(PlayerInput.NONE, controls.take());
    }

    @Test
    void shouldStandStillBetweenOppositeKeys() {
        bindings.key(GLFW_KEY_A, true);
        bindings.key(GLFW_KEY_D, true);
        assertEquals(0, PlayerInput.moveX(controls.take()));
        bindings.key(GLFW_KEY_A, false);
        assertEquals(1, PlayerInput.moveX(controls.take()));
    }

    @Test
    void shouldMoveOnWhileOneOfTwoKeysForADirectionIsHeld() {
        bindings.key(GLFW_KEY_W, true);
        bindings.key(GLFW_KEY_UP, true);
        bindings.key(GLFW_KEY_W, false);
        assertEquals(1, PlayerInput.moveY(controls.take()));
    }

    @Test
    void shouldFireWithSpaceAndMouseUntilBothAreUp() {
        bindings.key(GLFW_KEY_SPACE, true);
        bindings.mouse(true);
        bindings.key(GLFW_KEY_SPACE, false);
        controls.take();
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.FIRE));
        bindings.mouse(false);
        assertFalse(PlayerInput.has(controls.take(), PlayerInput.FIRE));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void shouldConfirmWithEnterEverywhere(Phase phase) {
        commands.phase = phase;
        bindings.key(GLFW_KEY_ENTER, true);
        bindings.key(GLFW_KEY_ENTER, false);
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.CONFIRM));
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PLAYING", "PAUSED", "GAME_OVER"})
    void shouldPauseWithEscapeInAGame(Phase phase) {
        commands.phase = phase;
        bindings.key(GLFW_KEY_ESCAPE, true);
        assertTrue(PlayerInput.has(controls.take(), PlayerInput.PAUSE));
        assertFalse(commands.hasQuit);
    }

    @Test
    void shouldLeaveWithEscapeOnTheTitle() {
        commands.phase = Phase.TITLE;
        bindings.key(GLFW_KEY_ESCAPE, true);
        assertTrue(commands.hasQuit);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void shouldLeaveWithQUnlessAGameIsUnderWay(Phase phase) {
        commands.phase = phase;
        bindings.key(GLFW_KEY_Q, true);
        assertEquals(phase != Phase.PLAYING, commands.hasQuit);
    }

    @Test
    void shouldActOnPressesAndNotOnReleases() {
        bindings.key(GLFW_KEY_Q, false);
        bindings.key(GLFW_KEY_F11, false);
        bindings.key(GLFW_KEY_P, false);
        assertFalse(commands.hasQuit);
        assertEquals(0, commands.fullScreenToggles);
        assertEquals(PlayerInput.NONE, controls.take());
    }

    @Test
    void shouldToggleFullScreenWithF11() {
        bindings.key(GLFW_KEY_F11, true);
        assertEquals(1, commands.fullScreenToggles);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void shouldPauseAGameThatLosesTheKeyboard(Phase phase) {
        commands.phase = phase;
        bindings.focusLost();
        boolean paused = PlayerInput.has(controls.take(), PlayerInput.PAUSE);
        assertEquals(phase == Phase.PLAYING, paused);
    }

    @ParameterizedTest
    @ValueSource(ints = {GLFW_KEY_P, GLFW_KEY_SPACE})
    void shouldHoldAReplay(int key) {
        PlaybackBindings playback = new PlaybackBindings(commands);
        playback.key(key, true);
        playback.key(key, false);
        assertEquals(1, commands.playbackToggles);
    }

    @ParameterizedTest
    @ValueSource(ints = {GLFW_KEY_ESCAPE, GLFW_KEY_Q})
    void shouldLeaveAReplay(int key) {
        commands.phase = Phase.PLAYING;
        new PlaybackBindings(commands).key(key, true);
        assertTrue(commands.hasQuit);
    }
}
