package dev.mayfly.context;

import dev.mayfly.alloc.FrameArena;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Scratch for default contexts, used again: a callback that comes often makes no system calls, and
 * threads that come and go leave nothing behind. For any thread.
 */
final class DefaultScratch {

    /** Arenas that wait, at most. */
    private static final int MOST_IDLE = 8;

    /** Bytes that one of them may hold on to. */
    private static final long MOST_KEPT = 1 << 20;

    /** The last one first, for its memory is warm. Guarded by itself. */
    private static final Deque<FrameArena> IDLE = new ArrayDeque<>(MOST_IDLE);

    private DefaultScratch() {}

    static FrameArena take() {
        FrameArena idle;
        synchronized (IDLE) {
            idle = IDLE.pollFirst();
        }
        return idle != null
                ? idle
                : FrameArena.builder().name("scratch of a default context").build();
    }

    /** Ends everything in it. One that does not let itself be emptied is closed. */
    static void give(FrameArena scratch) {
        try {
            scratch.freeAll();
            if (scratch.committed() > MOST_KEPT) {
                scratch.trim();
            }
        } catch (RuntimeException unfinished) {
            scratch.close();
            return;
        }
        synchronized (IDLE) {
            if (IDLE.size() < MOST_IDLE) {
                IDLE.addFirst(scratch);
                return;
            }
        }
        scratch.close();
    }

    /** How many arenas wait. */
    static int idle() {
        synchronized (IDLE) {
            return IDLE.size();
        }
    }
}
