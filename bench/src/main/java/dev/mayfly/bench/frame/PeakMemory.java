package dev.mayfly.bench.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much physical memory this process has had at most, as Linux counts it. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LABEL = "VmHWM:";
    private static final long KIBIBYTE = 1024;

    private PeakMemory() {}

    /** Bytes; -1 where there is no such file. */
    static long bytes() {
        if (!Files.exists(STATUS)) {
            return -1;
        }
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(LABEL)) {
                    String number = line.substring(LABEL.length()).replace("kB", "").strip();
                    return Long.parseLong(number) * KIBIBYTE;
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return -1;
    }
}
