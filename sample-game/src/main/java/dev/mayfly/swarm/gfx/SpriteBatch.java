package dev.mayfly.swarm.gfx;

import static org.lwjgl.opengl.GL33C.*;

import dev.mayfly.Mem;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.UsesContext;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.DrawElementLayout;
import dev.mayfly.swarm.sim.Sprite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Draws a draw list with one call: its bytes go to the graphics card as they lie in scratch, and
 * each element becomes four corners there.
 *
 * <p>Covering and glowing elements share one blend mode: the fragment shader puts out a colour to
 * add and, for each channel, how much to take away of what is there. A covering element takes away
 * by its opacity, a glowing one by its own light.
 *
 * <p>Belongs to the OpenGL context that was current when it was made. Drawing makes no Java garbage
 * and allocates nothing.
 */
public final class SpriteBatch implements AutoCloseable {

    private static final int FIRST_CAPACITY = 4096;
    private static final int ATTRIBUTES = 6;

    private final Allocator allocator;
    private final long matrices;
    private final ByteBuffer matrixBuffer;
    private final int program;
    private final int texture;
    private final int vertexArray;
    private final int buffer;
    private final int viewsLocation;
    private final int unfinishedLocation;
    private long capacity = FIRST_CAPACITY;
    private boolean closed;

    /**
     * Makes one in the current OpenGL context, with the help of the current scratch.
     *
     * @param allocator for what must outlive the frame
     */
    @UsesContext
    public SpriteBatch(Allocator allocator) {
        this.allocator = allocator;
        matrices = allocator.alloc(2L * View.MATRIX_BYTES, 16);
        matrixBuffer =
                Memory.segment(matrices, 2L * View.MATRIX_BYTES)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder());
        program = ShaderProgram.create("sprite.vert", "sprite.frag", "SPRITES", Sprite.LIMIT);
        texture = SpriteSheet.createTexture();
        viewsLocation = ShaderProgram.uniform(program, "views");
        unfinishedLocation = ShaderProgram.uniform(program, "unfinished");
        glUseProgram(program);
        uploadRectangles();
        glUniform1i(ShaderProgram.uniform(program, "sheet"), 0);
        vertexArray = glGenVertexArrays();
        buffer = glGenBuffers();
        describeElements();
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC1_COLOR);
        GlErrors.check("making the sprite batch");
    }

    private void uploadRectangles() {
        long size = Sprite.LIMIT * SheetLayout.RECTANGLE_BYTES;
        long rectangles = Mem.temp().alloc(size, 16);
        SheetLayout.writeRectangles(rectangles);
        nglUniform4fv(ShaderProgram.uniform(program, "rectangles"), Sprite.LIMIT, rectangles);
    }

    private void describeElements() {
        glBindVertexArray(vertexArray);
        glBindBuffer(GL_ARRAY_BUFFER, buffer);
        nglBufferData(
                GL_ARRAY_BUFFER, capacity * DrawElementLayout.SIZE, Memory.NULL, GL_STREAM_DRAW);
        int stride = (int) DrawElementLayout.SIZE;
        glVertexAttribPointer(0, 4, GL_FLOAT, false, stride, DrawElementLayout.OFFSET_X);
        glVertexAttribPointer(1, 1, GL_FLOAT, false, stride, DrawElementLayout.OFFSET_ROTATION);
        glVertexAttribIPointer(2, 1, GL_INT, stride, DrawElementLayout.OFFSET_SPRITE);
        glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, true, stride, DrawElementLayout.OFFSET_COLOR);
        glVertexAttribIPointer(4, 1, GL_INT, stride, DrawElementLayout.OFFSET_FLAGS);
        glVertexAttribPointer(5, 3, GL_FLOAT, false, stride, DrawElementLayout.OFFSET_STEP_X);
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
            glEnableVertexAttribArray(attribute);
            glVertexAttribDivisor(attribute, 1);
        }
    }

    /**
     * Clears the current framebuffer and draws.
     *
     * @param list what to draw, the first first
     * @param over what to draw after that
     * @param view what is seen, fitted to the framebuffer
     * @param alpha how much of the last tick's steps is over, from 0 to 1
     */
    public void draw(DrawElementArray list, DrawElementArray over, View view, float alpha) {
        glViewport(0, view.bottom(), view.width(), view.height());
        glClearColor(0.018f, 0.022f, 0.05f, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        long count = list.size() + over.size();
        if (count == 0) {
            return;
        }
        glUseProgram(program);
        glBindTexture(GL_TEXTURE_2D, texture);
        glBindVertexArray(vertexArray);
        view.write(matrixBuffer);
        nglUniformMatrix3x2fv(viewsLocation, 2, false, matrices);
        glUniform1f(unfinishedLocation, 1 - alpha);
        makeRoom(count);
        upload(list, 0);
        upload(over, list.size());
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, (int) count);
    }

    /** Fresh memory of the driver's, so that nobody waits for the frame before. */
    private void makeRoom(long count) {
        while (capacity < count) {
            capacity *= 2;
        }
        glBindBuffer(GL_ARRAY_BUFFER, buffer);
        nglBufferData(
                GL_ARRAY_BUFFER, capacity * DrawElementLayout.SIZE, Memory.NULL, GL_STREAM_DRAW);
    }

    private static void upload(DrawElementArray list, long at) {
        if (!list.isEmpty()) {
            nglBufferSubData(
                    GL_ARRAY_BUFFER,
                    at * DrawElementLayout.SIZE,
                    list.size() * DrawElementLayout.SIZE,
                    list.address());
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        glDeleteProgram(program);
        glDeleteTextures(texture);
        glDeleteVertexArrays(vertexArray);
        glDeleteBuffers(buffer);
        allocator.free(matrices, 2L * View.MATRIX_BYTES);
    }
}
