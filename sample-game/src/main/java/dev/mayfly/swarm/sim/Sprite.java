package dev.mayfly.swarm.sim;

/**
 * What a picture element shows, by number. Numbers from {@link #GLYPHS} on are the printable ASCII
 * characters of the font.
 */
public final class Sprite {

    /** The player's ship, nose to the right. */
    public static final int SHIP = 0;

    /** A shot of the player's, pointing right. */
    public static final int SHOT = 1;

    /** The small enemy that flocks. */
    public static final int DRONE = 2;

    /** The fast enemy that chases. */
    public static final int HUNTER = 3;

    /** The big enemy that takes several hits. */
    public static final int BRUTE = 4;

    /** A soft round spark: explosions, engine flame. */
    public static final int SPARK = 5;

    /** A ring: shock waves, shields. */
    public static final int RING = 6;

    /** A plain filled square: walls, bars, dimming. */
    public static final int SOLID = 7;

    /** A small cross of the background grid. */
    public static final int GRID = 8;

    /** The mouse's cross-hair. */
    public static final int CROSSHAIR = 9;

    /** A life in the display. */
    public static final int LIFE = 10;

    /** How many pictures the atlas has. */
    public static final int COUNT = 11;

    /** The number of the glyph for {@link #FIRST_CHARACTER}. */
    public static final int GLYPHS = 32;

    /** The first character with a glyph. */
    public static final char FIRST_CHARACTER = ' ';

    /** The last character with a glyph. */
    public static final char LAST_CHARACTER = '~';

    /** Numbers are below this. */
    public static final int LIMIT = GLYPHS + LAST_CHARACTER - FIRST_CHARACTER + 1;

    /**
     * How far a glyph's right neighbour stands, as a fraction of the line height: the font is
     * monospaced.
     */
    public static final float GLYPH_ADVANCE = 7f / 13f;

    private Sprite() {}

    /** The number for a character; a question mark for one without a glyph. */
    public static int glyph(char character) {
        boolean known = character >= FIRST_CHARACTER && character <= LAST_CHARACTER;
        return GLYPHS + (known ? character : '?') - FIRST_CHARACTER;
    }
}
