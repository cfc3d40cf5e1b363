package dev.mayfly.debug.corpus;

import dev.mayfly.debug.FindingKind;

/** How a mistake is found: as one group of leaks, as an exception, or as a {@link FindingKind}. */
public enum Kind {
    LEAK,
    EXCEPTION,
    DOUBLE_FREE,
    FOREIGN_POINTER,
    INTERIOR_POINTER,
    WRONG_SIZE,
    WRONG_ALLOCATOR,
    OVERRUN,
    UNDERRUN,
    WRITE_AFTER_FREE,
    FOREIGN_THREAD;

    /** Whether tracking has it among its findings. */
    public boolean isFinding() {
        return this != LEAK && this != EXCEPTION;
    }
}
