package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

/** The open save points of one allocator, and a ring of closed ones to use again. */
final class SavePoints {

    private static final int RING = 16;

    private final BumpAllocator allocator;
    private final SavePoint[] ring = new SavePoint[RING];
    private int next;
    private @Nullable SavePoint innermost;

    /** Blocks below stay where they are: the innermost save point's mark. */
    private long floor;

    SavePoints(BumpAllocator allocator) {
        this.allocator = allocator;
        for (int i = 0; i < RING; i++) {
            ring[i] = new SavePoint(this);
        }
    }

    long floor() {
        return floor;
    }

    boolean isAnyOpen() {
        return innermost != null;
    }

    SavePoint open(long cursor) {
        SavePoint point = ring[next++ & (RING - 1)];
        if (point.open) {
            point = new SavePoint(this);
        }
        point.outer = innermost;
        point.mark = cursor;
        point.open = true;
        innermost = point;
        floor = cursor;
        allocator.savePointOpened(point);
        if (BuildConfig.DEBUG) {
            ArenaWatch.of(allocator).savePointOpened();
        }
        return point;
    }

    void close(SavePoint point) {
        if (BuildConfig.DEBUG) {
            ArenaWatch.use(allocator);
        }
        if (point != innermost) {
            throw misuse(point);
        }
        allocator.savePointClosing(point);
        allocator.rewind(point.mark);
        SavePoint outer = point.outer;
        innermost = outer;
        floor = outer == null ? 0 : outer.mark;
        point.outer = null;
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
        for (SavePoint at = innermost; at != null && address < at.mark; at = at.outer) {
            after = at;
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
        for (SavePoint point = innermost; point != null; point = innermost) {
            close(point);
        }
    }

    void checkNoneOpen() {
        if (innermost != null) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d save point(s) of %s are still open, the innermost at %d bytes: close each with try-with-resources"
                            .formatted(
                                    depth(innermost), allocator, innermost.mark - allocator.base));
        }
    }

    private MemoryException misuse(SavePoint point) {
        String message =
                point.open
                        ? "a save point of %s is closed out of order: %d opened after it are still open; close those first"
                                .formatted(allocator, depth(innermost) - depth(point))
                        : "a save point of %s is closed twice, or the arena was closed before it: close each once, with try-with-resources"
                                .formatted(allocator);
        return new MemoryException(MemoryError.INVALID_ARGUMENT, message);
    }

    private static int depth(@Nullable SavePoint point) {
        int depth = 0;
        for (SavePoint each = point; each != null; each = each.outer) {
            depth++;
        }
        return depth;
    }
}
