package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.lwjgl.FreeTypeMemory;
import dev.mayfly.lwjgl.GlfwMemory;
import dev.mayfly.lwjgl.MeshoptimizerMemory;
import dev.mayfly.lwjgl.NuklearMemory;

import org.junit.jupiter.api.Test;
import org.lwjgl.BufferUtils;
import org.lwjgl.PointerBuffer;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.nuklear.NkFont;
import org.lwjgl.nuklear.NkFontAtlas;
import org.lwjgl.nuklear.Nuklear;
import org.lwjgl.util.freetype.FreeType;
import org.lwjgl.util.meshoptimizer.MeshOptimizer;

import java.nio.IntBuffer;

/** What the Javadoc shows of native libraries, compiled and run. */
class LibrarySnippets {

    @Test
    void nuklear() {
        try (FrameArena scratch = FrameArena.create()) {
            NkFontAtlas atlas = NkFontAtlas.create();
            // @start region="nuklear"
            try (NuklearMemory memory = NuklearMemory.of(scratch)) {
                Nuklear.nk_font_atlas_init(atlas, memory.allocator());
                Nuklear.nk_font_atlas_begin(atlas);
                NkFont font = Nuklear.nk_font_atlas_add_default(atlas, 13, null);
                // … bake it, and give the pixels to OpenGL
            }
            scratch.freeAll(); // in place of nk_font_atlas_clear
            // @end
            assertEquals(0, scratch.used());
            assertTrue(scratch.peak() > 0);
        }
    }

    @Test
    void freetype() {
        PointerBuffer library = BufferUtils.createPointerBuffer(1);
        try (GeneralAllocator fonts = GeneralAllocator.create()) {
            // @start region="freetype"
            try (FreeTypeMemory memory = FreeTypeMemory.of(fonts)) {
                if (FreeType.FT_New_Library(memory.memory(), library) != 0) {
                    throw new IllegalStateException("no FreeType", memory.takeFailure());
                }
                FreeType.FT_Add_Default_Modules(library.get(0));
                // … load faces, draw glyphs
                FreeType.FT_Done_Library(library.get(0));
            }
            // @end
            assertEquals(0, fonts.used());
        }
    }

    @Test
    void meshoptimizer() {
        IntBuffer indices = BufferUtils.createIntBuffer(6).put(0, new int[] {0, 1, 2, 2, 1, 3});
        IntBuffer ordered = BufferUtils.createIntBuffer(6);
        int vertices = 4;
        try (var _ = Context.defaultContext()) {
            // @start region="meshoptimizer"
            MeshoptimizerMemory.installContext();
            try (var _ = Context.use(Context.current().tempAllocator())) {
                MeshOptimizer.meshopt_optimizeVertexCache(ordered, indices, vertices);
            }
            // @end
            assertEquals(0, MeshoptimizerMemory.liveBlocks());
        } finally {
            MeshoptimizerMemory.uninstall();
        }
    }

    @Test
    void glfw() {
        GLFW.glfwInitHint(GLFW.GLFW_PLATFORM, GLFW.GLFW_PLATFORM_NULL);
        // @start region="glfw"
        GlfwMemory.install();
        if (!GLFW.glfwInit()) {
            throw new IllegalStateException("no GLFW", GlfwMemory.takeFailure());
        }
        // @end
        assertTrue(GlfwMemory.liveBlocks() > 0);
        GLFW.glfwTerminate();
        assertEquals(0, GlfwMemory.liveBlocks());
        GLFW.glfwInitAllocator(null);
    }
}
