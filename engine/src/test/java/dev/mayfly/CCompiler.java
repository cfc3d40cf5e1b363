package dev.mayfly;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's C and C++ compilers, for tests of {@code mayfly.h}. Where there is none, a test
 * that needs one is skipped and says why, or fails if the environment variable MAYFLY_CC is
 * "required".
 */
public final class CCompiler {

    private static final boolean REQUIRED = "required".equals(System.getenv("MAYFLY_CC"));

    private static final String HEADER = "/META-INF/mayfly/include/mayfly.h";

    private final String program;

    private CCompiler(String program) {
        this.program = program;
    }

    /** Every one that is there; no test if there is none. */
    public static List<CCompiler> allOrSkip(String... programs) {
        List<CCompiler> found = new ArrayList<>();
        for (String each : programs) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
                if (Files.isExecutable(Path.of(folder, each))) {
                    found.add(new CCompiler(Path.of(folder, each).toString()));
                    break;
                }
            }
        }
        if (found.isEmpty()) {
            String none = "none of " + String.join(", ", programs) + " is on the PATH";
            if (REQUIRED) {
                throw new AssertionError("MAYFLY_CC=required, but " + none);
            }
            abort("no compiler for this test: " + none);
        }
        return found;
    }

    /** For C. */
    public static List<CCompiler> forCOrSkip() {
        return allOrSkip("gcc", "clang");
    }

    /** For C++. */
    public static List<CCompiler> forCppOrSkip() {
        return allOrSkip("g++", "clang++");
    }

    /** The header as it is in the jar. */
    public static String header() {
        return resource(HEADER);
    }

    /** A file of the class path. */
    public static String resource(String name) {
        try (InputStream in = CCompiler.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Runs the compiler.
     *
     * @param folder where
     * @param arguments all but the warnings
     * @return what it said against the source; empty if it took it
     */
    public String compile(Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of("-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I."));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if ((status == 0) != said.isEmpty()) {
                throw new AssertionError(command + " ended with " + status + ": " + said);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    /** Puts the header and a source into a folder and makes a library of them. */
    public static Path library(Path folder, String source) {
        try {
            Files.writeString(folder.resolve("mayfly.h"), header());
            Files.writeString(folder.resolve("library.c"), source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String name = System.mapLibraryName("library");
        String said =
                forCOrSkip()
                        .getFirst()
                        .compile(
                                folder,
                                "-std=c11",
                                "-O2",
                                "-shared",
                                "-fPIC",
                                "-o",
                                name,
                                "library.c");
        if (!said.isEmpty()) {
            throw new AssertionError(said);
        }
        return folder.resolve(name);
    }

    @Override
    public String toString() {
        return program;
    }
}
