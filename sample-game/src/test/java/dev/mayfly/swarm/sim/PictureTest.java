package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the draw list holds. */
class PictureTest {

    private static final float WIDE = 16f / 9f;

    private final FrameArena scratch = FrameArena.create();

    @AfterEach
    void close() {
        scratch.close();
    }

    private DrawElementArray picture(World world, float aspect) {
        DrawElementArray list = DrawElementArray.create(scratch);
        new Scene(world, scratch).build(aspect, list);
        return list;
    }

    /** The characters on the screen at a height, from left to right, without spaces. */
    private static String textAt(DrawElementArray list, float y) {
        TreeMap<Float, Character> line = new TreeMap<>();
        for (long i = 0; i < list.size(); i++) {
            int sprite = list.sprite(i);
            if (sprite >= Sprite.GLYPHS && Math.abs(list.y(i) - y) < 0.01f) {
                line.put(list.x(i), (char) (sprite - Sprite.GLYPHS + Sprite.FIRST_CHARACTER));
            }
        }
        StringBuilder text = new StringBuilder();
        line.values().forEach(text::append);
        return text.toString();
    }

    @Test
    void shouldHoldOnlyWhatCanBeDrawn() {
        for (int enemies : new int[] {0, 2000}) {
            for (float aspect : new float[] {0.6f, 1f, WIDE, 3.5f}) {
                try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, enemies)) {
                    for (int tick = 0; tick < 40; tick++) {
                        Runs.pilot(world, scratch, 40);
                        check(world, aspect);
                    }
                }
            }
        }
    }

    private void check(World world, float aspect) {
        DrawElementArray list = picture(world, aspect);
        assertTrue(list.size() > 50);
        for (long i = 0; i < list.size(); i++) {
            assertTrue(Float.isFinite(list.x(i)));
            assertTrue(Float.isFinite(list.y(i)));
            assertTrue(Float.isFinite(list.halfWidth(i)));
            assertTrue(Float.isFinite(list.halfHeight(i)));
            assertTrue(Float.isFinite(list.rotation(i)));
            assertTrue(Float.isFinite(list.turn(i)));
            assertTrue(Math.hypot(list.stepX(i), list.stepY(i)) < 2);
            assertTrue(list.halfWidth(i) >= 0f);
            assertTrue(list.halfHeight(i) >= 0f);
            int sprite = list.sprite(i);
            assertTrue(
                    sprite >= 0 && sprite < Sprite.COUNT
                            || sprite >= Sprite.GLYPHS && sprite < Sprite.LIMIT);
            assertEquals(0, list.flags(i) & ~(DrawElement.SCREEN | DrawElement.GLOW));
        }
        scratch.freeAll();
    }

    @Test
    void shouldDrawTheWorldBeforeTheScreen() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 500)) {
            Runs.pilot(world, scratch, 300);
            DrawElementArray list = picture(world, WIDE);
            boolean screen = false;
            for (long i = 0; i < list.size(); i++) {
                boolean onScreen = (list.flags(i) & DrawElement.SCREEN) != 0;
                assertFalse(screen && !onScreen);
                screen = onScreen;
            }
            assertTrue(screen);
        }
    }

    @Test
    void shouldPutTheCrosshairWhereThePlayerPoints() {
        Crosshair crosshair = new Crosshair(scratch);
        DrawElementArray list = crosshair.build(1f, 2f);
        assertEquals(1, list.size());
        assertEquals(Sprite.CROSSHAIR, list.sprite(0));
        assertEquals(1f, list.x(0));
        assertEquals(2f, list.y(0));
        assertEquals(DrawElement.SCREEN, list.flags(0));
        assertTrue(crosshair.build(Float.NaN, Float.NaN).isEmpty());
    }

    /** What a tick's list says it moved is where the list of the tick before had it. */
    @Test
    void shouldKnowHowEverythingCameThere() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 2000)) {
            Runs.pilot(world, scratch, 60);
            float shipX = world.shipX(1f);
            float shipY = world.shipY(1f);
            TreeMap<Float, Float> before = new TreeMap<>();
            DrawElementArray earlier = picture(world, WIDE);
            for (long i = 0; i < earlier.size(); i++) {
                if (earlier.sprite(i) == EnemyKind.DRONE.sprite) {
                    before.put(earlier.x(i), earlier.y(i));
                }
            }
            Runs.pilot(world, scratch, 1);
            DrawElementArray list = picture(world, WIDE);
            int known = 0;
            int drones = 0;
            for (long i = 0; i < list.size(); i++) {
                if (list.sprite(i) == EnemyKind.DRONE.sprite) {
                    drones++;
                    Float y = near(before, list.x(i) - list.stepX(i));
                    known += y != null && Math.abs(y - list.y(i) + list.stepY(i)) < 1e-3f ? 1 : 0;
                }
                if (list.sprite(i) == Sprite.SHIP) {
                    assertEquals(shipX, list.x(i) - list.stepX(i), 1e-4f);
                    assertEquals(shipY, list.y(i) - list.stepY(i), 1e-4f);
                }
            }
            // A few came into the view or were born just now.
            assertTrue(drones > 50 && known > drones * 9 / 10, known + " of " + drones);
        }
    }

    private static @Nullable Float near(TreeMap<Float, Float> places, float x) {
        Map.Entry<Float, Float> place = places.ceilingEntry(x - 1e-4f);
        return place != null && place.getKey() < x + 1e-4f ? place.getValue() : null;
    }

    @Test
    void shouldLeaveOutWhatTheViewDoesNotShow() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 20_000)) {
            Runs.pilot(world, scratch, 5);
            DrawElementArray list = picture(world, WIDE);
            assertTrue(list.size() < 3000, "elements: " + list.size());
        }
    }

    @Test
    void shouldShowTheScore() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 0)) {
            Runs.pilot(world, scratch, 3000);
            assertTrue(world.score() > 1000);
            DrawElementArray list = picture(world, WIDE);
            String score = String.format(Locale.ROOT, "%,d", world.score());
            assertEquals(score, textAt(list, Hud.SCORE_Y));
        }
    }

    @Test
    void shouldMoveSmoothlyBetweenTwoTicks() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 0)) {
            Runs.pilot(world, scratch, 700);
            float before = world.shipX(0f);
            float after = world.shipX(1f);
            assertEquals((before + after) / 2, world.shipX(0.5f), 1e-4f);
            assertTrue(Math.abs(after - before) < 0.5f);
        }
    }

    @Test
    void shouldFitTheTextIntoANarrowScreen() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 0)) {
            float aspect = 0.7f;
            DrawElementArray list = picture(world, aspect);
            for (long i = 0; i < list.size(); i++) {
                if (list.sprite(i) >= Sprite.GLYPHS) {
                    assertTrue(Math.abs(list.x(i)) < Screen.HALF_HEIGHT * aspect);
                }
            }
        }
    }
}
