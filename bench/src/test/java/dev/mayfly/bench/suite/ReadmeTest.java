package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ReadmeTest {

    private static final String BEFORE = "# Title\n\ntext\n\n";
    private static final String AFTER = "\n\nmore text\n";

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("README.md");
        Files.writeString(file, BEFORE + Readme.BEGIN + "\nold\n" + Readme.END + AFTER);
    }

    @Test
    void shouldWriteTheTableBetweenTheMarkersAndLeaveTheRest() throws Exception {
        Results results = Samples.results(0.5);
        Readme.update(file, results);
        assertEquals(
                BEFORE + Readme.BEGIN + "\n" + Readme.table(results) + Readme.END + AFTER,
                Files.readString(file));
    }

    @Test
    void shouldBeTheSameWhenItIsDoneTwice() throws Exception {
        Readme.update(file, Samples.results(0.7));
        Readme.update(file, Samples.results(0.5));
        String once = Files.readString(file);
        Readme.update(file, Samples.results(0.5));
        assertEquals(once, Files.readString(file));
    }

    @Test
    void shouldHaveALineForEachRowOfTheSummary() {
        Results results = Samples.results(0.5);
        List<String> table =
                Readme.table(results).lines().filter(line -> line.startsWith("|")).toList();
        assertEquals(2 + results.summary().size(), table.size());
        for (String line : table) {
            assertEquals(7, line.chars().filter(c -> c == '|').count(), line);
        }
        String scratch =
                table.stream()
                        .filter(line -> line.startsWith("| Allocating in scratch |"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(scratch.contains("| 0.50 ns per allocation | "), scratch);
        assertTrue(
                scratch.matches(".*\\| \\*\\*0\\.\\d\\d\\*\\* \\(.*–.*\\) \\| ahead \\|.*"),
                scratch);
    }

    @Test
    void shouldSayWhereTheFiguresComeFrom() {
        String table = Readme.table(Samples.results(0.5));
        assertTrue(table.contains("Short suite, 2026-01-02, A <b>processor</b>"), table);
        assertTrue(table.contains("The machine was quiet"), table);
    }

    @Test
    void shouldNotTouchAFileThatHasNoPlaceForIt() throws Exception {
        for (String text : List.of("", Readme.BEGIN, Readme.END + Readme.BEGIN)) {
            Files.writeString(file, text);
            String message =
                    assertThrows(
                                    UsageException.class,
                                    () -> Readme.update(file, Samples.results(0.5)))
                            .getMessage();
            assertTrue(message.contains("has no place for the table"), message);
            assertEquals(text, Files.readString(file));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "part, , , -Dbench.filter=part chose a part",
        ", stopped, , stopped",
        ", , wrong, wrong",
    })
    void shouldNotTakeARunThatIsNotWholeOrNotToBeBelieved(
            @Nullable String filter,
            @Nullable String partial,
            @Nullable String mistake,
            String reason)
            throws Exception {
        Results whole = Samples.results(0.5);
        Results results =
                new Results(
                        whole.schema(),
                        whole.mode(),
                        filter,
                        whole.started(),
                        whole.seconds(),
                        partial,
                        mistake == null ? List.of() : List.of(mistake),
                        whole.facts(),
                        whole.noise(),
                        whole.summary(),
                        whole.comparisons(),
                        whole.frames(),
                        whole.notRun());
        String before = Files.readString(file);
        String message =
                assertThrows(UsageException.class, () -> Readme.update(file, results)).getMessage();
        assertEquals(file + " stays as it is, only a whole run goes into it: " + reason, message);
        assertEquals(before, Files.readString(file));
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        Path none = folder.resolve("none.md");
        String message =
                assertThrows(UsageException.class, () -> Readme.update(none, Samples.results(0.5)))
                        .getMessage();
        assertEquals(none + " cannot be read: NoSuchFileException", message);
    }
}
