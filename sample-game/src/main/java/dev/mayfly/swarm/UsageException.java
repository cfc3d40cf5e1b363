package dev.mayfly.swarm;

/** The command line makes no sense. The message is one line for the user. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
