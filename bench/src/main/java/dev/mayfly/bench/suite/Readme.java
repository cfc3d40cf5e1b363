package dev.mayfly.bench.suite;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the summary into a README, between two lines that stay. */
final class Readme {

    static final String BEGIN = "<!-- bench:begin -->";
    static final String END = "<!-- bench:end -->";

    private static final int SMALL = 10;
    private static final int MIDDLING = 100;

    private Readme() {}

    /**
     * Puts the table in.
     *
     * @throws UsageException if the file has no place for it, or the run is only a part of one, or
     *     is not to be believed; the message says which
     */
    static void update(Path file, Results results) throws UsageException, IOException {
        checkWhole(file, results);
        String before = readWithMarkers(file);
        int begin = before.indexOf(BEGIN) + BEGIN.length();
        int end = before.indexOf(END);
        Files.writeString(
                file, before.substring(0, begin) + "\n" + table(results) + before.substring(end));
    }

    private static void checkWhole(Path file, Results results) throws UsageException {
        String reason = null;
        if (!results.mistakes().isEmpty()) {
            reason = results.mistakes().getFirst();
        } else if (results.partial() != null) {
            reason = results.partial();
        } else if (results.filter() != null) {
            reason = "-Dbench.filter=" + results.filter() + " chose a part";
        }
        if (reason != null) {
            throw new UsageException(
                    file + " stays as it is, only a whole run goes into it: " + reason);
        }
    }

    /** Reads a file that has a place for the table. */
    static String readWithMarkers(Path file) throws UsageException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new UsageException(
                    file
                            + " has no place for the table: a line "
                            + BEGIN
                            + ", and "
                            + END
                            + " below it");
        }
        return text;
    }

    static String table(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| question | Mayfly | best peer | ratio to it | | ratio to C |");
        lines.add("|---|---|---|---|---|---|");
        for (SummaryRow row : results.summary()) {
            lines.add(line(row));
        }
        lines.add("");
        lines.add(origin(results));
        lines.add("");
        return String.join("\n", lines);
    }

    private static String line(SummaryRow row) {
        Ratio peer = row.toPeer();
        return "| %s | %s %s | %s | %s | %s | %s |"
                .formatted(
                        question(row),
                        number(row.figure().value()),
                        cell(row.unit()),
                        peer == null ? "" : cell(peer.to()),
                        ratio(peer),
                        peer == null ? "" : verdict(peer.verdict()),
                        ratio(row.toC()));
    }

    private static String question(SummaryRow row) {
        String at = row.at().isEmpty() ? "" : ", " + row.at();
        String curve = row.points() == 1 ? "" : " (the worst of %d points)".formatted(row.points());
        return cell(row.title() + at + curve);
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String ratio(@Nullable Ratio ratio) {
        if (ratio == null) {
            return "";
        }
        Estimate times = ratio.times();
        String value = number(times.value());
        String marked = ratio.verdict() == Verdict.AHEAD ? "**" + value + "**" : value;
        return times.low() == null || times.high() == null
                ? marked
                : "%s (%s–%s)".formatted(marked, number(times.low()), number(times.high()));
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case AHEAD -> "ahead";
            case EQUAL -> "equal";
            case BEHIND -> "behind";
            case UNKNOWN -> "no interval";
        };
    }

    private static String number(double value) {
        String form = value < SMALL ? "%.2f" : value < MIDDLING ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, value);
    }

    private static String origin(Results results) {
        return ("%s suite, %s, %s, %s. Intervals are of 99.9 %%; where those of two figures overlap"
                        + " they are called equal. %s")
                .formatted(
                        results.mode().equals("full") ? "Full" : "Short",
                        results.started().substring(0, 10),
                        results.facts().find(Facts.PROCESSOR).orElse("unknown processor"),
                        results.facts().find(Facts.JVM).orElse("unknown JVM"),
                        results.noise().text());
    }
}
