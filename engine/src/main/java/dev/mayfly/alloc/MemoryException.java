package dev.mayfly.alloc;

/**
 * The one exception of every allocator. Its message names the value that was wrong and the cure;
 * the allocator that threw it is as it was before the call.
 */
public final class MemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure. */
    private final MemoryError error;

    /**
     * Describes a failure.
     *
     * @param error what kind of failure
     * @param message what was asked for, why it cannot be, and what to do about it
     */
    public MemoryException(MemoryError error, String message) {
        super(error + ": " + message);
        this.error = error;
    }

    /**
     * Describes a failure that something below reported.
     *
     * @param error what kind of failure
     * @param message what was asked for, why it cannot be, and what to do about it
     * @param cause the report from below
     */
    public MemoryException(MemoryError error, String message, Throwable cause) {
        super(error + ": " + message, cause);
        this.error = error;
    }

    /**
     * The kind of failure.
     *
     * @return one of the closed set
     */
    public MemoryError error() {
        return error;
    }
}
