package dev.mayfly.debug.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.MemoryException;
import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.FindingKind;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackersForTests;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The proof of what tracking finds: every mistake of the corpus, with its line, and nothing in the
 * programs that have none; and what LWJGL's debug allocator makes of the same programs.
 */
class CorpusTest {

    private static final Path TABLE = Path.of("target", "corpus.md");
    private static final Path COMMITTED =
            Path.of("src", "test", "resources", "dev", "mayfly", "debug", "corpus.md");

    @AfterEach
    void forgetTrackers() {
        TrackersForTests.forgetAll();
    }

    static List<Class<? extends Program>> bugs() {
        return Corpus.bugs().stream()
                .filter(program -> !program.getAnnotation(Planted.class).debugBuild())
                .toList();
    }

    static List<Class<? extends Program>> findings() {
        return bugs().stream()
                .filter(program -> program.getAnnotation(Planted.class).kind().isFinding())
                .toList();
    }

    static List<Class<? extends Program>> clean() {
        return Corpus.clean();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldFindEveryMistakeWithItsLineAndNothingElse(Class<? extends Program> program) {
        for (Tracing tracing : List.of(Tracing.FULL, Tracing.AUTO)) {
            Run run = Run.of(program, tracing, BadFreePolicy.RECORD);
            assertTrue(run.isAsPlanted(), run::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("findings")
    void shouldStopAtTheMistakeUnlessToldOtherwise(Class<? extends Program> program) {
        Kind kind = program.getAnnotation(Planted.class).kind();
        if (kind == Kind.FOREIGN_THREAD) {
            return;
        }
        Run run = Run.of(program, Tracing.FULL, BadFreePolicy.THROW);
        MemoryException stopped = assertInstanceOf(MemoryException.class, run.thrown(), run::text);
        assertEquals(FindingKind.valueOf(kind.name()).error(), stopped.error());
        assertTrue(run.hasTheFinding(), run::toString);
    }

    @ParameterizedTest
    @MethodSource("clean")
    void shouldFindNothingInAProgramWithoutAMistake(Class<? extends Program> program) {
        for (BadFreePolicy policy : List.of(BadFreePolicy.RECORD, BadFreePolicy.THROW)) {
            Run run = Run.of(program, Tracing.FULL, policy);
            assertEquals(null, run.thrown(), run::toString);
            assertEquals("no leaks, no incorrect frees\n", run.text());
        }
    }

    @Test
    void shouldBeLargeEnough() {
        assertTrue(Corpus.bugs().size() >= 30, () -> Corpus.bugs().toString());
        assertTrue(Corpus.clean().size() >= 20, () -> Corpus.clean().toString());
    }

    /** The table is written to the build folder, and the one that people read says the same. */
    @Test
    void shouldStandBesideLwjglsDebugAllocatorAsTheTableSays()
            throws IOException, InterruptedException {
        Map<String, String> lwjgl = answersOfLwjgl();
        StringBuilder table = new StringBuilder();
        table.append(
                "| program | planted | Mayfly | LWJGL's debug allocator |\n|---|---|---|---|\n");
        for (Class<? extends Program> program : Corpus.bugs()) {
            Planted planted = program.getAnnotation(Planted.class);
            table.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    program.getSimpleName(),
                                    planted.what(),
                                    planted.debugBuild()
                                            ? UnderLwjgl.LINE_NAMED + " (debug build)"
                                            : mayfly(program),
                                    lwjgl.getOrDefault(program.getSimpleName(), "–")));
        }
        for (Class<? extends Program> program : Corpus.clean()) {
            String other = lwjgl.getOrDefault(program.getSimpleName(), "–");
            table.append(
                    "| `%s` | nothing: %s | %s | %s |\n"
                            .formatted(
                                    program.getSimpleName(),
                                    program.getAnnotation(Clean.class).what(),
                                    mayfly(program),
                                    other.equals(UnderLwjgl.NOT_FOUND) ? "silent" : other));
        }
        Files.writeString(TABLE, table);
        assertEquals(Files.readString(COMMITTED), table.toString());
    }

    private static String mayfly(Class<? extends Program> program) {
        Run run = Run.of(program, Tracing.FULL, BadFreePolicy.RECORD);
        if (program.isAnnotationPresent(Planted.class)) {
            return !run.isAsPlanted()
                    ? UnderLwjgl.NOT_FOUND
                    : program.getAnnotation(Planted.class).kind() == Kind.DOUBLE_FREE
                            ? "found, all three lines named"
                            : UnderLwjgl.LINE_NAMED;
        }
        return run.thrown() == null && run.leaks().isEmpty() && run.findings().isEmpty()
                ? "silent"
                : "false finding";
    }

    private static Map<String, String> answersOfLwjgl() throws IOException, InterruptedException {
        Process running =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                                "-Dorg.lwjgl.util.DebugAllocator=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                UnderLwjgl.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
        Map<String, String> answers = new TreeMap<>();
        for (String line : said.lines().toList()) {
            if (line.startsWith(UnderLwjgl.ANSWER)) {
                String[] parts = line.split("\t");
                answers.put(parts[1], parts[2]);
            }
        }
        assertTrue(answers.size() > 20, said);
        return answers;
    }
}
