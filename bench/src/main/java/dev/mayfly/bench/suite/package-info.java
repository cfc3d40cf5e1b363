/** What {@code mvn -Pbench} measures: {@link dev.mayfly.bench.suite.Comparisons} lists it. */
@NullMarked
package dev.mayfly.bench.suite;

import org.jspecify.annotations.NullMarked;
