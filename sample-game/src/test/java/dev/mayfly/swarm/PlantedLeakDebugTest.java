package dev.mayfly.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The game on the engine's debug build: it says that nothing leaked, or what. */
class PlantedLeakDebugTest {

    private static final Path SOURCE =
            Path.of("src/main/java/dev/mayfly/swarm/LeakingGame.java").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void shouldEndWithNoLeaksUnderTwentyThousandEnemies() {
        Console console = play("--headless", "--ticks", "120", "--enemies", "20000");
        assertEquals(0, console.status(), console.err());
        assertEquals("no leaks, no incorrect frees\n", console.err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReportOnceTheRunHasEndedWhenToldToEnd() {
        Console console =
                new SwarmProcess(folder)
                        .withDebugEngine()
                        .runUntilItPlaysThenEnd("--headless", "--ticks", "1000000000");
        assertEquals("no leaks, no incorrect frees\n", console.err());
    }

    @Test
    void shouldNameTheLineOfAPlantedLeak() throws IOException {
        Console console = play("--headless", "--ticks", "60", "--plant-leak");
        assertEquals(Main.FAILED, console.status());
        assertTrue(console.err().contains("=== 1 allocation not freed: ==="), console.err());
        Matcher line =
                Pattern.compile(
                                "- 96 bytes @ dev\\.mayfly\\.swarm\\.LeakingGame\\.tick"
                                        + "\\(LeakingGame\\.java:(\\d+)\\), tick "
                                        + LeakingGame.TICK
                                        + "\n")
                        .matcher(console.err());
        assertTrue(line.find(), console.err());
        List<String> source = Files.readAllLines(SOURCE);
        String planted = source.get(Integer.parseInt(line.group(1)) - 1);
        assertTrue(planted.contains("the planted leak"), planted);
    }

    @Test
    void shouldSayNothingOfPlantingLeaksToPlayers() {
        assertFalse(play("--help").out().contains("--plant-leak"));
    }

    private Console play(String... args) {
        return new SwarmProcess(folder).withDebugEngine().run(args);
    }
}
