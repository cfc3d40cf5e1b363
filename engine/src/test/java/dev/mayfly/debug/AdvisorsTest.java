package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.List;

class AdvisorsTest {

    private static final int TICKS = 700;

    private final TrackingAllocator assets = SampleReport.tracker("assets");

    @AfterEach
    void reset() {
        SampleReport.reset();
    }

    private long alloc(String method, long size) {
        return SampleReport.alloc(assets, size, SampleReport.frame(method, 42));
    }

    private static void run(int ticks, Runnable tick) {
        for (int i = 0; i < ticks; i++) {
            Ticks.advance();
            tick.run();
            Advisors.tick();
        }
    }

    private static Advice only(AdviceKind kind) {
        List<Advice> advice = Advisors.now();
        assertEquals(1, advice.size(), advice::toString);
        assertEquals(kind, advice.getFirst().kind());
        return advice.getFirst();
    }

    // Scratch

    private static TrackingAllocator scratch(FrameArena arena) {
        return TrackingAllocator.builder(arena).name("scratch").tracing(Tracing.CALL_SITE).build();
    }

    @Test
    void shouldNameScratchThatClimbsAndWhereMostOfItIsMade() {
        try (FrameArena arena = FrameArena.create()) {
            TrackingAllocator scratch = scratch(arena);
            run(
                    TICKS,
                    () -> {
                        SampleReport.alloc(scratch, 8, SampleReport.frame("spawn", 1));
                        SampleReport.alloc(scratch, 100, SampleReport.frame("sort", 2));
                    });
            Advice advice = only(AdviceKind.CLIMBING_SCRATCH);
            assertEquals("game.Level.sort(Level.java:2)", advice.place().line());
            assertEquals(108L * (TICKS - 1), advice.bytes());
            String text = LeakReport.now().text();
            assertTrue(text.contains("=== 1 to look at: ==="), text);
            assertTrue(
                    text.contains(
                            "- scratch: scratch climbs without freeAll: from 108 to 75600 bytes in"
                                    + " ticks 1 to 700, in 699 of them more, most of it made at"
                                    + " game.Level.sort(Level.java:2): call freeAll"),
                    text);
            scratch.freeAll();
        }
    }

    @Test
    void shouldSayNothingOfScratchThatIsFreedOrFilledOnce() {
        try (FrameArena arena = FrameArena.create();
                FrameArena level = FrameArena.create()) {
            TrackingAllocator scratch = scratch(arena);
            TrackingAllocator loaded = scratch(level);
            int[] tick = {0};
            run(
                    3 * TICKS,
                    () -> {
                        // More every tick, but freed: only the count of resets tells.
                        scratch.freeAll();
                        SampleReport.alloc(scratch, ++tick[0], SampleReport.frame("sort", 2));
                        if (tick[0] < 100) {
                            SampleReport.alloc(loaded, 100, SampleReport.frame("load", 2));
                        }
                    });
            assertEquals(List.of(), Advisors.now());
            scratch.freeAll();
            loaded.freeAll();
        }
    }

    @Test
    void shouldNameAnArenaThatIsWatchedWithoutTracking() {
        try (FrameArena arena = FrameArena.builder().name("particles").build()) {
            Advisors.watch(arena);
            run(TICKS, () -> arena.alloc(16));
            Advice advice = only(AdviceKind.CLIMBING_SCRATCH);
            assertTrue(advice.allocator().contains("particles"), advice::text);
            assertEquals(16L * (TICKS - 1), advice.bytes());
            arena.freeAll();
            run(1, () -> {});
            assertEquals(List.of(), Advisors.now());
        }
    }

    // Short-lived blocks

    @Test
    void shouldNameAPlaceWhoseBlocksNeverOutliveTheirTick() {
        run(
                TICKS,
                () -> {
                    long a = alloc("path", 96);
                    long b = alloc("path", 4);
                    assets.free(a, 96);
                    assets.free(b, 4);
                });
        Advice advice = only(AdviceKind.SHORT_LIVED);
        assertEquals("game.Level.path(Level.java:42)", advice.place().line());
        assertEquals(100L * TICKS, advice.bytes());
        assertTrue(advice.text().contains("1400 blocks with 70000 bytes"), advice::text);
        assertTrue(advice.text().contains("in 700 different ticks"), advice::text);
        assertTrue(LeakReport.now().isClean(), "advice is no leak");
    }

    @Test
    void shouldSayNothingOfAPlaceOfWhichOneBlockOutlivedItsTick() {
        long[] kept = {alloc("path", 8)};
        run(
                TICKS,
                () -> {
                    assets.free(alloc("path", 96), 96);
                    if (Ticks.now() == 5) {
                        assets.free(kept[0], 8);
                    }
                });
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingOfAPlaceOfWhichABlockIsLive() {
        alloc("path", 8);
        run(TICKS, () -> assets.free(alloc("path", 96), 96));
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingOfBlocksThatLivedOnThroughAResize() {
        long[] block = {alloc("grow", 16)};
        run(
                TICKS,
                () -> {
                    CallSites.enter(Places.site(SampleReport.frame("grow", 42)));
                    block[0] = assets.resize(block[0], 16, 32, 8);
                    CallSites.leave();
                    assets.free(block[0], 32);
                    block[0] = alloc("grow", 16);
                });
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingOfAPlaceThatIsSeldomUsed() {
        run(
                TICKS,
                () -> {
                    if (Ticks.now() % 100 == 0) {
                        assets.free(alloc("path", 96), 96);
                    }
                });
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingInAProgramWithoutTicks() {
        for (int i = 0; i < 10_000; i++) {
            assets.free(alloc("path", 96), 96);
        }
        assertEquals(List.of(), Advisors.now());
    }

    // Places that grow

    @Test
    void shouldNameAPlaceWhoseLiveBytesOnlyGrow() {
        run(
                1000,
                () -> {
                    if (Ticks.now() % 10 == 0) {
                        alloc("remember", 50);
                    }
                });
        Advice advice = only(AdviceKind.ONLY_GROWS);
        assertEquals("game.Level.remember(Level.java:42)", advice.place().line());
        assertTrue(advice.bytes() > 3000 && advice.bytes() <= 5000, advice::text);
        assertTrue(advice.text().contains("assets: only grows: what game.Level"), advice::text);
        var json = JsonParser.parseString(LeakReport.now().json()).getAsJsonObject();
        var written = json.getAsJsonArray("advice").get(0).getAsJsonObject();
        assertEquals("ONLY_GROWS", written.get("kind").getAsString());
        assertEquals(advice.bytes(), written.get("bytes").getAsLong());
        assertEquals(advice.evidence(), written.get("evidence").getAsString());
        assertEquals(1, written.getAsJsonArray("frames").size());
    }

    @Test
    void shouldSayNothingOfAQueueThatComesAndGoes() {
        ArrayDeque<Long> queue = new ArrayDeque<>();
        run(
                2000,
                () -> {
                    queue.add(alloc("send", 50));
                    if (Ticks.now() % 300 == 0) {
                        while (!queue.isEmpty()) {
                            assets.free(queue.remove(), 50);
                        }
                    }
                });
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingOfALevelThatWasLoadedSlowly() {
        run(
                3000,
                () -> {
                    if (Ticks.now() < 1000) {
                        alloc("load", 50);
                    }
                });
        assertEquals(List.of(), Advisors.now());
    }

    @Test
    void shouldSayNothingOfWhatIsImmortal() {
        ImmortalRules.use(ImmortalRules.parse("game.Level.intern"));
        run(
                1000,
                () -> {
                    alloc("intern", 50);
                    assets.immortal(alloc("cache", 50));
                });
        assertEquals(List.of(), Advisors.now());
    }

    // All of them

    @Test
    void shouldWaitAsLongAsItIsTold() {
        Advisors.over(20);
        run(19, () -> assets.free(alloc("path", 96), 96));
        assertEquals(List.of(), Advisors.now());
        run(2, () -> assets.free(alloc("path", 96), 96));
        only(AdviceKind.SHORT_LIVED);
        assertThrows(IllegalArgumentException.class, () -> Advisors.over(0));
    }

    @Test
    void shouldLookWithoutGarbage() {
        for (int i = 0; i < 1000; i++) {
            alloc("load", 16);
        }
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        Ticks.advance();
                        Advisors.tick();
                    }
                });
    }

    @Test
    void shouldKeepThePeaksOfALongRunInFewSamples() {
        History history = new History();
        for (int i = 0; i < 100_000; i++) {
            history.add(i, 10L * i, i == 54_321 ? 1_000_000 : i % 100);
            if (i == 99) {
                assertEquals(100, history.samples().size(), "as long as there is room, all");
            }
        }
        List<Sample> samples = history.samples();
        assertTrue(samples.size() > History.MOST / 2 && samples.size() <= History.MOST);
        assertEquals(99_999, samples.getLast().tick());
        assertEquals(999_990, samples.getLast().millis());
        Sample peak = samples.stream().filter(each -> each.bytes() == 1_000_000).findAny().get();
        assertTrue(Math.abs(peak.tick() - 54_321) < 500, peak::toString);
        for (int i = 1; i < samples.size(); i++) {
            assertTrue(samples.get(i).tick() > samples.get(i - 1).tick());
        }
    }
}
