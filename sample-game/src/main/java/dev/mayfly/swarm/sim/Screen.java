package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;

/**
 * Draws what stands on the screen instead of in the world: text, bars, shade. Units are metres from
 * the middle of the screen.
 */
final class Screen {

    static final float HALF_HEIGHT = DrawList.VIEW_HEIGHT / 2;

    /** Which part of a text stands where it was put: its left end, its middle, its right end. */
    static final float LEFT = 0f;

    static final float CENTRE = 0.5f;
    static final float RIGHT = 1f;

    private final Painter painter;
    private final Text text = new Text();
    private float halfWidth;

    Screen(Painter painter) {
        this.painter = painter;
    }

    /** Begins a picture. */
    void begin(FrameArena scratch, float aspect) {
        text.begin(scratch);
        halfWidth = HALF_HEIGHT * aspect;
    }

    /** Metres from the middle to the right edge. */
    float halfWidth() {
        return halfWidth;
    }

    /** An empty line, to be filled and passed to {@link #write}. */
    Text line() {
        return text.clear();
    }

    void write(
            FrameArena scratch,
            String words,
            float x,
            float y,
            float height,
            float anchor,
            int color) {
        write(scratch, line().add(words), x, y, height, anchor, color);
    }

    /** Draws a line; one that is wider than the screen is made smaller. */
    void write(
            FrameArena scratch,
            Text words,
            float x,
            float y,
            float height,
            float anchor,
            int color) {
        float fitting = 2f * (halfWidth - 1f) / (Sprite.GLYPH_ADVANCE * words.length());
        float size = Math.min(height, fitting);
        float advance = size * Sprite.GLYPH_ADVANCE;
        float left = x + advance * (0.5f - words.length() * anchor);
        for (int i = 0; i < words.length(); i++) {
            char character = words.charAt(i);
            if (character != ' ') {
                painter.add(
                        scratch,
                        Painter.DISPLAY,
                        Sprite.glyph(character),
                        left + i * advance,
                        y,
                        advance / 2,
                        size / 2,
                        0f,
                        color,
                        DrawList.SCREEN);
            }
        }
    }

    /** A horizontal bar of which a share, from 0 to 1, is filled from the left. */
    void bar(
            FrameArena scratch,
            float left,
            float y,
            float width,
            float height,
            float share,
            int color) {
        fill(scratch, left, y, width, height, Palette.fade(color, 0.2f));
        fill(scratch, left, y, width * share, height, color);
    }

    private void fill(
            FrameArena scratch, float left, float y, float width, float height, int color) {
        painter.add(
                scratch,
                Painter.DISPLAY,
                Sprite.SOLID,
                left + width / 2,
                y,
                width / 2,
                height / 2,
                0f,
                color,
                DrawList.SCREEN);
    }

    /** Darkens everything but the display itself. */
    void shade(FrameArena scratch, float opacity) {
        painter.add(
                scratch,
                Painter.SHADE,
                Sprite.SOLID,
                0f,
                0f,
                halfWidth + 1f,
                HALF_HEIGHT + 1f,
                0f,
                Palette.fade(Palette.NIGHT, opacity),
                DrawList.SCREEN);
    }
}
