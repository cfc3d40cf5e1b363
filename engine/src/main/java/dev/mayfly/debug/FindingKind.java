package dev.mayfly.debug;

import dev.mayfly.alloc.MemoryError;

/** What tracking can find wrong. */
public enum FindingKind {
    /** A block was freed that was freed before. */
    DOUBLE_FREE("double free", MemoryError.DOUBLE_FREE),
    /** An address was freed that nobody handed out. */
    FOREIGN_POINTER("free of an address that was never handed out", MemoryError.INVALID_POINTER),
    /** An address inside a block was freed. */
    INTERIOR_POINTER("free of an address inside a block", MemoryError.INVALID_POINTER),
    /** A block was freed or resized with another size than its own. */
    WRONG_SIZE("wrong size", MemoryError.INVALID_ARGUMENT),
    /** A block was given to another allocator than the one that made it. */
    WRONG_ALLOCATOR("free through the wrong allocator", MemoryError.INVALID_POINTER),
    /** Something was written behind a block's end. */
    OVERRUN("write past the end", MemoryError.INVALID_ARGUMENT),
    /** Something was written before a block's beginning. */
    UNDERRUN("write before the beginning", MemoryError.INVALID_ARGUMENT),
    /** Something was written to a block after it was freed. */
    WRITE_AFTER_FREE("write after free", MemoryError.INVALID_ARGUMENT),
    /** An allocator that is one thread's was used by another. */
    FOREIGN_THREAD("use from a foreign thread", MemoryError.INVALID_ARGUMENT);

    private final String title;
    private final MemoryError error;

    FindingKind(String title, MemoryError error) {
        this.title = title;
        this.error = error;
    }

    /**
     * What reports call it.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * The error that is thrown for it.
     *
     * @return one of the closed set
     */
    public MemoryError error() {
        return error;
    }
}
