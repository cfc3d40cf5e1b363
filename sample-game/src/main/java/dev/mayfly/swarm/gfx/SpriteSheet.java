package dev.mayfly.swarm.gfx;

import static org.lwjgl.opengl.GL33C.*;
import static org.lwjgl.stb.STBImage.nstbi_failure_reason;
import static org.lwjgl.stb.STBImage.nstbi_image_free;
import static org.lwjgl.stb.STBImage.nstbi_load_from_memory;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.context.Scope;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryUtil;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/**
 * The one texture: pictures decoded from a PNG, glyphs baked from the font. Two bytes a texel,
 * brightness times opacity, and opacity.
 */
final class SpriteSheet {

    /** Bytes of a texel: brightness, opacity. */
    private static final int TEXEL = 2;

    private static final String RESOURCE = "sprites.png";

    private SpriteSheet() {}

    /** Makes the texture of the current OpenGL context. */
    @UsesContext
    static int createTexture() {
        // Scratch of its own, because the figures of the loop's are about ticks.
        try (FrameArena scratch = FrameArena.builder().name("sprite sheet").build()) {
            long texels = compose(scratch);
            int texture = glGenTextures();
            glBindTexture(GL_TEXTURE_2D, texture);
            glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
            glTexImage2D(
                    GL_TEXTURE_2D,
                    0,
                    GL_RG8,
                    SheetLayout.WIDTH,
                    SheetLayout.HEIGHT,
                    0,
                    GL_RG,
                    GL_UNSIGNED_BYTE,
                    texels);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, SheetLayout.MAX_MIPMAP);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
            glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
            glGenerateMipmap(GL_TEXTURE_2D);
            return texture;
        }
    }

    /**
     * The texels of the whole texture.
     *
     * @param scratch where they are, and whatever is needed on the way: Nuklear's memory, and
     *     stb's, where {@link LwjglMemory} is installed
     */
    @UsesContext
    static long compose(Allocator scratch) {
        long texels = scratch.alloc((long) SheetLayout.WIDTH * SheetLayout.HEIGHT * TEXEL, TEXEL);
        decodePictures(scratch, texels);
        drawGlyphs(scratch, texels);
        return texels;
    }

    @UsesContext
    private static void decodePictures(Allocator scratch, long texels) {
        MemorySegment file = readResource(scratch);
        long info = scratch.alloc(3 * Integer.BYTES, Integer.BYTES);
        long pixels;
        try (Scope _ = Context.use(scratch)) {
            pixels =
                    nstbi_load_from_memory(
                            file.address(), (int) file.byteSize(), info, info + 4, info + 8, TEXEL);
        }
        if (pixels == Memory.NULL) {
            throw new GraphicsException(
                    RESOURCE + ": " + MemoryUtil.memASCII(nstbi_failure_reason()));
        }
        try {
            int width = Memory.getInt(info);
            int height = Memory.getInt(info + 4);
            if (width != SheetLayout.WIDTH || height != SheetLayout.PICTURES_HEIGHT) {
                throw new GraphicsException(
                        "%s is %d by %d pixels and not %d by %d"
                                .formatted(
                                        RESOURCE,
                                        width,
                                        height,
                                        SheetLayout.WIDTH,
                                        SheetLayout.PICTURES_HEIGHT));
            }
            for (long i = 0; i < (long) width * height; i++) {
                int brightness = Byte.toUnsignedInt(Memory.getByte(pixels + TEXEL * i));
                int opacity = Byte.toUnsignedInt(Memory.getByte(pixels + TEXEL * i + 1));
                putTexel(texels, i, brightness, opacity);
            }
        } finally {
            nstbi_image_free(pixels);
        }
    }

    private static void drawGlyphs(Allocator scratch, long texels) {
        int rows = SheetLayout.HEIGHT - SheetLayout.PICTURES_HEIGHT;
        long glyphs = scratch.alloc((long) SheetLayout.WIDTH * rows, 1);
        new GlyphBaker(scratch).bake(glyphs);
        new GlyphSmoother(SheetLayout.WIDTH, rows).smooth(glyphs, scratch);
        long first = (long) SheetLayout.WIDTH * SheetLayout.PICTURES_HEIGHT;
        for (long i = 0; i < (long) SheetLayout.WIDTH * rows; i++) {
            int opacity = Byte.toUnsignedInt(Memory.getByte(glyphs + i));
            putTexel(texels, first + i, 128, opacity);
        }
    }

    private static void putTexel(long texels, long index, int brightness, int opacity) {
        Memory.putByte(texels + TEXEL * index, (byte) ((brightness * opacity + 127) / 255));
        Memory.putByte(texels + TEXEL * index + 1, (byte) opacity);
    }

    private static MemorySegment readResource(Allocator scratch) {
        try (InputStream in = SpriteSheet.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new GraphicsException(RESOURCE + " is missing from the game's jar");
            }
            MemorySegment onHeap = MemorySegment.ofArray(in.readAllBytes());
            return scratch.allocateNonZeroed(onHeap.byteSize(), 1).copyFrom(onHeap);
        } catch (IOException broken) {
            throw new GraphicsException(RESOURCE + " cannot be read: " + broken.getMessage());
        }
    }
}
