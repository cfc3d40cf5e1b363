package dev.mayfly.swarm.gfx;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.lwjgl.glfw.GLFWVidMode;

/**
 * The game's window with its OpenGL context, which is the thread's until the window closes. Polling
 * and swapping make no Java garbage.
 */
public final class Window implements AutoCloseable {

    /** Where the system writes sizes and positions: two doubles at most. */
    private static final int ANSWER_BYTES = 16;

    /** How much faster than the screen the loop may run where waiting for the screen fails. */
    private static final double PACE_MARGIN = 1.2;

    private static final int USUAL_RATE = 60;

    private final Allocator allocator;
    private final long answer;
    private final boolean waitsForScreen;
    private long window;

    private int framebufferWidth;
    private int framebufferHeight;
    private float cursorX = 0.5f;
    private float cursorY = 0.5f;

    private int restoreX;
    private int restoreY;
    private int restoreWidth;
    private int restoreHeight;

    /**
     * Opens it, invisible until {@link #show}.
     *
     * @param width in screen units; no larger than the screen
     * @param height in screen units; no larger than the screen
     * @param waitsForScreen whether {@link #swap} waits for the screen to be ready
     * @param allocator for what must outlive the frame
     * @throws GraphicsException if there is no display, or no OpenGL 3.3 on it
     */
    public Window(int width, int height, boolean waitsForScreen, Allocator allocator) {
        this.allocator = allocator;
        this.waitsForScreen = waitsForScreen;
        Glfw.startForDisplay();
        try {
            Glfw.hintContext();
            glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
            glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
            GLFWVidMode mode = videoMode();
            window =
                    Glfw.openWindow(
                            mode == null ? width : Math.min(width, mode.width()),
                            mode == null ? height : Math.min(height, mode.height()),
                            "Swarm");
        } catch (GraphicsException failure) {
            Glfw.stop();
            throw failure;
        }
        answer = allocator.alloc(ANSWER_BYTES, 16);
        glfwSwapInterval(waitsForScreen ? 1 : 0);
        glfwSetInputMode(window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
        poll();
    }

    /** Makes it visible, once there is something to see. */
    public void show() {
        glfwShowWindow(window);
        glfwFocusWindow(window);
    }

    private static @Nullable GLFWVidMode videoMode() {
        long monitor = glfwGetPrimaryMonitor();
        return monitor == Memory.NULL ? null : glfwGetVideoMode(monitor);
    }

    /** GLFW's name for it. */
    public long handle() {
        return window;
    }

    /** Handles what has happened since the last time. */
    public void poll() {
        glfwPollEvents();
        nglfwGetFramebufferSize(window, answer, answer + 4);
        framebufferWidth = Memory.getInt(answer);
        framebufferHeight = Memory.getInt(answer + 4);
        nglfwGetWindowSize(window, answer, answer + 4);
        int width = Memory.getInt(answer);
        int height = Memory.getInt(answer + 4);
        if (width > 0 && height > 0) {
            nglfwGetCursorPos(window, answer, answer + 8);
            cursorX = (float) (Memory.getDouble(answer) / width);
            cursorY = (float) (Memory.getDouble(answer + 8) / height);
        }
    }

    /** Shows what was drawn. */
    public void swap() {
        glfwSwapBuffers(window);
    }

    /** Whether there is nothing to draw on, because the player has put the window away. */
    public boolean isIcon() {
        return framebufferWidth <= 0 || framebufferHeight <= 0;
    }

    /** Width of the picture in pixels; 0 while the window is an icon. */
    public int framebufferWidth() {
        return framebufferWidth;
    }

    /** Height of the picture in pixels; 0 while the window is an icon. */
    public int framebufferHeight() {
        return framebufferHeight;
    }

    /** Where the mouse is, from 0 (left edge) to 1 (right edge), and beyond outside the window. */
    public float cursorX() {
        return cursorX;
    }

    /** Where the mouse is, from 0 (upper edge) to 1 (lower edge), and beyond outside the window. */
    public float cursorY() {
        return cursorY;
    }

    /** Whether the player closed the window. */
    public boolean isClosing() {
        return glfwWindowShouldClose(window);
    }

    /**
     * The most pictures in a second that make sense: some more than the screen shows, so that it is
     * the screen that sets the pace, yet no busy loop where it does not; 0, no limit, for a window
     * that does not wait for the screen.
     */
    public int mostFramesPerSecond() {
        if (!waitsForScreen) {
            return 0;
        }
        GLFWVidMode mode = videoMode();
        int rate = mode == null || mode.refreshRate() <= 0 ? USUAL_RATE : mode.refreshRate();
        return (int) Math.ceil(rate * PACE_MARGIN);
    }

    /** Into full screen and back. */
    public void toggleFullScreen() {
        GLFWVidMode mode = videoMode();
        if (mode == null) {
            return;
        }
        if (glfwGetWindowMonitor(window) == Memory.NULL) {
            nglfwGetWindowPos(window, answer, answer + 4);
            restoreX = Memory.getInt(answer);
            restoreY = Memory.getInt(answer + 4);
            nglfwGetWindowSize(window, answer, answer + 4);
            restoreWidth = Memory.getInt(answer);
            restoreHeight = Memory.getInt(answer + 4);
            glfwSetWindowMonitor(
                    window,
                    glfwGetPrimaryMonitor(),
                    0,
                    0,
                    mode.width(),
                    mode.height(),
                    mode.refreshRate());
        } else {
            glfwSetWindowMonitor(
                    window,
                    Memory.NULL,
                    restoreX,
                    restoreY,
                    restoreWidth,
                    restoreHeight,
                    GLFW_DONT_CARE);
        }
        // Some systems forget it when the window changes.
        glfwSwapInterval(waitsForScreen ? 1 : 0);
    }

    @Override
    public void close() {
        if (window != Memory.NULL) {
            glfwDestroyWindow(window);
            window = Memory.NULL;
            allocator.free(answer, ANSWER_BYTES);
            Glfw.stop();
        }
    }
}
