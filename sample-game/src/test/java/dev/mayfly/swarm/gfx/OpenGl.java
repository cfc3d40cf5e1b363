package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.mayfly.alloc.Allocator;

/**
 * OpenGL for tests: offscreen where that works. Where it does not, a test that needs it is skipped
 * and says why, or fails if the environment variable MAYFLY_GL is "required".
 */
public final class OpenGl {

    private static final boolean REQUIRED = "required".equals(System.getenv("MAYFLY_GL"));

    private static final long DISPLAY_PATIENCE_NANOS = 3_000_000_000L;

    private OpenGl() {}

    /** A context, or no test. */
    public static Offscreen openOrSkip() {
        try {
            return Offscreen.open();
        } catch (GraphicsException none) {
            throw skipped(none);
        }
    }

    /**
     * An invisible window, or no test. Xvfb starts anew when its last window closes and refuses new
     * ones meanwhile, so it is asked again for a while.
     */
    public static Window openWindowOrSkip(
            int width, int height, boolean waitsForScreen, Allocator allocator) {
        long deadline = System.nanoTime() + DISPLAY_PATIENCE_NANOS;
        while (true) {
            try {
                return new Window(width, height, waitsForScreen, allocator);
            } catch (GraphicsException none) {
                if (System.getenv("DISPLAY") == null || System.nanoTime() > deadline) {
                    throw skipped(none);
                }
            }
        }
    }

    /** Ends the test, because there is no OpenGL. */
    private static RuntimeException skipped(GraphicsException none) {
        if (REQUIRED) {
            throw new AssertionError("MAYFLY_GL=required, but " + none.getMessage(), none);
        }
        return abort("no OpenGL for this test: " + none.getMessage());
    }
}
