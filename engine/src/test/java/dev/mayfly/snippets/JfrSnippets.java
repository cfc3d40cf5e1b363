package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;

import jdk.jfr.Recording;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the Javadoc of {@code dev.mayfly.jfr} shows, compiled and run. */
class JfrSnippets {

    @Test
    void record(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("game.jfr");
        // @start region="record"
        try (Recording recording = new Recording()) {
            recording.enable("dev.mayfly.Allocation"); // off by default
            recording.start();
            play();
            recording.dump(file); // or all of it on the command line: -XX:StartFlightRecording
        }
        // @end
        assertTrue(Files.size(file) > 0);
    }

    private static void play() {
        Game game =
                new Game() {
                    @Override
                    public void start(GameLoop loop) {}

                    @Override
                    public void tick(long tick) {}

                    @Override
                    public void close() {}
                };
        GameLoop.builder(game).headless(true).maxTicks(3).build().run();
    }
}
