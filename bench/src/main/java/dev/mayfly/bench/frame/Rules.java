package dev.mayfly.bench.frame;

/** The formulas that every way shares, and the sizes that each guesses before it knows better. */
final class Rules {

    /** Metres across a cell of the grid. */
    static final float CELL = 2.2f;

    /**
     * Metres within which somebody is a neighbour, squared. A little less than a cell, so that no
     * rounding puts a neighbour two cells away.
     */
    static final float REACH_SQUARE = 2.1f * 2.1f;

    /** The largest radius of an enemy, in metres. */
    static final float LARGEST_RADIUS = 1.5f;

    /** The radius of a shot, in metres. */
    static final float SHOT_RADIUS = 0.2f;

    /** How much larger than its body a picture is. */
    static final float HALO = 1.4f;

    /** Half of a shot's picture, in metres. */
    static final float SHOT_HALF_WIDTH = 1.1f;

    /** Half of a shot's picture, in metres. */
    static final float SHOT_HALF_HEIGHT = 0.55f;

    static final int SHOT_SPRITE = 1;
    static final int SHOT_COLOR = 0xffdeff96;

    static final int ENEMY_LAYER = 4;
    static final int SHOT_LAYER = 5;

    /** Flag: the element adds its light. */
    static final int GLOW = 2;

    /** Bits of a sort key that count, of either kind. */
    static final int KEY_BITS = 24;

    /** Numbers of an element of the draw list: 32 bytes. */
    static final int ELEMENT_NUMBERS = 8;

    /** Neighbours of an enemy that room is made for before anybody has looked. */
    static final int EXPECTED_NEIGHBOURS = 4;

    /** Contacts that room is made for before anybody has looked. */
    static final int EXPECTED_CONTACTS = 256;

    /** Elements of the draw list that room is made for before anybody has looked. */
    static final int EXPECTED_ELEMENTS = 4096;

    /** Steps into which a shot's way is divided for sorting. */
    private static final int WAY_STEPS = 255;

    private static final int WAY_BITS = 8;
    private static final int LAYER_SHIFT = 8;
    private static final int GLOW_SHIFT = 7;

    /** Keeps the push between two in the same spot finite. */
    private static final float SOFTNESS = 0.06f;

    private static final float SMALL = 1e-6f;
    private static final int KINDS_REPEAT = 16;
    private static final int FIRST_HUNTER = 12;
    private static final int FIRST_BRUTE = 15;

    private Rules() {}

    /** How hard somebody so far away pushes, given the square of the distance. */
    static float push(float square) {
        return (REACH_SQUARE - square) / (square + SOFTNESS);
    }

    /**
     * How far along a step from the origin comes closest to a point, from 0 to 1; negative if that
     * is farther away than {@code near}.
     */
    static float meeting(float pointX, float pointY, float stepX, float stepY, float near) {
        float length = stepX * stepX + stepY * stepY;
        float way = Math.clamp((pointX * stepX + pointY * stepY) / length, 0f, 1f);
        float missX = pointX - stepX * way;
        float missY = pointY - stepY * way;
        return missX * missX + missY * missY <= near * near ? way : -1f;
    }

    /** What contacts are sorted by: the shot, and then how far along its way. */
    static int contactKey(int shot, float way) {
        return shot << WAY_BITS | (int) (way * WAY_STEPS);
    }

    /** What elements are drawn by: layer, then what glows, then picture by picture. */
    static int drawKey(int layer, int flags, int sprite) {
        int glow = (flags & GLOW) == 0 ? 0 : 1;
        return layer << LAYER_SHIFT | glow << GLOW_SHIFT | sprite;
    }

    /** The way somebody looks who flies so fast: not an angle, but as good as one here. */
    static float heading(float velocityX, float velocityY) {
        return velocityY / (Math.abs(velocityX) + Math.abs(velocityY) + SMALL);
    }

    /** Of sixteen enemies twelve are drones, three are hunters, and one is a brute: 0, 1, 2. */
    static int kind(int enemy) {
        int nth = enemy % KINDS_REPEAT;
        return nth < FIRST_HUNTER ? 0 : nth < FIRST_BRUTE ? 1 : 2;
    }

    /** The radius of an enemy of a kind, in metres. */
    static float radius(int kind) {
        return kind == 0 ? 0.65f : kind == 1 ? 0.7f : LARGEST_RADIUS;
    }

    /** The picture of an enemy of a kind. */
    static int sprite(int kind) {
        return 2 + kind;
    }
}
