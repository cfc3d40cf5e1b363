package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.memory.Memory;

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

    private static float floatAt(long list, int element, long field) {
        return Memory.getFloat(list + element * DrawList.STRIDE + field);
    }

    private static int intAt(long list, int element, long field) {
        return Memory.getInt(list + element * DrawList.STRIDE + field);
    }

    /** The characters on the screen at a height, from left to right, without spaces. */
    private static String textAt(World world, long list, float y) {
        TreeMap<Float, Character> line = new TreeMap<>();
        for (int i = 0; i < world.drawCount(); i++) {
            int sprite = intAt(list, i, DrawList.SPRITE);
            if (sprite >= Sprite.GLYPHS && Math.abs(floatAt(list, i, DrawList.Y) - y) < 0.01f) {
                line.put(
                        floatAt(list, i, DrawList.X),
                        (char) (sprite - Sprite.GLYPHS + Sprite.FIRST_CHARACTER));
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
                try (World world = new World(HeapAllocator.INSTANCE, 2, enemies)) {
                    for (int tick = 0; tick < 40; tick++) {
                        Runs.pilot(world, scratch, 40);
                        check(world, aspect);
                    }
                }
            }
        }
    }

    private void check(World world, float aspect) {
        long list = world.buildDrawList(scratch, 0.4f, aspect, 1f, 2f);
        assertTrue(world.drawCount() > 50);
        for (int i = 0; i < world.drawCount(); i++) {
            for (long field = DrawList.X; field <= DrawList.ROTATION; field += Float.BYTES) {
                assertTrue(Float.isFinite(floatAt(list, i, field)));
            }
            assertTrue(floatAt(list, i, DrawList.HALF_WIDTH) >= 0f);
            assertTrue(floatAt(list, i, DrawList.HALF_HEIGHT) >= 0f);
            int sprite = intAt(list, i, DrawList.SPRITE);
            assertTrue(
                    sprite >= 0 && sprite < Sprite.COUNT
                            || sprite >= Sprite.GLYPHS && sprite < Sprite.LIMIT);
            assertEquals(0, intAt(list, i, DrawList.FLAGS) & ~(DrawList.SCREEN | DrawList.GLOW));
        }
        scratch.freeAll();
    }

    @Test
    void shouldDrawTheWorldBeforeTheScreenAndTheCrosshairLast() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 500)) {
            Runs.pilot(world, scratch, 300);
            long list = world.buildDrawList(scratch, 1f, WIDE, 1f, 2f);
            boolean screen = false;
            for (int i = 0; i < world.drawCount(); i++) {
                boolean onScreen = (intAt(list, i, DrawList.FLAGS) & DrawList.SCREEN) != 0;
                assertFalse(screen && !onScreen);
                screen = onScreen;
            }
            int last = world.drawCount() - 1;
            assertEquals(Sprite.CROSSHAIR, intAt(list, last, DrawList.SPRITE));
            assertEquals(1f, floatAt(list, last, DrawList.X));
            assertEquals(2f, floatAt(list, last, DrawList.Y));
        }
    }

    @Test
    void shouldLeaveOutTheCrosshairWhereThereIsNone() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 0)) {
            long list = world.buildDrawList(scratch, 1f, WIDE, NONE, NONE);
            for (int i = 0; i < world.drawCount(); i++) {
                assertTrue(intAt(list, i, DrawList.SPRITE) != Sprite.CROSSHAIR);
            }
        }
    }

    @Test
    void shouldLeaveOutWhatTheViewDoesNotShow() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 20_000)) {
            Runs.pilot(world, scratch, 5);
            world.buildDrawList(scratch, 1f, WIDE, NONE, NONE);
            assertTrue(world.drawCount() < 3000, "elements: " + world.drawCount());
        }
    }

    @Test
    void shouldShowTheScore() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 0)) {
            Runs.pilot(world, scratch, 3000);
            assertTrue(world.score() > 1000);
            long list = world.buildDrawList(scratch, 1f, WIDE, NONE, NONE);
            String score = String.format(Locale.ROOT, "%,d", world.score());
            assertEquals(score, textAt(world, list, Hud.SCORE_Y));
        }
    }

    @Test
    void shouldMoveSmoothlyBetweenTwoTicks() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 0)) {
            Runs.pilot(world, scratch, 700);
            float before = world.shipX(0f);
            float after = world.shipX(1f);
            assertEquals((before + after) / 2, world.shipX(0.5f), 1e-4f);
            assertTrue(Math.abs(after - before) < 0.5f);
        }
    }

    @Test
    void shouldFitTheTextIntoANarrowScreen() {
        try (World world = new World(HeapAllocator.INSTANCE, 2, 0)) {
            float aspect = 0.7f;
            long list = world.buildDrawList(scratch, 1f, aspect, NONE, NONE);
            for (int i = 0; i < world.drawCount(); i++) {
                if (intAt(list, i, DrawList.SPRITE) >= Sprite.GLYPHS) {
                    assertTrue(
                            Math.abs(floatAt(list, i, DrawList.X)) < Screen.HALF_HEIGHT * aspect);
                }
            }
        }
    }
}
