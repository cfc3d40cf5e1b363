package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ResultsFileTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("results.json");
    }

    @Test
    void shouldReadWhatItWrote() throws Exception {
        Results results = Samples.results(0.5);
        ResultsFile.write(results, file);
        assertEquals(results, ResultsFile.read(file));
    }

    @Test
    void shouldKeepEverySample() throws Exception {
        ResultsFile.write(Samples.results(0.5), file);
        Figure figure =
                ResultsFile.read(file)
                        .comparisons()
                        .getFirst()
                        .rows()
                        .getFirst()
                        .figure("FrameArena")
                        .orElseThrow();
        assertEquals(2, figure.runs().size());
        for (Sampled run : figure.runs()) {
            assertEquals(Samples.sampled(0.5), run);
        }
    }

    @Test
    void shouldWriteOverAnOlderFile() throws Exception {
        ResultsFile.write(Samples.results(0.5), file);
        ResultsFile.write(Samples.results(0.7), file);
        assertEquals(Samples.results(0.7), ResultsFile.read(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws Exception {
        assertSays("there is no such file");
        Files.writeString(file, "{\"schema\": 1, ");
        assertSays("is no results.json of the suite");
        Files.writeString(file, "[]");
        assertSays("it is no JSON object");
        Files.writeString(file, "{}");
        assertSays("its schema is null, and this suite reads 1");
        Files.writeString(file, "{\"schema\": 99}");
        assertSays("its schema is 99, and this suite reads 1");
        Files.writeString(file, "{\"schema\": {}}");
        assertSays("is no results.json of the suite");
        Files.writeString(file, "{\"schema\": 1, \"mode\": \"short\"}");
        assertSays("it has no \"started\"");
    }

    private void assertSays(String words) throws IOException {
        String message =
                assertThrows(UsageException.class, () -> ResultsFile.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(words), message);
        assertEquals(1, message.lines().count(), message);
    }
}
