package dev.mayfly.swarm.input;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.memory.Memory;

import org.lwjgl.glfw.GLFWGamepadState;

/**
 * Reads the state of a gamepad as GLFW writes it.
 *
 * <p>The left stick or the cross moves, the right stick aims and fires, so does the right trigger
 * or bumper, A confirms, Start pauses.
 */
public final class Gamepad {

    /** How far a stick must be from its middle to count: cheap ones do not return exactly. */
    static final float DEAD_ZONE = 0.22f;

    /** How far the right stick must be out to fire and not only to aim. */
    static final float FIRE_ZONE = 0.5f;

    /** How far the trigger must be pulled, from -1 to 1. */
    static final float TRIGGER_ZONE = 0;

    private final DeviceListener listener;

    private float aim;
    private boolean aiming;
    private boolean confirmDown;
    private boolean startDown;

    /** What it reads goes to the listener. */
    public Gamepad(DeviceListener listener) {
        this.listener = listener;
    }

    /**
     * Takes a state over.
     *
     * @param state address of a {@link GLFWGamepadState}
     */
    public void read(long state) {
        float moveX = axis(state, GLFW_GAMEPAD_AXIS_LEFT_X);
        float moveY = -axis(state, GLFW_GAMEPAD_AXIS_LEFT_Y);
        float scale = beyondDeadZone(moveX, moveY);
        moveX =
                moveX * scale
                        + pressed(state, GLFW_GAMEPAD_BUTTON_DPAD_RIGHT)
                        - pressed(state, GLFW_GAMEPAD_BUTTON_DPAD_LEFT);
        moveY =
                moveY * scale
                        + pressed(state, GLFW_GAMEPAD_BUTTON_DPAD_UP)
                        - pressed(state, GLFW_GAMEPAD_BUTTON_DPAD_DOWN);

        float aimX = axis(state, GLFW_GAMEPAD_AXIS_RIGHT_X);
        float aimY = -axis(state, GLFW_GAMEPAD_AXIS_RIGHT_Y);
        float out = length(aimX, aimY);
        aiming = out > DEAD_ZONE;
        if (aiming) {
            aim = (float) Math.atan2(aimY, aimX);
        }
        boolean trigger =
                axis(state, GLFW_GAMEPAD_AXIS_RIGHT_TRIGGER) > TRIGGER_ZONE
                        || pressed(state, GLFW_GAMEPAD_BUTTON_RIGHT_BUMPER) != 0;
        listener.gamepad(moveX, moveY, trigger || out > FIRE_ZONE);

        boolean confirm = pressed(state, GLFW_GAMEPAD_BUTTON_A) != 0;
        if (confirm && !confirmDown) {
            listener.gamepadConfirm();
        }
        confirmDown = confirm;
        boolean start = pressed(state, GLFW_GAMEPAD_BUTTON_START) != 0;
        if (start && !startDown) {
            listener.gamepadStart();
        }
        startDown = start;
    }

    /** There is no gamepad (any more): nothing is held. */
    public void gone() {
        aiming = false;
        confirmDown = false;
        startDown = false;
        listener.gamepad(0, 0, false);
    }

    /** Whether the right stick is held out. */
    public boolean isAiming() {
        return aiming;
    }

    /** Where the right stick pointed last, in radians counter-clockwise from the right. */
    public float aim() {
        return aim;
    }

    /** What to multiply a stick with, so that it starts at 0 where the dead zone ends. */
    private static float beyondDeadZone(float x, float y) {
        float length = length(x, y);
        if (length <= DEAD_ZONE) {
            return 0;
        }
        return (Math.min(length, 1) - DEAD_ZONE) / (1 - DEAD_ZONE) / length;
    }

    private static float length(float x, float y) {
        return (float) Math.sqrt(x * x + y * y);
    }

    private static float axis(long state, int axis) {
        return Memory.getFloat(state + GLFWGamepadState.AXES + (long) axis * Float.BYTES);
    }

    private static int pressed(long state, int button) {
        return Memory.getByte(state + GLFWGamepadState.BUTTONS + button) == GLFW_PRESS ? 1 : 0;
    }
}
