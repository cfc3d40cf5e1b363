package dev.mayfly.alloc;

import java.util.Arrays;

/** The open frames of one stack, and closed ones to use again. */
final class StackFrames {

    /**
     * Frames that take turns at each level, so that a stale reference is told from the open frame
     * for a while.
     */
    private static final int TURNS = 4;

    private static final int FIRST_LEVELS = 16;

    /** One level more, and the next turn; the top two bits go round by themselves. */
    private static final int UP = 1 << 30 | 1;

    private static final int DEPTH_BITS = (1 << 30) - 1;

    private final StackAllocator stack;
    private StackFrame[] frames = new StackFrame[0];

    /**
     * How many frames are open, and in the top two bits whose turn it was last. In one field
     * because a push has to wait for what the pop before it wrote.
     */
    private int state;

    StackFrames(StackAllocator stack) {
        this.stack = stack;
        makeLevels(FIRST_LEVELS);
    }

    private void makeLevels(int levels) {
        int first = frames.length;
        StackFrame[] more = Arrays.copyOf(frames, levels * TURNS);
        for (int i = first; i < more.length; i++) {
            more[i] = new StackFrame(this, i / TURNS + 1);
        }
        frames = more;
    }

    private static int depth(int state) {
        return state & DEPTH_BITS;
    }

    StackFrame open(long mark, long floor) {
        int index = depth(state) * TURNS + (state >>> 30);
        if (index >= frames.length) {
            makeLevels(2 * depth(state));
        }
        StackFrame frame = frames[index];
        frame.mark = mark;
        frame.outerFloor = floor;
        state += UP;
        return frame;
    }

    void close(StackFrame frame) {
        if (BuildConfig.DEBUG) {
            stack.owner = OwnerCheck.use(stack.owner, stack);
        }
        int before = state;
        long mark = frame.mark;
        if (frame.level != depth(before) || mark == StackFrame.NOT_OPEN) {
            throw misuse(frame);
        }
        if (frame.segments != null) {
            endSegments(frame);
        }
        frame.mark = StackFrame.NOT_OPEN;
        state = before - 1;
        stack.pop(mark, frame.outerFloor);
    }

    /** Sees to it that segments made from now on end with the innermost frame. */
    void bindSegments() {
        if (depth(state) > 0) {
            StackFrame innermost = innermost();
            if (innermost.segments == null) {
                innermost.segments = stack.memory().savepoint();
            }
        }
    }

    private static void endSegments(StackFrame frame) {
        SavePoint segments = frame.segments;
        if (segments != null) {
            segments.close();
            frame.segments = null;
        }
    }

    private StackFrame innermost() {
        int first = (depth(state) - 1) * TURNS;
        for (int i = first; i < first + TURNS; i++) {
            if (frames[i].mark != StackFrame.NOT_OPEN) {
                return frames[i];
            }
        }
        throw new AssertionError("no frame is open at level " + depth(state));
    }

    /** Closes what is open because the stack itself closed, and its segments with it. */
    void closeAll() {
        for (StackFrame frame : frames) {
            frame.mark = StackFrame.NOT_OPEN;
            frame.segments = null;
        }
        state = 0;
    }

    void checkNoneOpen() {
        if (depth(state) > 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%d frame(s) of %s are still open: close each with try-with-resources"
                            .formatted(depth(state), stack));
        }
    }

    private MemoryException misuse(StackFrame frame) {
        String message =
                frame.mark != StackFrame.NOT_OPEN
                        ? "a frame of %s is popped out of order: %d pushed after it are still open; close those first"
                                .formatted(stack, depth(state) - frame.level)
                        : "a frame of %s is popped twice, or the stack was closed before it; close each once, with try-with-resources"
                                .formatted(stack);
        return new MemoryException(MemoryError.INVALID_ARGUMENT, message);
    }
}
