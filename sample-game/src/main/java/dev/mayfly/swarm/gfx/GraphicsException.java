package dev.mayfly.swarm.gfx;

/** There is no picture, for a reason that the message gives in one line for the user. */
public final class GraphicsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GraphicsException(String message) {
        super(message);
    }
}
