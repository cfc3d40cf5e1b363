package dev.mayfly.swarm.sim;

import dev.mayfly.data.TextBuilder;

/** Score, multiplier, wave and lives at the edges of the screen, and the banners of a run. */
final class Hud {

    private static final float MARGIN = 1.2f;
    private static final float SMALL = 1.3f;
    private static final float MEDIUM = 1.7f;
    private static final float LARGE = 2.6f;
    private static final float HUGE = 5f;
    private static final float TOP = Screen.HALF_HEIGHT - MARGIN;

    /** Where the score stands. */
    static final float SCORE_Y = TOP - 1.3f;

    private static final float BAR_WIDTH = 7f;
    private static final float BAR_HEIGHT = 0.28f;
    private static final float LIFE_SIZE = 0.85f;

    /** Ticks that an extra life is announced. */
    private static final int NEWS = 150;

    /** Lives that are drawn one by one; more are a number. */
    private static final int LIVES_DRAWN = 5;

    private final Battle battle;
    private final Painter painter;
    private final Screen screen;

    Hud(Battle battle, Painter painter, Screen screen) {
        this.battle = battle;
        this.painter = painter;
        this.screen = screen;
    }

    void draw(World world) {
        drawScore();
        if (battle.swarm > 0) {
            drawSwarm();
        } else {
            drawWave();
            drawLives();
        }
        switch (world.phase()) {
            case PLAYING -> drawBanner();
            case PAUSED -> drawPause();
            case GAME_OVER -> drawGameOver(world.phaseAge());
            case TITLE -> {}
        }
    }

    private void drawScore() {
        Score score = battle.score;
        float left = -screen.halfWidth() + MARGIN;
        screen.write(
                screen.line().appendGrouped(score.points(), ','),
                left,
                SCORE_Y,
                LARGE,
                Screen.LEFT,
                Palette.TEXT);
        int multiplier = score.multiplier();
        int color =
                Palette.mix(
                        Palette.CYAN,
                        Palette.GOLD,
                        (multiplier - 1f) / (Score.HIGHEST_MULTIPLIER - 1));
        TextBuilder times = screen.line().append("x").append(multiplier);
        screen.write(times, left, TOP - 3.6f, MEDIUM, Screen.LEFT, color);
        float barLeft = left + 2.4f;
        screen.bar(barLeft, TOP - 3.4f, BAR_WIDTH, BAR_HEIGHT, score.progress(), color);
        screen.bar(barLeft, TOP - 3.9f, BAR_WIDTH, BAR_HEIGHT / 2, score.patience(), Palette.QUIET);
    }

    private void drawSwarm() {
        TextBuilder count =
                screen.line().appendGrouped(battle.enemies.count(), ',').append(" ENEMIES");
        screen.write(count, 0f, TOP - 0.8f, MEDIUM, Screen.CENTRE, Palette.TEXT);
    }

    private void drawWave() {
        TextBuilder wave = screen.line().append("WAVE ").append(battle.waves.wave());
        screen.write(wave, 0f, TOP - 0.8f, MEDIUM, Screen.CENTRE, Palette.TEXT);
        if (battle.waves.breather() == 0) {
            int enemies = battle.enemies.count() + battle.portals.waiting() + battle.waves.unsent();
            TextBuilder left = screen.line().appendGrouped(enemies, ',').append(" LEFT");
            screen.write(left, 0f, TOP - 2.3f, SMALL, Screen.CENTRE, Palette.QUIET);
        }
    }

    private void drawLives() {
        int lives = battle.score.lives();
        float right = screen.halfWidth() - MARGIN;
        int drawn = lives <= LIVES_DRAWN ? lives : 1;
        for (int i = 0; i < drawn; i++) {
            painter.add(
                    Painter.DISPLAY,
                    Sprite.LIFE,
                    right - LIFE_SIZE - i * LIFE_SIZE * 1.9f,
                    TOP - 1f,
                    LIFE_SIZE,
                    LIFE_SIZE,
                    0f,
                    Palette.CYAN,
                    DrawElement.SCREEN);
        }
        if (lives > LIVES_DRAWN) {
            TextBuilder count = screen.line().append(lives).append("x");
            screen.write(
                    count, right - 2.2f * LIFE_SIZE, TOP - 1f, MEDIUM, Screen.RIGHT, Palette.CYAN);
        }
        boolean news = battle.sinceLifeEarned() < NEWS;
        TextBuilder best =
                news
                        ? screen.line().append("EXTRA LIFE!")
                        : screen.line().append("BEST ").appendGrouped(battle.score.best(), ',');
        screen.write(
                best, right, TOP - 2.8f, SMALL, Screen.RIGHT, news ? Palette.GOLD : Palette.QUIET);
    }

    private void drawBanner() {
        int breather = battle.waves.breather();
        if (battle.swarm > 0 || breather == 0) {
            return;
        }
        float begun = (Waves.BREATHER - breather) / 20f;
        float ending = breather / 20f;
        float opacity = Math.clamp(Math.min(begun, ending), 0f, 1f);
        TextBuilder wave = screen.line().append("WAVE ").append(battle.waves.wave());
        screen.write(wave, 0f, 5.5f, HUGE, Screen.CENTRE, Palette.fade(Palette.CYAN, opacity));
        String words =
                battle.waves.isHunt()
                        ? "THE HUNT"
                        : battle.waves.isSiege() ? "THE SIEGE" : "GET READY";
        int color =
                battle.waves.isHunt()
                        ? Palette.ORANGE
                        : battle.waves.isSiege() ? Palette.VIOLET : Palette.TEXT;
        screen.write(words, 0f, 2.2f, MEDIUM, Screen.CENTRE, Palette.fade(color, opacity));
    }

    private void drawPause() {
        screen.shade(0.62f);
        screen.write("PAUSED", 0f, 2.5f, HUGE, Screen.CENTRE, Palette.CYAN);
        screen.write("P OR FIRE TO GO ON", 0f, -1.5f, MEDIUM, Screen.CENTRE, Palette.TEXT);
        screen.write("Q TO QUIT", 0f, -4.5f, SMALL, Screen.CENTRE, Palette.QUIET);
    }

    private void drawGameOver(int age) {
        float opacity = Math.clamp(age / 60f, 0f, 1f);
        Score score = battle.score;
        screen.shade(0.55f * opacity);
        screen.write("GAME OVER", 0f, 7f, HUGE, Screen.CENTRE, Palette.fade(Palette.PINK, opacity));
        TextBuilder points = screen.line().append("SCORE ").appendGrouped(score.points(), ',');
        screen.write(points, 0f, 2.5f, LARGE, Screen.CENTRE, Palette.fade(Palette.TEXT, opacity));
        TextBuilder wave = screen.line().append("YOU REACHED WAVE ").append(battle.waves.wave());
        screen.write(wave, 0f, -0.2f, MEDIUM, Screen.CENTRE, Palette.fade(Palette.TEXT, opacity));
        if (score.isRecord()) {
            screen.write(
                    "A NEW BEST!",
                    0f,
                    -3f,
                    MEDIUM,
                    Screen.CENTRE,
                    Palette.fade(Palette.GOLD, opacity));
        }
        if (age > 60) {
            screen.write("ESCAPE FOR THE TITLE", 0f, -9.6f, SMALL, Screen.CENTRE, Palette.QUIET);
        }
        if (age > 60 && age / 30 % 3 != 2) {
            screen.write(
                    "PRESS ENTER OR FIRE TO PLAY AGAIN",
                    0f,
                    -7f,
                    MEDIUM,
                    Screen.CENTRE,
                    Palette.CYAN);
        }
    }
}
