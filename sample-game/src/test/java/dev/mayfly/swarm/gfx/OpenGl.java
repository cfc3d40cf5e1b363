package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * OpenGL for tests: offscreen where that works. Where it does not, a test that needs it is skipped
 * and says why, or fails if the environment variable MAYFLY_GL is "required".
 */
public final class OpenGl {

    private static final boolean REQUIRED = "required".equals(System.getenv("MAYFLY_GL"));

    private OpenGl() {}

    /** A context, or no test. */
    public static Offscreen openOrSkip() {
        try {
            return Offscreen.open();
        } catch (GraphicsException none) {
            throw skipped(none);
        }
    }

    /** Ends the test, because there is no OpenGL. */
    public static RuntimeException skipped(GraphicsException none) {
        if (REQUIRED) {
            throw new AssertionError("MAYFLY_GL=required, but " + none.getMessage(), none);
        }
        return abort("no OpenGL here: " + none.getMessage());
    }
}
