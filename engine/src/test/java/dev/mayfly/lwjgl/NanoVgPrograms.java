package dev.mayfly.lwjgl;

import static org.lwjgl.system.MemoryUtil.memAddress;

import org.lwjgl.glfw.GLFW;
import org.lwjgl.nanovg.NVGColor;
import org.lwjgl.nanovg.NanoVG;
import org.lwjgl.nanovg.NanoVGGL3;
import org.lwjgl.opengl.GL;
import org.lwjgl.opengl.GL11;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.FunctionProvider;
import org.lwjgl.system.MemoryStack;

/**
 * Programs that draw with NanoVG and know nothing of Mayfly: a library whose C asks LWJGL's
 * allocator for everything. They need OpenGL, and no display.
 */
final class NanoVgPrograms {

    static final String NO_OPENGL = "no OpenGL";

    private NanoVgPrograms() {}

    /** Draws, and deletes what it drew with. */
    static final class Clean {

        public static void main(String[] args) {
            withOpenGl(
                    () -> {
                        for (int frame = 0; frame < 3; frame++) {
                            long nanoVg = NanoVGGL3.nvgCreate(NanoVGGL3.NVG_ANTIALIAS);
                            draw(nanoVg);
                            NanoVGGL3.nvgDelete(nanoVg);
                        }
                    });
        }
    }

    /** Draws, and deletes nothing. */
    static final class Leak {

        public static void main(String[] args) {
            withOpenGl(
                    () -> {
                        long nanoVg = NanoVGGL3.nvgCreate(NanoVGGL3.NVG_ANTIALIAS); // leaks
                        draw(nanoVg);
                    });
        }
    }

    private static void withOpenGl(Runnable drawing) {
        Configuration.OPENGL_EXPLICIT_INIT.set(true);
        GLFW.glfwInitHint(GLFW.GLFW_PLATFORM, GLFW.GLFW_PLATFORM_NULL);
        long window = GLFW.glfwInit() ? window() : 0;
        if (window == 0) {
            System.out.println(NO_OPENGL);
            return;
        }
        GLFW.glfwMakeContextCurrent(window);
        GL.create((FunctionProvider) name -> GLFW.nglfwGetProcAddress(memAddress(name)));
        GL.createCapabilities();
        drawing.run();
        GL.destroy();
        GLFW.glfwDestroyWindow(window);
        GLFW.glfwTerminate();
        System.out.println("went on");
    }

    private static long window() {
        GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_CREATION_API, GLFW.GLFW_EGL_CONTEXT_API);
        GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_VERSION_MAJOR, 3);
        GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_VERSION_MINOR, 3);
        GLFW.glfwWindowHint(GLFW.GLFW_OPENGL_PROFILE, GLFW.GLFW_OPENGL_CORE_PROFILE);
        GLFW.glfwWindowHint(GLFW.GLFW_STENCIL_BITS, 8);
        return GLFW.glfwCreateWindow(64, 64, "", 0, 0);
    }

    /** A red window, and a look at it: else nobody could say that anything was drawn. */
    private static void draw(long nanoVg) {
        NanoVG.nvgBeginFrame(nanoVg, 64, 64, 1);
        NanoVG.nvgBeginPath(nanoVg);
        for (int i = 0; i < 500; i++) {
            NanoVG.nvgRect(nanoVg, i % 64, i / 8f, 5, 5);
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            NVGColor red = NVGColor.malloc(stack);
            NanoVG.nvgFillColor(
                    nanoVg, NanoVG.nvgRGBA((byte) -1, (byte) 0, (byte) 0, (byte) -1, red));
        }
        NanoVG.nvgFill(nanoVg);
        NanoVG.nvgEndFrame(nanoVg);
        int[] pixel = new int[1];
        GL11.glReadPixels(10, 50, 1, 1, GL11.GL_RGBA, GL11.GL_UNSIGNED_BYTE, pixel);
        if (pixel[0] != 0xFF0000FF) {
            throw new AssertionError("drew 0x%08x".formatted(pixel[0]));
        }
    }
}
