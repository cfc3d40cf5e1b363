package dev.mayfly.swarm.input;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.swarm.sim.Phase;

/**
 * Which key means what while somebody plays.
 *
 * <p>W A S D and the arrows move, Space and the left mouse button fire, Enter confirms, P and
 * Escape pause, or go back from a lost game to the title, F11 is full screen. Escape on the title
 * leaves; Q leaves everywhere but in the middle of a game, where it is too close to W and A.
 */
public final class Bindings implements DeviceListener {

    private final Controls controls;
    private final Commands commands;

    private int left;
    private int right;
    private int up;
    private int down;
    private boolean spaceDown;
    private boolean mouseDown;
    private boolean stickFiring;
    private float stickX;
    private float stickY;

    /** Keys act on the controls, and on the program through the commands. */
    public Bindings(Controls controls, Commands commands) {
        this.controls = controls;
        this.commands = commands;
    }

    @Override
    public void key(int key, boolean pressed) {
        int step = pressed ? 1 : -1;
        switch (key) {
            case GLFW_KEY_A, GLFW_KEY_LEFT -> left += step;
            case GLFW_KEY_D, GLFW_KEY_RIGHT -> right += step;
            case GLFW_KEY_W, GLFW_KEY_UP -> up += step;
            case GLFW_KEY_S, GLFW_KEY_DOWN -> down += step;
            case GLFW_KEY_SPACE -> {
                spaceDown = pressed;
                updateFire();
            }
            default -> {
                if (pressed) {
                    press(key);
                }
            }
        }
        updateMove();
    }

    private void press(int key) {
        Phase phase = commands.phase();
        switch (key) {
            case GLFW_KEY_ENTER, GLFW_KEY_KP_ENTER -> controls.confirm();
            case GLFW_KEY_F11 -> commands.toggleFullScreen();
            case GLFW_KEY_P -> controls.pause();
            case GLFW_KEY_ESCAPE -> {
                if (phase == Phase.TITLE) {
                    commands.quit();
                } else {
                    controls.pause();
                }
            }
            case GLFW_KEY_Q -> {
                if (phase != Phase.PLAYING) {
                    commands.quit();
                }
            }
            default -> {}
        }
    }

    @Override
    public void mouse(boolean pressed) {
        mouseDown = pressed;
        updateFire();
    }

    @Override
    public void gamepad(float moveX, float moveY, boolean firing) {
        stickX = moveX;
        stickY = moveY;
        updateMove();
        if (firing != stickFiring) {
            stickFiring = firing;
            updateFire();
        }
    }

    @Override
    public void gamepadConfirm() {
        if (commands.phase() != Phase.PLAYING) {
            controls.confirm();
        }
    }

    @Override
    public void gamepadStart() {
        if (commands.phase() == Phase.PLAYING || commands.phase() == Phase.PAUSED) {
            controls.pause();
        } else {
            controls.confirm();
        }
    }

    /** A game under way waits for the player to come back. */
    @Override
    public void focusLost() {
        if (commands.phase() == Phase.PLAYING) {
            controls.pause();
        }
    }

    private void updateMove() {
        float x = Math.clamp(right, 0, 1) - Math.clamp(left, 0, 1);
        float y = Math.clamp(up, 0, 1) - Math.clamp(down, 0, 1);
        controls.move(x + stickX, y + stickY);
    }

    private void updateFire() {
        controls.fire(spaceDown || mouseDown || stickFiring);
    }
}
