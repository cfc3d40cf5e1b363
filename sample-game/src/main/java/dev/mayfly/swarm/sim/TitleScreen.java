package dev.mayfly.swarm.sim;

import dev.mayfly.data.TextBuilder;

/** The title: the game's name as a swarm of its own, and what to press. */
final class TitleScreen {

    private static final int LETTER_WIDTH = 5;
    private static final int LETTER_HEIGHT = 7;

    /**
     * The letters S, W, A, R, M: seven rows each from the top, five dots in a row, the left one
     * highest.
     */
    private static final int[][] LETTERS = {
        {0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110},
        {0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001},
        {0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
        {0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001},
        {0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001},
    };

    private static final float DOT = 1.02f;
    private static final float LETTER_STEP = (LETTER_WIDTH + 1.3f) * DOT;
    private static final float MIDDLE = 9f;
    private static final float TEXT_HEIGHT = 1.35f;

    private final Battle battle;
    private final Painter painter;
    private final Screen screen;

    TitleScreen(Battle battle, Painter painter, Screen screen) {
        this.battle = battle;
        this.painter = painter;
        this.screen = screen;
    }

    void draw(float now) {
        screen.shade(0.35f);
        for (int letter = 0; letter < LETTERS.length; letter++) {
            drawLetter(letter, now);
        }
        line("MOVE    W A S D  OR  ARROWS  OR  LEFT STICK ", -0.6f, Palette.TEXT);
        line("AIM     MOUSE  OR  RIGHT STICK              ", -2.4f, Palette.TEXT);
        line("FIRE    LEFT BUTTON  OR  SPACE  OR  TRIGGER ", -4.2f, Palette.TEXT);
        line("PAUSE   P  OR  ESCAPE  OR  START            ", -6f, Palette.TEXT);
        screen.write(
                "F11 FULL SCREEN     ESCAPE QUIT", 0f, -16f, 1.1f, Screen.CENTRE, Palette.QUIET);
        int beat = battle.clock() / 30 % 3;
        if (beat != 2) {
            screen.write("PRESS ENTER OR FIRE", 0f, -10f, 2.2f, Screen.CENTRE, Palette.CYAN);
        }
        if (battle.score.best() > 0) {
            TextBuilder best =
                    screen.line().append("BEST ").appendGrouped(battle.score.best(), ',');
            screen.write(best, 0f, -13.4f, 1.7f, Screen.CENTRE, Palette.GOLD);
        }
    }

    private void line(String words, float y, int color) {
        screen.write(words, 0f, y, TEXT_HEIGHT, Screen.CENTRE, color);
    }

    private void drawLetter(int letter, float now) {
        float fit = Math.min(1f, screen.halfWidth() / (LETTER_STEP * LETTERS.length / 2));
        for (int row = 0; row < LETTER_HEIGHT; row++) {
            for (int column = 0; column < LETTER_WIDTH; column++) {
                if ((LETTERS[letter][row] & 1 << LETTER_WIDTH - 1 - column) != 0) {
                    float x =
                            (letter - (LETTERS.length - 1) / 2f) * LETTER_STEP + (column - 2) * DOT;
                    float y = ((LETTER_HEIGHT - 1) / 2f - row) * DOT;
                    drawDot(x, y, fit, now);
                }
            }
        }
    }

    /** One drone of the name, hovering at its post. */
    private void drawDot(float x, float y, float fit, float now) {
        float atX = (x + sway(x, y, now)) * fit;
        float atY = MIDDLE + (y + heave(x, y, now)) * fit;
        float stepX = (sway(x, y, now) - sway(x, y, now - 1)) * fit;
        float stepY = (heave(x, y, now) - heave(x, y, now - 1)) * fit;
        float heading = heading(x, now);
        float turn = heading - heading(x, now - 1);
        float share = Math.clamp((x + LETTER_STEP * 2.5f) / (LETTER_STEP * 5f), 0f, 1f);
        int color = Palette.mix(Palette.CYAN, Palette.PINK, share);
        float size = 0.82f * fit;
        painter.add(
                Painter.DISPLAY,
                Sprite.DRONE,
                atX,
                atY,
                size,
                size,
                heading,
                color,
                DrawElement.SCREEN,
                stepX,
                stepY,
                turn);
        painter.add(
                Painter.DISPLAY,
                Sprite.SPARK,
                atX,
                atY,
                size * 1.3f,
                size * 1.3f,
                0f,
                Palette.fade(color, 0.3f),
                DrawElement.SCREEN | DrawElement.GLOW,
                stepX,
                stepY,
                0f);
    }

    private static float sway(float x, float y, float now) {
        return 0.16f * Trig.sin(now * World.STEP * 2.1f + x * 0.35f + y * 0.8f);
    }

    private static float heave(float x, float y, float now) {
        return 0.16f * Trig.sin(now * World.STEP * 1.7f - x * 0.3f + y * 0.5f);
    }

    private static float heading(float x, float now) {
        return 0.5f * Trig.sin(now * World.STEP * 1.3f + x * 0.2f);
    }
}
