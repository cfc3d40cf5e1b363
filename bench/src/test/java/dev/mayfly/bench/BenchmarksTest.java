package dev.mayfly.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.bench.peers.Peer;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** That benchmarks run, not how fast: each once, in this JVM. */
class BenchmarksTest {

    private static final Set<String> CLASSES =
            Set.of(
                    "ContextScope",
                    "FrameArenaAllocation",
                    "FrameArenaFreeAll",
                    "FrameArenaSafeEscape",
                    "FrameArenaStructs",
                    "FrameArenaZeroing",
                    "LoopOverhead",
                    "SavePoints",
                    "ShadowStack");

    @Test
    void shouldRunEveryBenchmark() throws Exception {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include("dev\\.mayfly\\.bench\\.")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .param("blocks", "10")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        Benchmarks.addPeers(options, new ArrayList<>());

        Collection<RunResult> results = new Runner(options.build()).run();

        assertEquals(new TreeSet<>(CLASSES), classes(results));
        for (RunResult result : results) {
            double nanos = result.getPrimaryResult().getScore();
            assertTrue(nanos > 0, () -> result.getParams().getBenchmark() + ": " + nanos);
        }
    }

    @Test
    void shouldFindABenchmarkForEverySubjectOfARatio() throws Exception {
        Set<String> missing = new TreeSet<>();
        for (Subject subject : Subject.values()) {
            if (!exists(subject)) {
                missing.add(subject.benchmark);
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static boolean exists(Subject subject) throws Exception {
        String[] parts = subject.benchmark.split("\\.");
        Class<?> benchmark = Class.forName("dev.mayfly.bench." + parts[0]);
        return List.of(benchmark.getMethods()).stream()
                .anyMatch(method -> method.getName().equals(parts[1]));
    }

    private static Set<String> classes(Collection<RunResult> results) {
        return results.stream()
                .map(result -> result.getParams().getBenchmark().split("\\."))
                .map(parts -> parts[parts.length - 2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldLeaveOutTheBenchmarksOfAMissingPeerAndNoOthers() {
        String pattern = ".*" + Peer.C.benchmarks();
        assertTrue("dev.mayfly.bench.FrameArenaAllocation.cBump".matches(pattern));
        assertTrue("dev.mayfly.bench.FrameArenaAllocation.cBumpZeroEach".matches(pattern));
        assertFalse("dev.mayfly.bench.FrameArenaAllocation.bumpalo".matches(pattern));
        assertFalse("dev.mayfly.bench.ContextScope.contextRead".matches(pattern));
    }
}
