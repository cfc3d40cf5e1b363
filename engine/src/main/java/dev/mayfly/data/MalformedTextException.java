package dev.mayfly.data;

/**
 * What was given as text is none: bytes that are not UTF-8, or a Java string with half a surrogate
 * pair. Nothing was stored, and nothing is ever mangled in silence; {@link Text#repaired} is for
 * those who want it mended.
 */
public final class MalformedTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Where. */
    private final long offset;

    /**
     * Describes what is wrong.
     *
     * @param message what is wrong, where, and what to do about it
     * @param offset where it begins: bytes from the start of UTF-8, chars from the start of a Java
     *     string
     */
    public MalformedTextException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    /**
     * Where it begins.
     *
     * @return bytes from the start of UTF-8, chars from the start of a Java string
     */
    public long offset() {
        return offset;
    }
}
