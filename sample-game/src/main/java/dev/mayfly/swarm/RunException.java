package dev.mayfly.swarm;

/** A run could not be made, or did not end as it had to. The message is one line for the user. */
final class RunException extends Exception {

    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }
}
