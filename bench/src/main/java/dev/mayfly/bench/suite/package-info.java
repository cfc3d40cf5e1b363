/**
 * The whole suite behind {@code mvn -Pbench}: {@link dev.mayfly.bench.suite.Suite} measures what
 * {@link dev.mayfly.bench.suite.Comparisons} lists, and the time of frames, and writes one JSON
 * file. The page, the table in the README and the guard against getting slower read nothing else.
 *
 * <p>From the outside in: {@code Suite} reads the command line, {@code Session} works through a
 * {@code Plan} and stops in time, {@code Jmh} and {@code FrameRunner} measure, {@code Collected}
 * keeps what they measured, {@code Results} is what is made of it.
 */
@NullMarked
package dev.mayfly.bench.suite;

import org.jspecify.annotations.NullMarked;
