package dev.mayfly.bench.suite;

/** Something could not be measured; the message is the reason, in one line for the reader. */
final class MeasureException extends Exception {

    private static final long serialVersionUID = 1L;

    MeasureException(String reason) {
        super(reason.strip().replaceAll("\\s*\\R\\s*", "; "));
    }

    /** The reason. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
