package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.bench.peers.Toolchain;

import org.junit.jupiter.api.Test;
import org.lwjgl.Version;

import java.nio.file.Path;
import java.util.Optional;

class FactsTest {

    private final Facts facts = Facts.gather();

    @Test
    void shouldKnowTheMachineAndTheJvm() {
        assertFalse(facts.find(Facts.PROCESSOR).orElseThrow().isBlank());
        assertTrue(
                facts.find(Facts.JVM)
                        .orElseThrow()
                        .contains(System.getProperty("java.vm.version")));
        assertTrue(facts.find("Cores").orElseThrow().matches("\\d+, as the JVM counts them"));
        assertTrue(facts.find("Memory").orElseThrow().matches("\\d+[.,]\\d GiB"));
    }

    @Test
    void shouldKnowTheVersionsOfThePeers() {
        String version =
                "%d.%d.%d"
                        .formatted(
                                Version.VERSION_MAJOR,
                                Version.VERSION_MINOR,
                                Version.VERSION_REVISION);
        assertEquals(Optional.of(version), facts.find("lwjgl"));
        assertTrue(facts.find("netty-buffer").orElseThrow().startsWith("4."));
        assertTrue(facts.find("jmh-core").isPresent());
    }

    @Test
    void shouldKnowCompilersWithTheirOptions() {
        for (String compiler : Toolchain.compilers().values()) {
            assertFalse(compiler.isBlank());
        }
        assertTrue(
                facts.find("C compiler")
                        .map(compiler -> compiler.endsWith("-O3 -march=native"))
                        .orElse(true));
    }

    @Test
    void shouldAskProgramsAndTakeNoAnswerForNone() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertTrue(
                Toolchain.ask(java, "--version")
                        .orElseThrow()
                        .contains(Runtime.version().feature() + "."));
        assertEquals(Optional.empty(), Toolchain.ask(java, "--no-such-option"));
        assertEquals(Optional.empty(), Toolchain.ask("no-such-program"));
    }
}
