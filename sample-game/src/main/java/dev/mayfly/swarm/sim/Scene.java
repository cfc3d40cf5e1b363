package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.RangeTask;

/**
 * Turns the state of a world into a picture: whatever the view shows at the end of a tick, and how
 * it came there, so that the same picture serves for all moments of that tick. A picture makes no
 * Java garbage.
 *
 * <p><b>Thread:</b> the world's.
 */
public final class Scene {

    /**
     * Metres beyond the edge of the view at which an element is left out; more than any element
     * reaches, and the view itself moves in a tick.
     */
    private static final float MARGIN = 6f;

    /** How much larger than its body a picture is, because it glows around it. */
    private static final float HALO = 1.4f;

    private static final float MARK_SIZE = 2.2f;

    /** Radians that a brute turns in a tick. */
    private static final float SPIN = 0.02f;

    /** Ticks that a hit lights an enemy up. */
    private static final int FLASH = 5;

    private final World world;
    private final Battle battle;
    private final Painter painter;
    private final Screen screen;
    private final Backdrop backdrop;
    private final Hud hud;
    private final TitleScreen title;

    /** The enemies that the view shows. */
    private final Picks seen;

    private final RangeTask looking = (from, to, _) -> lookAround(from, to);

    /** The moment, in ticks. */
    private float now;

    private float left;
    private float right;
    private float bottom;
    private float top;

    /**
     * @param world what to show
     * @param scratch for what building a picture takes; the caller empties it after each
     */
    public Scene(World world, FrameArena scratch) {
        this.world = world;
        battle = world.battle();
        painter = new Painter(scratch);
        seen = new Picks(battle.crew, scratch);
        screen = new Screen(painter, scratch);
        backdrop = new Backdrop(battle.bounds, painter);
        hud = new Hud(battle, painter, screen);
        title = new TitleScreen(battle, painter, screen);
    }

    /**
     * Builds the list of everything to be seen, in the order of drawing.
     *
     * @param aspect width of the view divided by its height
     * @param list is filled anew; good until its allocator is emptied
     */
    public void build(float aspect, DrawElementArray list) {
        now = battle.clock();
        screen.begin(aspect);
        painter.begin();
        look(battle.camera.x(1f), battle.camera.y(1f));
        backdrop.draw(left, bottom, right, top);
        drawPortals();
        drawEnemies();
        drawShots();
        drawBolts();
        drawSparks();
        if (world.phase() == Phase.TITLE) {
            title.draw(now);
        } else {
            drawShip(world.phase());
            hud.draw(world);
        }
        painter.sortInto(list);
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

    private void drawPortals() {
        Portals portals = battle.portals;
        for (int portal = 0; portal < portals.count(); portal++) {
            float x = portals.x(portal);
            float y = portals.y(portal);
            int color =
                    Palette.fade(portals.kind(portal).color, 0.75f + 0.25f * Trig.sin(now * 0.35f));
            if (sees(x, y)) {
                drawPortal(x, y, portals.readiness(portal, battle.clock()), color);
            } else {
                drawMark(x, y, color);
            }
        }
    }

    private void drawPortal(float x, float y, float ready, int color) {
        float size = 1.2f + 1.4f * ready;
        float core = size * 1.5f * ready;
        square(Painter.PORTALS, Sprite.RING, x, y, size, 0f, color, DrawElement.GLOW);
        square(Painter.PORTALS, Sprite.SPARK, x, y, core, 0f, color, DrawElement.GLOW);
    }

    /** Light at the edge of the view, where something is about to come from. */
    private void drawMark(float x, float y, int color) {
        float atX = Math.clamp(x, left + MARGIN, right - MARGIN);
        float atY = Math.clamp(y, bottom + MARGIN, top - MARGIN);
        square(Painter.PORTALS, Sprite.SPARK, atX, atY, MARK_SIZE, 0f, color, DrawElement.GLOW);
    }

    private void drawEnemies() {
        Enemies enemies = battle.enemies;
        seen.pick(enemies.count(), looking);
        for (int i = 0; i < seen.count(); i++) {
            drawEnemy(enemies, seen.enemy(i));
        }
    }

    /** Writes everybody of a chunk down and counts only those who are seen. */
    private void lookAround(int from, int to) {
        EnemyColumns all = battle.enemies.all;
        int end = from;
        for (int enemy = from; enemy < to; enemy++) {
            float x = all.x(enemy);
            float y = all.y(enemy);
            seen.set(end, enemy);
            end +=
                    Sign.below(left, x)
                            & Sign.below(x, right)
                            & Sign.below(bottom, y)
                            & Sign.below(y, top);
        }
        seen.end(from, end);
    }

    private void drawEnemy(Enemies enemies, int enemy) {
        EnemyKind kind = enemies.kind(enemy);
        float x = enemies.x(enemy);
        float y = enemies.y(enemy);
        float growth =
                Math.clamp(
                        (float) enemies.age(enemy, battle.clock()) / Enemies.CHILDHOOD, 0.15f, 1f);
        boolean spins = kind == EnemyKind.BRUTE;
        float heading =
                spins ? now * SPIN : Trig.atan2(enemies.velocityY(enemy), enemies.velocityX(enemy));
        int sinceHit = enemies.sinceHit(enemy, battle.clock());
        boolean flashes = sinceHit < FLASH && sinceHit < enemies.age(enemy, battle.clock());
        int color = flashes ? Palette.WHITE : kind.color;
        float size = kind.radius * HALO * growth;
        painter.add(
                Painter.ENEMIES,
                kind.sprite,
                x,
                y,
                size,
                size,
                heading,
                color,
                0,
                x - enemies.all.previousX(enemy),
                y - enemies.all.previousY(enemy),
                spins ? SPIN : 0f);
    }

    private void drawShots() {
        Shots shots = battle.shots;
        for (int shot = 0; shot < shots.count(); shot++) {
            float x = shots.x(shot);
            float y = shots.y(shot);
            if (sees(x, y)) {
                float heading = Trig.atan2(shots.stepY(shot), shots.stepX(shot));
                painter.add(
                        Painter.SHOTS,
                        Sprite.SHOT,
                        x,
                        y,
                        1.1f,
                        0.55f,
                        heading,
                        shots.seeks(shot) ? Palette.GOLD : Palette.MINT,
                        DrawElement.GLOW,
                        x - shots.all.previousX(shot),
                        y - shots.all.previousY(shot),
                        0f);
            }
        }
    }

    private void drawBolts() {
        Shots bolts = battle.bolts;
        for (int bolt = 0; bolt < bolts.count(); bolt++) {
            float x = bolts.x(bolt);
            float y = bolts.y(bolt);
            if (sees(x, y)) {
                float stepX = x - bolts.all.previousX(bolt);
                float stepY = y - bolts.all.previousY(bolt);
                float size = 1f + 0.15f * Trig.sin(now * 0.5f);
                light(Painter.SHOTS, Sprite.SPARK, x, y, size, Palette.RED, stepX, stepY);
                light(Painter.SHOTS, Sprite.RING, x, y, 0.5f, Palette.ORANGE, stepX, stepY);
            }
        }
    }

    private void drawSparks() {
        Sparks sparks = battle.sparks;
        for (int light = 0; light < sparks.count(); light++) {
            float x = sparks.all.x(light);
            float y = sparks.all.y(light);
            if (sees(x, y) || sparks.all.sprite(light) == Sprite.RING) {
                drawSpark(sparks, light, x, y);
            }
        }
    }

    private void drawSpark(Sparks sparks, int light, float x, float y) {
        float share = sparks.share(light, now);
        float size = sparks.size(light, share);
        int color = Palette.fade(sparks.all.color(light), 1f - share * share);
        if (sparks.all.sprite(light) == Sprite.RING) {
            square(Painter.RINGS, Sprite.RING, x, y, size, 0f, color, DrawElement.GLOW);
            return;
        }
        float speedX = sparks.all.velocityX(light);
        float speedY = sparks.all.velocityY(light);
        float stretch = 1f + Trig.length(speedX, speedY) * 0.09f;
        painter.add(
                Painter.SPARKS,
                Sprite.SPARK,
                x,
                y,
                size * stretch,
                size,
                Trig.atan2(speedY, speedX),
                color,
                DrawElement.GLOW,
                x - sparks.all.previousX(light),
                y - sparks.all.previousY(light),
                0f);
    }

    private void drawShip(Phase phase) {
        Ship ship = battle.ship;
        if (!ship.isPresent() || phase == Phase.GAME_OVER) {
            return;
        }
        float x = ship.x(1f);
        float y = ship.y(1f);
        float stepX = x - ship.x(0f);
        float stepY = y - ship.y(0f);
        boolean blinksOff = ship.isShielded() && ship.shield() / 5 % 2 == 0;
        if (!blinksOff) {
            painter.add(
                    Painter.SHIP,
                    Sprite.SHIP,
                    x,
                    y,
                    Ship.SIZE * 1.25f,
                    Ship.SIZE * 1.25f,
                    ship.heading(1f),
                    Palette.CYAN,
                    0,
                    stepX,
                    stepY,
                    ship.heading(1f) - ship.heading(0f));
        }
        if (ship.isShielded()) {
            int color = Palette.fade(Palette.CYAN, Math.min(0.8f, ship.shield() / 60f));
            light(Painter.SHIP, Sprite.RING, x, y, Ship.SIZE * 2.1f, color, stepX, stepY);
        }
    }

    /** A square that glows and moves. */
    private void light(
            int layer,
            int sprite,
            float x,
            float y,
            float halfSize,
            int color,
            float stepX,
            float stepY) {
        painter.add(
                layer,
                sprite,
                x,
                y,
                halfSize,
                halfSize,
                0f,
                color,
                DrawElement.GLOW,
                stepX,
                stepY,
                0f);
    }

    private void square(
            int layer,
            int sprite,
            float x,
            float y,
            float halfSize,
            float rotation,
            int color,
            int flags) {
        painter.add(layer, sprite, x, y, halfSize, halfSize, rotation, color, flags);
    }
}
