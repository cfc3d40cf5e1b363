package dev.mayfly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program of the tests in a process of its own, for what happens when it ends. */
public final class JavaProcess {

    private JavaProcess() {}

    /**
     * Runs a program to its end, which must be a good one.
     *
     * @param program has a main method
     * @param jvmOptions what else to tell the JVM
     * @return what it wrote to System.err
     */
    public static String errorsOf(Class<?> program, String... jvmOptions) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-exports",
                                "java.base/jdk.internal.misc=ALL-UNNAMED"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            String err = read(process.getErrorStream());
            assertEquals(0, process.waitFor(), () -> out.join() + err);
            return err;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    private static String read(java.io.InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
