package dev.mayfly.debug.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackersForTests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The corpus again, with lines that the programs tell themselves and no walk of the stack. */
class CorpusCallSitesTest {

    @TempDir static Path folder;

    private static Numbered numbered;

    @BeforeAll
    static void give() throws IOException, URISyntaxException {
        numbered = new Numbered(folder);
    }

    @AfterAll
    static void close() throws IOException {
        numbered.close();
    }

    @AfterEach
    void forgetTrackers() {
        TrackersForTests.forgetAll();
    }

    static List<Class<? extends Program>> bugs() {
        return CorpusTest.bugs();
    }

    static List<Class<? extends Program>> clean() {
        return Corpus.clean();
    }

    @Test
    void shouldGiveNumbersToTheProgramsAndLeaveNoneOut() throws ClassNotFoundException {
        assertTrue(
                numbered.said().matches("\\d\\d\\d calls in \\d+ classes have numbers now"),
                numbered::said);
        for (Class<? extends Program> program : Corpus.bugs()) {
            assertNotSame(program, numbered.of(program));
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldFindEveryMistakeWithItsLineAndNothingElse(Class<? extends Program> program)
            throws ClassNotFoundException {
        for (Tracing tracing : List.of(Tracing.CALL_SITE, Tracing.AUTO)) {
            Run run = Run.of(numbered.of(program), tracing, BadFreePolicy.RECORD);
            assertTrue(run.isAsPlanted(), () -> tracing + ": " + run);
        }
    }

    @ParameterizedTest
    @MethodSource("clean")
    void shouldFindNothingInAProgramWithoutAMistake(Class<? extends Program> program)
            throws ClassNotFoundException {
        Run run = Run.of(numbered.of(program), Tracing.CALL_SITE, BadFreePolicy.THROW);
        assertEquals(null, run.thrown(), run::toString);
        assertEquals("no leaks, no incorrect frees\n", run.text());
    }
}
