package dev.mayfly.swarm.gfx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What it takes to decode the pictures and to bake the font: scratch alone, from the first time on.
 * Two things are counted, each in a process of its own. One is LWJGL's heap, from which all its
 * libraries have their memory that do not ask the context. The other is the C library's malloc and
 * its kin, as far as a library of LWJGL's calls them; the JVM's own calls are not the game's doing.
 */
class SpriteSheetMemoryTest {

    @Test
    void shouldTakeNothingFromLwjglsHeap() throws Exception {
        Run run = compose("scratch", null);
        assertEquals(0, run.value("from the heap"), run.text);
        assertTrue(run.value("in scratch") > 1_000_000, run.text);
    }

    /** Else the zero would mean nothing. */
    @Test
    void shouldCountWhatIsTakenFromLwjglsHeap() throws Exception {
        Run heap = compose("heap", null);
        // Nuklear alone makes a thousand blocks.
        assertTrue(heap.value("from the heap") > 1000, heap.text);
        assertEquals(0, heap.value("in scratch"), heap.text);
        assertEquals(compose("scratch", null).value("texels"), heap.value("texels"), heap.text);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotCallMallocAtAll(@TempDir Path folder) throws Exception {
        Path library = countingLibrary(folder);
        Run run = compose("scratch", library);
        assertEquals(0, run.value("mallocs"), run.text);
        Run control = compose("heap", library);
        assertTrue(control.value("mallocs") > 1000, control.text);
    }

    private static Run compose(String where, Path counting)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-exports",
                                "java.base/jdk.internal.misc=ALL-UNNAMED",
                                "-Dmayfly.lwjgl.heap=" + CountingHeap.class.getName(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Composing.class.getName(),
                                where));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (counting != null) {
            command.add(counting.toString());
            builder.environment().putAll(Map.of("LD_PRELOAD", counting.toString()));
        }
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return new Run(text);
    }

    private record Run(String text) {

        long value(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text));
        }
    }

    private static Path countingLibrary(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("libmallocs.so");
        Path source = folder.resolve("mallocs.c");
        try (InputStream in = SpriteSheetMemoryTest.class.getResourceAsStream("mallocs.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Process compiler =
                new ProcessBuilder(
                                compilerOrSkip(),
                                "-std=gnu11",
                                "-O2",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                source.toString(),
                                "-ldl")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, compiler.waitFor(), said);
        return library;
    }

    private static String compilerOrSkip() {
        List<Path> found =
                Stream.of("gcc", "clang")
                        .flatMap(
                                name ->
                                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                                .map(folder -> Path.of(folder, name)))
                        .filter(Files::isExecutable)
                        .toList();
        if (found.isEmpty()) {
            String none = "neither gcc nor clang is on the PATH";
            if ("required".equals(System.getenv("MAYFLY_CC"))) {
                throw new AssertionError("MAYFLY_CC=required, but " + none);
            }
            abort("no compiler for this test: " + none);
        }
        return found.getFirst().toString();
    }
}
