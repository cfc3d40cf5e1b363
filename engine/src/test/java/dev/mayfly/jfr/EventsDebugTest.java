package dev.mayfly.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What only debug builds tell. */
class EventsDebugTest {

    @Test
    void shouldTellOfFreeAllOfEveryArena(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("events.jfr");
        try (FrameArena arena = FrameArena.builder().name("level").build();
                Recording recording = new Recording()) {
            recording.start();
            arena.alloc(96, 8);
            arena.freeAll();
            arena.freeAll();
            recording.stop();
            recording.dump(file);
        }
        List<Long> bytes =
                RecordingFile.readAllEvents(file).stream()
                        .filter(each -> each.getEventType().getName().equals("dev.mayfly.FreeAll"))
                        .filter(each -> each.getString("allocator").contains("\"level\""))
                        .map(each -> each.getLong("bytes"))
                        .toList();
        assertEquals(List.of(96L, 0L), bytes);
    }
}
