package dev.mayfly.swarm.input;

import static org.lwjgl.glfw.GLFW.*;

/** Which key means what while a replay is shown: there is nothing to play, only to watch. */
public final class PlaybackBindings implements DeviceListener {

    private final Commands commands;

    /** Keys act on the program through the commands. */
    public PlaybackBindings(Commands commands) {
        this.commands = commands;
    }

    @Override
    public void key(int key, boolean pressed) {
        if (!pressed) {
            return;
        }
        switch (key) {
            case GLFW_KEY_P, GLFW_KEY_SPACE -> commands.togglePlayback();
            case GLFW_KEY_F11 -> commands.toggleFullScreen();
            case GLFW_KEY_ESCAPE, GLFW_KEY_Q -> commands.quit();
            default -> {}
        }
    }

    @Override
    public void mouse(boolean pressed) {}

    @Override
    public void gamepad(float moveX, float moveY, boolean firing) {}

    @Override
    public void gamepadConfirm() {}

    @Override
    public void gamepadStart() {
        commands.togglePlayback();
    }

    @Override
    public void focusLost() {}
}
