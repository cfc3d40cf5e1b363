package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Calibration.Pulse;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * How quiet the machine was.
 *
 * @param level in a word
 * @param text in a sentence or two
 * @param coreSpread how much longer than the best the ninth of ten pieces of arithmetic took, at
 *     worst: 0.02 is 2 %
 * @param memorySpread the same for memory
 * @param drift how far apart the medians of arithmetic are, before, between and after
 * @param othersShare which part of the machine's processor time went to other programs, 0 to 1;
 *     null where the system does not say
 * @param stolenShare which part the host of a virtual machine took away; null where the system does
 *     not say
 * @param pulses everything that was measured
 */
record Noise(
        Level level,
        String text,
        double coreSpread,
        double memorySpread,
        double drift,
        @Nullable Double othersShare,
        @Nullable Double stolenShare,
        List<Pulse> pulses) {

    private static final double QUIET = 0.03;
    private static final double NOISY = 0.10;

    /** Memory is never as even as a core. */
    private static final double MEMORY_FACTOR = 3;

    /** In a word. */
    enum Level {
        QUIET,
        UNEASY,
        NOISY
    }

    static Noise of(List<Pulse> pulses, @Nullable Double others, @Nullable Double stolen) {
        double core = spread(pulses, Pulse::core);
        double memory = spread(pulses, Pulse::memory);
        double drift = drift(pulses);
        double worst = Math.max(Math.max(core, drift), memory / MEMORY_FACTOR);
        worst = Math.max(worst, Math.max(others == null ? 0 : others, stolen == null ? 0 : stolen));
        Level level = worst <= QUIET ? Level.QUIET : worst <= NOISY ? Level.UNEASY : Level.NOISY;
        return new Noise(
                level,
                text(level, worst),
                core,
                memory,
                drift,
                others,
                stolen,
                List.copyOf(pulses));
    }

    private static String text(Level level, double worst) {
        String verdict =
                switch (level) {
                    case QUIET -> "The machine was quiet: work that always takes the same did.";
                    case UNEASY ->
                            "The machine was not quite quiet: differences of a few percent say"
                                    + " nothing.";
                    case NOISY ->
                            "The machine was NOISY, something else was running: run this again on"
                                    + " a quiet one before you believe a row that is close.";
                };
        return "%s The worst of the signs below is %.0f %%.".formatted(verdict, 100 * worst);
    }

    private static double spread(List<Pulse> pulses, Function<Pulse, List<Double>> which) {
        double worst = 0;
        for (Pulse pulse : pulses) {
            List<Double> sorted = which.apply(pulse).stream().sorted().toList();
            double late = sorted.get((int) (sorted.size() * 0.9));
            worst = Math.max(worst, late / sorted.getFirst() - 1);
        }
        return worst;
    }

    private static double drift(List<Pulse> pulses) {
        List<Double> medians =
                pulses.stream()
                        .map(pulse -> pulse.core().stream().sorted().toList())
                        .map(sorted -> sorted.get(sorted.size() / 2))
                        .sorted()
                        .toList();
        return medians.isEmpty() ? 0 : medians.getLast() / medians.getFirst() - 1;
    }
}
