package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.GeneralAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Opens the page in a real browser and looks at what its script has made of the data. */
class HtmlReportTest {

    private final TrackingAllocator assets = SampleReport.tracker("assets");

    @TempDir Path folder;

    @AfterEach
    void reset() {
        SampleReport.reset();
    }

    private String open(LeakReport report) throws IOException, InterruptedException {
        Browser browser = Browser.findOrSkip(folder);
        Path page = folder.resolve("report.html");
        Files.writeString(page, report.html());
        String dom = browser.open(page);
        // The script element with the data is as it was; what counts is what was made of it.
        return dom.replaceFirst("(?s)<script type=\"application/json\".*?</script>", "")
                .replaceFirst("(?s)<script>.*?</script>", "");
    }

    private static long count(String dom, String regex) {
        return Pattern.compile(regex).matcher(dom).results().count();
    }

    @Test
    void shouldFillTableFlameGraphAndPlotFromThousandsOfBlocks() throws Exception {
        SampleReport.fill(assets, 3000);
        String dom = open(LeakReport.of(assets));
        assertEquals(2, count(dom, "<tr class=\"finding\">"));
        assertEquals(198, count(dom, "<tr class=\"leak\">"), "the rest is behind a button");
        assertTrue(dom.contains("Show more of the other 2,8"), dom);
        assertTrue(dom.contains("double free"));
        assertTrue(dom.contains("game.Level.read"));
        assertEquals(1, count(dom, "<tr class=\"immortal\">"));
        assertTrue(count(dom, "<button type=\"button\" title=\"game\\.") > 100, dom);
        assertEquals(1, count(dom, "<polyline"));
    }

    @Test
    void shouldSayWhereALineIsFreedMostlyWhoseFreeWasNotWalked() throws Exception {
        TrackingAllocator tracker =
                TrackingAllocator.builder(GeneralAllocator.shared())
                        .policy(BadFreePolicy.RECORD)
                        .freeTraces(FreeTraces.SOME)
                        .build();
        for (int i = 0; i <= WalkedFrees.FIRST; i++) {
            long address = tracker.alloc(8);
            tracker.free(address, 8);
            if (i == WalkedFrees.FIRST) {
                tracker.free(address, 8);
            }
        }
        String dom = open(LeakReport.of(tracker));
        assertEquals(1, count(dom, "the stack of this free was not walked"), dom);
        assertEquals(1, count(dom, "last seen freed at " + getClass().getName()), dom);
        assertEquals(1, count(dom, "-Dmayfly.freetraces=every"), dom);
    }

    @Test
    void shouldShowStrangeNamesAsText() throws Exception {
        TrackingAllocator strange = SampleReport.tracker(SampleReport.STRANGE);
        SampleReport.alloc(
                strange, 8, new StackTraceElement("game.X", SampleReport.STRANGE, "X.java", 1));
        String dom = open(LeakReport.of(strange));
        assertEquals(1, count(dom, "<tr class=\"leak\">"));
        assertTrue(
                dom.contains("game.X.&lt;/script&gt;&lt;!--&lt;script&gt;\"quoted\" 'single' \\"),
                dom);
        assertTrue(dom.contains("é 😀"), dom);
        assertTrue(dom.contains("@DATA@(X.java:1)"), dom);
        assertFalse(dom.contains("<!--"), dom);
    }

    @Test
    void shouldSayThatThereIsNothingInAnEmptyReport() throws Exception {
        String dom = open(LeakReport.of());
        assertTrue(dom.contains("No leaks, no incorrect frees."), dom);
        assertTrue(dom.contains("Nothing is live."), dom);
        assertTrue(dom.contains("There are none."), dom);
        assertEquals(0, count(dom, "<tr class="));
    }

    @Test
    void shouldNotAskTheNetworkForAnything() {
        String page = LeakReport.of(assets).html();
        assertTrue(page.contains("default-src 'none'"));
        assertEquals(0, count(page, "(src|href)=|url\\(|@import|fetch\\(|XMLHttpRequest"));
    }
}
