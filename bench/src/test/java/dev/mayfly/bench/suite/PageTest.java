package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Opens the page in a real browser and looks at what its scripts have made of the data. */
class PageTest {

    @TempDir Path folder;

    private String open(Results results, int width) throws Exception {
        Browser browser = Browser.findOrSkip(folder);
        Path page = folder.resolve("page.html");
        Page.write(results, page);
        return browser.open(page, width)
                .replaceFirst("(?s)<script type=\"application/json\".*?</script>", "")
                .replaceFirst("(?s)<script>.*?</script>", "");
    }

    private static long count(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results().count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void shouldShowEverything(int width) throws Exception {
        Results results = Samples.results(0.5);
        String dom = open(results, width);
        int summary = dom.indexOf("id=\"summary-table\"");
        String table = dom.substring(summary, dom.indexOf("</table>", summary));
        assertEquals(results.summary().size(), count(table, "<th scope=\"row\">"));
        assertTrue(count(table, "class=\"verdict (ahead|equal|behind)\"") >= 3, table);

        // Six bars in scratch, and the three points of the curve with three each in its table.
        assertEquals(6 + 9, count(dom, "<td class=\"bar\">"));
        assertEquals(1, count(dom, "id=\"frame-time\""));
        assertEquals(3 + 4 + 4, count(dom, "<polyline"));
        assertEquals(9, count(dom, "class=\"error\""));
        assertTrue(dom.contains("not zeroed"));
        assertTrue(dom.contains("no rustc on the PATH"));
        assertTrue(dom.contains("The machine was quiet"));
        assertTrue(dom.contains("What this does not show"));
        assertTrue(count(dom, "<li>Your game") == 1);
    }

    @Test
    void shouldShowNamesAsText() throws Exception {
        String dom = open(Samples.results(0.5), 1280);
        assertTrue(dom.contains("A &lt;b&gt;processor&lt;/b&gt;"), dom);
        assertTrue(dom.contains("A JVM &lt;/script&gt;"), dom);
    }

    @Test
    void shouldWarnOfARunThatIsNotWholeOrNotToBeBelieved() throws Exception {
        Results whole = Samples.results(0.5);
        Results results =
                new Results(
                        whole.schema(),
                        whole.mode(),
                        "scratch",
                        whole.started(),
                        whole.seconds(),
                        "it was stopped before its end",
                        List.of("ways did not do the same work"),
                        whole.facts(),
                        whole.noise(),
                        whole.summary(),
                        whole.comparisons(),
                        whole.frames(),
                        whole.notRun());
        String dom = open(results, 1280);
        assertTrue(dom.contains("Do not believe this run."), dom);
        assertTrue(dom.contains("ways did not do the same work"), dom);
        assertTrue(dom.contains("it was stopped before its end"), dom);
        assertTrue(dom.contains("only what matches “scratch”"), dom);
    }

    @Test
    void shouldShowARunWithoutAnyFigure() throws Exception {
        Results whole = Samples.results(0.5);
        Results results =
                new Results(
                        whole.schema(),
                        whole.mode(),
                        null,
                        whole.started(),
                        1,
                        "it was stopped before its end",
                        List.of(),
                        whole.facts(),
                        Noise.of(List.of(), null, null),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        String dom = open(results, 390);
        assertTrue(dom.contains("Nothing was measured."), dom);
        assertTrue(dom.contains("Nothing that was asked for is missing."), dom);
        assertFalse(dom.contains("id=\"frame-time\""), dom);
    }

    @Test
    void shouldNotAskTheNetworkForAnything() throws Exception {
        String page = Page.html(Samples.results(0.5));
        assertTrue(page.contains("default-src 'none'"));
        assertEquals(0, count(page, "(src|href)=\"http|url\\(|@import|fetch\\(|XMLHttpRequest"));
        assertEquals(0, count(page, "@[A-Z]+@"));
    }

    @Test
    void shouldBeTheSameForTheSameResults() throws Exception {
        assertEquals(Page.html(Samples.results(0.5)), Page.html(Samples.results(0.5)));
        Path page = folder.resolve("index.html");
        Page.write(Samples.results(0.5), page);
        assertEquals(Page.html(Samples.results(0.5)), Files.readString(page));
    }
}
