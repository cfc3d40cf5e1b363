package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** With a stand-in for the frame-time program, in JVMs of its own. */
class FrameJvmsTest {

    private static final FrameTask TASK = new FrameTask(123, Gc.PARALLEL);

    @TempDir Path folder;

    private FrameJvms jvms(String program) {
        return new FrameJvms(program, folder, 60);
    }

    private Frame run(String way) throws MeasureException {
        return jvms(StandIn.class.getName()).run(new FrameWay(way, ""), TASK, 20, 5);
    }

    private String failure(String way) {
        return assertThrows(MeasureException.class, () -> run(way)).reason();
    }

    @Test
    void shouldListTheWays() throws MeasureException {
        assertEquals(
                List.of(new FrameWay("good", "does it"), new FrameWay("bad", "does not")),
                jvms(StandIn.class.getName()).ways());
    }

    @Test
    void shouldReadWhatTheProgramWrote() throws MeasureException {
        Frame frame = run("good");
        assertEquals(123, frame.enemies());
        assertEquals(20, frame.ticks());
        assertEquals(5, frame.warmupTicks());
        assertEquals(List.of("-XX:+UseParallelGC", "-Xmx2g"), frame.jvmArgs());
        assertEquals(List.of(List.of(0.0, 5.0), List.of(1.0, 6.0)), frame.timeline());
    }

    @Test
    void shouldSayWhyAProgramFailed() {
        assertEquals("exit status 3: it is bad", failure("bad"));
    }

    @Test
    void shouldNotTakeHalfOfAResult() {
        assertEquals("what half has written is not complete", failure("half"));
        assertTrue(failure("silent").contains("has written nothing readable"));
        assertTrue(failure("torn").contains("has written nothing readable"));
    }

    @Test
    void shouldSayThatThereIsNoProgram() {
        String reason =
                assertThrows(MeasureException.class, () -> jvms("no.such.Program").ways()).reason();
        assertTrue(reason.startsWith("exit status 1: "), reason);
        assertTrue(reason.contains("no.such.Program"), reason);
    }

    /** Writes what it is told to. */
    static final class StandIn {

        private StandIn() {}

        public static void main(String[] args) throws Exception {
            List<String> words = List.of(args);
            if (words.equals(List.of("--list"))) {
                System.out.println("good\tdoes it\nbad\tdoes not");
                return;
            }
            Path out = Path.of(words.get(words.indexOf("--out") + 1));
            switch (words.get(1)) {
                case "bad" -> {
                    System.err.println("it is bad\n");
                    System.exit(3);
                }
                case "half" -> Files.writeString(out, "{\"kind\":\"frame\",\"way\":\"half\"}");
                case "torn" -> Files.writeString(out, "{\"kind\":");
                case "good" -> Files.writeString(out, good(words));
                default -> {}
            }
        }

        private static String good(List<String> words) {
            assertEquals(
                    List.of("--enemies", "123", "--ticks", "20", "--warmup", "5"),
                    words.subList(2, 8));
            String options =
                    java.lang.management.ManagementFactory.getRuntimeMXBean()
                            .getInputArguments()
                            .stream()
                            .filter(each -> each.startsWith("-X"))
                            .map(each -> '"' + each + '"')
                            .collect(java.util.stream.Collectors.joining(","));
            return """
            {"kind":"frame","way":"good","enemies":123,"ticks":20,"warmupTicks":5,"seed":1,
            "checksum":"ab","gc":"Parallel","jvmArgs":[%s],"java":"25","p50Ns":5,"p99Ns":6,
            "p999Ns":6,"maxNs":6,"meanNs":5.5,"timeline":[[0,5],[1,6]],"percentiles":[[0,5],[99,6]]}
            """
                    .formatted(options);
        }
    }
}
