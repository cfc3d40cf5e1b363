package dev.mayfly.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone when the JVM is. */
public final class TemporaryFolder {

    private TemporaryFolder() {}

    /**
     * Makes one.
     *
     * @return an empty folder
     * @throws IOException if the system grants none
     */
    public static Path create() throws IOException {
        Path folder = Files.createTempDirectory("mayfly-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException reason) {
            throw new UncheckedIOException(reason);
        }
    }
}
