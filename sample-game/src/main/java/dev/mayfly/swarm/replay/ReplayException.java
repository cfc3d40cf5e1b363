package dev.mayfly.swarm.replay;

/**
 * A replay file that cannot be used. The message is one line for the user: the file, what is wrong,
 * the cure.
 */
public final class ReplayException extends Exception {

    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
