package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.GeneralAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakReportTest {

    private final TrackingAllocator assets =
            TrackingAllocator.builder(GeneralAllocator.shared())
                    .name("assets")
                    .tracing(Tracing.CALL_SITE)
                    .policy(BadFreePolicy.RECORD)
                    .build();

    @AfterEach
    void close() {
        ImmortalRules.use(ImmortalRules.parse(""));
        CallSites.leave();
        Ticks.set(0);
        assets.close();
        Trackers.all().forEach(Trackers::remove);
    }

    private long alloc(String method, int line, long size) {
        CallSites.enter(CallSites.register("game.Level", method, "Level.java", line));
        long address = assets.alloc(size);
        CallSites.leave();
        return address;
    }

    @Test
    void shouldSayWhatWasNotFreedInTheFormOfTheSeeds() {
        alloc("load", 42, 96);
        Ticks.set(7);
        alloc("grow", 50, 8);
        alloc("grow", 50, 16);
        assets.free(0x1234L, 8);
        String text = LeakReport.of(assets).text();
        String expected =
                """
                === 3 allocations not freed: ===
                - 96 bytes @ game.Level.load(Level.java:42), tick 0
                - 24 bytes in 2 blocks @ game.Level.grow(Level.java:50), tick 7
                === 1 incorrect free: ===
                - assets: free of an address that was never handed out, 0x1234, in tick 7 at\
                """;
        assertTrue(text.startsWith(expected), text);
        assertTrue(
                text.endsWith(
                        "assets: 120 bytes live in 3 blocks, peak 120 bytes; allocated 120 bytes in"
                                + " 3 blocks, freed 0 in 0\n"),
                text);
    }

    @Test
    void shouldSayThatThereIsNothingToSay() {
        assets.free(alloc("load", 42, 96), 96);
        LeakReport report = LeakReport.of(assets);
        assertTrue(report.isClean());
        assertEquals("no leaks, no incorrect frees\n", report.text());
    }

    @Test
    void shouldGroupByPlaceAndTag() {
        Tag audio = Tag.of("audio");
        alloc("load", 42, 10);
        try (var _ = audio.use()) {
            alloc("load", 42, 20);
        }
        LeakReport report = LeakReport.of(assets);
        AllocatorReport part = report.allocators().getFirst();
        assertEquals(2, part.leaks().size());
        assertEquals(audio, part.leaks().getFirst().tag());
        assertEquals(30, report.leakBytes());
        assertEquals(2, report.leakCount());
    }

    @Test
    void shouldNotCallImmortalWhatIsMarkedOrFollowsARule() {
        assets.immortal(alloc("load", 42, 10));
        alloc("table", 1, 20);
        alloc("tables", 1, 30);
        ImmortalRules.use(ImmortalRules.parse("# fonts\ngame.*.table # for ever\n"));
        LeakReport report = LeakReport.of(assets);
        assertEquals(30, report.leakBytes());
        assertEquals(2, report.allocators().getFirst().immortal().size());
        assertFalse(report.isClean());
    }

    @Test
    void shouldSayWhichRuleMakesNoSense() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ImmortalRules.parse("game.Fonts.load\n\ngame Fonts"))
                        .getMessage();
        assertTrue(message.contains("line 3") && message.contains("game Fonts"), message);
        assertThrows(IllegalArgumentException.class, () -> ImmortalRules.parse("*"));
    }

    @Test
    void shouldListTheCallersOfALine() {
        TrackingAllocator traced =
                TrackingAllocator.builder(GeneralAllocator.shared()).tracing(Tracing.FULL).build();
        long address = helper(traced);
        String text = LeakReport.of(traced).text();
        assertTrue(text.contains("LeakReportTest.helper(LeakReportTest.java:"), text);
        assertTrue(text.contains("    from dev.mayfly.debug.LeakReportTest.should"), text);
        traced.free(address, 8);
        traced.close();
    }

    private static long helper(TrackingAllocator traced) {
        return traced.alloc(8);
    }
}
