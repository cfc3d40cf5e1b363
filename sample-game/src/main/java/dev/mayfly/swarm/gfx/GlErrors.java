package dev.mayfly.swarm.gfx;

import static org.lwjgl.opengl.GL33C.*;

/** What OpenGL has to complain about. */
final class GlErrors {

    private GlErrors() {}

    /**
     * Checks what was done since the last check.
     *
     * @param what the thing that was done, for the message
     * @throws GraphicsException if OpenGL has noted an error
     */
    static void check(String what) {
        int error = glGetError();
        if (error != GL_NO_ERROR) {
            String name =
                    switch (error) {
                        case GL_INVALID_ENUM -> "invalid enum";
                        case GL_INVALID_VALUE -> "invalid value";
                        case GL_INVALID_OPERATION -> "invalid operation";
                        case GL_INVALID_FRAMEBUFFER_OPERATION -> "incomplete framebuffer";
                        case GL_OUT_OF_MEMORY -> "out of graphics memory";
                        default -> "error 0x" + Integer.toHexString(error);
                    };
            throw new GraphicsException("OpenGL reports " + name + " while " + what);
        }
    }
}
