package dev.mayfly.bench.peers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's compilers and crate sources: finds them and runs them. */
final class Compilers {

    private static final long TIMEOUT_SECONDS = 120;

    private Compilers() {}

    /** The first of these programs that stands on the PATH. */
    static Optional<Path> find(String... programs) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String program : programs) {
            for (String folder : path.split(File.pathSeparator)) {
                Path candidate = Path.of(folder, program);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The newest source of a Rust crate: in the folder that Debian's packages use, or in what Cargo
     * has downloaded before.
     *
     * @param crate its name
     * @return the folder that holds its {@code src}
     */
    static Optional<Path> findCrate(String crate) throws IOException {
        List<Path> registries = new ArrayList<>();
        registries.add(Path.of("/usr/share/cargo/registry"));
        Path downloaded = Path.of(System.getProperty("user.home"), ".cargo", "registry", "src");
        if (Files.isDirectory(downloaded)) {
            try (Stream<Path> indexes = Files.list(downloaded)) {
                indexes.forEach(registries::add);
            }
        }
        List<Path> found = new ArrayList<>();
        for (Path registry : registries) {
            if (Files.isDirectory(registry)) {
                try (Stream<Path> crates = Files.list(registry)) {
                    crates.filter(
                                    each ->
                                            each.getFileName()
                                                    .toString()
                                                    .matches(crate + "-\\d+\\.\\d+\\.\\d+"))
                            .forEach(found::add);
                }
            }
        }
        return found.stream().max((one, other) -> Arrays.compare(version(one), version(other)));
    }

    private static int[] version(Path crate) {
        String name = crate.getFileName().toString();
        String version = name.substring(name.lastIndexOf('-') + 1);
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /**
     * Runs a compiler to its end.
     *
     * @param folder where
     * @param command the program and its arguments
     * @throws IOException if it cannot be run or fails; the message ends with what it printed
     */
    static void run(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("compiler.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " took over " + TIMEOUT_SECONDS + " s");
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted", stop);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s failed with status %d: %s"
                            .formatted(
                                    String.join(" ", command),
                                    process.exitValue(),
                                    Files.readString(log, StandardCharsets.UTF_8).strip()));
        }
    }
}
