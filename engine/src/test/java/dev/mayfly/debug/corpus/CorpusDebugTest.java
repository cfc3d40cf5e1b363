package dev.mayfly.debug.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackersForTests;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** What only a debug build finds in the corpus, and that it has nothing against the clean ones. */
class CorpusDebugTest {

    @AfterEach
    void forgetTrackers() {
        TrackersForTests.forgetAll();
    }

    static List<Class<? extends Program>> bugs() {
        return Corpus.bugs().stream()
                .filter(program -> program.getAnnotation(Planted.class).debugBuild())
                .toList();
    }

    static List<Class<? extends Program>> clean() {
        return Corpus.clean();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void shouldFindWhatOnlyADebugBuildLooksFor(Class<? extends Program> program) {
        Run run = Run.of(program, Tracing.FULL, BadFreePolicy.RECORD);
        assertTrue(run.isAsPlanted(), run::toString);
    }

    @ParameterizedTest
    @MethodSource("clean")
    void shouldFindNothingInAProgramWithoutAMistake(Class<? extends Program> program) {
        Run run = Run.of(program, Tracing.FULL, BadFreePolicy.RECORD);
        assertEquals(null, run.thrown(), run::toString);
        assertEquals("no leaks, no incorrect frees\n", run.text());
    }
}
