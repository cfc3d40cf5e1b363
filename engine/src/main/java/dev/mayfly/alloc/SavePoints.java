package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The save points of one allocator, open and closed, which take turns in a ring.
 *
 * <p>Which are open is told by places in the ring and not by references, because storing a
 * reference has the garbage collector look on.
 */
final class SavePoints {

    /** Twice as many as {@link SavePoint} speaks of: half of them may be open. */
    private static final int FIRST_RING = 32;

    /** The place of no save point. */
    private static final int NONE = -1;

    private final BumpAllocator allocator;

    /** A power of two of them, each at its place. */
    private SavePoint[] ring = new SavePoint[0];

    private int next;

    /** The place of the innermost open one. */
    private int innermost = NONE;

    /** Blocks below stay where they are: the innermost save point's mark. */
    private long floor;

    SavePoints(BumpAllocator allocator) {
        this.allocator = allocator;
        makeRing(FIRST_RING);
    }

    private void makeRing(int length) {
        int first = ring.length;
        SavePoint[] longer = Arrays.copyOf(ring, length);
        for (int i = first; i < length; i++) {
            longer[i] = new SavePoint(this, i);
        }
        ring = longer;
        next = first;
    }

    long floor() {
        return floor;
    }

    boolean isAnyOpen() {
        return innermost != NONE;
    }

    SavePoint open(long cursor) {
        SavePoint point = takeTurn();
        if (point.open) {
            point = takeFreeTurn();
        }
        point.outer = innermost;
        point.outerFloor = floor;
        point.mark = cursor;
        point.open = true;
        innermost = point.place;
        floor = cursor;
        allocator.savePointOpened(point);
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(allocator).savePointOpened();
        }
        return point;
    }

    private SavePoint takeTurn() {
        return ring[next++ & (ring.length - 1)];
    }

    /**
     * The next that is not open. Makes more where half of them are, so that a closed one rests long
     * enough for a stale reference to be recognised.
     */
    private SavePoint takeFreeTurn() {
        if (depth(innermost) >= ring.length / 2) {
            makeRing(2 * ring.length);
        }
        SavePoint point = takeTurn();
        while (point.open) {
            point = takeTurn();
        }
        return point;
    }

    void close(SavePoint point) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(allocator);
        }
        if (point.place != innermost) {
            throw misuse(point);
        }
        allocator.savePointClosing(point);
        allocator.rewind(point.mark);
        innermost = point.outer;
        floor = point.outerFloor;
        point.open = false;
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(allocator).savePointClosed();
        }
    }

    /**
     * The outermost save point that was opened after a block was handed out.
     *
     * @param address the block; {@link Allocator#NULL} counts as new
     * @return null if none was
     */
    @Nullable SavePoint openedAfter(long address) {
        SavePoint after = null;
        for (int at = innermost; at != NONE && address < ring[at].mark; at = ring[at].outer) {
            after = ring[at];
        }
        return address == Allocator.NULL ? null : after;
    }

    /** How many open save points were opened before a block was handed out. */
    int depth(long address) {
        SavePoint after = openedAfter(address);
        return depth(after == null ? innermost : after.outer);
    }

    /** Closes what is open because the allocator itself closes. */
    void closeAll() {
        while (innermost != NONE) {
            close(ring[innermost]);
        }
    }

    void checkNoneOpen() {
        if (innermost != NONE) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d save point(s) of %s are still open, the innermost at %d bytes: close each with try-with-resources"
                            .formatted(
                                    depth(innermost),
                                    allocator,
                                    ring[innermost].mark - allocator.base));
        }
    }

    private MemoryException misuse(SavePoint point) {
        String message =
                point.open
                        ? "a save point of %s is closed out of order: %d opened after it are still open; close those first"
                                .formatted(allocator, depth(innermost) - depth(point.place))
                        : "a save point of %s is closed twice, or the arena was closed before it: close each once, with try-with-resources"
                                .formatted(allocator);
        return new MemoryException(MemoryError.INVALID_ARGUMENT, message);
    }

    /** How many are open, from the one at a place outward. */
    private int depth(int place) {
        int depth = 0;
        for (int at = place; at != NONE; at = ring[at].outer) {
            depth++;
        }
        return depth;
    }
}
