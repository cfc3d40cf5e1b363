package dev.mayfly.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has. */
final class Resident {

    private static final Path ROLLUP = Path.of("/proc/self/smaps_rollup");
    private static final String LABEL = "Rss:";
    private static final long KIBIBYTE = 1024;

    private Resident() {}

    /**
     * The process's resident set, which Linux counts page by page for this call, plus what is in
     * use of the Java heap; bytes, 0 where there is no such file. Makes sense as a difference, in a
     * JVM that touches all of its heap at its start.
     */
    static long bytes() throws IOException {
        if (!Files.exists(ROLLUP)) {
            return 0;
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (String line : Files.readAllLines(ROLLUP)) {
            if (line.startsWith(LABEL)) {
                String number = line.substring(LABEL.length()).replace("kB", "").strip();
                return heap + Long.parseLong(number) * KIBIBYTE;
            }
        }
        return 0;
    }
}
