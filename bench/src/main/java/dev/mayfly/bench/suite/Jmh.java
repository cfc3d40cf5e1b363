package dev.mayfly.bench.suite;

import dev.mayfly.bench.peers.Peer;
import dev.mayfly.bench.peers.TemporaryFolder;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs benchmarks by JMH, with its gc profiler, and compiles the peers that they need first. */
final class Jmh implements Measurer {

    private static final String HEAP = "gc.alloc.rate.norm";

    private final Map<String, BenchmarkListEntry> entries = new LinkedHashMap<>();
    private final Map<Peer, String> missingPeers = new EnumMap<>(Peer.class);
    private final Path peers;

    /**
     * Compiles the peers and reads JMH's list of benchmarks.
     *
     * @throws IOException if there is no temporary folder
     */
    Jmh() throws IOException {
        peers = TemporaryFolder.create();
        for (Peer peer : Peer.values()) {
            peer.tryCompile(peers).ifPresent(reason -> missingPeers.put(peer, reason));
        }
        OutputFormat silent =
                OutputFormatFactory.createFormatInstance(
                        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                        VerboseMode.SILENT);
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(silent, List.of())) {
            String[] parts = entry.getUsername().split("\\.");
            entries.put(parts[parts.length - 2] + "." + parts[parts.length - 1], entry);
        }
    }

    /** The methods of all benchmarks, as {@code Class.method}. */
    Set<String> methods() {
        return entries.keySet();
    }

    @Override
    public Optional<Map<String, List<String>>> params(String method) {
        return Optional.ofNullable(entries.get(method))
                .map(
                        entry -> {
                            Map<String, List<String>> params = new LinkedHashMap<>();
                            entry.getParams()
                                    .orElse(Map.of())
                                    .forEach((name, values) -> params.put(name, List.of(values)));
                            return params;
                        });
    }

    @Override
    public Sampled measure(Target target, Timing timing) throws MeasureException {
        BenchmarkListEntry entry = entries.get(target.method());
        if (entry == null) {
            throw new MeasureException("there is no benchmark " + target.method());
        }
        checkPeers(entry.getUsername());
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("^" + Pattern.quote(entry.getUsername()) + "$")
                        .forks(1)
                        .warmupForks(0)
                        .jvmArgs()
                        .jvmArgsAppend("-D" + Peer.FOLDER_PROPERTY + "=" + peers)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.NORMAL);
        if (entry.getMode() != Mode.SingleShotTime) {
            options.warmupIterations(timing.warmups())
                    .warmupTime(TimeValue.milliseconds(timing.millis()))
                    .measurementIterations(timing.iterations())
                    .measurementTime(TimeValue.milliseconds(timing.millis()));
        }
        target.params().forEach(options::param);
        return sampled(run(options), timing);
    }

    private void checkPeers(String benchmark) throws MeasureException {
        for (Map.Entry<Peer, String> missing : missingPeers.entrySet()) {
            if (Pattern.compile(missing.getKey().benchmarks()).matcher(benchmark).find()) {
                throw new MeasureException(missing.getValue());
            }
        }
    }

    private static RunResult run(ChainedOptionsBuilder options) throws MeasureException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        OutputFormat format =
                OutputFormatFactory.createFormatInstance(
                        new PrintStream(log, true, StandardCharsets.UTF_8), VerboseMode.NORMAL);
        Collection<RunResult> results;
        try {
            results = new Runner(options.build(), format).run();
        } catch (RunnerException failure) {
            throw new MeasureException(reason(log.toString(StandardCharsets.UTF_8), failure));
        }
        if (results.size() != 1) {
            throw new MeasureException(results.size() + " results where one was asked for");
        }
        return results.iterator().next();
    }

    /** The exception that stopped the benchmark, which JMH only prints. */
    private static String reason(String log, RunnerException failure) {
        return log.lines()
                .filter(line -> line.matches("(Caused by: )?[\\w.$]+(Exception|Error)\\b.*"))
                .reduce((_, last) -> last)
                .orElse(String.valueOf(failure.getMessage()));
    }

    private static Sampled sampled(RunResult result, Timing timing) throws MeasureException {
        List<Double> samples = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                samples.add(iteration.getPrimaryResult().getScore());
                Result<?> bytes = iteration.getSecondaryResults().get(HEAP);
                if (bytes != null && Double.isFinite(bytes.getScore())) {
                    heap.add(bytes.getScore());
                }
            }
        }
        if (samples.isEmpty() || !samples.stream().allMatch(Double::isFinite)) {
            throw new MeasureException("JMH has no figure");
        }
        BenchmarkParams params = result.getParams();
        return new Sampled(
                samples,
                heap,
                timing,
                List.copyOf(params.getJvmArgs()),
                result.getPrimaryResult().getScoreUnit());
    }
}
