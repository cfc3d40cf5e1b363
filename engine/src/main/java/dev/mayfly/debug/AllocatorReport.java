package dev.mayfly.debug;

import java.util.List;

/**
 * What a report says of one tracking allocator.
 *
 * @param name its name
 * @param totals its books
 * @param leaks live blocks that nobody meant to live on, the most bytes first
 * @param immortal live blocks that are meant to live until the program ends
 * @param findings what was found wrong, oldest first
 * @param samples its live bytes over the run, oldest first, as {@link Advisors#tick} saw them
 */
public record AllocatorReport(
        String name,
        Totals totals,
        List<LeakGroup> leaks,
        List<LeakGroup> immortal,
        List<Finding> findings,
        List<Sample> samples) {

    /**
     * Live blocks that nobody meant to live on.
     *
     * @return blocks
     */
    public long leakCount() {
        return leaks.stream().mapToLong(LeakGroup::count).sum();
    }

    /**
     * What the leaks hold.
     *
     * @return bytes, as requested
     */
    public long leakBytes() {
        return leaks.stream().mapToLong(LeakGroup::bytes).sum();
    }
}
