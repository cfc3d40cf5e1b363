package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;

import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report at the end of a program, in programs of their own. */
class ExitReportTest {

    private static final String LEAK = "- 96 bytes @ dev.mayfly.debug.ExitReportTest$Program.leak(";
    private static final int KILLED = 128 + 15;

    @TempDir Path folder;

    private Process start(String end) throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-D" + ExitReport.PROPERTY + "=" + folder.resolve("reports"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        end);
        program.redirectErrorStream(true);
        return program.start();
    }

    private void assertReported(Process program, String said, int status)
            throws IOException, InterruptedException {
        assertEquals(status, program.waitFor(), said);
        assertTrue(said.contains("=== 1 allocation not freed: ==="), said);
        assertTrue(said.contains(LEAK), said);
        Path reports = folder.resolve("reports");
        String json = Files.readString(reports.resolve("mayfly-report.json"));
        assertEquals(
                96, JsonParser.parseString(json).getAsJsonObject().get("leakBytes").getAsLong());
        assertTrue(Files.readString(reports.resolve("mayfly-report.txt")).contains(LEAK));
        assertTrue(Files.readString(reports.resolve("mayfly-report.html")).contains(json));
        assertTrue(Files.readString(reports.resolve("mayfly-report.collapsed")).endsWith(" 96\n"));
    }

    private void shouldReport(String end, int status) throws IOException, InterruptedException {
        Process program = start(end);
        program.getOutputStream().close();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertReported(program, said, status);
    }

    @Test
    void shouldReportAtTheEndOfMain() throws IOException, InterruptedException {
        shouldReport("return", 0);
    }

    @Test
    void shouldReportAfterSystemExit() throws IOException, InterruptedException {
        shouldReport("exit", 3);
    }

    @Test
    void shouldReportAfterAnExceptionThatNobodyCaught() throws IOException, InterruptedException {
        shouldReport("throw", 1);
    }

    @Test
    void shouldReportAfterSigterm() throws IOException, InterruptedException {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "Windows has no SIGTERM");
        Process program = start("wait");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", out.readLine());
            // Not by Process.destroy, which closes the streams too.
            program.toHandle().destroy();
            assertReported(program, String.join("\n", out.lines().toList()), KILLED);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void shouldFindAWriteToABlockInQuarantine() throws IOException, InterruptedException {
        String said = output(start("writeAfterFree"));
        assertTrue(said.contains("=== 1 incorrect free in "), said);
        assertTrue(said.contains("byte 5 of 40 was written after the block was freed"), said);
        assertTrue(said.contains("at dev.mayfly.debug.ExitReport.checkQuarantines("), said);
        assertTrue(said.contains("ExitReportTest$Program.freeAndWrite("), said);
        assertTrue(said.contains(LEAK), said);
    }

    @Test
    void shouldNotLookAtAQuarantineWhoseMemoryIsGone() throws IOException, InterruptedException {
        String said = output(start("closeBelow"));
        assertTrue(said.contains("=== 1 allocation not freed in "), said);
        assertTrue(said.contains(LEAK), said);
        assertFalse(said.contains("incorrect free"), said);
    }

    @Test
    void shouldWaitForWhatEndsTheProgramInGoodOrder() throws IOException, InterruptedException {
        String said = output(start("freeAtTheEnd"));
        assertTrue(said.endsWith("freed\nno leaks, no incorrect frees\n"), said);
    }

    @Test
    void shouldNotWaitForWhatIsRegisteredNoLonger() throws IOException, InterruptedException {
        String said = output(start("deregister"));
        assertTrue(said.contains(LEAK), said);
    }

    private static String output(Process program) throws IOException, InterruptedException {
        program.getOutputStream().close();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, program.waitFor(), said);
        return said;
    }

    @Test
    void shouldSayWhyThereAreNoFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        var bytes = new ByteArrayOutputStream();
        ExitReport.write(new PrintStream(bytes), file.toString());
        String said = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("no report in \"" + file), said);
        assertTrue(said.contains("-Dmayfly.report"), said);
        assertEquals("not a folder", Files.readString(file));
    }

    @Test
    void shouldSampleProgramsWithoutTicks() {
        try (var assets = TrackingAllocator.over(GeneralAllocator.shared())) {
            long address = assets.alloc(96);
            Advisors.sample();
            assets.free(address, 96);
            Advisors.sample();
            assertEquals(
                    List.of(96L, 0L),
                    assets.observation().samples().stream().map(Sample::bytes).toList());
        }
    }

    /** Leaks 96 bytes and ends as it is told. */
    static final class Program {

        public static void main(String[] arguments) throws IOException {
            ExitReport.install();
            ExitReport.install();
            TrackingAllocator assets = TrackingAllocator.over(GeneralAllocator.shared());
            if (arguments[0].equals("freeAtTheEnd")) {
                freeAtTheEnd(assets, assets.alloc(96));
                return;
            }
            leak(assets);
            switch (arguments[0]) {
                case "exit" -> System.exit(3);
                case "throw" -> throw new IllegalStateException("nobody catches this");
                case "wait" -> {
                    System.out.println("ready");
                    System.in.read();
                }
                case "writeAfterFree" -> freeAndWrite(quarantining(GeneralAllocator.shared()));
                case "closeBelow" -> {
                    GeneralAllocator below = GeneralAllocator.create();
                    freeAndWrite(quarantining(below));
                    below.close();
                }
                case "deregister" -> {
                    Thread hook = new Thread(() -> {});
                    ExitReport.after(hook);
                    ExitReport.notAfter(hook);
                }
                default -> {}
            }
        }

        /** Frees once the report waits for it, or too late, once the report is done. */
        private static void freeAtTheEnd(TrackingAllocator assets, long address) {
            Thread hook =
                    new Thread(
                            () -> {
                                Thread report = reporter();
                                while (report.getState() != Thread.State.WAITING
                                        && report.getState() != Thread.State.TERMINATED) {
                                    Thread.onSpinWait();
                                }
                                assets.free(address, 96);
                                System.out.println("freed");
                            });
            Runtime.getRuntime().addShutdownHook(hook);
            ExitReport.after(hook);
        }

        private static Thread reporter() {
            while (true) {
                for (Thread each : Thread.getAllStackTraces().keySet()) {
                    if (each.getName().equals("mayfly exit report")) {
                        return each;
                    }
                }
            }
        }

        private static TrackingAllocator quarantining(GeneralAllocator below) {
            return TrackingAllocator.builder(below).quarantine(1 << 20).build();
        }

        private static void freeAndWrite(TrackingAllocator assets) {
            long address = assets.alloc(40);
            assets.free(address, 40);
            Memory.putByte(address + 5, (byte) 1);
        }

        private static void leak(TrackingAllocator assets) {
            assets.alloc(96);
        }
    }
}
