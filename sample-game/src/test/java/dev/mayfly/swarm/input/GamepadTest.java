package dev.mayfly.swarm.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.swarm.sim.Phase;
import dev.mayfly.swarm.sim.PlayerInput;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.glfw.GLFWGamepadState;

class GamepadTest {

    private final FakeCommands commands = new FakeCommands();
    private final Controls controls = new Controls();
    private final Gamepad gamepad = new Gamepad(new Bindings(controls, commands));
    private final long address =
            HeapAllocator.INSTANCE.alloc(GLFWGamepadState.SIZEOF, GLFWGamepadState.ALIGNOF);
    private final GLFWGamepadState state = GLFWGamepadState.create(address);

    @BeforeEach
    void rest() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_TRIGGER, -1).axes(GLFW_GAMEPAD_AXIS_RIGHT_TRIGGER, -1);
        commands.phase = Phase.PLAYING;
    }

    @AfterEach
    void free() {
        HeapAllocator.INSTANCE.free(address, GLFWGamepadState.SIZEOF);
    }

    private long tick() {
        gamepad.read(address);
        return controls.take();
    }

    @Test
    void shouldIgnoreASticksUnrest() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_X, 0.15f).axes(GLFW_GAMEPAD_AXIS_LEFT_Y, -0.15f);
        state.axes(GLFW_GAMEPAD_AXIS_RIGHT_X, 0.15f);
        assertEquals(PlayerInput.NONE, tick());
        assertFalse(gamepad.isAiming());
    }

    @Test
    void shouldMoveFullyWhereTheStickIsFullyOut() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_X, -1);
        assertEquals(-1, PlayerInput.moveX(tick()));
    }

    @Test
    void shouldMoveSlowlyJustBeyondTheDeadZone() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_X, Gamepad.DEAD_ZONE + 0.05f);
        float speed = PlayerInput.moveX(tick());
        assertTrue(speed > 0 && speed < 0.1, "speed " + speed);
    }

    @Test
    void shouldMoveUpWhereTheStickPointsUp() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_Y, -1);
        assertEquals(1, PlayerInput.moveY(tick()));
    }

    @Test
    void shouldMoveByTheCross() {
        state.buttons(GLFW_GAMEPAD_BUTTON_DPAD_LEFT, (byte) GLFW_PRESS);
        assertEquals(-1, PlayerInput.moveX(tick()));
    }

    @Test
    void shouldAimWithoutFiringWhereTheRightStickIsHalfOut() {
        state.axes(GLFW_GAMEPAD_AXIS_RIGHT_Y, -0.4f);
        assertFalse(PlayerInput.has(tick(), PlayerInput.FIRE));
        assertTrue(gamepad.isAiming());
        assertEquals(Math.PI / 2, gamepad.aim(), 0.001);
    }

    @Test
    void shouldFireWhereTheRightStickIsOut() {
        state.axes(GLFW_GAMEPAD_AXIS_RIGHT_X, 0.9f);
        assertTrue(PlayerInput.has(tick(), PlayerInput.FIRE));
        state.axes(GLFW_GAMEPAD_AXIS_RIGHT_X, 0);
        assertFalse(PlayerInput.has(tick(), PlayerInput.FIRE));
    }

    @Test
    void shouldFireWithTheTrigger() {
        state.axes(GLFW_GAMEPAD_AXIS_RIGHT_TRIGGER, 0.8f);
        assertTrue(PlayerInput.has(tick(), PlayerInput.FIRE));
    }

    @Test
    void shouldPauseOnceHoweverLongStartIsHeld() {
        state.buttons(GLFW_GAMEPAD_BUTTON_START, (byte) GLFW_PRESS);
        assertTrue(PlayerInput.has(tick(), PlayerInput.PAUSE));
        for (int i = 0; i < 10; i++) {
            assertFalse(PlayerInput.has(tick(), PlayerInput.PAUSE));
        }
        state.buttons(GLFW_GAMEPAD_BUTTON_START, (byte) GLFW_RELEASE);
        tick();
        state.buttons(GLFW_GAMEPAD_BUTTON_START, (byte) GLFW_PRESS);
        assertTrue(PlayerInput.has(tick(), PlayerInput.PAUSE));
    }

    @Test
    void shouldStartTheGameWithStartOrA() {
        commands.phase = Phase.TITLE;
        state.buttons(GLFW_GAMEPAD_BUTTON_START, (byte) GLFW_PRESS);
        assertTrue(PlayerInput.has(tick(), PlayerInput.CONFIRM));
        tick();
        state.buttons(GLFW_GAMEPAD_BUTTON_A, (byte) GLFW_PRESS);
        assertTrue(PlayerInput.has(tick(), PlayerInput.CONFIRM));
    }

    @Test
    void shouldLetGoOfEverythingWhenItIsUnplugged() {
        state.axes(GLFW_GAMEPAD_AXIS_LEFT_X, 1).axes(GLFW_GAMEPAD_AXIS_RIGHT_X, 1);
        tick();
        gamepad.gone();
        assertEquals(PlayerInput.NONE, controls.take());
        assertFalse(gamepad.isAiming());
    }
}
