package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class DeterminismTest {

    private static final int TICKS = 3000;

    @Test
    void shouldGiveTheSameChecksumForTheSameSeedAndInputs() {
        assertEquals(Runs.checksum(7, 0, TICKS), Runs.checksum(7, 0, TICKS));
        assertEquals(Runs.checksum(7, 900, 300), Runs.checksum(7, 900, 300));
    }

    @Test
    void shouldGiveAnotherChecksumForAnotherSeed() {
        assertNotEquals(Runs.checksum(7, 0, TICKS), Runs.checksum(8, 0, TICKS));
        assertNotEquals(Runs.checksum(7, 900, 300), Runs.checksum(8, 900, 300));
    }

    /**
     * These numbers were computed once, on x86-64 with HotSpot. A machine or a compiler that
     * computes otherwise is noticed here. So is a change of the game: then they are to be replaced,
     * {@link World#RULES} raised, and the demo recorded again.
     */
    @Test
    void shouldGiveTheSameChecksumOnEveryMachine() {
        assertEquals("b4887d6b8e220c8e", Long.toHexString(Runs.checksum(1, 0, TICKS)));
        assertEquals("e7c2ac61bf69b4ac", Long.toHexString(Runs.checksum(1, 1000, 600)));
    }

    @Test
    void shouldComputeTheSameInterpretedAsCompiled() throws IOException, InterruptedException {
        assertEquals(Long.toHexString(Runs.checksum(3, 0, 700)), interpreted("3", "0", "700"));
        assertEquals(Long.toHexString(Runs.checksum(3, 200, 60)), interpreted("3", "200", "60"));
    }

    /** The checksum from a JVM that compiles nothing. */
    private static String interpreted(String seed, String enemies, String ticks)
            throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-Xint",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Runs.class.getName(),
                                        seed,
                                        enemies,
                                        ticks))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor());
        return output;
    }
}
