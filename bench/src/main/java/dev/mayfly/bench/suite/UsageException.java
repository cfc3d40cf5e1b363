package dev.mayfly.bench.suite;

/** Somebody asked for something that cannot be; the message is one line for them. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
