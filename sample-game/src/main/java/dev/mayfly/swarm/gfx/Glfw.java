package dev.mayfly.swarm.gfx;

import static org.lwjgl.glfw.GLFW.*;

import dev.mayfly.memory.Memory;

import org.lwjgl.opengl.GL;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.FunctionProvider;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;

/** The GLFW library: started for one platform, stopped, and asked what went wrong. */
final class Glfw {

    private static boolean functionsKnown;

    private Glfw() {}

    private static void start(int platform) {
        try {
            glfwInitHint(GLFW_PLATFORM, platform);
            if (!glfwInit()) {
                throw failure("no display");
            }
        } catch (LinkageError missing) {
            throw new GraphicsException(
                    "no display: GLFW does not run on this system: " + missing.getMessage());
        }
    }

    /**
     * Starts the library for the display there is. Which one that is, is found out here and not by
     * GLFW, because Wayland's library complains on stderr when it is tried in vain.
     *
     * @throws GraphicsException if there is none
     */
    static void startForDisplay() {
        switch (Platform.get()) {
            case LINUX, FREEBSD -> {
                boolean x11 = isSet("DISPLAY");
                boolean wayland = isSet("WAYLAND_DISPLAY");
                if (!x11 && !wayland) {
                    throw new GraphicsException(
                            "no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
                }
                boolean preferred = "wayland".equals(System.getenv("XDG_SESSION_TYPE"));
                start(wayland && (preferred || !x11) ? GLFW_PLATFORM_WAYLAND : GLFW_PLATFORM_X11);
            }
            case MACOSX, WINDOWS -> start(GLFW_ANY_PLATFORM);
        }
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    /** Starts the library for no display at all: OpenGL by EGL. */
    static void startWithoutDisplay() {
        start(GLFW_PLATFORM_NULL);
    }

    /** Stops the library; windows that are still open close. */
    static void stop() {
        glfwTerminate();
    }

    /** Asks for OpenGL 3.3 core for the next window, and forgets all that was asked for before. */
    static void hintContext() {
        glfwDefaultWindowHints();
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
        glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
        glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
        glfwWindowHint(GLFW_DEPTH_BITS, 0);
        glfwWindowHint(GLFW_STENCIL_BITS, 0);
    }

    /**
     * Opens a window as the hints say and makes its OpenGL context the thread's.
     *
     * @throws GraphicsException if there is no OpenGL 3.3 here; no window is left then
     */
    static long openWindow(int width, int height, String title) {
        long window = glfwCreateWindow(width, height, title, Memory.NULL, Memory.NULL);
        if (window == Memory.NULL) {
            throw failure("no OpenGL 3.3");
        }
        try {
            glfwMakeContextCurrent(window);
            loadFunctions();
        } catch (IllegalStateException | LinkageError broken) {
            glfwDestroyWindow(window);
            throw new GraphicsException("no OpenGL 3.3: " + broken.getMessage());
        }
        return window;
    }

    /** Lets GLFW find the functions, because it knows which library the context is from. */
    private static void loadFunctions() {
        if (!functionsKnown) {
            Configuration.OPENGL_EXPLICIT_INIT.set(true);
            // Machines with a newer OpenGL would hide that something newer is used.
            Configuration.OPENGL_MAXVERSION.set("3.3");
            GL.create((FunctionProvider) name -> nglfwGetProcAddress(MemoryUtil.memAddress(name)));
            functionsKnown = true;
        }
        GL.createCapabilities();
    }

    /** What GLFW noted last, as one line behind what it means to the user. */
    static GraphicsException failure(String what) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            var description = stack.mallocPointer(1);
            int error = glfwGetError(description);
            long text = error == GLFW_NO_ERROR ? Memory.NULL : description.get(0);
            if (text == Memory.NULL) {
                return new GraphicsException(what);
            }
            String reason = MemoryUtil.memUTF8(text).strip().replaceAll("\\s*\\R\\s*", "; ");
            return new GraphicsException("%s (%s)".formatted(what, reason));
        }
    }
}
