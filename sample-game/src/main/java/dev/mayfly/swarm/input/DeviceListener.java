package dev.mayfly.swarm.input;

import dev.mayfly.context.Contextless;

/** Told what the player does with keyboard, mouse and gamepad. */
@Contextless
public interface DeviceListener {

    /**
     * A key went down or up; held keys do not repeat.
     *
     * @param key GLFW's number
     */
    void key(int key, boolean pressed);

    /** The left mouse button went down or up. */
    void mouse(boolean pressed);

    /** Where the gamepad's left stick points, dead zone taken off, and whether it fires. */
    void gamepad(float moveX, float moveY, boolean firing);

    /** The gamepad's A went down. */
    void gamepadConfirm();

    /** The gamepad's Start went down. */
    void gamepadStart();

    /** The window lost the keyboard. */
    void focusLost();
}
