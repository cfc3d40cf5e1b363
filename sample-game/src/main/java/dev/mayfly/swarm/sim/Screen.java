package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.TextBuilder;
import dev.mayfly.memory.Memory;

/**
 * Draws what stands on the screen instead of in the world: text, bars, shade. Units are metres from
 * the middle of the screen.
 */
final class Screen {

    static final float HALF_HEIGHT = DrawElement.VIEW_HEIGHT / 2;

    /** Which part of a text stands where it was put: its left end, its middle, its right end. */
    static final float LEFT = 0f;

    static final float CENTRE = 0.5f;
    static final float RIGHT = 1f;

    private final Painter painter;
    private final TextBuilder text;
    private float halfWidth;

    Screen(Painter painter, FrameArena scratch) {
        this.painter = painter;
        text = TextBuilder.create(scratch);
    }

    /** Begins a picture. */
    void begin(float aspect) {
        text.restart();
        halfWidth = HALF_HEIGHT * aspect;
    }

    /** Metres from the middle to the right edge. */
    float halfWidth() {
        return halfWidth;
    }

    /** An empty line, to be filled and passed to {@link #write}. */
    TextBuilder line() {
        return text.clear();
    }

    void write(String words, float x, float y, float height, float anchor, int color) {
        write(line().append(words), x, y, height, anchor, color);
    }

    /** Draws a line; one that is wider than the screen is made smaller. */
    void write(TextBuilder words, float x, float y, float height, float anchor, int color) {
        long length = words.size();
        float fitting = 2f * (halfWidth - 1f) / (Sprite.GLYPH_ADVANCE * length);
        float size = Math.min(height, fitting);
        float advance = size * Sprite.GLYPH_ADVANCE;
        float left = x + advance * (0.5f - length * anchor);
        for (long i = 0; i < length; i++) {
            // All of it is ASCII, so each byte is a character.
            char character = (char) Memory.getByte(words.address() + i);
            if (character != ' ') {
                painter.add(
                        Painter.DISPLAY,
                        Sprite.glyph(character),
                        left + i * advance,
                        y,
                        advance / 2,
                        size / 2,
                        0f,
                        color,
                        DrawElement.SCREEN);
            }
        }
    }

    /** A horizontal bar of which a share, from 0 to 1, is filled from the left. */
    void bar(float left, float y, float width, float height, float share, int color) {
        fill(left, y, width, height, Palette.fade(color, 0.2f));
        fill(left, y, width * share, height, color);
    }

    private void fill(float left, float y, float width, float height, int color) {
        painter.add(
                Painter.DISPLAY,
                Sprite.SOLID,
                left + width / 2,
                y,
                width / 2,
                height / 2,
                0f,
                color,
                DrawElement.SCREEN);
    }

    /** Darkens everything but the display itself. */
    void shade(float opacity) {
        painter.add(
                Painter.SHADE,
                Sprite.SOLID,
                0f,
                0f,
                halfWidth + 1f,
                HALF_HEIGHT + 1f,
                0f,
                Palette.fade(Palette.NIGHT, opacity),
                DrawElement.SCREEN);
    }
}
