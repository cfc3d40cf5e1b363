package dev.mayfly.debug;

import dev.mayfly.alloc.GeneralAllocator;

import java.util.List;

/** A tracking allocator with leaks at made-up places, for tests of what writes reports. */
final class SampleReport {

    /** What markup, JSON and terminals could stumble over. */
    static final String STRANGE =
            "</script><!--<script>\"quoted\" 'single' \\ & \t\n"
                    + "\u0000\u007f é 😀 \u2028 \ud800 @DATA@";

    private SampleReport() {}

    static TrackingAllocator tracker(String name) {
        return TrackingAllocator.builder(GeneralAllocator.shared())
                .name(name)
                .tracing(Tracing.CALL_SITE)
                .policy(BadFreePolicy.RECORD)
                .build();
    }

    static StackTraceElement frame(String method, int line) {
        return new StackTraceElement("game.Level", method, "Level.java", line);
    }

    /** Allocates at a stack, the innermost frame first. */
    static long alloc(TrackingAllocator tracker, long size, StackTraceElement... frames) {
        CallSites.enter(Places.trace(List.of(frames), false));
        try {
            return tracker.allocNonZeroed(size, 8);
        } finally {
            CallSites.leave();
        }
    }

    /** Blocks at many places, findings, immortal blocks, advice and samples. */
    static void fill(TrackingAllocator tracker, int places) {
        for (int i = 0; i < places; i++) {
            alloc(
                    tracker,
                    8 + i % 1000,
                    frame("read" + i % 7, i + 1),
                    frame("load" + i % 40, i % 40 + 1),
                    new StackTraceElement("game.Main", "run", "Main.java", i % 3 + 1));
            if (i % 16 == 0) {
                Ticks.advance();
                Advisors.tick();
            }
        }
        tracker.immortal(alloc(tracker, 4096, frame("fonts", 1)));
        long freed = alloc(tracker, 64, frame("twice", 2));
        tracker.free(freed, 64);
        tracker.free(freed, 64);
        tracker.free(0x1234L, 8);
    }

    /** Forgets everything. */
    static void reset() {
        ImmortalRules.use(ImmortalRules.parse(""));
        CallSites.leave();
        Ticks.set(0);
        Advisors.reset();
        Trackers.all().forEach(TrackingAllocator::close);
        Trackers.all().forEach(Trackers::remove);
    }
}
