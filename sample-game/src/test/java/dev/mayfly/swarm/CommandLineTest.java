package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class CommandLineTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --bogus                       | --bogus
                    sideways                      | sideways
                    --ticks                       | --ticks
                    --ticks abc                   | 'abc' is not a whole number
                    --ticks 1e9                   | '1e9' is not a whole number
                    --ticks -1                    | --ticks is -1
                    --ticks 99999999999999999999  | too large
                    --ticks 5 --ticks 6           | --ticks
                    --seed 0x7                    | '0x7' is not a whole number
                    --enemies -5                  | --enemies is -5
                    --enemies 2000000000          | --enemies is 2000000000
                    --workers 0                   | --workers is 0
                    --workers 65                  | --workers is 65
                    --width 10                    | --width is 10
                    --height 100000               | --height is 100000
                    --headless=maybe              | --headless
                    --headless --no-vsync         | --no-vsync
                    --headless --pipeline         | --pipeline
                    --headless --no-pipeline      | --pipeline
                    --replay a --record b         | --record and --replay
                    --replay a --seed 5           | --seed and --replay
                    --replay a --enemies 5        | --enemies and --replay
                    --record a --report ./a       | the same file
                    --replay a --screenshot a     | the same file
                    """)
    void shouldRefuseAWrongCommandLine(String line, String named) {
        assertComplaint(2, named, Console.run(line.split(" +")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--record", "--report", "--screenshot"})
    void shouldRefuseAFileInAFolderThatIsNotThere(String option) {
        Path file = folder.resolve("none/file");
        assertComplaint(
                1,
                option + " " + file + ": there is no folder",
                Console.run("--headless", "--ticks", "5", option, file.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--record", "--report", "--screenshot"})
    void shouldRefuseAFolderAsFile(String option) {
        assertComplaint(
                1,
                option + " " + folder + ": that is a folder",
                Console.run("--headless", "--ticks", "5", option, folder.toString()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveDevicesAlone() {
        assertComplaint(1, "/dev/null: that is a device", Console.run("--record", "/dev/null"));
    }

    @Test
    void shouldRefuseAFileBelowAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("plain"));
        assertComplaint(
                1,
                "is not a folder",
                Console.run("--headless", "--report", file.resolve("x.json").toString()));
    }

    @Test
    void shouldRefuseAReplayThatIsNotThere() {
        assertComplaint(
                1,
                "missing.swarm",
                Console.run("--headless", "--replay", folder + "/missing.swarm"));
    }

    @Test
    void shouldRefuseAForeignReplay() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear player, ".repeat(20));
        assertComplaint(1, "letter.txt", Console.run("--headless", "--replay", file.toString()));
    }

    @Test
    void shouldRefuseATruncatedReplay() throws IOException {
        Path file = folder.resolve("run.swarm");
        Console.run("--headless", "--ticks", "50", "--record", file.toString());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 8, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertComplaint(1, "run.swarm", Console.run("--headless", "--replay", file.toString()));
        }
    }

    @Test
    void shouldShowItsOptions() {
        Console console = Console.run("--help");
        assertEquals(0, console.status());
        assertEquals("", console.err());
        for (String option :
                new String[] {
                    "--headless",
                    "--ticks",
                    "--seed",
                    "--enemies",
                    "--replay",
                    "--record",
                    "--screenshot",
                    "--report",
                    "--workers",
                    "--[no-]pipeline",
                    "--help"
                }) {
            assertTrue(console.out().contains(option), option);
        }
    }

    @Test
    void shouldShowItsVersion() {
        Console console = Console.run("--version");
        assertEquals(0, console.status());
        assertTrue(console.out().startsWith("Swarm "), console.out());
    }

    @Test
    void shouldEndTheProcessWithTheStatusAndOneLine() {
        assertComplaint(2, "--bogus", new SwarmProcess(folder).run("--bogus"));
        assertComplaint(
                1, "missing.swarm", new SwarmProcess(folder).run("--replay", "missing.swarm"));
    }

    @Test
    void shouldShowWhereItHappenedOnlyWhenAsked() {
        Console console =
                new SwarmProcess(folder).property("swarm.debug", "true").run("--ticks", "x");
        assertEquals(2, console.status());
        assertTrue(console.err().contains("\tat "), console.err());
    }

    static void assertComplaint(int status, String named, Console console) {
        assertEquals(1, console.errorLines().size(), console.err());
        assertTrue(console.err().startsWith("swarm: "), console.err());
        assertTrue(console.err().contains(named), console.err());
        assertEquals("", console.out());
        assertEquals(status, console.status());
    }
}
