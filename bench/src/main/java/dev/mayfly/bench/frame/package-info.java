/**
 * What a game feels of memory: how long the scratch-heavy part of Swarm's tick takes, written once
 * for each way of getting memory. {@link dev.mayfly.bench.frame.FrameTime} runs one way in a JVM of
 * its own.
 *
 * <p>All ways do the same work on the same {@link dev.mayfly.bench.frame.World} and tell their
 * results to the same {@link dev.mayfly.bench.frame.Tally}, whose sums must be equal. What is the
 * same for all, every formula and every first guess of a size, is in {@code World} and {@link
 * dev.mayfly.bench.frame.Rules}; what is left in a way is how it holds its lists.
 */
@NullMarked
package dev.mayfly.bench.frame;

import org.jspecify.annotations.NullMarked;
