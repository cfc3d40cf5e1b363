package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.debug.Advice;
import dev.mayfly.debug.Advisors;
import dev.mayfly.debug.GlobalAllocator;
import dev.mayfly.debug.Growth;
import dev.mayfly.debug.LeakReport;
import dev.mayfly.debug.Snapshot;
import dev.mayfly.debug.Tag;
import dev.mayfly.debug.Ticks;
import dev.mayfly.debug.TrackingAllocator;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the Javadoc of {@code dev.mayfly.debug} shows, compiled and run. */
class DebugSnippets {

    private static final Tag TEXTURES = Tag.of("textures");

    @Test
    void track() {
        // @start region="track"
        try (var assets = TrackingAllocator.over(GeneralAllocator.shared())) {
            long texture = assets.alloc(96);
            assets.free(texture, 96);
            // freed again: the exception names the three lines, with their ticks
            assertThrows(MemoryException.class, () -> assets.free(texture, 96));
            assertEquals(0, assets.totals().liveCount());
        }
        // @end
    }

    @Test
    void report() {
        try (var assets = TrackingAllocator.over(GeneralAllocator.shared())) {
            long texture = assets.alloc(96);
            // @start region="report"
            LeakReport report = LeakReport.of(assets);
            System.out.print(report.text());
            assertEquals(96, report.leakBytes());
            // @end
            assets.free(texture, 96);
        }
    }

    @Test
    void since() {
        try (var assets = TrackingAllocator.over(GeneralAllocator.shared())) {
            // @start region="since"
            Snapshot before = Snapshot.take();
            long texture = assets.alloc(96); // a level is loaded, played and unloaded
            LeakReport left = LeakReport.since(before);
            assertEquals(96, left.leakBytes());
            for (Growth growth : Snapshot.diff(before, Snapshot.take())) {
                System.out.println(growth); // +96 bytes in +1 blocks @ ...
            }
            // @end
            assets.free(texture, 96);
        }
    }

    @Test
    void advise() {
        // @start region="advise"
        Ticks.advance(); // once a tick, both
        Advisors.tick();
        for (Advice advice : Advisors.now()) {
            System.out.println(advice);
        }
        // @end
        assertEquals(List.of(), Advisors.now());
        Ticks.set(0);
    }

    @Test
    void global() {
        // @start region="global"
        long level = GlobalAllocator.INSTANCE.alloc(4096);
        GlobalAllocator.INSTANCE.free(level, 4096); // or the report at the end names the line above
        // @end
    }

    @Test
    void tag() {
        try (var assets = TrackingAllocator.over(GeneralAllocator.shared())) {
            // @start region="tag"
            try (var _ = TEXTURES.use()) {
                long texture = assets.alloc(1024); // counted under "textures"
                assets.free(texture, 1024);
            }
            // @end
        }
    }
}
