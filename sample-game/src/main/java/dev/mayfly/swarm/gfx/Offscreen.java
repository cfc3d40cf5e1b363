package dev.mayfly.swarm.gfx;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.memory.Memory;

/**
 * OpenGL without a window: by EGL, which needs no display, or else in a window that nobody sees.
 * The context is the thread's until it closes.
 */
public final class Offscreen implements AutoCloseable {

    private final String how;
    private long window;

    private Offscreen(long window, String how) {
        this.window = window;
        this.how = how;
    }

    /**
     * Makes the context.
     *
     * @throws GraphicsException if there is neither EGL nor a display with OpenGL 3.3
     */
    public static Offscreen open() {
        try {
            return open(Glfw::startWithoutDisplay, GLFW_EGL_CONTEXT_API, "EGL");
        } catch (GraphicsException noEgl) {
            try {
                return open(Glfw::startForDisplay, GLFW_NATIVE_CONTEXT_API, "a hidden window");
            } catch (GraphicsException noDisplay) {
                throw new GraphicsException(
                        "EGL: %s; and %s".formatted(noEgl.getMessage(), noDisplay.getMessage()));
            }
        }
    }

    private static Offscreen open(Runnable start, int contextApi, String how) {
        start.run();
        try {
            Glfw.hintContext();
            glfwWindowHint(GLFW_CONTEXT_CREATION_API, contextApi);
            glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
            return new Offscreen(Glfw.openWindow(16, 16, "Swarm"), how);
        } catch (GraphicsException failure) {
            Glfw.stop();
            throw failure;
        }
    }

    /** What it is drawn with, for messages. */
    @Override
    public String toString() {
        return how;
    }

    @Override
    public void close() {
        if (window != Memory.NULL) {
            glfwDestroyWindow(window);
            window = Memory.NULL;
            Glfw.stop();
        }
    }
}
