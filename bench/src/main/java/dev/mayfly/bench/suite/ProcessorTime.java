package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where the machine's processor time went, as Linux counts it: to the suite and the JVMs it has
 * started and seen the end of, to the host of a virtual machine, or to others.
 *
 * @param all ticks of all processors, idle ones too
 * @param busy ticks that somebody here used
 * @param stolen ticks that the host took away
 * @param own ticks that this suite used
 */
record ProcessorTime(double all, double busy, double stolen, double own) {

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STOLEN = 7;

    /** What guests use is in the users' time already. */
    private static final int COUNTED = 8;

    /** Right behind the program's name, which is in parentheses and may be anything. */
    private static final int OWN_FROM = 11;

    private static final int OWN_TO = 15;

    /** The counts up to now; null where the system has none. */
    static @Nullable ProcessorTime now() {
        try {
            String machine = Files.readAllLines(Path.of("/proc/stat")).getFirst();
            String self = Files.readString(Path.of("/proc/self/stat"));
            return parse(machine, self);
        } catch (IOException | RuntimeException _) {
            return null;
        }
    }

    static ProcessorTime parse(String machine, String self) {
        double[] counts =
                Arrays.stream(machine.strip().split("\\s+"))
                        .skip(1)
                        .limit(COUNTED)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        double all = Arrays.stream(counts).sum();
        String[] fields = self.substring(self.lastIndexOf(')') + 1).strip().split("\\s+");
        double own = Arrays.stream(fields, OWN_FROM, OWN_TO).mapToDouble(Double::parseDouble).sum();
        return new ProcessorTime(
                all, all - counts[IDLE] - counts[WAITING] - counts[STOLEN], counts[STOLEN], own);
    }

    /** Which part went to others since then. */
    double othersSince(ProcessorTime start) {
        return Math.max(0, busy - start.busy - (own - start.own)) / Math.max(1, all - start.all);
    }

    /** Which part was taken away since then. */
    double stolenSince(ProcessorTime start) {
        return (stolen - start.stolen) / Math.max(1, all - start.all);
    }
}
