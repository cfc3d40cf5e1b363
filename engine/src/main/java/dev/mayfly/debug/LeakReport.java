package dev.mayfly.debug;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Every block that is live and everything that was found wrong: data first, and writers for it.
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="report"}
 *
 * <p><b>Cost:</b> a look at every live block, some tens of nanoseconds each; the program may go on
 * allocating meanwhile. <b>Thread:</b> any.
 *
 * @param tick the tick it was made in
 * @param allocators one part for each tracking allocator, in the order they were made
 * @param advice what {@link Advisors} have to say; none of it makes a report unclean
 */
public record LeakReport(long tick, List<AllocatorReport> allocators, List<Advice> advice) {

    /** What {@link #write} calls its files, before the dot. */
    private static final String FILE = "mayfly-report";

    /**
     * The state of all tracking allocators.
     *
     * @return a report of this moment
     */
    public static LeakReport now() {
        return of(Trackers.all(), tracker -> 0L, Advisors.now());
    }

    /**
     * The state of one or some tracking allocators.
     *
     * @param trackers which
     * @return a report of this moment
     */
    public static LeakReport of(TrackingAllocator... trackers) {
        return of(Arrays.asList(trackers), tracker -> 0L, Advisors.of(trackers));
    }

    /**
     * What is live and was not at an earlier moment: what a level left behind, for example. Totals,
     * findings and advice are of the whole run.
     *
     * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="since"}
     *
     * @param earlier that moment
     * @return a report of this moment, without the blocks that were made before
     */
    public static LeakReport since(Snapshot earlier) {
        return of(Trackers.all(), earlier::order, Advisors.now());
    }

    private static LeakReport of(
            List<TrackingAllocator> trackers,
            ToLongFunction<TrackingAllocator> orders,
            List<Advice> advice) {
        List<AllocatorReport> parts = new ArrayList<>();
        for (TrackingAllocator tracker : trackers) {
            Groups groups = new Groups(ImmortalRules.current(), orders.applyAsLong(tracker));
            tracker.forEachLive(groups);
            parts.add(
                    new AllocatorReport(
                            tracker.name(),
                            tracker.totals(),
                            groups.leaks(),
                            groups.immortal(),
                            tracker.findings(),
                            tracker.observation().samples()));
        }
        return new LeakReport(Ticks.now(), List.copyOf(parts), advice);
    }

    /**
     * Whether there is nothing to complain about.
     *
     * @return true if nothing is leaked and nothing was found wrong
     */
    public boolean isClean() {
        return leakCount() == 0 && findingCount() == 0;
    }

    /**
     * Live blocks that nobody meant to live on.
     *
     * @return blocks of all allocators
     */
    public long leakCount() {
        return allocators.stream().mapToLong(AllocatorReport::leakCount).sum();
    }

    /**
     * What the leaks hold.
     *
     * @return bytes of all allocators, as requested
     */
    public long leakBytes() {
        return allocators.stream().mapToLong(AllocatorReport::leakBytes).sum();
    }

    /**
     * How often something was found wrong.
     *
     * @return findings of all allocators, also those beyond the ones that are listed
     */
    public long findingCount() {
        return allocators.stream().mapToLong(part -> part.totals().findings()).sum();
    }

    /**
     * The report for a terminal.
     *
     * @return some lines, the last ended
     */
    public String text() {
        return TextReport.of(this);
    }

    /**
     * The report for programs: one JSON object, with nothing left out.
     *
     * <pre>
     * format        1; it grows when a member changes its meaning or goes
     * tick          the tick the report was made in
     * clean         whether there are neither leaks nor findings
     * leakBytes, leakBlocks, findings   of all allocators
     * allocators    an array of:
     *   name
     *   totals      liveBytes, liveBlocks, peakBytes, allocatedBytes, allocatedBlocks,
     *               freedBytes, freedBlocks, findings
     *   leaks       an array of groups, the most bytes first:
     *               bytes, blocks, tag, firstTick, lastTick, frames
     *   immortal    an array of groups too
     *   findings    an array, oldest first: kind (a {@link FindingKind}), title, address, evidence,
     *               found (a moment), and block where it is known: allocator, address, bytes,
     *               tag, allocated (a moment) and, unless it is live, freed (a moment);
     *               and where the stack of that free was not walked ({@link FreeTraces}),
     *               seenFreed: the frames of where a block that was allocated at the same
     *               place was last seen freed, none if none was
     *   samples     an array, oldest first: tick, millis, bytes
     * advice        an array of: kind (an {@link AdviceKind}), title, allocator, bytes,
     *               firstTick, lastTick, evidence, frames
     * </pre>
     *
     * <p>A moment has tick, thread and frames. Frames are texts, the innermost first, none where
     * the place is not known. Addresses are texts, {@code 0x7f0012345678}, because many readers of
     * JSON round such numbers.
     *
     * @return the object
     */
    public String json() {
        return text(JsonReport::write);
    }

    /**
     * All live bytes, leaked or immortal, as makers of flame graphs read them: a line for each
     * stack, {@code main;load;read 4096}, the outermost frame first.
     *
     * @return the lines, the most bytes of each allocator first
     */
    public String collapsed() {
        return text(CollapsedStacks::write);
    }

    /**
     * The report as a page for a browser: totals over time, a flame graph of live bytes, a table of
     * leaks and findings with a search. It is one file that needs no network.
     *
     * @return the page
     */
    public String html() {
        return text(HtmlReport::write);
    }

    /**
     * Writes the report in all four forms: {@code mayfly-report.txt}, {@code .json}, {@code
     * .collapsed} and {@code .html}, in UTF-8, over those that are there.
     *
     * @param folder where to; made if it is not there
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(FILE + ".txt"), (report, out) -> out.append(report.text()));
        write(folder.resolve(FILE + ".json"), JsonReport::write);
        write(folder.resolve(FILE + ".collapsed"), CollapsedStacks::write);
        write(folder.resolve(FILE + ".html"), HtmlReport::write);
    }

    /** One of the forms. */
    private interface Form {
        void write(LeakReport report, Appendable out) throws IOException;
    }

    private void write(Path file, Form form) throws IOException {
        // Not by Files.newBufferedWriter, which refuses names with halves of pairs.
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            form.write(this, out);
        }
    }

    private String text(Form form) {
        try {
            StringBuilder text = new StringBuilder();
            form.write(this, text);
            return text.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
