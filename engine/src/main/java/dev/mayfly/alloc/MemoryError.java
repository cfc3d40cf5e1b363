package dev.mayfly.alloc;

/**
 * Everything that can go wrong with an allocation. The set is closed, so a {@code switch} over it
 * needs no default.
 */
public enum MemoryError {
    /** The system or a limit has no more memory; after a free the same request may succeed. */
    OUT_OF_MEMORY,
    /** There is enough free memory, but no piece of it is large enough. */
    FRAGMENTATION,
    /**
     * The request alone is larger than everything the allocator could ever hold. Freeing does not
     * help.
     */
    BUFFER_TOO_LARGE,
    /** The block was given back before. */
    DOUBLE_FREE,
    /** The address is not of a live block of this allocator. */
    INVALID_POINTER,
    /**
     * A size, alignment or order of calls that makes no sense, on any allocator or on a closed one.
     */
    INVALID_ARGUMENT,
    /**
     * This allocator does not offer the operation; {@link Allocator#features()} says so beforehand.
     */
    NOT_IMPLEMENTED
}
