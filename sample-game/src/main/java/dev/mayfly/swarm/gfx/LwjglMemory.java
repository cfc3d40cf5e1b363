package dev.mayfly.swarm.gfx;

import dev.mayfly.lwjgl.ContextMemoryAllocator;

import org.lwjgl.glfw.GLFWKeyCallbackI;
import org.lwjgl.glfw.GLFWMouseButtonCallbackI;
import org.lwjgl.glfw.GLFWWindowFocusCallbackI;
import org.lwjgl.nuklear.NkPluginAllocI;
import org.lwjgl.nuklear.NkPluginFreeI;
import org.lwjgl.nuklear.NkQueryFontGlyphCallbackI;
import org.lwjgl.nuklear.NkTextWidthCallbackI;
import org.lwjgl.stb.STBIWriteCallbackI;
import org.lwjgl.system.Callback;

import java.util.List;

/** Lets the context decide where LWJGL and its libraries have their memory. */
public final class LwjglMemory {

    private LwjglMemory() {}

    /**
     * Call it before anything else of LWJGL's, and where there is no context yet: what LWJGL keeps
     * for ever is made here, so that it is not the game's.
     */
    public static void install() {
        ContextMemoryAllocator.install();
        describeCallbacks();
    }

    /** LWJGL describes each kind of callback to libffi when it first meets one. */
    private static List<Callback.Descriptor> describeCallbacks() {
        return List.of(
                GLFWKeyCallbackI.DESCRIPTOR,
                GLFWMouseButtonCallbackI.DESCRIPTOR,
                GLFWWindowFocusCallbackI.DESCRIPTOR,
                NkPluginAllocI.DESCRIPTOR,
                NkPluginFreeI.DESCRIPTOR,
                NkQueryFontGlyphCallbackI.DESCRIPTOR,
                NkTextWidthCallbackI.DESCRIPTOR,
                STBIWriteCallbackI.DESCRIPTOR);
    }
}
