package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.swarm.sim.DrawElement;

import org.joml.Vector2f;
import org.junit.jupiter.api.Test;

class ViewTest {

    private static final float HALF = DrawElement.VIEW_HEIGHT / 2;

    private final View view = new View();

    @Test
    void shouldSeeAsWideAsTheWindowIs() {
        assertEquals(2, view.fit(1000, 500));
        assertPoint(2 * HALF, HALF, screen(1, 0));
        assertPoint(-2 * HALF, -HALF, screen(0, 1));
        assertPoint(0, 0, screen(0.5f, 0.5f));
    }

    @Test
    void shouldSeeASquareInTheMiddleOfAWindowHigherThanWide() {
        assertEquals(1, view.fit(400, 1000));
        assertEquals(400, view.width());
        assertEquals(400, view.height());
        assertEquals(300, view.bottom());
        // A tenth of the window, which is 100 pixels, is a quarter of the square.
        assertPoint(HALF, 0.5f * HALF, screen(1, 0.4f));
        assertPoint(0, HALF, screen(0.5f, 0.3f));
    }

    @Test
    void shouldKnowWhatIsUnderTheMouseWhereverTheCameraIs() {
        view.fit(1000, 1000);
        view.look(100, -50);
        assertPoint(100 + HALF, -50, view.toWorld(screen(1, 0.5f)));
    }

    private Vector2f screen(float x, float y) {
        return view.toScreen(x, y, new Vector2f());
    }

    private static void assertPoint(float x, float y, Vector2f point) {
        assertEquals(x, point.x, 1e-3);
        assertEquals(y, point.y, 1e-3);
    }
}
