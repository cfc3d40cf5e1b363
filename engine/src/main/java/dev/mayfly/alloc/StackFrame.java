package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

/**
 * A frame of a {@link StackAllocator}. Closing it pops everything that was allocated since it was
 * {@linkplain StackAllocator#push() pushed}.
 *
 * <p>Closed out of order, twice, or left open until {@code freeAll}, it says so with {@link
 * MemoryError#INVALID_ARGUMENT}. It knows its stack, so it cannot be popped from another. Frames
 * are used again: a stale reference is recognised for the next 3 frames of its stack, so keep none
 * beyond its {@code try}.
 */
public final class StackFrame implements AutoCloseable {

    /** The mark of a frame that is not open. */
    static final long NOT_OPEN = 0;

    private final StackFrames all;

    /** How many frames are open when this is the innermost. */
    final int level;

    /** The cursor when this was opened. */
    long mark = NOT_OPEN;

    /** The stack's floor outside this frame. */
    long outerFloor;

    /** Ends the segments of this frame; null where there are none. */
    @Nullable SavePoint segments;

    StackFrame(StackFrames all, int level) {
        this.all = all;
        this.level = level;
    }

    /**
     * Pops everything that was allocated since this was pushed. Segments of the safe face allocated
     * since then throw on access from now on.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if this is not the innermost
     *     open frame
     * @throws WrongThreadException if another thread made this frame's segments
     */
    @Override
    public void close() {
        all.close(this);
    }
}
