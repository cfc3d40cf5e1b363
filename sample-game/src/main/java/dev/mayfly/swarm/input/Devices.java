package dev.mayfly.swarm.input;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.swarm.gfx.Window;

import org.lwjgl.glfw.GLFWGamepadState;
import org.lwjgl.glfw.GLFWKeyCallback;
import org.lwjgl.glfw.GLFWMouseButtonCallback;
import org.lwjgl.glfw.GLFWWindowFocusCallback;

/**
 * The keyboard, mouse and gamepad of a window.
 *
 * <p>Keys and mouse buttons come as events, so that even the shortest press is seen. Looking at the
 * devices makes no Java garbage.
 */
public final class Devices implements AutoCloseable {

    private final Window window;
    private final Allocator allocator;
    private final DeviceListener listener;
    private final Gamepad gamepad;
    private final long gamepadState;
    private final GLFWKeyCallback keys;
    private final GLFWMouseButtonCallback mouseButtons;
    private final GLFWWindowFocusCallback focus;

    private float cursorX = Float.NaN;
    private float cursorY = Float.NaN;
    private boolean stickAims;

    /**
     * Passes on what is done in a window, until closed.
     *
     * @param allocator for what must outlive the frame
     */
    public Devices(Window window, DeviceListener listener, Allocator allocator) {
        this.window = window;
        this.allocator = allocator;
        this.listener = listener;
        this.gamepad = new Gamepad(listener);
        this.gamepadState = allocator.alloc(GLFWGamepadState.SIZEOF, GLFWGamepadState.ALIGNOF);
        keys = GLFWKeyCallback.create((_, key, _, action, _) -> key(key, action));
        mouseButtons =
                GLFWMouseButtonCallback.create((_, button, action, _) -> mouse(button, action));
        focus = GLFWWindowFocusCallback.create((_, focused) -> focus(focused));
        glfwSetKeyCallback(window.handle(), keys);
        glfwSetMouseButtonCallback(window.handle(), mouseButtons);
        glfwSetWindowFocusCallback(window.handle(), focus);
    }

    private void key(int key, int action) {
        if (action != GLFW_REPEAT) {
            listener.key(key, action == GLFW_PRESS);
        }
    }

    private void mouse(int button, int action) {
        if (button == GLFW_MOUSE_BUTTON_LEFT) {
            stickAims = false;
            listener.mouse(action == GLFW_PRESS);
        }
    }

    private void focus(boolean focused) {
        if (!focused) {
            listener.focusLost();
        }
    }

    /** Looks at cursor and gamepad, once a frame after the window's events. */
    public void poll() {
        float x = window.cursorX();
        float y = window.cursorY();
        if (x != cursorX || y != cursorY) {
            cursorX = x;
            cursorY = y;
            stickAims = false;
        }
        for (int slot = GLFW_JOYSTICK_1; slot <= GLFW_JOYSTICK_LAST; slot++) {
            if (nglfwGetGamepadState(slot, gamepadState) == GLFW_TRUE) {
                gamepad.read(gamepadState);
                stickAims |= gamepad.isAiming();
                return;
            }
        }
        gamepad.gone();
        stickAims = false;
    }

    /** Whether the player aims with the gamepad; otherwise with the mouse. */
    public boolean stickAims() {
        return stickAims;
    }

    /** Where the gamepad aims, in radians counter-clockwise from the right. */
    public float stickAim() {
        return gamepad.aim();
    }

    @Override
    public void close() {
        glfwSetKeyCallback(window.handle(), null);
        glfwSetMouseButtonCallback(window.handle(), null);
        glfwSetWindowFocusCallback(window.handle(), null);
        keys.free();
        mouseButtons.free();
        focus.free();
        allocator.free(gamepadState, GLFWGamepadState.SIZEOF);
    }
}
