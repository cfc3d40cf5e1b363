package dev.mayfly.swarm.gfx;

import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.Sprite;

/**
 * Where each sprite stands in the texture: pictures in rows of square cells on top, the font's
 * glyphs in a grid below. All numbers are texels, y down.
 *
 * <p>Every picture has a margin around it, so that filtering, also in the smaller mipmap levels up
 * to {@link #MAX_MIPMAP}, never mixes in a neighbour.
 */
public final class SheetLayout {

    /** Width of the texture and of the picture file. */
    public static final int WIDTH = 1024;

    /** Height of the picture file, which is the upper part of the texture. */
    public static final int PICTURES_HEIGHT = 256;

    /** Width and height of a picture's cell. */
    public static final int CELL = 128;

    /** What each edge of a cell keeps empty. */
    public static final int MARGIN = 8;

    /** The last mipmap level in which a margin is still a texel wide. */
    static final int MAX_MIPMAP = 3;

    /** Width of a glyph: how far its right neighbour stands. */
    static final int GLYPH_WIDTH = 42;

    /** Height of a glyph: the line. A multiple of the font's own 13 pixels keeps it crisp. */
    static final int GLYPH_HEIGHT = 78;

    private static final int GLYPH_CELL_WIDTH = GLYPH_WIDTH + 2 * 4;
    private static final int GLYPH_CELL_HEIGHT = GLYPH_HEIGHT + 2 * 4;
    private static final int GLYPHS_IN_ROW = WIDTH / GLYPH_CELL_WIDTH;
    private static final int GLYPH_COUNT = Sprite.LIMIT - Sprite.GLYPHS;
    private static final int GLYPH_ROWS = (GLYPH_COUNT + GLYPHS_IN_ROW - 1) / GLYPHS_IN_ROW;

    /** Height of the texture. */
    static final int HEIGHT = PICTURES_HEIGHT + GLYPH_ROWS * GLYPH_CELL_HEIGHT;

    /** Bytes of one rectangle in {@link #writeRectangles}: left, top, right, bottom as floats. */
    static final long RECTANGLE_BYTES = 16;

    /** Far enough inside a filled cell that no edge of it can be seen. */
    private static final int SOLID_INSET = 48;

    private SheetLayout() {}

    /** The left edge of a picture's cell. */
    public static int cellX(int picture) {
        return picture % (WIDTH / CELL) * CELL;
    }

    /** The upper edge of a picture's cell. */
    public static int cellY(int picture) {
        return picture / (WIDTH / CELL) * CELL;
    }

    /** The left edge of a glyph. */
    static int glyphX(int sprite) {
        return (sprite - Sprite.GLYPHS) % GLYPHS_IN_ROW * GLYPH_CELL_WIDTH + 4;
    }

    /** The upper edge of a glyph, counted from the end of the pictures. */
    static int glyphY(int sprite) {
        return (sprite - Sprite.GLYPHS) / GLYPHS_IN_ROW * GLYPH_CELL_HEIGHT + 4;
    }

    /**
     * Writes every sprite's rectangle as the shader wants it, in fractions of the texture. Numbers
     * that no sprite has get an empty rectangle.
     *
     * @param target {@link Sprite#LIMIT} times {@link #RECTANGLE_BYTES} bytes
     */
    static void writeRectangles(long target) {
        for (int sprite = 0; sprite < Sprite.LIMIT; sprite++) {
            long rectangle = target + sprite * RECTANGLE_BYTES;
            if (sprite >= Sprite.GLYPHS) {
                int x = glyphX(sprite);
                int y = PICTURES_HEIGHT + glyphY(sprite);
                write(rectangle, x, y, x + GLYPH_WIDTH, y + GLYPH_HEIGHT);
            } else if (sprite < Sprite.COUNT) {
                int inset = sprite == Sprite.SOLID ? SOLID_INSET : MARGIN;
                int x = cellX(sprite);
                int y = cellY(sprite);
                write(rectangle, x + inset, y + inset, x + CELL - inset, y + CELL - inset);
            } else {
                Memory.zero(rectangle, RECTANGLE_BYTES);
            }
        }
    }

    private static void write(long rectangle, int left, int top, int right, int bottom) {
        Memory.putFloat(rectangle, (float) left / WIDTH);
        Memory.putFloat(rectangle + 4, (float) top / HEIGHT);
        Memory.putFloat(rectangle + 8, (float) right / WIDTH);
        Memory.putFloat(rectangle + 12, (float) bottom / HEIGHT);
    }
}
