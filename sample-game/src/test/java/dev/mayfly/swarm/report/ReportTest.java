package dev.mayfly.swarm.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopStatistics;
import dev.mayfly.swarm.InputSource;
import dev.mayfly.swarm.Simulation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ReportTest {

    private static final Report REPORT =
            new Report(
                    42,
                    20_000,
                    10_600,
                    600,
                    "00000000deadbeef",
                    12_345,
                    3,
                    new Report.TickNanos(3_812_345, 5_000_000, 7_250_000, 9_999_999),
                    0.0,
                    0,
                    new Report.Scratch(2_000_000, 3_000_000),
                    new Report.Persistent(1_048_576));

    @TempDir Path folder;

    @Test
    void shouldWriteEveryMeasurementAsJson() throws IOException {
        Path file = folder.resolve("report.json");
        REPORT.write(file);
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(42, json.get("seed").getAsLong());
        assertEquals(20_000, json.get("enemies").getAsInt());
        assertEquals(10_600, json.get("ticks").getAsLong());
        assertEquals(600, json.get("warmupTicks").getAsLong());
        assertEquals("00000000deadbeef", json.get("checksum").getAsString());
        assertEquals(12_345, json.get("score").getAsInt());
        assertEquals(3, json.get("wave").getAsInt());
        JsonObject nanos = json.getAsJsonObject("tickNanos");
        assertEquals(3_812_345, nanos.get("p50").getAsLong());
        assertEquals(5_000_000, nanos.get("p99").getAsLong());
        assertEquals(7_250_000, nanos.get("p999").getAsLong());
        assertEquals(9_999_999, nanos.get("max").getAsLong());
        assertEquals(0.0, json.get("javaHeapBytesPerTick").getAsDouble());
        assertEquals(0, json.get("gcCount").getAsLong());
        assertEquals(2_000_000, json.getAsJsonObject("scratch").get("peakBytes").getAsLong());
        assertEquals(3_000_000, json.getAsJsonObject("scratch").get("committedBytes").getAsLong());
        assertEquals(1_048_576, json.getAsJsonObject("persistent").get("bytes").getAsLong());
    }

    @Test
    void shouldSumUpInAlignedLines() {
        String summary = REPORT.summary();
        assertTrue(summary.contains("checksum    00000000deadbeef\n"), summary);
        assertTrue(summary.contains("p50 3.812 ms"), summary);
        assertTrue(
                summary.contains("Java heap   0 bytes a tick, 0 garbage collections\n"), summary);
        assertTrue(summary.contains("persistent  1,024 KiB\n"), summary);
        summary.lines().forEach(line -> assertFalse(line.substring(0, 11).isBlank(), line));
        summary.lines().forEach(line -> assertEquals(' ', line.charAt(11), line));
    }

    @Test
    void shouldMeasureARun() {
        LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);
        try (FrameArena scratch = FrameArena.create()) {
            Simulation simulation = new Simulation(9, 50, InputSource.NONE, null, true);
            LoopStatistics statistics =
                    GameLoop.builder(simulation)
                            .headless(true)
                            .maxTicks(30)
                            .warmupTicks(10)
                            .scratch(scratch)
                            .allocator(persistent)
                            .build()
                            .run();
            Report report = Report.of(simulation.outcome(), statistics, scratch, persistent, 2);
            assertEquals(9, report.seed());
            assertEquals(50, report.enemies());
            assertEquals(30, report.ticks());
            assertEquals(10, report.warmupTicks());
            assertEquals(16, report.checksum().length());
            assertEquals(2, report.gcCount());
            assertEquals(scratch.peak(), report.scratch().peakBytes());
            assertTrue(report.scratch().peakBytes() > 0);
            assertTrue(report.persistent().bytes() > 0);
            assertTrue(report.tickNanos().p50() > 0);
            assertTrue(report.tickNanos().max() >= report.tickNanos().p999());
        }
    }
}
