package dev.mayfly.debug;

/**
 * What a tracking allocator had at some time of the run: a point of a plot.
 *
 * @param tick the number of the tick
 * @param millis milliseconds since tracking began
 * @param bytes the most that was live around then
 */
public record Sample(long tick, long millis, long bytes) {}
