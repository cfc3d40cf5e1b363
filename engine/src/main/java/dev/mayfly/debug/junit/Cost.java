package dev.mayfly.debug.junit;

/**
 * What was ever allocated from the tracking allocators of a test.
 *
 * @param bytes as requested
 * @param allocations how often
 */
record Cost(long bytes, long allocations) {}
