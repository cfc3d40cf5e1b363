package dev.mayfly.alloc;

/**
 * The checks that every allocator makes of what it is asked, and the arithmetic of alignment, for
 * whoever writes one. Call them on the slow path.
 */
public final class Requests {

    private Requests() {}

    /**
     * Whether a request makes sense on any allocator.
     *
     * @param size bytes
     * @param alignment bytes
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the size is negative or too
     *     large for any address, or the alignment no power of two
     */
    public static void check(long size, long alignment) {
        checkAlignment(alignment);
        checkSize(size);
        if (size > Long.MAX_VALUE - alignment) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d bytes at alignment %d overflow a 64-bit address"
                            .formatted(size, alignment));
        }
    }

    static void checkSize(long size) {
        if (size < 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "size is " + size + " bytes: it must be 0 or more");
        }
    }

    static void checkAlignment(long alignment) {
        if (!isPowerOfTwo(alignment)) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "alignment is "
                            + alignment
                            + ": it must be a power of two, such as 8, 16 or 64");
        }
    }

    /**
     * The size of a block that is to be resized; nobody can copy a block of unknown size.
     *
     * @param oldSize bytes
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if it is negative
     */
    public static void checkOldSize(long oldSize) {
        if (oldSize < 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "old size is "
                            + oldSize
                            + " bytes: pass the size the block was requested with");
        }
    }

    static boolean isPowerOfTwo(long alignment) {
        return alignment > 0 && (alignment & (alignment - 1)) == 0;
    }

    static boolean isAligned(long address, long alignment) {
        return (address & (alignment - 1)) == 0;
    }

    static long alignUp(long address, long alignment) {
        return (address + (alignment - 1)) & -alignment;
    }

    /**
     * What a closed allocator says to every call.
     *
     * @param allocator who is closed
     * @return an exception to throw
     */
    public static MemoryException closed(Allocator allocator) {
        return new MemoryException(
                MemoryError.INVALID_ARGUMENT,
                allocator + " is closed: allocate before close(), or make a new one");
    }

    /**
     * What an allocator says to a call that it does not offer.
     *
     * @param allocator who
     * @param operation what was called
     * @return an exception to throw
     */
    public static MemoryException notImplemented(Allocator allocator, String operation) {
        return new MemoryException(
                MemoryError.NOT_IMPLEMENTED,
                "%s does not offer %s; its features are %s"
                        .formatted(allocator, operation, allocator.features()));
    }
}
