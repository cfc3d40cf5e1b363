package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results that nobody measured, for tests. */
final class Samples {

    static final Comparison SCRATCH =
            new Comparison(
                    "scratch",
                    "Allocating in scratch",
                    "What does a block cost that dies with the tick?",
                    "ns per allocation",
                    "Scratch.raw",
                    List.of(
                            new Contestant("FrameArena", "Scratch.raw", Kind.MAYFLY, ""),
                            new Contestant("FrameArena, segments", "Scratch.safe", Kind.MAYFLY, ""),
                            new Contestant(
                                    "LWJGL MemoryStack", "Scratch.stack", Kind.PEER, "not zeroed"),
                            new Contestant("FFM confined arena", "Scratch.ffm", Kind.PEER, ""),
                            new Contestant("Java arrays, G1", "Scratch.objects", Kind.JAVA, ""),
                            new Contestant("C, inlined bump", "Scratch.c", Kind.C, "")),
                    List.of(),
                    false,
                    true,
                    "1000 blocks of 16 to 47 bytes.");

    static final Comparison GROWTH =
            new Comparison(
                    "growth-live",
                    "Cost against live blocks",
                    "Does a block cost more among more blocks?",
                    "ns per block",
                    "Churn.run[allocator=mayfly]",
                    List.of(
                            new Contestant(
                                    "GeneralAllocator",
                                    "Churn.run[allocator=mayfly]",
                                    Kind.MAYFLY,
                                    ""),
                            new Contestant(
                                    "mimalloc", "Churn.run[allocator=mimalloc]", Kind.PEER, ""),
                            new Contestant("C, mimalloc", "Churn.c", Kind.C, "")),
                    List.of("slots"),
                    true,
                    true,
                    "One block is replaced.");

    static final Comparison LONG =
            new Comparison(
                    "everybody",
                    "Everybody",
                    "And the others?",
                    "ns per block",
                    "Scratch.raw",
                    List.of(new Contestant("FrameArena", "Scratch.raw", Kind.MAYFLY, "")),
                    List.of(),
                    false,
                    false,
                    "Nothing.");

    static final List<FrameWay> WAYS =
            List.of(
                    new FrameWay("java-objects", "plain Java objects"),
                    new FrameWay("lwjgl-stack", "LWJGL MemoryStack"),
                    new FrameWay("mayfly-raw", "raw addresses"),
                    new FrameWay("mayfly-safe", "segments"));

    private static final Timing TIMING = new Timing(3, 6, 40);

    private Samples() {}

    /** Samples with a mean, and an interval of some percent around it. */
    static Sampled sampled(double mean) {
        return new Sampled(
                List.of(0.99 * mean, mean, 1.01 * mean, 0.995 * mean, mean, 1.005 * mean),
                List.of(0.001, 0.002),
                TIMING,
                List.of("--enable-native-access=ALL-UNNAMED"),
                "ns/op");
    }

    /** A frame whose percentiles are its times: half of the ticks took no more than 50 ns. */
    static Frame frame(String way, String checksum, long ticks) {
        return frame(way, 10_000, checksum, ticks, 1);
    }

    /** The same, so many times as slow. */
    static Frame frame(String way, int enemies, String checksum, long ticks, double factor) {
        List<List<Double>> percentiles = new ArrayList<>();
        for (double percentile : List.of(0.0, 25.0, 50.0, 75.0, 90.0, 99.0, 99.9, 99.99)) {
            percentiles.add(List.of(percentile, percentile * factor));
        }
        List<List<Double>> timeline =
                IntStream.range(0, 100)
                        .mapToObj(i -> List.of(i * ticks / 100.0, factor * (60 + i * 31 % 40)))
                        .toList();
        return new Frame(
                Frame.KIND,
                way,
                enemies,
                ticks,
                ticks / 3,
                1,
                checksum,
                "G1",
                List.of("-XX:+UseG1GC", "-Xmx2g"),
                "25",
                50 * factor,
                99 * factor,
                99.9 * factor,
                120 * factor,
                50 * factor,
                3,
                ticks * 1000,
                1000,
                2,
                5,
                -1,
                200 << 20,
                50_000,
                900,
                9_000,
                timeline,
                percentiles);
    }

    /** Everything of it, with Mayfly's figure in scratch as given. */
    static Results results(double scratch) {
        Collected collected = new Collected();
        FakeMeasurer measurer = new FakeMeasurer(seconds -> {});
        measurer.nanos.put("Scratch.raw", scratch);
        List<NotRun> none = new ArrayList<>();
        List<Work> works =
                List.of(Work.of(SCRATCH, measurer, none), Work.of(GROWTH, measurer, none));
        for (Work work : works) {
            for (Target target : work.targets()) {
                collected.add(target, measurer.figure(target));
                collected.add(target, measurer.figure(target));
            }
        }
        FrameTask task = new FrameTask(10_000, Gc.G1);
        double factor = 1e5;
        for (FrameWay way : WAYS) {
            factor *= way.isMayfly() ? 0.9 : 1.2;
            collected.add(task, frame(way.name(), 10_000, "c0ffee", 1000, factor));
        }
        collected.add(pulse("before"));
        collected.add(pulse("after"));
        collected.add(new NotRun("Rust, bumpalo", "no rustc on the PATH"));
        List<ComparisonResult> comparisons = collected.comparisons(works);
        List<FrameResult> frames = collected.frameResults(WAYS);
        return new Results(
                Results.SCHEMA,
                "short",
                null,
                "2026-01-02T03:04:05Z",
                500,
                null,
                List.of(),
                new Facts(
                        List.of(new Fact(Facts.PROCESSOR, "A <b>processor</b>")),
                        List.of(new Fact(Facts.JVM, "A JVM </script>"))),
                Noise.of(collected.pulses(), 0.01, null),
                Summary.of(comparisons, frames),
                comparisons,
                frames,
                collected.notRun(works));
    }

    static Calibration.Pulse pulse(String when) {
        return new Calibration.Pulse(when, 1, List.of(1.0, 1.0, 1.01), List.of(5.0, 5.0, 5.1));
    }

    /** A benchmark's parameters. */
    static Map<String, List<String>> params(String method) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        if (method.equals("Churn.run")) {
            params.put("allocator", List.of("mayfly", "mimalloc", "system"));
        }
        if (method.startsWith("Churn.")) {
            params.put("slots", List.of("1000", "100000", "10000000"));
        }
        return params;
    }
}
