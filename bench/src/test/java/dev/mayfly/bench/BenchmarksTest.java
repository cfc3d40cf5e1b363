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
                    "AllocationsPerTick",
                    "ArenaSize",
                    "BlockPairs",
                    "BulkKernels",
                    "ContextScope",
                    "DebugPairs",
                    "FrameArenaAllocation",
                    "FrameArenaFreeAll",
                    "FrameArenaStructs",
                    "FrameArenaZeroing",
                    "GeneralChurn",
                    "GeneralHandOver",
                    "GeneralMemory",
                    "GeneralPairs",
                    "GeneralSizes",
                    "HudText",
                    "IntArrays",
                    "JomlMemory",
                    "LongMapSize",
                    "LongMapsAgrona",
                    "LongMapsFastutil",
                    "LongMapsHashMap",
                    "LongMapsMayfly",
                    "LoopOverhead",
                    "LwjglDebugging",
                    "LwjglInterception",
                    "NativeCode",
                    "ParallelLoops",
                    "ParticleUpdate",
                    "PoolAllocation",
                    "RegionFreeAll",
                    "SavePoints",
                    "SegmentEscape",
                    "ShadowStack",
                    "SlotMapAccess",
                    "StructAccess",
                    "TextNumbers",
                    "ThreadCount",
                    "TickOfBlocks");

    @Test
    void shouldRunEveryBenchmark() throws Exception {
        Collection<RunResult> results =
                run(
                        new OptionsBuilder()
                                .include("dev\\.mayfly\\.bench\\.")
                                .param("elements", "1000")
                                .param("blocks", "10")
                                .param("entries", "1000")
                                .param("keys", "random")
                                .param("allocations", "1000")
                                .param("bytes", "33554432")
                                .param("sizes", "8-40")
                                .param("range", "16-255")
                                .param("threads", "2"));

        assertEquals(new TreeSet<>(CLASSES), classes(results));
        for (RunResult result : results) {
            assertTookTime(result);
            for (Subject subject : Subject.values()) {
                if (result.getParams().getBenchmark().endsWith("." + subject.benchmark)) {
                    assertAnswers(result, subject);
                }
            }
        }
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws Exception {
        options.forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .param("slots", "1000")
                .param("particles", "100")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        Benchmarks.addPeers(options, new ArrayList<>());
        return new Runner(options.build()).run();
    }

    private static void assertTookTime(RunResult result) {
        double nanos = result.getPrimaryResult().getScore();
        assertTrue(nanos > 0, () -> result.getParams().getBenchmark() + ": " + nanos);
    }

    private static void assertAnswers(RunResult result, Subject subject) {
        assertTrue(
                result.getParams().getParamsKeys().containsAll(subject.params.keySet()),
                () -> subject + ": " + result.getParams().getParamsKeys());
        assertTrue(
                result.getSecondaryResults()
                        .keySet()
                        .containsAll(subject.counter.stream().toList()),
                () -> subject + ": " + result.getSecondaryResults().keySet());
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

    @Test
    void shouldMeasureEverySubjectInOneTopic() {
        List<Subject> subjects = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            subjects.addAll(topic.subjects);
        }
        assertEquals(List.of(Subject.values()), subjects);
    }

    @Test
    void shouldCompareASubjectWithOneYardstickOfAColumn() {
        for (Topic topic : Topic.values()) {
            for (Topic.Column column : topic.columns) {
                for (Subject subject : topic.subjects) {
                    long count =
                            column.yardsticks().stream().filter(subject::isComparableTo).count();
                    assertTrue(count <= 1, () -> subject + " / " + column.label() + ": " + count);
                }
            }
        }
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
        assertTrue("dev.mayfly.bench.GeneralChurn.cMimalloc".matches(pattern));
        assertFalse("dev.mayfly.bench.GeneralChurn.mayfly".matches(pattern));
    }
}
