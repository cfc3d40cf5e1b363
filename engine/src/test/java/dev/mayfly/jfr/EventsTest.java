package dev.mayfly.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.debug.Tag;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.LoopClock;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Records what memory does and reads it back. */
class EventsTest {

    @TempDir private Path folder;

    private List<RecordedEvent> record(String event, Runnable code) throws IOException {
        return record(new Recording(), event, code);
    }

    private List<RecordedEvent> record(Recording recording, String event, Runnable code)
            throws IOException {
        Path file = folder.resolve("events.jfr");
        try (recording) {
            recording.start();
            code.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getEventType().getName().equals("dev.mayfly." + event))
                .toList();
    }

    private static GameLoop.Builder loop(LongConsumer ticks) {
        Game game =
                new Game() {
                    @Override
                    public void start(GameLoop loop) {}

                    @Override
                    public void tick(long tick) {
                        ticks.accept(tick);
                    }

                    @Override
                    public void close() {}
                };
        return GameLoop.builder(game).maxTicks(3);
    }

    private static TrackingAllocator tracker(String name) {
        return TrackingAllocator.builder(GeneralAllocator.shared())
                .name(name)
                .tracing(Tracing.CALL_SITE)
                .build();
    }

    @Test
    void shouldTellOfEveryTickWithItsScratch() throws IOException {
        List<RecordedEvent> frames =
                record(
                        "Frame",
                        () ->
                                loop(tick -> Context.current().tempAllocator().alloc(100 * tick))
                                        .headless(true)
                                        .build()
                                        .run());
        assertEquals(
                List.of("start", "tick", "tick", "tick"),
                frames.stream().map(each -> each.getString("phase")).toList());
        for (int tick = 0; tick < 3; tick++) {
            RecordedEvent frame = frames.get(tick + 1);
            assertEquals(tick, frame.getLong("tick"));
            assertEquals(100 * tick, frame.getLong("scratchBytes"));
            RecordedEvent before = frames.get(tick);
            assertTrue(!frame.getStartTime().isBefore(before.getEndTime()), frame::toString);
        }
    }

    @Test
    void shouldTellOfEveryPicture() throws IOException {
        long[] now = new long[1];
        LoopClock clock =
                new LoopClock() {
                    @Override
                    public long nanoTime() {
                        return now[0];
                    }

                    @Override
                    public void sleep(long nanos) {
                        now[0] += nanos;
                    }
                };
        List<RecordedEvent> frames =
                record("Frame", () -> loop(_ -> {}).clock(clock).build().run());
        assertTrue(frames.stream().anyMatch(each -> each.getString("phase").equals("render")));
    }

    @Test
    void shouldTellNothingOfATickThatWasUnderWayWhenRecordingBegan() throws IOException {
        Recording recording = new Recording();
        Path file = folder.resolve("half.jfr");
        loop(tick -> {
                    if (tick == 1) {
                        recording.start();
                    }
                })
                .headless(true)
                .build()
                .run();
        try (recording) {
            recording.stop();
            recording.dump(file);
        }
        List<Long> ticks =
                RecordingFile.readAllEvents(file).stream()
                        .filter(each -> each.getEventType().getName().equals("dev.mayfly.Frame"))
                        .map(each -> each.getLong("tick"))
                        .toList();
        assertEquals(List.of(2L), ticks);
    }

    @Test
    void shouldTellOfGrowth() throws IOException {
        List<RecordedEvent> growths =
                record(
                        "Growth",
                        () -> {
                            try (FrameArena arena = FrameArena.builder().name("growing").build()) {
                                arena.alloc(1 << 20, 8);
                                arena.alloc(8, 8);
                                arena.alloc(4 << 20, 8);
                            }
                        });
        List<RecordedEvent> ours =
                growths.stream()
                        .filter(each -> each.getString("allocator").contains("\"growing\""))
                        .toList();
        long committed = 0;
        for (RecordedEvent each : ours) {
            assertTrue(each.getLong("bytes") > 0);
            committed += each.getLong("bytes");
            assertEquals(committed, each.getLong("committed"));
        }
        assertTrue(committed >= 5 << 20, ours::toString);
    }

    @Test
    void shouldTellOfAllocationsOnlyWhenAsked() throws IOException {
        try (TrackingAllocator assets = tracker("assets");
                Recording asked = new Recording()) {
            Runnable allocate =
                    () -> {
                        try (var _ = Tag.of("textures").use()) {
                            assets.free(assets.alloc(96), 96);
                        }
                    };
            assertEquals(List.of(), record("Allocation", allocate));
            asked.enable("dev.mayfly.Allocation");
            List<RecordedEvent> allocations = record(asked, "Allocation", allocate);
            assertEquals(1, allocations.size());
            RecordedEvent allocation = allocations.getFirst();
            assertEquals("assets", allocation.getString("allocator"));
            assertEquals(96, allocation.getLong("bytes"));
            assertTrue(allocation.getString("tag").contains("textures"));
            assertTrue(allocation.getLong("address") != 0);
            assertTrue(
                    allocation.getStackTrace().getFrames().stream()
                            .anyMatch(
                                    frame ->
                                            frame.getMethod()
                                                    .getType()
                                                    .getName()
                                                    .contains("EventsTest")));
        }
    }

    @Test
    void shouldTellOfFindings() throws IOException {
        try (TrackingAllocator assets = tracker("assets")) {
            long address = assets.alloc(96);
            assets.free(address, 96);
            List<RecordedEvent> findings =
                    record(
                            "Finding",
                            () ->
                                    assertThrows(
                                            MemoryException.class, () -> assets.free(address, 96)));
            assertEquals(1, findings.size());
            RecordedEvent finding = findings.getFirst();
            assertEquals("assets", finding.getString("allocator"));
            assertEquals("double free", finding.getString("kind"));
            assertEquals(address, finding.getLong("address"));
            assertEquals(assets.findings().getFirst().text(), finding.getString("text"));
        }
    }

    @Test
    void shouldTellOfFreeAll() throws IOException {
        try (FrameArena arena = FrameArena.create();
                TrackingAllocator level = TrackingAllocator.builder(arena).name("level").build()) {
            level.alloc(96);
            level.alloc(4);
            List<RecordedEvent> events = record("FreeAll", level::freeAll);
            RecordedEvent event =
                    events.stream()
                            .filter(each -> each.getString("allocator").equals("level"))
                            .findFirst()
                            .orElseThrow();
            assertEquals(100, event.getLong("bytes"));
        }
    }

    @Test
    void shouldMakeNoGarbageWhereNobodyRecords() {
        FrameEvent frame = new FrameEvent();
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        frame.start();
                        GrowthEvent.happened("arena", 1, i);
                        FreeAllEvent.happened("arena", i);
                        AllocationEvent.happened("assets", i, i, "tag", i);
                        FindingEvent.happened("assets", "double free", i, "text");
                        frame.stop("tick", i, i);
                    }
                });
    }
}
