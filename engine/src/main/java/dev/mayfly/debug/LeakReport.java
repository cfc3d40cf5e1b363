package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 */
public record LeakReport(long tick, List<AllocatorReport> allocators) {

    /**
     * The state of all tracking allocators.
     *
     * @return a report of this moment
     */
    public static LeakReport now() {
        return of(Trackers.all());
    }

    /**
     * The state of one or some tracking allocators.
     *
     * @param trackers which
     * @return a report of this moment
     */
    public static LeakReport of(TrackingAllocator... trackers) {
        return of(Arrays.asList(trackers));
    }

    private static LeakReport of(List<TrackingAllocator> trackers) {
        List<AllocatorReport> parts = new ArrayList<>();
        for (TrackingAllocator tracker : trackers) {
            Groups groups = new Groups(ImmortalRules.current());
            tracker.forEachLive(groups);
            parts.add(
                    new AllocatorReport(
                            tracker.name(),
                            tracker.totals(),
                            groups.leaks(),
                            groups.immortal(),
                            tracker.findings()));
        }
        return new LeakReport(Ticks.now(), List.copyOf(parts));
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
}
