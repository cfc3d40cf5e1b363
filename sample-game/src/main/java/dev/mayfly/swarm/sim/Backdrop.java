package dev.mayfly.swarm.sim;

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
    void draw(float left, float bottom, float right, float top) {
        float fromX = Math.max(left, -bounds.halfWidth());
        float fromY = Math.max(bottom, -bounds.halfHeight());
        float toX = Math.min(right, bounds.halfWidth());
        float toY = Math.min(top, bounds.halfHeight());
        drawLines(fromX, fromY, toX, toY);
        drawWalls();
        float firstX = CROSS_STEP * (float) Math.ceil(fromX / CROSS_STEP);
        float firstY = CROSS_STEP * (float) Math.ceil(fromY / CROSS_STEP);
        for (float y = firstY; y <= toY; y += CROSS_STEP) {
            for (float x = firstX; x <= toX; x += CROSS_STEP) {
                cross(x, y);
            }
        }
    }

    private void cross(float x, float y) {
        painter.add(Painter.FLOOR, Sprite.GRID, x, y, CROSS_SIZE, CROSS_SIZE, 0f, Palette.FLOOR, 0);
    }

    /** Long thin lines, so that one sees how fast the ship is. */
    private void drawLines(float fromX, float fromY, float toX, float toY) {
        int color = Palette.fade(Palette.FLOOR, 0.3f);
        float middleX = (fromX + toX) / 2;
        float middleY = (fromY + toY) / 2;
        float halfX = (toX - fromX) / 2;
        float halfY = (toY - fromY) / 2;
        for (float x = (float) Math.ceil(fromX / LINE_STEP) * LINE_STEP; x <= toX; x += LINE_STEP) {
            line(x, middleY, LINE_HALF_THICKNESS, halfY, color);
        }
        for (float y = (float) Math.ceil(fromY / LINE_STEP) * LINE_STEP; y <= toY; y += LINE_STEP) {
            line(middleX, y, halfX, LINE_HALF_THICKNESS, color);
        }
    }

    private void line(float x, float y, float halfWidth, float halfHeight, int color) {
        painter.add(Painter.FLOOR, Sprite.SOLID, x, y, halfWidth, halfHeight, 0f, color, 0);
    }

    private void drawWalls() {
        float width = bounds.halfWidth();
        float height = bounds.halfHeight();
        wall(0f, height, width, true);
        wall(0f, -height, width, true);
        wall(width, 0f, height, false);
        wall(-width, 0f, height, false);
    }

    private void wall(float x, float y, float halfLength, boolean level) {
        for (float glow = WALL_HALF_GLOW; glow > WALL_HALF_THICKNESS; glow *= 0.62f) {
            bar(x, y, halfLength, glow, level, Palette.fade(Palette.WALL, 0.075f));
        }
        bar(x, y, halfLength, WALL_HALF_THICKNESS, level, Palette.WALL);
    }

    private void bar(
            float x, float y, float halfLength, float halfThickness, boolean level, int color) {
        painter.add(
                Painter.WALLS,
                Sprite.SOLID,
                x,
                y,
                level ? halfLength + halfThickness : halfThickness,
                level ? halfThickness : halfLength + halfThickness,
                0f,
                color,
                DrawElement.GLOW);
    }
}
