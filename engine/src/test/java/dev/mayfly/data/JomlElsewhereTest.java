package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mayfly.alloc.FrameArena;

import org.joml.Matrix4f;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JOML in other JVMs: one that denies what it asks for, and one that has none. */
class JomlElsewhereTest {

    @Test
    void shouldWriteAndReadWhereTheJvmDeniesWhatJomlWouldUse() throws Exception {
        assertEquals(
                "JOML by itself: denied; here: same matrix, same vector",
                run(
                        System.getProperty("java.class.path"),
                        "--sun-misc-unsafe-memory-access=deny",
                        Denied.class));
    }

    @Test
    void shouldLoadEverythingElseWithoutJoml() throws Exception {
        String classPath = System.getProperty("java.class.path");
        String without =
                Arrays.stream(classPath.split(File.pathSeparator))
                        .filter(entry -> !Path.of(entry).getFileName().toString().contains("joml"))
                        .collect(Collectors.joining(File.pathSeparator));
        assertFalse(without.equals(classPath), "JOML is not where this test looks for it");
        assertEquals("JOML: absent; everything else: loaded", run(without, "-ea", Absent.class));
    }

    private static String run(String classPath, String option, Class<?> program)
            throws IOException, InterruptedException {
        Process running =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                option,
                                "-cp",
                                classPath,
                                program.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
        return said.strip();
    }

    /** Runs where {@code sun.misc.Unsafe} throws. */
    static final class Denied {

        public static void main(String[] arguments) {
            Matrix4f matrix = new Matrix4f().perspective(1, 1.5f, 0.1f, 100);
            try (FrameArena scratch = FrameArena.create()) {
                long address = scratch.alloc(64);
                System.out.print("JOML by itself: " + byItself(matrix, address));
                Joml.put(matrix, address);
                boolean same = matrix.equals(Joml.get(address, new Matrix4f()));
                System.out.print("; here: " + (same ? "same" : "another") + " matrix");
                Vector3f[] path = {new Vector3f(1, 2, 3)};
                JomlArrays.put(path, 0, 1, scratch.allocate(12), 0);
                Joml.put(path[0], address);
                same = path[0].equals(Joml.get(address, new Vector3f()));
                System.out.println(", " + (same ? "same" : "another") + " vector");
            }
        }

        private static String byItself(Matrix4f matrix, long address) {
            try {
                matrix.getToAddress(address);
                return "allowed";
            } catch (UnsupportedOperationException | LinkageError denied) {
                return "denied";
            }
        }
    }

    /** Runs without JOML on the class path. */
    static final class Absent {

        public static void main(String[] arguments) throws Exception {
            System.out.print("JOML: " + joml());
            List<String> loaded = new ArrayList<>();
            for (String name : classes()) {
                if (!name.contains(".Joml")) {
                    loaded.add(Class.forName(name).getName());
                }
            }
            try (FrameArena scratch = FrameArena.create()) {
                TextBuilder builder = TextBuilder.create(scratch).append("; everything else: ");
                builder.append(loaded.contains(Text.class.getName()) ? "loaded" : "not found");
                System.out.println(builder.finish());
            }
        }

        private static String joml() {
            try {
                Class.forName("org.joml.Vector3f");
                return "present";
            } catch (ClassNotFoundException absent) {
                return "absent";
            }
        }

        private static List<String> classes() throws IOException, URISyntaxException {
            Path root =
                    Path.of(Text.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.list(root.resolve("dev/mayfly/data"))) {
                return files.map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.endsWith("package-info.class"))
                        .map(name -> name.substring(0, name.length() - ".class".length()))
                        .map(name -> name.replace(File.separatorChar, '.'))
                        .toList();
            }
        }
    }
}
