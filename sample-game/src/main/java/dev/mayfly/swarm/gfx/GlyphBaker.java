package dev.mayfly.swarm.gfx;

import static org.lwjgl.nuklear.Nuklear.NK_FONT_ATLAS_ALPHA8;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_add_default;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_begin;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_init;
import static org.lwjgl.nuklear.Nuklear.nk_font_config;
import static org.lwjgl.nuklear.Nuklear.nk_font_find_glyph;
import static org.lwjgl.nuklear.Nuklear.nnk_font_atlas_bake;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.lwjgl.NuklearMemory;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.Sprite;

import org.lwjgl.nuklear.NkAllocator;
import org.lwjgl.nuklear.NkFont;
import org.lwjgl.nuklear.NkFontAtlas;
import org.lwjgl.nuklear.NkFontConfig;
import org.lwjgl.nuklear.NkFontGlyph;

import java.nio.ByteBuffer;

/**
 * Draws the glyphs of Nuklear's built-in font, one for each printable character, into an image.
 *
 * <p>Nuklear makes about a thousand small allocations on the way. All of them come from scratch,
 * which forgets them whole, so nothing is given back.
 */
final class GlyphBaker {

    private final Allocator scratch;

    /**
     * @param scratch where everything is allocated that the baking needs
     */
    GlyphBaker(Allocator scratch) {
        this.scratch = scratch;
    }

    /**
     * Draws every glyph into its place as {@link SheetLayout} has it.
     *
     * @param image one byte of opacity for each texel of the texture below the pictures
     */
    void bake(long image) {
        try (NuklearMemory memory = NuklearMemory.of(scratch)) {
            bake(image, memory.allocator());
        }
    }

    private void bake(long image, NkAllocator allocator) {
        var atlas = new NkFontAtlas(buffer(NkFontAtlas.SIZEOF));
        nk_font_atlas_init(atlas, allocator);
        nk_font_atlas_begin(atlas);
        var config = new NkFontConfig(buffer(NkFontConfig.SIZEOF));
        nk_font_config(SheetLayout.GLYPH_HEIGHT, config);
        // The font is made of squares: whole multiples of its pixels need no oversampling.
        config.oversample_h(true).oversample_v(true).pixel_snap(true);
        NkFont font = nk_font_atlas_add_default(atlas, SheetLayout.GLYPH_HEIGHT, config);
        long size = scratch.alloc(8, 4);
        long baked =
                font == null
                        ? Memory.NULL
                        : nnk_font_atlas_bake(
                                atlas.address(), size, size + 4, NK_FONT_ATLAS_ALPHA8);
        if (font == null || baked == Memory.NULL) {
            throw new GraphicsException("Nuklear could not draw its built-in font");
        }
        int width = Memory.getInt(size);
        int height = Memory.getInt(size + 4);
        for (char character = Sprite.FIRST_CHARACTER;
                character <= Sprite.LAST_CHARACTER;
                character++) {
            NkFontGlyph glyph = nk_font_find_glyph(font, character);
            if (glyph != null) {
                copy(glyph, baked, width, height, image, Sprite.glyph(character));
            }
        }
    }

    private ByteBuffer buffer(long size) {
        return scratch.allocate(size, 16).asByteBuffer();
    }

    /** From where Nuklear packed it to where it stands in its line. */
    private static void copy(
            NkFontGlyph glyph, long baked, int width, int height, long image, int sprite) {
        int fromX = Math.round(glyph.u0() * width);
        int fromY = Math.round(glyph.v0() * height);
        int columns = Math.round(glyph.u1() * width) - fromX;
        int rows = Math.round(glyph.v1() * height) - fromY;
        int left = Math.round(glyph.x0());
        int top = Math.round(glyph.y0());
        int firstRow = Math.max(0, -top);
        int lastRow = Math.min(rows, SheetLayout.GLYPH_HEIGHT - top);
        int firstColumn = Math.max(0, -left);
        int lastColumn = Math.min(columns, SheetLayout.GLYPH_WIDTH - left);
        for (int row = firstRow; row < lastRow; row++) {
            long source = baked + (long) (fromY + row) * width + fromX + firstColumn;
            long target =
                    image
                            + (long) (SheetLayout.glyphY(sprite) + top + row) * SheetLayout.WIDTH
                            + SheetLayout.glyphX(sprite)
                            + left
                            + firstColumn;
            if (lastColumn > firstColumn) {
                Memory.copy(source, target, lastColumn - firstColumn);
            }
        }
    }
}
