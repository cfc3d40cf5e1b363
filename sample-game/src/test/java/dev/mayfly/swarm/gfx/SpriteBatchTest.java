package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.JavaHeapMeter;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.DrawElement;
import dev.mayfly.swarm.sim.DrawElementArray;
import dev.mayfly.swarm.sim.Sprite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.opengl.GL33C;

class SpriteBatchTest {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final float PIXEL = DrawElement.VIEW_HEIGHT / HEIGHT;

    private static final int BACKGROUND = rgb(5, 6, 13);
    private static final int RED = rgb(255, 0, 0);
    private static final int GREEN = rgb(0, 255, 0);

    private Offscreen offscreen;
    private FrameArena arena;
    private LimitAllocator persistent;
    private OpenContext context;
    private SpriteBatch batch;
    private Canvas canvas;
    private DrawElementArray list;
    private DrawElementArray over;
    private float alpha = 1;
    private final View view = new View();

    @BeforeEach
    void open() {
        offscreen = OpenGl.openOrSkip();
        arena = FrameArena.create();
        persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        context = Context.open(persistent, arena);
        batch = new SpriteBatch(persistent);
        canvas = new Canvas(WIDTH, HEIGHT);
        list = DrawElementArray.create(arena);
        over = DrawElementArray.create(arena);
        view.fit(WIDTH, HEIGHT);
        view.look(0, 0);
    }

    @AfterEach
    void close() {
        if (offscreen != null) {
            canvas.close();
            batch.close();
            context.close();
            arena.close();
            offscreen.close();
            assertEquals(0, persistent.used());
        }
    }

    @Test
    void shouldClearToTheBackground() {
        assertEquals(BACKGROUND, pixel(draw(), 10, 10));
    }

    @Test
    void shouldFillExactlyTheRectangleOfASolidElement() {
        // 40 by 20 pixels around the pixel corner (160, 90).
        add(0, 0, 20 * PIXEL, 10 * PIXEL, 0, Sprite.SOLID, RED, 0);
        long pixels = draw();
        assertEquals(RED, pixel(pixels, 140, 80));
        assertEquals(RED, pixel(pixels, 179, 99));
        assertEquals(BACKGROUND, pixel(pixels, 139, 90));
        assertEquals(BACKGROUND, pixel(pixels, 180, 90));
        assertEquals(BACKGROUND, pixel(pixels, 160, 79));
        assertEquals(BACKGROUND, pixel(pixels, 160, 100));
    }

    @Test
    void shouldTurnCounterClockwise() {
        add(0, 0, 20 * PIXEL, 2 * PIXEL, (float) Math.PI / 4, Sprite.SOLID, RED, 0);
        long pixels = draw();
        assertEquals(RED, pixel(pixels, 170, 100));
        assertEquals(BACKGROUND, pixel(pixels, 170, 80));
    }

    @Test
    void shouldMoveTheWorldAgainstTheCameraAndLeaveTheScreenInPlace() {
        view.look(50 * PIXEL, 0);
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, RED, 0);
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, GREEN, DrawElement.SCREEN);
        long pixels = draw();
        assertEquals(RED, pixel(pixels, 110, 90));
        assertEquals(GREEN, pixel(pixels, 160, 90));
    }

    @Test
    void shouldDrawInTheOrderOfTheList() {
        add(0, 0, 8 * PIXEL, 8 * PIXEL, 0, Sprite.SOLID, RED, 0);
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, GREEN, 0);
        long pixels = draw();
        assertEquals(GREEN, pixel(pixels, 160, 90));
        assertEquals(RED, pixel(pixels, 166, 90));
    }

    @Test
    void shouldTakeBackOfAStepWhatIsNotOverYet() {
        list.add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, RED, 0, 80 * PIXEL, 40 * PIXEL, 0);
        alpha = 0.25f;
        long pixels = draw();
        assertEquals(RED, pixel(pixels, 100, 60));
        assertEquals(BACKGROUND, pixel(pixels, 160, 90));
    }

    @Test
    void shouldTakeBackOfATurnWhatIsNotOverYet() {
        float whole = (float) Math.PI / 2;
        list.add(0, 0, 20 * PIXEL, 2 * PIXEL, whole, Sprite.SOLID, RED, 0, 0, 0, whole);
        alpha = 0.5f;
        long pixels = draw();
        assertEquals(RED, pixel(pixels, 170, 100));
        assertEquals(BACKGROUND, pixel(pixels, 160, 105));
        assertEquals(BACKGROUND, pixel(pixels, 170, 80));
    }

    @Test
    void shouldDrawASecondListOverTheFirst() {
        add(0, 0, 8 * PIXEL, 8 * PIXEL, 0, Sprite.SOLID, RED, 0);
        over.add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, GREEN, 0, 0, 0, 0);
        long pixels = draw();
        assertEquals(GREEN, pixel(pixels, 160, 90));
        assertEquals(RED, pixel(pixels, 166, 90));
    }

    @Test
    void shouldAddLightWhereAnElementGlows() {
        add(0, 0, 8 * PIXEL, 8 * PIXEL, 0, Sprite.SOLID, RED, 0);
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, GREEN, DrawElement.GLOW);
        assertEquals(rgb(255, 255, 0), pixel(draw(), 160, 90));
    }

    @Test
    void shouldMixWhereAnElementIsHalfOpaque() {
        add(0, 0, 8 * PIXEL, 8 * PIXEL, 0, Sprite.SOLID, RED, 0);
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, GREEN & 0xffffff | 128 << 24, 0);
        assertEquals(rgb(127, 128, 0), pixel(draw(), 160, 90));
    }

    @Test
    void shouldShowAPictureTheRightWayUp() {
        // The symbol of a life points upwards: wide at the bottom, narrow at the top.
        add(0, 0, 40 * PIXEL, 40 * PIXEL, 0, Sprite.LIFE, GREEN, 0);
        long pixels = draw();
        assertTrue(litPixels(pixels, 115) < litPixels(pixels, 75));
    }

    @Test
    void shouldShowAGlyphTheRightWayUp() {
        // A capital T has its bar at the top.
        add(0, 0, 21 * PIXEL, 39 * PIXEL, 0, Sprite.glyph('T'), GREEN, DrawElement.SCREEN);
        long pixels = draw();
        int widest = 0;
        int widestRow = 0;
        for (int row = 0; row < HEIGHT; row++) {
            int lit = litPixels(pixels, row);
            if (lit > widest) {
                widest = lit;
                widestRow = row;
            }
        }
        assertTrue(widest > 20, "the bar is " + widest + " pixels wide");
        assertTrue(widestRow > 90, "the bar is in row " + widestRow + " from below");
    }

    @Test
    void shouldDrawMoreElementsThanThereWasRoomForAtFirst() {
        for (int i = 0; i < 9_999; i++) {
            add(-1000, 0, 1, 1, 0, Sprite.SOLID, GREEN, 0);
        }
        add(0, 0, 4 * PIXEL, 4 * PIXEL, 0, Sprite.SOLID, RED, 0);
        assertEquals(RED, pixel(draw(), 160, 90));
    }

    @Test
    void shouldMakeNoJavaGarbageWhenDrawing() {
        for (int i = 0; i < 1000; i++) {
            add(i % 30 - 15, i % 20 - 10, 1, 1, i, Sprite.DRONE, GREEN, 0);
        }
        for (int warmup = 0; warmup < 200; warmup++) {
            frame();
        }
        long before = JavaHeapMeter.allocatedBytes();
        for (int i = 0; i < 100; i++) {
            frame();
        }
        assertEquals(0, JavaHeapMeter.allocatedBytes() - before);
    }

    @Test
    void shouldSayWhatTheShaderCompilerSays() {
        GraphicsException refused =
                assertThrows(
                        GraphicsException.class,
                        () ->
                                ShaderProgram.compile(
                                        "broken.frag",
                                        GL33C.GL_FRAGMENT_SHADER,
                                        "#version 330 core\nvoid main() { nonsense; }\n"));
        assertTrue(refused.getMessage().startsWith("broken.frag does not compile: "));
        assertTrue(refused.getMessage().contains("nonsense"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void shouldRefuseACanvasThatIsTooLarge() {
        GraphicsException refused =
                assertThrows(GraphicsException.class, () -> new Canvas(1_000_000, 10));
        assertTrue(refused.getMessage().contains("1000000 by 10"), refused.getMessage());
    }

    /** Something that stands still. */
    private void add(
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {
        list.add(x, y, halfWidth, halfHeight, rotation, sprite, color, flags, 0f, 0f, 0f);
    }

    private void frame() {
        view.look(1, 1);
        canvas.draw(batch, list, over, view, alpha);
    }

    private long draw() {
        canvas.draw(batch, list, over, view, alpha);
        GlErrors.check("drawing");
        return canvas.read(arena);
    }

    /** How many pixels of a row are not background. */
    private static int litPixels(long pixels, int row) {
        int lit = 0;
        for (int x = 0; x < WIDTH; x++) {
            if (pixel(pixels, x, row) != BACKGROUND) {
                lit++;
            }
        }
        return lit;
    }

    /** A pixel; rows count from below. */
    private static int pixel(long pixels, int x, int row) {
        return Memory.getInt(pixels + ((long) row * WIDTH + x) * Canvas.PIXEL);
    }

    private static int rgb(int red, int green, int blue) {
        return red | green << 8 | blue << 16 | 255 << 24;
    }
}
