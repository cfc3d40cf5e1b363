package dev.mayfly.swarm.gfx;

import static org.lwjgl.opengl.GL33C.*;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.Scope;
import dev.mayfly.context.UsesContext;
import dev.mayfly.swarm.sim.DrawElementArray;

import java.io.IOException;
import java.nio.file.Path;

/** A picture to draw on that is not the window, and to read back. */
public final class Canvas implements AutoCloseable {

    /** Bytes of a pixel: red, green, blue, opacity. */
    public static final int PIXEL = 4;

    private final int width;
    private final int height;
    private final int framebuffer;
    private final int colour;

    /**
     * Makes one in the current OpenGL context.
     *
     * @throws GraphicsException if OpenGL cannot draw pictures of this size
     */
    public Canvas(int width, int height) {
        int largest = glGetInteger(GL_MAX_RENDERBUFFER_SIZE);
        if (width > largest || height > largest) {
            throw new GraphicsException(
                    "a picture of %d by %d pixels is too large: OpenGL draws up to %d here"
                            .formatted(width, height, largest));
        }
        this.width = width;
        this.height = height;
        colour = glGenRenderbuffers();
        framebuffer = glGenFramebuffers();
        glBindRenderbuffer(GL_RENDERBUFFER, colour);
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour);
        GlErrors.check("making a canvas");
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            throw new GraphicsException("OpenGL cannot draw offscreen here");
        }
    }

    /** Width in pixels. */
    public int width() {
        return width;
    }

    /** Height in pixels. */
    public int height() {
        return height;
    }

    /**
     * Draws draw lists on it, as {@link SpriteBatch#draw} does, through a view that was fitted to
     * its size.
     */
    public void draw(
            SpriteBatch batch,
            DrawElementArray list,
            DrawElementArray over,
            View view,
            float alpha) {
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        batch.draw(list, over, view, alpha);
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
    }

    /**
     * Reads it back.
     *
     * @param allocator who allocates the pixels
     * @return {@link #PIXEL} bytes for each, the lowest row first
     */
    public long read(Allocator allocator) {
        long pixels = allocator.allocNonZeroed((long) width * height * PIXEL, 16);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glPixelStorei(GL_PACK_ALIGNMENT, 1);
        glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        GlErrors.check("reading a canvas");
        return pixels;
    }

    /**
     * Writes it to a PNG file, replacing what was there.
     *
     * @param allocator for the pixels on their way
     */
    @UsesContext
    public void writePng(Path file, Allocator allocator) throws IOException {
        long pixels = read(allocator);
        // What stb allocates on the way is not the game's either.
        try (Scope _ = Context.use(allocator)) {
            PngFile.write(file, pixels, width, height);
        }
    }

    @Override
    public void close() {
        glDeleteFramebuffers(framebuffer);
        glDeleteRenderbuffers(colour);
    }
}
