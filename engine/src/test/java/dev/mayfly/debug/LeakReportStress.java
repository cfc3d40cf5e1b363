package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Reports of very many blocks: {@code mvn -Pstress verify}. */
class LeakReportStress {

    private static final int BLOCKS = 10_000_000;
    private static final int PLACES = 5000;
    private static final int MOST_SECONDS = 10;
    private static final int MOST_BYTES_A_BLOCK = 96;

    @Test
    void shouldReportTenMillionBlocksInTimeAndLoseNone(@TempDir Path folder) throws IOException {
        Tag[] tags = {Tag.of("stress-a"), Tag.of("stress-b"), Tag.of("stress-c")};
        int[] places = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = Places.site(SampleReport.frame("load" + i, i + 1));
        }
        Random random = new Random(1);
        try (FrameArena arena = FrameArena.builder().reserve(1L << 30).build()) {
            TrackingAllocator tracker =
                    TrackingAllocator.builder(arena)
                            .name("stress")
                            .tracing(Tracing.CALL_SITE)
                            .guards(false)
                            .build();
            for (int i = 0; i < BLOCKS; i++) {
                CallSites.enter(places[random.nextInt(PLACES)]);
                try (var _ = tags[i % tags.length].use()) {
                    tracker.allocNonZeroed(16, 8);
                }
            }
            CallSites.leave();
            long before = System.nanoTime();
            LeakReport.of(tracker).write(folder);
            double seconds = (System.nanoTime() - before) / 1e9;
            long each = tracker.recordBytes() / BLOCKS;
            System.out.printf(
                    "%d blocks at %d places: %.2f s, %d bytes of records a block%n",
                    BLOCKS, PLACES, seconds, each);
            assertTrue(each <= MOST_BYTES_A_BLOCK, () -> each + " bytes a block");
            assertTrue(seconds <= MOST_SECONDS, () -> seconds + " s");
            assertWhole(folder);
            tracker.freeAll();
        } finally {
            SampleReport.reset();
        }
    }

    private static void assertWhole(Path folder) throws IOException {
        JsonObject json =
                JsonParser.parseString(Files.readString(folder.resolve("mayfly-report.json")))
                        .getAsJsonObject();
        assertEquals(BLOCKS, json.get("leakBlocks").getAsLong());
        assertEquals(16L * BLOCKS, json.get("leakBytes").getAsLong());
        long blocks = 0;
        for (var group :
                json.getAsJsonArray("allocators")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("leaks")) {
            blocks += group.getAsJsonObject().get("blocks").getAsLong();
        }
        assertEquals(BLOCKS, blocks);
        long bytes =
                Files.readString(folder.resolve("mayfly-report.collapsed"))
                        .lines()
                        .mapToLong(
                                line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
        assertEquals(16L * BLOCKS, bytes);
        assertTrue(Files.size(folder.resolve("mayfly-report.html")) > 0);
        assertTrue(
                Files.readString(folder.resolve("mayfly-report.txt"))
                        .contains("=== " + BLOCKS + " allocations not freed: ==="));
    }
}
