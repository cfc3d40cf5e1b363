package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

class ReportWritersTest {

    private final TrackingAllocator assets = SampleReport.tracker("assets");

    @AfterEach
    void reset() {
        SampleReport.reset();
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void shouldWriteEveryGroupFindingAndTotalAsJson() {
        SampleReport.fill(assets, 2000);
        LeakReport report = LeakReport.of(assets);
        JsonObject json = parse(report.json());
        assertEquals(1, json.get("format").getAsInt());
        assertEquals(report.tick(), json.get("tick").getAsLong());
        assertEquals(report.leakBytes(), json.get("leakBytes").getAsLong());
        assertEquals(2000, json.get("leakBlocks").getAsLong());
        assertEquals(2, json.get("findings").getAsLong());
        assertFalse(json.get("clean").getAsBoolean());
        JsonObject part = json.getAsJsonArray("allocators").get(0).getAsJsonObject();
        assertEquals("assets", part.get("name").getAsString());
        assertEquals(report.leakBytes(), sum(part.getAsJsonArray("leaks"), "bytes"));
        assertEquals(2000, sum(part.getAsJsonArray("leaks"), "blocks"));
        assertEquals(4096, sum(part.getAsJsonArray("immortal"), "bytes"));
        Totals totals = assets.totals();
        JsonObject books = part.getAsJsonObject("totals");
        assertEquals(totals.liveBytes(), books.get("liveBytes").getAsLong());
        assertEquals(totals.liveCount(), books.get("liveBlocks").getAsLong());
        assertEquals(totals.peakBytes(), books.get("peakBytes").getAsLong());
        assertEquals(totals.allocatedBytes(), books.get("allocatedBytes").getAsLong());
        assertEquals(totals.allocatedCount(), books.get("allocatedBlocks").getAsLong());
        assertEquals(64, books.get("freedBytes").getAsLong());
        assertEquals(1, books.get("freedBlocks").getAsLong());
        assertEquals(assets.observation().samples().size(), part.getAsJsonArray("samples").size());
    }

    private static long sum(JsonArray groups, String member) {
        long sum = 0;
        for (var group : groups) {
            sum += group.getAsJsonObject().get(member).getAsLong();
        }
        return sum;
    }

    @Test
    void shouldWriteTheWholeHistoryOfAFindingAsJson() {
        Ticks.set(3);
        long address = SampleReport.alloc(assets, 40, SampleReport.frame("load", 42));
        Ticks.set(4);
        assets.free(address, 40);
        Ticks.set(5);
        assets.free(address, 40);
        JsonObject part =
                parse(LeakReport.of(assets).json())
                        .getAsJsonArray("allocators")
                        .get(0)
                        .getAsJsonObject();
        JsonObject finding = part.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertEquals("DOUBLE_FREE", finding.get("kind").getAsString());
        assertEquals("0x" + Long.toHexString(address), finding.get("address").getAsString());
        assertEquals(5, finding.getAsJsonObject("found").get("tick").getAsLong());
        JsonObject block = finding.getAsJsonObject("block");
        assertEquals(40, block.get("bytes").getAsLong());
        assertEquals(4, block.getAsJsonObject("freed").get("tick").getAsLong());
        JsonObject allocated = block.getAsJsonObject("allocated");
        assertEquals(3, allocated.get("tick").getAsLong());
        assertEquals(Thread.currentThread().getName(), allocated.get("thread").getAsString());
        assertEquals(
                "game.Level.load(Level.java:42)",
                allocated.getAsJsonArray("frames").get(0).getAsString());
    }

    @Test
    void shouldWriteStrangeNamesSoThatAReaderGetsThemBack() {
        TrackingAllocator strange = SampleReport.tracker(SampleReport.STRANGE);
        SampleReport.alloc(
                strange, 8, new StackTraceElement("game.X", SampleReport.STRANGE, "X.java", 1));
        String json = LeakReport.of(strange).json();
        assertFalse(json.contains("<"), json);
        assertFalse(json.contains("\u2028"), json);
        JsonObject part = parse(json).getAsJsonArray("allocators").get(0).getAsJsonObject();
        assertEquals(SampleReport.STRANGE, part.get("name").getAsString());
        assertEquals(
                "game.X." + SampleReport.STRANGE + "(X.java:1)",
                part.getAsJsonArray("leaks")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("frames")
                        .get(0)
                        .getAsString());
    }

    @Test
    void shouldEscapeEveryCharacterThatJsonOrMarkupReads() throws IOException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c + "b";
            StringWriter out = new StringWriter();
            new Json(out).beginObject().member("x", text).endObject();
            assertEquals(text, parse(out.toString()).get("x").getAsString());
            assertTrue(
                    out.toString().chars().allMatch(each -> each >= ' ' && each != '<'),
                    out.toString());
        }
    }

    @Test
    void shouldWriteAnEmptyReport() {
        LeakReport report = LeakReport.of(assets);
        JsonObject json = parse(report.json());
        assertTrue(json.get("clean").getAsBoolean());
        assertEquals(0, json.getAsJsonArray("advice").size());
        assertEquals("", report.collapsed());
        assertEquals(0, parse(LeakReport.of().json()).getAsJsonArray("allocators").size());
    }

    @Test
    void shouldWriteStacksTheOutermostFrameFirst() {
        StackTraceElement main = new StackTraceElement("game.Main", "main", "Main.java", 7);
        SampleReport.alloc(assets, 96, SampleReport.frame("load", 42), main);
        SampleReport.alloc(assets, 4, SampleReport.frame("load", 42), main);
        try (var _ = Tag.of("audio").use()) {
            SampleReport.alloc(assets, 100, SampleReport.frame("load", 42), main);
        }
        assets.immortal(SampleReport.alloc(assets, 8, main));
        CallSites.enter(0);
        assets.alloc(3);
        assertEquals(
                Set.of(
                        "game.Main.main(Main.java:7);game.Level.load(Level.java:42) 200",
                        "game.Main.main(Main.java:7) 8",
                        "a place that was not recorded 3"),
                LeakReport.of(assets).collapsed().lines().collect(Collectors.toSet()));
    }

    @Test
    void shouldKeepAStackOnOneLineWhateverItsFramesAreCalled() {
        SampleReport.alloc(assets, 8, new StackTraceElement("game.X", "a;b\nc\r1 2", "X.java", 1));
        assertEquals("game.X.a:b c 1 2(X.java:1) 8\n", LeakReport.of(assets).collapsed());
    }

    @Test
    void shouldWriteAllFormsIntoAFolder(@TempDir Path folder) throws IOException {
        SampleReport.fill(assets, 100);
        LeakReport report = LeakReport.of(assets);
        Path made = folder.resolve("a/b");
        report.write(made);
        assertEquals(report.text(), Files.readString(made.resolve("mayfly-report.txt")));
        assertEquals(report.json(), Files.readString(made.resolve("mayfly-report.json")));
        assertEquals(report.collapsed(), Files.readString(made.resolve("mayfly-report.collapsed")));
        assertEquals(report.html(), Files.readString(made.resolve("mayfly-report.html")));
        assertTrue(report.html().contains(report.json()));
    }

    @Test
    void shouldWriteFilesWhateverPlacesAreCalled(@TempDir Path folder) throws IOException {
        TrackingAllocator strange = SampleReport.tracker(SampleReport.STRANGE);
        SampleReport.alloc(
                strange, 8, new StackTraceElement("game.X", SampleReport.STRANGE, "X.java", 1));
        LeakReport report = LeakReport.of(strange);
        report.write(folder);
        assertEquals(report.json(), Files.readString(folder.resolve("mayfly-report.json")));
        assertTrue(Files.readString(folder.resolve("mayfly-report.txt")).contains("😀"));
        assertTrue(Files.readString(folder.resolve("mayfly-report.collapsed")).contains("😀"));
    }
}
