package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Locale;
import java.util.TreeMap;

/** What the draw list holds. */
class PictureTest {

    private static final float NONE = Float.NaN;
    private static final float WIDE = 16f / 9f;

    private final FrameArena scratch = FrameArena.create();

    @AfterEach
    void close() {
        scratch.close();
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
        DrawElementArray list = new Scene(world, scratch).build(0.4f, aspect, 1f, 2f);
        assertTrue(list.size() > 50);
        for (long i = 0; i < list.size(); i++) {
            assertTrue(Float.isFinite(list.x(i)));
            assertTrue(Float.isFinite(list.y(i)));
            assertTrue(Float.isFinite(list.halfWidth(i)));
            assertTrue(Float.isFinite(list.halfHeight(i)));
            assertTrue(Float.isFinite(list.rotation(i)));
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
    void shouldDrawTheWorldBeforeTheScreenAndTheCrosshairLast() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 500)) {
            Runs.pilot(world, scratch, 300);
            DrawElementArray list = new Scene(world, scratch).build(1f, WIDE, 1f, 2f);
            boolean screen = false;
            for (long i = 0; i < list.size(); i++) {
                boolean onScreen = (list.flags(i) & DrawElement.SCREEN) != 0;
                assertFalse(screen && !onScreen);
                screen = onScreen;
            }
            long last = list.size() - 1;
            assertEquals(Sprite.CROSSHAIR, list.sprite(last));
            assertEquals(1f, list.x(last));
            assertEquals(2f, list.y(last));
        }
    }

    @Test
    void shouldLeaveOutTheCrosshairWhereThereIsNone() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 0)) {
            DrawElementArray list = new Scene(world, scratch).build(1f, WIDE, NONE, NONE);
            for (long i = 0; i < list.size(); i++) {
                assertTrue(list.sprite(i) != Sprite.CROSSHAIR);
            }
        }
    }

    @Test
    void shouldLeaveOutWhatTheViewDoesNotShow() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 20_000)) {
            Runs.pilot(world, scratch, 5);
            DrawElementArray list = new Scene(world, scratch).build(1f, WIDE, NONE, NONE);
            assertTrue(list.size() < 3000, "elements: " + list.size());
        }
    }

    @Test
    void shouldShowTheScore() {
        try (World world = new World(HeapAllocator.INSTANCE, scratch, 2, 0)) {
            Runs.pilot(world, scratch, 3000);
            assertTrue(world.score() > 1000);
            DrawElementArray list = new Scene(world, scratch).build(1f, WIDE, NONE, NONE);
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
            DrawElementArray list = new Scene(world, scratch).build(1f, aspect, NONE, NONE);
            for (long i = 0; i < list.size(); i++) {
                if (list.sprite(i) >= Sprite.GLYPHS) {
                    assertTrue(Math.abs(list.x(i)) < Screen.HALF_HEIGHT * aspect);
                }
            }
        }
    }
}
