package dev.mayfly.alloc.proof;

/** What a step of a random program does. */
enum Operation {
    ALLOC,
    ALLOC_NON_ZEROED,
    /** {@code resize} of {@code NULL}. */
    ALLOC_BY_RESIZE,
    SEGMENT,
    SEGMENT_NON_ZEROED,
    RESIZE,
    RESIZE_NON_ZEROED,
    FREE,
    FREE_UNKNOWN_SIZE,
    /** {@code resize} to 0 bytes. */
    FREE_BY_RESIZE,
    FREE_ALL,
    SAVE,
    RESTORE,
    QUERY,
    /** Requests for nothing: size 0, {@code NULL}. */
    NOTHING,
    /** A call that must fail and change nothing. */
    MISUSE,
    /** Whatever the allocator can be told to do for itself, such as trimming. */
    UPKEEP
}
