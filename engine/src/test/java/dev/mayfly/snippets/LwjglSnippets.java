package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.JavaProcess;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.lwjgl.ContextMemoryAllocator;

import org.junit.jupiter.api.Test;
import org.lwjgl.BufferUtils;
import org.lwjgl.stb.STBImage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Snippets in the Javadoc of {@code dev.mayfly.lwjgl}, in a process of their own. */
class LwjglSnippets {

    @Test
    void contextMemoryAllocator() {
        assertEquals("", JavaProcess.errorsOf(Program.class));
    }

    /** What stands in the Javadoc. */
    static final class Program {

        // @start region="install"
        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            // … the game
            // @end
            int[] size = new int[1];
            byte[] head = "P6 8 8 255 ".getBytes(StandardCharsets.US_ASCII);
            ByteBuffer file = BufferUtils.createByteBuffer(head.length + 3 * 8 * 8).put(0, head);
            try (FrameArena levelArena = FrameArena.create();
                    var _ = Context.defaultContext()) {
                // @start region="use"
                try (var _ = Context.use(levelArena)) {
                    ByteBuffer pixels = STBImage.stbi_load_from_memory(file, size, size, size, 4);
                    // @replace substring="assertPixels(pixels)" replacement="upload(pixels)"
                    assertPixels(pixels); // it is in levelArena, and so was what stb needed for it
                    STBImage.stbi_image_free(pixels); // does nothing
                }
                levelArena.freeAll();
                // @end
            }
        }

        private static void assertPixels(ByteBuffer pixels) {
            assertEquals(8 * 8 * 4, pixels.remaining());
            assertTrue(
                    Context.current().allocator() instanceof FrameArena arena
                            && arena.used() > 8 * 8 * 4);
        }
    }
}
