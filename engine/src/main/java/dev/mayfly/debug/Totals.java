package dev.mayfly.debug;

/**
 * The books of a tracking allocator.
 *
 * @param liveBytes allocated now, bytes as requested
 * @param liveCount allocated now, blocks
 * @param peakBytes most that was allocated at once, bytes
 * @param allocatedBytes ever allocated, bytes
 * @param allocatedCount ever allocated, blocks
 * @param freedBytes ever freed, bytes
 * @param freedCount ever freed, blocks
 * @param findings how often something wrong was found
 */
public record Totals(
        long liveBytes,
        long liveCount,
        long peakBytes,
        long allocatedBytes,
        long allocatedCount,
        long freedBytes,
        long freedCount,
        long findings) {}
