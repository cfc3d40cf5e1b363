package dev.mayfly.memory;

/** The operating system refused a request for address space or pages. Nothing was changed. */
public final class PageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The system's own number for the reason. */
    private final int code;

    PageException(String call, long address, long size, int code) {
        super("%s refused %d bytes at 0x%x (system error %d)".formatted(call, size, address, code));
        this.code = code;
    }

    /**
     * The system's own number for the reason.
     *
     * @return {@code errno} on POSIX systems, {@code GetLastError()} on Windows
     */
    public int code() {
        return code;
    }
}
