package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;

import org.junit.jupiter.api.Test;

class WindowTest {

    private final LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);

    @Test
    void shouldBeAsLargeAsAskedFor() {
        try (Window window = OpenGl.openWindowOrSkip(400, 300, false, persistent)) {
            window.show();
            window.poll();
            float aspect = (float) window.framebufferWidth() / window.framebufferHeight();
            assertEquals(400f / 300f, aspect, 0.01f);
            assertFalse(window.isClosing());
        }
        assertEquals(0, persistent.used());
    }

    @Test
    void shouldComeBackFromFullScreenAsLargeAsBefore() {
        try (Window window = OpenGl.openWindowOrSkip(400, 300, false, persistent)) {
            window.show();
            window.poll();
            int width = window.framebufferWidth();
            int height = window.framebufferHeight();
            window.toggleFullScreen();
            window.toggleFullScreen();
            window.poll();
            assertEquals(width, window.framebufferWidth());
            assertEquals(height, window.framebufferHeight());
        }
    }

    @Test
    void shouldLetTheScreenSetThePaceOnlyIfItWaitsForIt() {
        try (Window window = OpenGl.openWindowOrSkip(200, 200, false, persistent)) {
            assertEquals(0, window.mostFramesPerSecond());
        }
        try (Window window = OpenGl.openWindowOrSkip(200, 200, true, persistent)) {
            assertTrue(window.mostFramesPerSecond() > 0);
        }
    }

    @Test
    void shouldGiveWayToAnOffscreenContextWhenClosed() {
        OpenGl.openWindowOrSkip(200, 200, false, persistent).close();
        try (Offscreen offscreen = Offscreen.open();
                Canvas canvas = new Canvas(32, 16)) {
            assertEquals(32, canvas.width());
            assertFalse(offscreen.toString().isEmpty());
        }
    }
}
