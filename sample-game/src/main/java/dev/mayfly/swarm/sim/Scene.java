package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;

import dev.mayfly.alloc.FrameArena;

/**
 * Turns the state of the world into a picture: whatever the view shows, between the last tick and
 * the one before.
 */
final class Scene {

    /**
     * Metres beyond the edge of the view at which an element is left out; more than any element
     * reaches.
     */
    private static final float MARGIN = 4f;

    /** How much larger than its body a picture is, because it glows around it. */
    private static final float HALO = 1.4f;

    private static final float MARK_SIZE = 2.2f;

    /** Ticks that a hit lights an enemy up. */
    private static final int FLASH = 5;

    private final Battle battle;
    private final Painter painter = new Painter();
    private final Screen screen = new Screen(painter);
    private final Backdrop backdrop;
    private final Hud hud;
    private final TitleScreen title;

    private float alpha;
    private float now;
    private float left;
    private float right;
    private float bottom;
    private float top;

    Scene(Battle battle) {
        this.battle = battle;
        this.backdrop = new Backdrop(battle.bounds, painter);
        this.hud = new Hud(battle, painter, screen);
        this.title = new TitleScreen(battle, painter, screen);
    }

    /** Elements in the list that was built last. */
    int count() {
        return painter.count();
    }

    long build(
            FrameArena scratch,
            World world,
            float moment,
            float aspect,
            float crosshairX,
            float crosshairY) {
        alpha = moment;
        now = battle.clock() - 1 + moment;
        screen.begin(scratch, aspect);
        painter.begin(scratch);
        look(battle.camera.x(alpha), battle.camera.y(alpha));
        backdrop.draw(scratch, left, bottom, right, top);
        drawPortals(scratch);
        drawEnemies(scratch);
        drawShots(scratch);
        drawBolts(scratch);
        drawSparks(scratch);
        if (world.phase() == Phase.TITLE) {
            title.draw(scratch, now);
        } else {
            drawShip(scratch, world.phase());
            hud.draw(scratch, world);
        }
        if (!Float.isNaN(crosshairX) && !Float.isNaN(crosshairY)) {
            drawCrosshair(scratch, crosshairX, crosshairY);
        }
        return painter.sort(scratch);
    }

    private void look(float x, float y) {
        left = x - screen.halfWidth() - MARGIN;
        right = x + screen.halfWidth() + MARGIN;
        bottom = y - Screen.HALF_HEIGHT - MARGIN;
        top = y + Screen.HALF_HEIGHT + MARGIN;
    }

    private boolean sees(float x, float y) {
        return x > left && x < right && y > bottom && y < top;
    }

    private void drawPortals(FrameArena scratch) {
        Portals portals = battle.portals;
        for (int portal = 0; portal < portals.count(); portal++) {
            float x = portals.x(portal);
            float y = portals.y(portal);
            int color =
                    Palette.fade(portals.kind(portal).color, 0.75f + 0.25f * Trig.sin(now * 0.35f));
            if (sees(x, y)) {
                drawPortal(scratch, x, y, portals.readiness(portal, battle.clock()), color);
            } else {
                drawMark(scratch, x, y, color);
            }
        }
    }

    private void drawPortal(FrameArena scratch, float x, float y, float ready, int color) {
        float size = 1.2f + 1.4f * ready;
        float core = size * 1.5f * ready;
        square(scratch, Painter.PORTALS, Sprite.RING, x, y, size, 0f, color, DrawList.GLOW);
        square(scratch, Painter.PORTALS, Sprite.SPARK, x, y, core, 0f, color, DrawList.GLOW);
    }

    /** Light at the edge of the view, where something is about to come from. */
    private void drawMark(FrameArena scratch, float x, float y, int color) {
        float atX = Math.clamp(x, left + MARGIN, right - MARGIN);
        float atY = Math.clamp(y, bottom + MARGIN, top - MARGIN);
        square(
                scratch,
                Painter.PORTALS,
                Sprite.SPARK,
                atX,
                atY,
                MARK_SIZE,
                0f,
                color,
                DrawList.GLOW);
    }

    private void drawEnemies(FrameArena scratch) {
        Enemies enemies = battle.enemies;
        int count = enemies.count();
        for (int enemy = 0; enemy < count; enemy++) {
            if (sees(enemies.x(enemy), enemies.y(enemy))) {
                drawEnemy(scratch, enemies, enemy);
            }
        }
    }

    private void drawEnemy(FrameArena scratch, Enemies enemies, int enemy) {
        EnemyKind kind = enemies.kind(enemy);
        float x = between(enemies.previousX, enemies.x, enemy);
        float y = between(enemies.previousY, enemies.y, enemy);
        float growth =
                Math.clamp(
                        (float) enemies.age(enemy, battle.clock()) / Enemies.CHILDHOOD, 0.15f, 1f);
        float heading =
                kind == EnemyKind.BRUTE
                        ? now * 0.02f
                        : Trig.atan2(enemies.velocityY(enemy), enemies.velocityX(enemy));
        int sinceHit = enemies.sinceHit(enemy, battle.clock());
        boolean flashes = sinceHit < FLASH && sinceHit < enemies.age(enemy, battle.clock());
        int color = flashes ? Palette.WHITE : kind.color;
        square(
                scratch,
                Painter.ENEMIES,
                kind.sprite,
                x,
                y,
                kind.radius * HALO * growth,
                heading,
                color,
                0);
    }

    private void drawShots(FrameArena scratch) {
        Shots shots = battle.shots;
        for (int shot = 0; shot < shots.count(); shot++) {
            float x = between(shots.previousX, shots.x, shot);
            float y = between(shots.previousY, shots.y, shot);
            if (sees(x, y)) {
                float heading = Trig.atan2(shots.stepY(shot), shots.stepX(shot));
                painter.add(
                        scratch,
                        Painter.SHOTS,
                        Sprite.SHOT,
                        x,
                        y,
                        1.1f,
                        0.55f,
                        heading,
                        Palette.MINT,
                        DrawList.GLOW);
            }
        }
    }

    private void drawBolts(FrameArena scratch) {
        Shots bolts = battle.bolts;
        for (int bolt = 0; bolt < bolts.count(); bolt++) {
            float x = between(bolts.previousX, bolts.x, bolt);
            float y = between(bolts.previousY, bolts.y, bolt);
            if (sees(x, y)) {
                float size = 1f + 0.15f * Trig.sin(now * 0.5f);
                square(
                        scratch,
                        Painter.SHOTS,
                        Sprite.SPARK,
                        x,
                        y,
                        size,
                        0f,
                        Palette.RED,
                        DrawList.GLOW);
                square(
                        scratch,
                        Painter.SHOTS,
                        Sprite.RING,
                        x,
                        y,
                        0.5f,
                        0f,
                        Palette.ORANGE,
                        DrawList.GLOW);
            }
        }
    }

    private void drawSparks(FrameArena scratch) {
        Sparks sparks = battle.sparks;
        for (int light = 0; light < sparks.count(); light++) {
            float x = between(sparks.previousX, sparks.x, light);
            float y = between(sparks.previousY, sparks.y, light);
            if (sees(x, y) || getInt(sparks.sprite, light) == Sprite.RING) {
                drawSpark(scratch, sparks, light, x, y);
            }
        }
    }

    private void drawSpark(FrameArena scratch, Sparks sparks, int light, float x, float y) {
        float share = sparks.share(light, now);
        float size = sparks.size(light, share);
        int color = Palette.fade(getInt(sparks.color, light), 1f - share * share);
        if (getInt(sparks.sprite, light) == Sprite.RING) {
            square(scratch, Painter.RINGS, Sprite.RING, x, y, size, 0f, color, DrawList.GLOW);
            return;
        }
        float speedX = sparks.velocityX(light);
        float speedY = sparks.velocityY(light);
        float stretch = 1f + Trig.length(speedX, speedY) * 0.09f;
        painter.add(
                scratch,
                Painter.SPARKS,
                Sprite.SPARK,
                x,
                y,
                size * stretch,
                size,
                Trig.atan2(speedY, speedX),
                color,
                DrawList.GLOW);
    }

    private void drawShip(FrameArena scratch, Phase phase) {
        Ship ship = battle.ship;
        if (!ship.isPresent() || phase == Phase.GAME_OVER) {
            return;
        }
        float x = ship.x(alpha);
        float y = ship.y(alpha);
        boolean blinksOff = ship.isShielded() && ship.shield() / 5 % 2 == 0;
        if (!blinksOff) {
            square(
                    scratch,
                    Painter.SHIP,
                    Sprite.SHIP,
                    x,
                    y,
                    Ship.SIZE * 1.25f,
                    ship.heading(alpha),
                    Palette.CYAN,
                    0);
        }
        if (ship.isShielded()) {
            int color = Palette.fade(Palette.CYAN, Math.min(0.8f, ship.shield() / 60f));
            square(
                    scratch,
                    Painter.SHIP,
                    Sprite.RING,
                    x,
                    y,
                    Ship.SIZE * 2.1f,
                    0f,
                    color,
                    DrawList.GLOW);
        }
    }

    private void drawCrosshair(FrameArena scratch, float x, float y) {
        square(
                scratch,
                Painter.CROSSHAIR,
                Sprite.CROSSHAIR,
                x,
                y,
                0.9f,
                0f,
                Palette.MINT,
                DrawList.SCREEN);
    }

    private void square(
            FrameArena scratch,
            int layer,
            int sprite,
            float x,
            float y,
            float halfSize,
            float rotation,
            int color,
            int flags) {
        painter.add(scratch, layer, sprite, x, y, halfSize, halfSize, rotation, color, flags);
    }

    private float between(long previous, long current, int index) {
        float from = getFloat(previous, index);
        return from + (getFloat(current, index) - from) * alpha;
    }
}
