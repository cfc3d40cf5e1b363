package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Mem;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a game sees that has none of the libraries that there are adapters for. */
class WithoutLibrariesTest {

    private static final List<String> LIBRARIES =
            List.of("lwjgl-glfw", "lwjgl-nuklear", "lwjgl-meshoptimizer", "lwjgl-freetype");

    /** Loads every class of the package, and prints those that cannot be used. */
    static final class Loads {

        public static void main(String[] args) throws IOException, URISyntaxException {
            Path classes =
                    Path.of(Mem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.list(classes.resolve("dev/mayfly/lwjgl"))) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".class") && !name.equals("package-info.class")) {
                        load(name.substring(0, name.length() - ".class".length()));
                    }
                }
            }
        }

        private static void load(String name) {
            try {
                Class.forName("dev.mayfly.lwjgl." + name).getDeclaredMethods();
                System.out.println("usable " + name);
            } catch (ReflectiveOperationException | LinkageError missing) {
                System.out.println("unusable " + name + ": " + missing.getMessage());
            }
        }
    }

    @Test
    void shouldMissNothingButTheAdaptersOfTheLibrariesThatAreNotThere() throws Exception {
        String path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(each -> LIBRARIES.stream().noneMatch(each::contains))
                        .collect(Collectors.joining(File.pathSeparator));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                path,
                                Loads.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.contains("usable TrackingMemoryAllocator"), text);
        assertEquals(
                List.of("FreeTypeMemory", "GlfwMemory", "NuklearMemory"),
                text.lines()
                        .filter(line -> line.startsWith("unusable"))
                        .map(line -> line.replaceAll("unusable (\\w+): org/lwjgl/.*", "$1"))
                        .toList(),
                text);
    }
}
