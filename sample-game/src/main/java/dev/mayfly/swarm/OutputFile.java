package dev.mayfly.swarm;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a run will write when it ends. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Finds out before the run, rather than after minutes of play, whether a file can be written.
     *
     * @param option which option names it
     * @param file nothing is checked if null
     * @throws RunException if it cannot
     */
    static void check(String option, @Nullable Path file) throws RunException {
        if (file == null) {
            return;
        }
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new RunException("%s %s: that is a device, not a file".formatted(option, file));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new RunException("%s %s: that is a folder, not a file".formatted(option, file));
        }
        if (!Files.exists(folder)) {
            throw new RunException("%s %s: there is no folder %s".formatted(option, file, folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new RunException("%s %s: %s is not a folder".formatted(option, file, folder));
        }
        boolean writable = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
        if (!writable) {
            throw new RunException("%s %s: no permission to write there".formatted(option, file));
        }
    }
}
