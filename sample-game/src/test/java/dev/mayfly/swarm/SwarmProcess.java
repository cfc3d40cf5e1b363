package dev.mayfly.swarm;

import dev.mayfly.alloc.BuildConfig;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The game in a process of its own, as a player starts it. */
final class SwarmProcess {

    /** System property: the jar of the engine's debug build, where the tests run with another. */
    private static final String DEBUG_ENGINE = "mayfly.debug.engine";

    private final ProcessBuilder builder;
    private boolean wantsReport;
    private String classPath = System.getProperty("java.class.path");
    private final List<String> jvmOptions =
            new ArrayList<>(
                    List.of(
                            "-Xmx64m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--add-exports",
                            "java.base/jdk.internal.misc=ALL-UNNAMED"));

    SwarmProcess(Path folder) {
        builder = new ProcessBuilder().directory(folder.toFile());
    }

    /** Hides every display. */
    SwarmProcess withoutDisplay() {
        builder.environment().remove("DISPLAY");
        builder.environment().remove("WAYLAND_DISPLAY");
        return this;
    }

    /** Hides EGL: its dispatcher looks for drivers where there are none. */
    SwarmProcess withoutEgl() {
        builder.environment().put("__EGL_VENDOR_LIBRARY_DIRS", "/nonexistent");
        return this;
    }

    /** Plays on the engine's debug build. */
    SwarmProcess withDebugEngine() {
        wantsReport = true;
        String jar = System.getProperty(DEBUG_ENGINE);
        if (jar != null) {
            classPath = jar + File.pathSeparator + classPath;
        }
        return this;
    }

    SwarmProcess property(String name, String value) {
        jvmOptions.add("-D%s=%s".formatted(name, value));
        return this;
    }

    /** Runs to the end. */
    Console run(String... args) {
        try {
            Process process = start(args);
            CompletableFuture<String> err = drain(process.getErrorStream());
            String out = read(process.getInputStream());
            return new Console(process.waitFor(), out, withoutReport(err.join()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    /** Runs until the first line is printed, and then asks it to end. */
    Console runUntilItPlaysThenEnd(String... args) {
        try {
            Process process = start(args);
            CompletableFuture<String> err = drain(process.getErrorStream());
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String first = out.readLine();
            // The process itself would also close its streams.
            process.toHandle().destroy();
            String rest = String.join("\n", out.lines().toList());
            return new Console(process.waitFor(), first + "\n" + rest, withoutReport(err.join()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, "dev.mayfly.swarm.Main"));
        command.addAll(List.of(args));
        return builder.command(command).start();
    }

    /**
     * In a debug build every process ends with a report, which is what is tested only where a debug
     * build was asked for.
     */
    private String withoutReport(String err) {
        return BuildConfig.DEBUG && !wantsReport
                ? err.replaceAll("(?ms)^(no leaks|===).*", "")
                : err;
    }

    private static CompletableFuture<String> drain(InputStream in) {
        return CompletableFuture.supplyAsync(() -> read(in));
    }

    private static String read(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
