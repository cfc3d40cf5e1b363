package dev.mayfly.bench.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;

/** Takes as long as it is told to, on a clock that is turned by hand, and makes figures up. */
final class FakeMeasurer implements Measurer {

    /** What every JVM takes before it measures. */
    double overhead = 1;

    /** Figures by method; others have one that depends on nothing but the target. */
    final Map<String, Double> nanos = new HashMap<>();

    /** Methods that there are not. */
    final Set<String> unknown = new HashSet<>();

    /** Methods that fail. */
    final Set<String> failing = new HashSet<>();

    final List<Target> measured = new ArrayList<>();
    final List<Timing> timings = new ArrayList<>();

    private final DoubleConsumer turnClock;

    FakeMeasurer(DoubleConsumer turnClock) {
        this.turnClock = turnClock;
    }

    @Override
    public Optional<Map<String, List<String>>> params(String method) {
        return unknown.contains(method) ? Optional.empty() : Optional.of(Samples.params(method));
    }

    @Override
    public Sampled measure(Target target, Timing timing) throws MeasureException {
        measured.add(target);
        timings.add(timing);
        turnClock.accept(overhead + timing.seconds());
        if (failing.contains(target.method())) {
            throw new MeasureException("it is broken\n  here");
        }
        return figure(target);
    }

    Sampled figure(Target target) {
        double given = 2 + Math.floorMod(target.toString().hashCode(), 97) / 7.0;
        double slots = Double.parseDouble(target.params().getOrDefault("slots", "1"));
        return Samples.sampled(
                nanos.getOrDefault(target.method(), given) * (1 + Math.log10(slots)));
    }
}
