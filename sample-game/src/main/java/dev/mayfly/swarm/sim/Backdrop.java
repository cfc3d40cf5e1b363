package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;

/** The arena itself: a floor of lines and crosses, and the walls. */
final class Backdrop {

    private static final float LINE_STEP = 8f;
    private static final float LINE_HALF_THICKNESS = 0.035f;
    private static final float CROSS_STEP = 4f;
    private static final float CROSS_SIZE = 0.22f;
    private static final float WALL_HALF_THICKNESS = 0.12f;
    private static final float WALL_HALF_GLOW = 1.5f;

    private final Bounds bounds;
    private final Painter painter;

    Backdrop(Bounds bounds, Painter painter) {
        this.bounds = bounds;
        this.painter = painter;
    }

    /** Draws what of it is in the view. */
    void draw(FrameArena scratch, float left, float bottom, float right, float top) {
        float fromX = Math.max(left, -bounds.halfWidth());
        float fromY = Math.max(bottom, -bounds.halfHeight());
        float toX = Math.min(right, bounds.halfWidth());
        float toY = Math.min(top, bounds.halfHeight());
        drawLines(scratch, fromX, fromY, toX, toY);
        drawWalls(scratch);
        float firstX = CROSS_STEP * (float) Math.ceil(fromX / CROSS_STEP);
        float firstY = CROSS_STEP * (float) Math.ceil(fromY / CROSS_STEP);
        for (float y = firstY; y <= toY; y += CROSS_STEP) {
            for (float x = firstX; x <= toX; x += CROSS_STEP) {
                cross(scratch, x, y);
            }
        }
    }

    private void cross(FrameArena scratch, float x, float y) {
        painter.add(
                scratch,
                Painter.FLOOR,
                Sprite.GRID,
                x,
                y,
                CROSS_SIZE,
                CROSS_SIZE,
                0f,
                Palette.FLOOR,
                0);
    }

    /** Long thin lines, so that one sees how fast the ship is. */
    private void drawLines(FrameArena scratch, float fromX, float fromY, float toX, float toY) {
        int color = Palette.fade(Palette.FLOOR, 0.3f);
        float middleX = (fromX + toX) / 2;
        float middleY = (fromY + toY) / 2;
        float halfX = (toX - fromX) / 2;
        float halfY = (toY - fromY) / 2;
        for (float x = (float) Math.ceil(fromX / LINE_STEP) * LINE_STEP; x <= toX; x += LINE_STEP) {
            line(scratch, x, middleY, LINE_HALF_THICKNESS, halfY, color);
        }
        for (float y = (float) Math.ceil(fromY / LINE_STEP) * LINE_STEP; y <= toY; y += LINE_STEP) {
            line(scratch, middleX, y, halfX, LINE_HALF_THICKNESS, color);
        }
    }

    private void line(
            FrameArena scratch, float x, float y, float halfWidth, float halfHeight, int color) {
        painter.add(
                scratch, Painter.FLOOR, Sprite.SOLID, x, y, halfWidth, halfHeight, 0f, color, 0);
    }

    private void drawWalls(FrameArena scratch) {
        float width = bounds.halfWidth();
        float height = bounds.halfHeight();
        wall(scratch, 0f, height, width, true);
        wall(scratch, 0f, -height, width, true);
        wall(scratch, width, 0f, height, false);
        wall(scratch, -width, 0f, height, false);
    }

    private void wall(FrameArena scratch, float x, float y, float halfLength, boolean level) {
        for (float glow = WALL_HALF_GLOW; glow > WALL_HALF_THICKNESS; glow *= 0.62f) {
            bar(scratch, x, y, halfLength, glow, level, Palette.fade(Palette.WALL, 0.075f));
        }
        bar(scratch, x, y, halfLength, WALL_HALF_THICKNESS, level, Palette.WALL);
    }

    private void bar(
            FrameArena scratch,
            float x,
            float y,
            float halfLength,
            float halfThickness,
            boolean level,
            int color) {
        painter.add(
                scratch,
                Painter.WALLS,
                Sprite.SOLID,
                x,
                y,
                level ? halfLength + halfThickness : halfThickness,
                level ? halfThickness : halfLength + halfThickness,
                0f,
                color,
                DrawList.GLOW);
    }
}
