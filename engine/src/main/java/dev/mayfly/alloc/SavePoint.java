package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;

/**
 * A moment in an arena's life. Closing it gives back everything allocated since. See {@link
 * FrameArena#savepoint()}.
 *
 * <p>Closed out of order, twice, or left open until {@code freeAll}, it says so with {@link
 * MemoryError#INVALID_ARGUMENT}. Save points are taken from a small ring and used again: a stale
 * reference is recognised for the next 15 save points of its arena at least, so keep none beyond
 * its {@code try}.
 */
public final class SavePoint implements AutoCloseable {

    private final SavePoints all;

    /** Where this stands among them. */
    final int place;

    /** The place of the save point around this one. */
    int outer;

    /** The floor outside this save point. */
    long outerFloor;

    /** The cursor when this was opened. */
    long mark;

    boolean open;

    /** What safe segments were bound to outside this save point. */
    @Nullable Arena outerLifetime;

    /** Who opened that. */
    @Nullable Thread outerOpener;

    boolean outerLifetimeUsed;

    SavePoint(SavePoints all, int place) {
        this.all = all;
        this.place = place;
    }

    /**
     * Gives back everything that was allocated since this was opened. Segments of the safe face
     * allocated since then throw on access from now on.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if this is not the innermost
     *     open save point
     */
    @Override
    public void close() {
        all.close(this);
    }
}
