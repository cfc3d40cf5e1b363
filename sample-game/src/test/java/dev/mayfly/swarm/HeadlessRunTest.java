package dev.mayfly.swarm;

import static dev.mayfly.swarm.CommandLineTest.assertComplaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.swarm.gfx.OpenGl;
import dev.mayfly.swarm.replay.ReplayRecorder;
import dev.mayfly.swarm.sim.PlayerInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import javax.imageio.ImageIO;

class HeadlessRunTest {

    private static final int SIGTERM_STATUS = 128 + 15;

    @TempDir private Path folder;

    @Test
    void shouldReportWhatTheRunDidAndCost() throws IOException {
        JsonObject report = report("--ticks", "300", "--seed", "7", "--enemies", "200");
        assertEquals(300, report.get("ticks").getAsLong());
        assertEquals(7, report.get("seed").getAsLong());
        assertTrue(report.get("checksum").getAsString().matches("[0-9a-f]{16}"));
        JsonObject nanos = report.getAsJsonObject("tickNanos");
        assertTrue(nanos.get("p50").getAsLong() > 0);
        assertTrue(nanos.get("p50").getAsLong() <= nanos.get("p99").getAsLong());
        assertTrue(nanos.get("p99").getAsLong() <= nanos.get("p999").getAsLong());
        assertTrue(nanos.get("p999").getAsLong() <= nanos.get("max").getAsLong());
        assertTrue(report.has("javaHeapBytesPerTick"));
        assertTrue(report.has("gcCount"));
        assertTrue(report.getAsJsonObject("scratch").get("peakBytes").getAsLong() > 0);
        assertTrue(report.getAsJsonObject("scratch").get("committedBytes").getAsLong() > 0);
        assertTrue(report.getAsJsonObject("persistent").get("bytes").getAsLong() > 0);
    }

    @Test
    void shouldEndInTheSameStateForTheSameSeed() throws IOException {
        String once = checksum("--ticks", "400", "--seed", "11");
        assertEquals(once, checksum("--ticks", "400", "--seed", "11"));
        assertNotEquals(once, checksum("--ticks", "400", "--seed", "12"));
    }

    @Test
    void shouldPlayARecordingBackToTheSameState() throws IOException {
        String file = folder.resolve("run.swarm").toString();
        String recorded = checksum("--ticks", "500", "--seed", "3", "--record", file);
        assertEquals(recorded, checksum("--replay", file));
    }

    @Test
    void shouldPlayPartOfARecording() throws IOException {
        String file = folder.resolve("run.swarm").toString();
        run("--ticks", "200", "--record", file);
        assertEquals(50, report("--replay", file, "--ticks", "50").get("ticks").getAsLong());
    }

    @Test
    void shouldSayWhetherTheEndOfAReplayWasCompared() {
        String file = folder.resolve("run.swarm").toString();
        run("--ticks", "200", "--record", file);
        Console whole = Console.run("--headless", "--replay", file);
        assertTrue(whole.out().contains("ended as it was recorded"), whole.out());
        Console part = Console.run("--headless", "--replay", file, "--ticks", "150");
        assertTrue(part.out().contains("left after 150 of 200 ticks"), part.out());
    }

    @Test
    void shouldFailWhereAReplayEndsInAnotherState() throws IOException {
        Path file = folder.resolve("forged.swarm");
        try (ReplayRecorder recorder = new ReplayRecorder(HeapAllocator.INSTANCE, 1, 0)) {
            for (int tick = 0; tick < 30; tick++) {
                recorder.add(PlayerInput.NONE);
            }
            recorder.write(file, 0x1234);
        }
        Console console = Console.run("--headless", "--replay", file.toString());
        assertEquals(1, console.status());
        assertEquals(1, console.errorLines().size());
        assertTrue(console.err().startsWith("swarm: the replay ends with checksum "));
        assertTrue(console.err().contains("0000000000001234"), console.err());
        assertFalse(console.out().contains("checksum"), console.out());
    }

    @Test
    void shouldRefuseMoreTicksThanARecordingHas() throws IOException {
        String file = folder.resolve("run.swarm").toString();
        run("--ticks", "200", "--record", file);
        Console console = Console.run("--headless", "--replay", file, "--ticks", "201");
        assertComplaint(2, "the replay has 200", console);
    }

    @Test
    void shouldRunNoTicksIfSoAsked() throws IOException {
        assertEquals(0, report("--ticks", "0").get("ticks").getAsLong());
    }

    @Test
    void shouldSaySoInAFewLines() {
        Console console = Console.run("--headless", "--ticks", "120", "--seed", "5");
        assertEquals("", console.err());
        assertEquals(0, console.status());
        assertTrue(console.out().startsWith("Swarm, seed 5, the autopilot plays, 120 ticks"));
        assertTrue(console.out().lines().count() < 12, console.out());
    }

    @Test
    void shouldDrawTheLastTick() throws IOException {
        OpenGl.openOrSkip().close();
        Path file = folder.resolve("picture.png");
        run("--ticks", "400", "--width", "640", "--height", "400", "--screenshot", file.toString());
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(640, picture.getWidth());
        assertEquals(400, picture.getHeight());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 640; x++) {
                colours.add(picture.getRGB(x, y));
            }
        }
        assertTrue(colours.size() > 100, colours.size() + " colours");
    }

    @Test
    void shouldDrawTheSamePictureTwice() throws IOException {
        OpenGl.openOrSkip().close();
        Path once = folder.resolve("once.png");
        Path again = folder.resolve("again.png");
        run("--ticks", "300", "--screenshot", once.toString());
        run("--ticks", "300", "--screenshot", again.toString());
        assertEquals(-1, Files.mismatch(once, again));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayWhyThereCannotBeTheScreenshotThatWasAskedFor() {
        Console console =
                new SwarmProcess(folder)
                        .withoutDisplay()
                        .withoutEgl()
                        .run("--headless", "--ticks", "5", "--screenshot", "a.png");
        assertComplaint(1, "--screenshot a.png: ", console);
        assertFalse(Files.exists(folder.resolve("a.png")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRunTheDemoWhereThereIsNoDisplay() throws IOException {
        OpenGl.openOrSkip().close();
        Console console = new SwarmProcess(folder).withoutDisplay().run();
        assertEquals("", console.err());
        assertEquals(0, console.status());
        assertTrue(console.out().contains("the demo runs headless"), console.out());
        assertTrue(console.out().contains("screenshot  swarm.png"), console.out());
        assertEquals(1280, ImageIO.read(folder.resolve("swarm.png").toFile()).getWidth());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRunTheDemoWhereThereIsNeitherDisplayNorEgl() {
        Console console = new SwarmProcess(folder).withoutDisplay().withoutEgl().run();
        assertEquals("", console.err());
        assertEquals(0, console.status());
        assertTrue(console.out().contains("No picture"), console.out());
        assertFalse(Files.exists(folder.resolve("swarm.png")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLetTheAutopilotPlayTheWorldThatWasDescribedWhereThereIsNoDisplay() {
        Console console =
                new SwarmProcess(folder).withoutDisplay().run("--seed", "42", "--ticks", "90");
        assertEquals("", console.err());
        assertEquals(0, console.status());
        assertTrue(console.out().contains("seed 42, the autopilot plays, 90 ticks"), console.out());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldWriteItsFilesWhenToldToEnd() throws IOException {
        Console console =
                new SwarmProcess(folder)
                        .runUntilItPlaysThenEnd(
                                "--headless",
                                "--ticks",
                                "1000000000",
                                "--report",
                                "report.json",
                                "--record",
                                "run.swarm");
        assertEquals("", console.err());
        assertEquals(SIGTERM_STATUS, console.status());
        String file = folder.resolve("run.swarm").toString();
        JsonObject report = parse(folder.resolve("report.json"));
        assertEquals(report.get("checksum").getAsString(), checksum("--replay", file));
    }

    private String checksum(String... args) throws IOException {
        return report(args).get("checksum").getAsString();
    }

    private JsonObject report(String... args) throws IOException {
        Path file = folder.resolve("report-of-run.json");
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--report";
        all[args.length + 1] = file.toString();
        run(all);
        return parse(file);
    }

    private static void run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "--headless";
        System.arraycopy(args, 0, all, 1, args.length);
        Console console = Console.run(all);
        assertEquals("", console.err());
        assertEquals(0, console.status());
    }

    private static JsonObject parse(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
