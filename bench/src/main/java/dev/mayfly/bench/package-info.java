/**
 * How fast Mayfly is, next to what else there is. {@link dev.mayfly.bench.Benchmarks} runs any
 * benchmark, {@link dev.mayfly.bench.Ratios} the ones that Mayfly's claims rest on, and judges
 * them.
 *
 * <p>Absolute times belong to the machine they were taken on; ratios taken in one run travel
 * better.
 */
@NullMarked
package dev.mayfly.bench;

import org.jspecify.annotations.NullMarked;
