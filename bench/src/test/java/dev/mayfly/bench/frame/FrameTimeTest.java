package dev.mayfly.bench.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class FrameTimeTest {

    private static final Set<String> FIELDS =
            Set.of(
                    "kind",
                    "way",
                    "enemies",
                    "ticks",
                    "warmupTicks",
                    "seed",
                    "checksum",
                    "gc",
                    "jvmArgs",
                    "java",
                    "p50Ns",
                    "p99Ns",
                    "p999Ns",
                    "maxNs",
                    "meanNs",
                    "missed",
                    "heapBytes",
                    "heapBytesPerTick",
                    "collections",
                    "collectionMillis",
                    "nativeBytes",
                    "residentBytes",
                    "neighboursPerTick",
                    "contactsPerTick",
                    "elementsPerTick",
                    "timeline",
                    "percentiles");

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @EnumSource
    void shouldWriteOneObjectWithEverything(FrameWay way) throws Exception {
        Path file = folder.resolve("result.json");

        assertEquals(
                0, run("--way " + way.id + " --enemies 200 --ticks 60 --warmup 5 --out " + file));

        assertEquals("", text(out) + text(err));
        JsonObject result = parse(Files.readString(file));
        assertEquals(new TreeSet<>(FIELDS), new TreeSet<>(result.keySet()));
        assertEquals("frame", result.get("kind").getAsString());
        assertEquals(way.id, result.get("way").getAsString());
        assertEquals(200, result.get("enemies").getAsInt());
        assertEquals(60, result.get("ticks").getAsInt());
        assertEquals(5, result.get("warmupTicks").getAsInt());
        assertTrue(result.get("checksum").getAsString().matches("[0-9a-f]{16}"));
        assertEquals(Runtime.version().toString(), result.get("java").getAsString());
        assertTimes(result);
        assertMemory(result, way);
    }

    private static void assertTimes(JsonObject result) {
        long p50 = result.get("p50Ns").getAsLong();
        long p99 = result.get("p99Ns").getAsLong();
        long p999 = result.get("p999Ns").getAsLong();
        long max = result.get("maxNs").getAsLong();
        double mean = result.get("meanNs").getAsDouble();
        assertTrue(0 < p50 && p50 <= p99 && p99 <= p999 && p999 <= max, result::toString);
        assertTrue(0 < mean && mean <= max, result::toString);
        JsonArray percentiles = result.getAsJsonArray("percentiles");
        assertEquals(60, percentiles.size());
        assertEquals(0, percentiles.get(0).getAsJsonArray().get(0).getAsDouble());
        assertEquals(99.99, percentiles.get(59).getAsJsonArray().get(0).getAsDouble(), 1e-9);
        assertEquals(max, percentiles.get(59).getAsJsonArray().get(1).getAsLong());
        JsonArray timeline = result.getAsJsonArray("timeline");
        assertEquals(60, timeline.size());
        assertEquals(59, timeline.get(59).getAsJsonArray().get(0).getAsLong());
    }

    private static void assertMemory(JsonObject result, FrameWay way) {
        long heap = result.get("heapBytes").getAsLong();
        assertEquals(heap / 60.0, result.get("heapBytesPerTick").getAsDouble());
        boolean java = way.id.startsWith("java-");
        assertEquals(!java, result.get("nativeBytes").getAsLong() > 0);
        if (way == FrameWay.OBJECTS) {
            assertTrue(heap > 60 * 200 * 16, "heap " + heap);
        }
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertTrue(result.get("residentBytes").getAsLong() > 1 << 20);
        }
    }

    @Test
    void shouldGiveTheSameChecksumForEveryWayAndWriteItToStandardOutput() {
        Set<String> checksums = new TreeSet<>();
        for (FrameWay way : FrameWay.values()) {
            out.reset();
            assertEquals(
                    0, run("--way " + way.id + " --enemies 50 --ticks 4 --warmup 3 --seed -9"));
            JsonObject result = parse(text(out));
            assertEquals(-9, result.get("seed").getAsLong());
            checksums.add(result.get("checksum").getAsString());
        }
        assertEquals(1, checksums.size(), checksums::toString);
    }

    private static JsonObject parse(String text) {
        assertEquals(1, text.lines().count());
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void shouldListTheWays() {
        assertEquals(0, run("--list"));

        List<String> lines = text(out).lines().toList();
        assertEquals(FrameWay.values().length, lines.size());
        for (FrameWay way : FrameWay.values()) {
            assertEquals(way.id + "\t" + way.description, lines.get(way.ordinal()));
        }
        assertEquals("", text(err));
    }

    @Test
    void shouldExplainItself() {
        assertEquals(0, run("--help"));
        assertTrue(text(out).contains("--enemies N"), text(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --enemies 5                          | --way is missing
                    --way magic                          | --way is magic: it must be one of java-objects
                    --way                                | --way
                    --way mayfly-raw --enemies 0         | --enemies is 0: it must be from 1
                    --way mayfly-raw --enemies 500001    | --enemies is 500001
                    --way mayfly-raw --enemies many      | many
                    --way mayfly-raw --ticks 0           | --ticks is 0
                    --way mayfly-raw --ticks -3          | --ticks is -3
                    --way mayfly-raw --warmup -1         | --warmup is -1
                    --way mayfly-raw --seed x            | --seed
                    --way mayfly-raw --way mayfly-data   | --way
                    --way mayfly-raw --out none/at/all   | --out is none/at/all
                    --way mayfly-raw --out .             | --out is .
                    --way mayfly-raw --fast              | --fast
                    sideways                             | sideways
                    """)
    void shouldRefuseAWrongCommandLineInOneLine(String line, String named) {
        assertEquals(2, run(line));
        assertEquals("", text(out));
        assertEquals(1, text(err).lines().count(), text(err));
        assertTrue(text(err).startsWith("frame-time: ") && text(err).contains(named), text(err));
    }

    @Test
    void shouldKnowTheCollector() {
        assertTrue(
                Set.of("G1", "ZGC", "Parallel", "Serial").contains(Collections.collector()),
                Collections.collector());
    }

    @Test
    void shouldCountCollections() {
        Collections before = Collections.now();
        System.gc();
        assertTrue(Collections.now().since(before).count() > 0);
    }

    private int run(String line) {
        return FrameTime.run(
                line.split(" +"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
