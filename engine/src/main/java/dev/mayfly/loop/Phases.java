package dev.mayfly.loop;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.jfr.FrameEvent;

import org.jspecify.annotations.Nullable;

/**
 * Ends a start, tick or render: finds what it left open and empties scratch.
 *
 * @param context the loop's own context
 * @param scratch the loop's scratch
 * @param event tells whoever records
 * @param workers whose scratch is emptied too, or null
 */
record Phases(Context context, FrameArena scratch, FrameEvent event, @Nullable Workers workers) {

    void begin() {
        event.start();
    }

    void end(String phase, long tick) {
        if (Context.current() != context) {
            throw new IllegalStateException(
                    "%s %d left a Context open: close it with try-with-resources"
                            .formatted(phase, tick));
        }
        if (context.depth() != 0) {
            context.checkDepth(0, phase + " " + tick);
        }
        scratch.freeAll();
        if (workers != null) {
            workers.freeAll();
        }
        event.stop(phase, tick, scratch.lastTickPeak());
    }
}
