package dev.mayfly.alloc;

/** What an {@link Allocator} can do beyond handing out memory. Ask {@link Allocator#features()}. */
public enum Feature {
    /**
     * {@code free} accepts single blocks. Whether their memory can be used again at once, {@link
     * #REUSE} says.
     */
    FREE,
    /** Any freed block's memory can be handed out again, in whatever order blocks are freed. */
    REUSE,
    /** {@code freeAll} gives back every block at once. */
    FREE_ALL,
    /** {@code resize} works. */
    RESIZE,
    /** {@code free} finds the size by itself: {@link Allocator#UNKNOWN_SIZE} is accepted. */
    UNKNOWN_SIZE,
    /** {@code query} works. */
    QUERY,
    /** Save points give back everything that was allocated after them. */
    SAVE_POINTS,
    /** Any thread may call at any time. */
    THREAD_SAFE
}
