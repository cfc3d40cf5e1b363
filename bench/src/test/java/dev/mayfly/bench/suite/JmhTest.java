package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That benchmarks run and figures come back, not how fast. */
class JmhTest {

    private static final Timing SHORT = new Timing(1, 2, 5);

    @Test
    void shouldMeasureABenchmarkInAJvmOfItsOwn() throws Exception {
        Jmh jmh = new Jmh();
        Sampled sampled = jmh.measure(Target.parse("FrameArenaAllocation.rawNonZeroed"), SHORT);
        assertEquals(2, sampled.samples().size());
        assertTrue(sampled.samples().stream().allMatch(nanos -> nanos > 0));
        assertEquals(2, sampled.heapBytes().size());
        assertEquals("ns/op", sampled.unit());
        assertEquals(SHORT, sampled.timing());
        assertTrue(
                sampled.jvmArgs().contains("--enable-native-access=ALL-UNNAMED"),
                sampled.jvmArgs()::toString);
    }

    @Test
    void shouldSayWhatABenchmarkThrew() throws Exception {
        Jmh jmh = new Jmh();
        Target target = new Target("FrameArenaFreeAll.freeAll", Map.of("blocks", "many"));
        MeasureException reason =
                assertThrows(MeasureException.class, () -> jmh.measure(target, SHORT));
        assertTrue(reason.reason().contains("many"), reason.reason());
    }

    @Test
    void shouldKnowBenchmarksAndTheirParameters() throws Exception {
        Jmh jmh = new Jmh();
        assertEquals(
                Optional.of(List.of("10", "1000", "1000000")),
                jmh.params("FrameArenaFreeAll.freeAll").map(params -> params.get("blocks")));
        assertEquals(Optional.of(Map.of()), jmh.params("FrameArenaAllocation.rawNonZeroed"));
        assertEquals(Optional.empty(), jmh.params("Nobody.run"));
        assertThrows(MeasureException.class, () -> jmh.measure(Target.parse("Nobody.run"), SHORT));
    }
}
