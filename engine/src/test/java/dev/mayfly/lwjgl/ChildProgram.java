package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that runs in a process of its own, where LWJGL has not chosen its allocator yet. */
final class ChildProgram {

    private final Class<?> program;
    private final List<String> options =
            new ArrayList<>(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "--add-exports",
                            "java.base/jdk.internal.misc=ALL-UNNAMED",
                            "-Djava.awt.headless=true"));
    private final List<String> arguments = new ArrayList<>();

    private ChildProgram(Class<?> program) {
        this.program = program;
    }

    static ChildProgram of(Class<?> program) {
        return new ChildProgram(program);
    }

    /** With an option of the JVM. */
    ChildProgram with(String option) {
        options.add(option);
        return this;
    }

    /** With {@link ContextMemoryAllocator}, by option. */
    ChildProgram hooked() {
        return with("-Dorg.lwjgl.system.allocator=" + ContextMemoryAllocator.class.getName());
    }

    /** With a heap behind {@link ContextMemoryAllocator}. */
    ChildProgram over(Class<?> heap) {
        return with("-D" + ContextMemoryAllocator.HEAP + "=" + heap.getName());
    }

    ChildProgram arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Runs it to its end, which must be a good one; what it wrote. */
    String output() {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), program.getName()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), text);
            return text;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }
}
