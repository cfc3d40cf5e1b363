package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.Sprite;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.awt.image.Raster;
import java.util.HashSet;
import java.util.Set;

class SpriteSheetTest {

    /** How far anti-aliasing may differ between two versions of Java2D, of 255. */
    private static final int TOLERANCE = 4;

    private static FrameArena arena;
    private static long texels;

    @BeforeAll
    static void compose() {
        arena = FrameArena.create();
        try (OpenContext _ = Context.defaultContext()) {
            texels = SpriteSheet.compose(arena);
        }
    }

    @AfterAll
    static void close() {
        arena.close();
    }

    @Test
    void shouldDecodeWhatThePainterPaints() {
        Raster painted = AtlasPainter.paint().getRaster();
        int different = 0;
        for (int y = 0; y < SheetLayout.PICTURES_HEIGHT; y++) {
            for (int x = 0; x < SheetLayout.WIDTH; x++) {
                int opacity = painted.getSample(x, y, 1);
                int brightness = Math.round(painted.getSample(x, y, 0) * opacity / 255f);
                if (Math.abs(opacity - opacity(x, y)) > TOLERANCE
                        || Math.abs(brightness - brightness(x, y)) > TOLERANCE) {
                    different++;
                }
            }
        }
        assertEquals(0, different, "texels differ: run AtlasPainter and commit sprites.png");
    }

    @Test
    void shouldHaveAPictureForEverySprite() {
        for (int sprite = 0; sprite < Sprite.COUNT; sprite++) {
            int x = SheetLayout.cellX(sprite);
            int y = SheetLayout.cellY(sprite);
            assertTrue(
                    lit(x, y, SheetLayout.CELL, SheetLayout.CELL) > 500,
                    "sprite " + sprite + " is empty");
        }
    }

    @Test
    void shouldKeepPicturesOffTheEdgesOfTheirCells() {
        for (int sprite = 0; sprite < Sprite.COUNT; sprite++) {
            if (sprite == Sprite.SOLID) {
                continue;
            }
            int x = SheetLayout.cellX(sprite);
            int y = SheetLayout.cellY(sprite);
            int inner = SheetLayout.CELL - 2 * SheetLayout.MARGIN;
            assertEquals(
                    lit(x, y, SheetLayout.CELL, SheetLayout.CELL),
                    lit(x + SheetLayout.MARGIN, y + SheetLayout.MARGIN, inner, inner),
                    "sprite " + sprite);
        }
    }

    @Test
    void shouldFillTheSolidSpriteWithTheTintAlone() {
        int x = SheetLayout.cellX(Sprite.SOLID) + SheetLayout.CELL / 2;
        int y = SheetLayout.cellY(Sprite.SOLID) + SheetLayout.CELL / 2;
        assertEquals(255, opacity(x, y));
        assertEquals(128, brightness(x, y));
    }

    @Test
    void shouldHaveADifferentGlyphForEveryPrintableCharacter() {
        Set<Integer> shapes = new HashSet<>();
        for (char c = Sprite.FIRST_CHARACTER; c <= Sprite.LAST_CHARACTER; c++) {
            int x = SheetLayout.glyphX(Sprite.glyph(c));
            int y = SheetLayout.PICTURES_HEIGHT + SheetLayout.glyphY(Sprite.glyph(c));
            int lit = lit(x, y, SheetLayout.GLYPH_WIDTH, SheetLayout.GLYPH_HEIGHT);
            assertEquals(c == ' ', lit < 20, "'" + c + "' has " + lit + " texels");
            assertTrue(shapes.add(shape(x, y)), "'" + c + "' looks like another character");
        }
    }

    @Test
    void shouldKeepEverySpriteInsideTheTexture() {
        long rectangles = arena.alloc(Sprite.LIMIT * SheetLayout.RECTANGLE_BYTES, 16);
        SheetLayout.writeRectangles(rectangles);
        for (int sprite = 0; sprite < Sprite.LIMIT; sprite++) {
            long rectangle = rectangles + sprite * SheetLayout.RECTANGLE_BYTES;
            float left = Memory.getFloat(rectangle);
            float top = Memory.getFloat(rectangle + 4);
            float right = Memory.getFloat(rectangle + 8);
            float bottom = Memory.getFloat(rectangle + 12);
            boolean exists = sprite < Sprite.COUNT || sprite >= Sprite.GLYPHS;
            assertEquals(exists, left < right && top < bottom, "sprite " + sprite);
            assertTrue(left >= 0 && right <= 1 && top >= 0 && bottom <= 1, "sprite " + sprite);
        }
    }

    private static int lit(int left, int top, int width, int height) {
        int count = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                if (opacity(x, y) > 0) {
                    count++;
                }
            }
        }
        return count;
    }

    /** A number that two glyphs share only if they look the same. */
    private static int shape(int left, int top) {
        int hash = 1;
        for (int y = top; y < top + SheetLayout.GLYPH_HEIGHT; y++) {
            for (int x = left; x < left + SheetLayout.GLYPH_WIDTH; x++) {
                hash = hash * 31 + (opacity(x, y) > 127 ? 1 : 0);
            }
        }
        return hash;
    }

    private static int brightness(int x, int y) {
        return Byte.toUnsignedInt(Memory.getByte(texel(x, y)));
    }

    private static int opacity(int x, int y) {
        return Byte.toUnsignedInt(Memory.getByte(texel(x, y) + 1));
    }

    private static long texel(int x, int y) {
        return texels + 2L * ((long) y * SheetLayout.WIDTH + x);
    }
}
