package dev.mayfly.alloc;

/** What an {@link Allocator} can do beyond handing out memory. Ask {@link Allocator#features()}. */
public enum Feature {
    /** Hands out memory. Without it every request for more than 0 bytes fails. */
    ALLOC,
    /**
     * {@code free} accepts single blocks in any order. Whether their memory can be used again at
     * once, {@link #REUSE} says.
     */
    FREE,
    /** {@code free} accepts only the newest block: last in, first out. */
    FREE_NEWEST,
    /**
     * The memory of a freed block can be handed out again at once, whichever blocks are still live.
     */
    REUSE,
    /** {@code freeAll} gives back every block at once. */
    FREE_ALL,
    /**
     * After {@code freeAll} the same requests, in the same order, get the same addresses; large
     * blocks that another allocator makes may get others.
     */
    REPEATABLE,
    /** {@code resize} works. */
    RESIZE,
    /** {@code free} finds the size by itself: {@link Allocator#UNKNOWN_SIZE} is accepted. */
    UNKNOWN_SIZE,
    /** {@code query} works. */
    QUERY,
    /** Save points give back everything that was allocated after them. */
    SAVE_POINTS,
    /** Any thread may call at any time. */
    THREAD_SAFE,
    /** {@code close} gives back what the allocator holds, and every call afterwards fails. */
    CLOSE
}
