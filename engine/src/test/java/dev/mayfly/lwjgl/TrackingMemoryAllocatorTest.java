package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs {@link Programs} as they are, with the option that makes LWJGL use Mayfly. */
class TrackingMemoryAllocatorTest {

    private static final Path NANOVG_PROGRAMS =
            Path.of("src/test/java/dev/mayfly/lwjgl/NanoVgPrograms.java");

    private static final String CLEAN = "no leaks, no incorrect frees";

    @Test
    void shouldNameTheLineOfALeak() throws Exception {
        Run run = run(Programs.Leak.class);
        assertEquals(0, run.code, run.text);
        assertTrue(run.text.contains("1 allocation not freed"), run.text);
        assertTrue(run.text.contains("96 bytes @ " + run.place("Leak", 0)), run.text);
    }

    @Test
    void shouldPutLeaksOfALineIntoOneGroup() throws Exception {
        Run run = run(Programs.LeakInALoop.class);
        assertTrue(
                run.text.contains("4000 bytes in 100 blocks @ " + run.place("LeakInALoop", 0)),
                run.text);
        assertEquals(1, run.text.lines().filter(line -> line.startsWith("- ")).count(), run.text);
    }

    @Test
    void shouldStopAtADoubleFreeAndNameAllThreeLines() throws Exception {
        Run run = run(Programs.DoubleFree.class);
        assertNotEquals(0, run.code, run.text);
        assertFalse(run.text.contains("went on"), run.text);
        String thrown = run.text.substring(run.text.indexOf("Exception in thread \"main\""));
        assertTrue(thrown.contains("DOUBLE_FREE") || thrown.contains("double free"), run.text);
        assertTrue(
                thrown.contains("allocated in tick 0 at " + run.place("DoubleFree", 0)), run.text);
        assertTrue(thrown.contains("freed in tick 0 at " + run.place("DoubleFree", 1)), run.text);
        assertTrue(
                thrown.lines().findFirst().orElseThrow().contains(run.place("DoubleFree", 2)),
                run.text);
        assertTrue(run.text.contains("1 incorrect free"), run.text);
    }

    @Test
    void shouldSayWhereBlocksOfALineAreFreedMostlyWhenItDoesNotKnowOfOne() throws Exception {
        Run run = run(Programs.LateDoubleFree.class);
        assertTrue(run.text.contains("the stack of this free was not walked"), run.text);
        assertTrue(
                run.text.contains("last seen freed at " + run.place("LateDoubleFree", 1)),
                run.text);
    }

    @Test
    void shouldNameTheLineOfEveryFreeWhereToldTo() throws Exception {
        Run run = run(Programs.LateDoubleFree.class, "-Dmayfly.freetraces=every");
        assertTrue(
                run.text.contains("freed in tick 0 at " + run.place("LateDoubleFree", 1)),
                run.text);
    }

    @Test
    void shouldGoOnAfterADoubleFreeWhereToldTo() throws Exception {
        Run run = run(Programs.DoubleFree.class, "-Dmayfly.badfree=record");
        assertEquals(0, run.code, run.text);
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains("1 incorrect free"), run.text);
    }

    /** LWJGL alone hands the address to malloc, which ends the JVM. */
    @Test
    void shouldSurviveTheFreeOfABufferThatIsTheJvms() throws Exception {
        Run run = run(Programs.ForeignFree.class);
        assertEquals(1, run.code, run.text);
        assertTrue(run.text.contains("never handed out"), run.text);
        assertTrue(run.text.contains("Programs$ForeignFree.main(Programs.java:"), run.text);
    }

    @Test
    void shouldFindAWritePastTheEnd() throws Exception {
        Run run = run(Programs.Overrun.class);
        assertEquals(1, run.code, run.text);
        assertTrue(run.text.contains("write past the end"), run.text);
        assertTrue(run.text.contains("bytes 13 to 13 of a block of 13 were written"), run.text);
    }

    @Test
    void shouldNotLookForWritesWithoutGuards() throws Exception {
        Run run = run(Programs.Overrun.class, "-Dmayfly.guards=false");
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    void shouldNameTheLineThatLoadedAnImage() throws Exception {
        Run run = run(Programs.ImageLeak.class);
        assertTrue(run.text.contains("1 allocation not freed"), run.text);
        assertTrue(run.text.contains("1024 bytes @ " + run.place("ImageLeak", 0)), run.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dmayfly.tracing=auto", "-Dmayfly.tracing=full"})
    void shouldHaveNothingAgainstACleanProgram(String option) throws Exception {
        Run run = run(Programs.Clean.class, option, "-Dmayfly.quarantine=1000000");
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
        assertEquals(0, run.code, run.text);
    }

    @Test
    void shouldHaveNothingAgainstWhatLwjglKeepsWhereStacksAreNumbers() throws Exception {
        Run run =
                run(Programs.Clean.class, "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    void shouldTellALeakFromWhatLwjglKeepsAtTheSameLine() throws Exception {
        Run run = run(Programs.LeakBesideLwjgls.class);
        assertTrue(run.text.contains("=== 2 allocations not freed"), run.text);
        assertTrue(
                run.text.contains("192 bytes in 2 blocks @ " + run.place("LeakBesideLwjgls", 0)),
                run.text);
    }

    @Test
    void shouldSayThatAResizedBlockWasFreedBefore() throws Exception {
        Run run = run(Programs.ReallocAfterFree.class);
        assertEquals(1, run.code, run.text);
        assertTrue(run.text.contains("resize of a block of 96 bytes that was freed"), run.text);
    }

    @Test
    void shouldWorkOnManyThreads() throws Exception {
        Run run = run(Programs.Threads.class);
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    void shouldReportWhereTheRulesAreWrong(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules"), "not a rule");
        Run run = run(Programs.Leak.class, "-Dmayfly.immortal=" + rules);
        assertEquals(0, run.code, run.text);
        assertTrue(run.text.contains("mayfly: line 1 of the immortal rules"), run.text);
        assertTrue(run.text.contains("96 bytes @ " + run.place("Leak", 0)), run.text);
    }

    @Test
    void shouldHaveNothingAgainstWhatTheUserCallsImmortal(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules"), "*.Programs$Leak.main");
        Run run = run(Programs.Leak.class, "-Dmayfly.immortal=" + rules);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "record"})
    void shouldLetNoExceptionIntoC(String badFree) throws Exception {
        Run run = run(Programs.ForeignFreeInC.class, "-Dmayfly.badfree=" + badFree);
        assertEquals(0, run.code, run.text);
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains("mayfly: in native code: LWJGL: free of"), run.text);
        assertTrue(run.text.contains("1 incorrect free"), run.text);
        assertTrue(run.text.contains("Programs$ForeignFreeInC.main(Programs.java:"), run.text);
    }

    @Test
    void shouldTrackWhatCAllocatesForItself() throws Exception {
        Run run = run(Programs.Writing.class);
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldDecodeTenThousandImagesInTheSameMemory() throws Exception {
        Run run = run(Programs.Decodes.class, "-Xmx32m", "-XX:+UseSerialGC");
        assertTrue(run.text.contains(CLEAN), run.text);
        String grew = run.text.replaceAll("(?s).*grew by (-?\\d+) MiB.*", "$1");
        assertTrue(Long.parseLong(grew) < 48, run.text);
    }

    @Test
    void shouldReturnNullWhereThereIsNoMemory() throws Exception {
        Run run = run(Programs.NoMemory.class);
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    void shouldReportAfterTheLastFree() throws Exception {
        Run run = run(Programs.LateFree.class);
        assertTrue(run.text.contains(CLEAN), run.text);
    }

    @Test
    void shouldLeaveLwjglItsOwnDebugAllocator() throws Exception {
        Run run = run(Programs.MemReport.class, "-Dorg.lwjgl.util.DebugAllocator=true");
        assertTrue(run.text.contains("LWJGL says 96"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
        assertEquals(0, run.code, run.text);
    }

    @Test
    void shouldSayWhichOptionIsWrongAndGoOn() throws Exception {
        Run run =
                run(
                        Programs.Leak.class,
                        "-Dmayfly.badfree=maybe",
                        "-Dmayfly.tracing=some",
                        "-Dmayfly.freetraces=often",
                        "-Dmayfly.guards=1",
                        "-Dmayfly.quarantine=64m");
        assertEquals(0, run.code, run.text);
        for (String name :
                List.of(
                        "badfree=maybe",
                        "tracing=some",
                        "freetraces=often",
                        "guards=1",
                        "quarantine=64m")) {
            assertEquals(
                    1,
                    run.text.lines().filter(line -> line.contains("-Dmayfly." + name)).count(),
                    run.text);
        }
        assertTrue(run.text.contains("96 bytes @ " + run.place("Leak", 0)), run.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dmayfly.tracing=auto", "-Dmayfly.tracing=full"})
    void shouldHaveNothingAgainstAProgramThatDrawsWithNanoVg(String option) throws Exception {
        Run run = drawn(NanoVgPrograms.Clean.class, option, "-Dmayfly.quarantine=1000000");
        assertTrue(run.text.contains("went on"), run.text);
        assertTrue(run.text.contains(CLEAN), run.text);
        assertEquals(0, run.code, run.text);
    }

    @Test
    void shouldNameTheLineThatMadeWhatNanoVgDrawsWith() throws Exception {
        Run run = drawn(NanoVgPrograms.Leak.class);
        List<String> source = Files.readAllLines(NANOVG_PROGRAMS);
        int line = 1;
        while (!source.get(line - 1).endsWith("// leaks")) {
            line++;
        }
        String place = "NanoVgPrograms$Leak.lambda$main$0(NanoVgPrograms.java:" + line + ")";
        assertTrue(
                run.text.matches(
                        "(?s).*\\d+ bytes in \\d+ blocks @ \\S+" + Pattern.quote(place) + ".*"),
                run.text);
        assertEquals(0, run.code, run.text);
    }

    private static Run drawn(Class<?> program, String... options)
            throws IOException, InterruptedException {
        Run run = run(program, options);
        if (!"required".equals(System.getenv("MAYFLY_GL"))) {
            assumeFalse(run.text.startsWith(NanoVgPrograms.NO_OPENGL), run.text);
        }
        return run;
    }

    /** What a program said, and how it ended. */
    private record Run(int code, String text) {

        /** A line that the program said it is at. */
        String place(String program, int index) {
            List<String> lines =
                    text.lines()
                            .filter(line -> line.startsWith("here "))
                            .map(line -> line.substring(5))
                            .toList();
            return Programs.class.getName()
                    + "$"
                    + program
                    + ".main(Programs.java:"
                    + lines.get(index)
                    + ")";
        }
    }

    private static Run run(Class<?> program, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.lwjgl.system.allocator=dev.mayfly.lwjgl.TrackingMemoryAllocator");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }
}
