package dev.mayfly.bench.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who runs benchmarks: JMH, and in tests somebody who makes figures up. */
interface Measurer {

    /**
     * The parameters that a benchmark has.
     *
     * @param method {@code Class.method}
     * @return names, and the values that its source gives them; nothing if there is no such method
     */
    Optional<Map<String, List<String>>> params(String method);

    /**
     * Runs a benchmark in a JVM of its own.
     *
     * @throws MeasureException if there is no figure; the message says why
     */
    Sampled measure(Target target, Timing timing) throws MeasureException;
}
