package dev.mayfly.debug;

import java.util.List;

/** Writes a report for a terminal. */
final class TextReport {

    /** Groups and findings that are listed one by one; of the others the number is said. */
    private static final int MOST_LINES = 100;

    /** Callers of a line that are listed under it. */
    private static final int MOST_CALLERS = 8;

    private TextReport() {}

    static String of(LeakReport report) {
        StringBuilder text = new StringBuilder();
        for (AllocatorReport part : report.allocators()) {
            write(text, part, report.allocators().size() > 1);
        }
        writeAdvice(text, report.advice());
        if (report.isClean()) {
            text.append("no leaks, no incorrect frees\n");
        }
        return text.toString();
    }

    private static void write(StringBuilder text, AllocatorReport part, boolean named) {
        String where = named ? " in " + part.name() : "";
        long leaks = part.leakCount();
        if (leaks > 0) {
            text.append(
                    "=== %d %s not freed%s: ===\n"
                            .formatted(leaks, leaks == 1 ? "allocation" : "allocations", where));
            writeGroups(text, part.leaks());
        }
        long findings = part.totals().findings();
        if (findings > 0) {
            text.append(
                    "=== %d incorrect %s%s: ===\n"
                            .formatted(findings, findings == 1 ? "free" : "frees", where));
            writeFindings(text, part.findings(), findings);
        }
        if (leaks > 0 || findings > 0) {
            writeTotals(text, part);
        }
    }

    private static void writeGroups(StringBuilder text, List<LeakGroup> groups) {
        for (LeakGroup group : groups.subList(0, Math.min(groups.size(), MOST_LINES))) {
            text.append("- ").append(group.line()).append('\n');
            List<StackTraceElement> frames = group.place().frames();
            for (int i = 1; i < Math.min(frames.size(), MOST_CALLERS + 1); i++) {
                text.append("    from ").append(frames.get(i)).append('\n');
            }
        }
        if (groups.size() > MOST_LINES) {
            List<LeakGroup> rest = groups.subList(MOST_LINES, groups.size());
            text.append(
                    "- and %d bytes in %d blocks at %d more places\n"
                            .formatted(
                                    rest.stream().mapToLong(LeakGroup::bytes).sum(),
                                    rest.stream().mapToLong(LeakGroup::count).sum(),
                                    rest.size()));
        }
    }

    private static void writeFindings(StringBuilder text, List<Finding> findings, long count) {
        int listed = Math.min(findings.size(), MOST_LINES);
        for (Finding finding : findings.subList(0, listed)) {
            text.append("- ").append(finding.text()).append('\n');
        }
        if (count > listed) {
            text.append("- and %d more\n".formatted(count - listed));
        }
    }

    private static void writeAdvice(StringBuilder text, List<Advice> advice) {
        if (!advice.isEmpty()) {
            text.append("=== %d to look at: ===\n".formatted(advice.size()));
            for (Advice each : advice) {
                text.append("- ").append(each.text()).append('\n');
            }
        }
    }

    private static void writeTotals(StringBuilder text, AllocatorReport part) {
        Totals totals = part.totals();
        text.append(
                "%s: %d bytes live in %d blocks, peak %d bytes; allocated %d bytes in %d blocks, freed %d in %d\n"
                        .formatted(
                                part.name(),
                                totals.liveBytes(),
                                totals.liveCount(),
                                totals.peakBytes(),
                                totals.allocatedBytes(),
                                totals.allocatedCount(),
                                totals.freedBytes(),
                                totals.freedCount()));
    }
}
