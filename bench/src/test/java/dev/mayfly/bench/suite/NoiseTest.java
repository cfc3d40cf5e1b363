package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.bench.suite.Calibration.Pulse;
import dev.mayfly.bench.suite.Noise.Level;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

class NoiseTest {

    /** Eight pieces that take the same, and two that take so many times as long. */
    private static List<Double> pieces(double nanos, double late) {
        return Stream.concat(
                        Collections.nCopies(8, nanos).stream(),
                        Collections.nCopies(2, nanos * late).stream())
                .toList();
    }

    private static Pulse pulse(double core, double late, double memoryLate) {
        return new Pulse("now", 0, pieces(core, late), pieces(5, memoryLate));
    }

    private static Level level(Pulse... pulses) {
        return Noise.of(List.of(pulses), null, null).level();
    }

    @Test
    void shouldCallAMachineQuietOnWhichTheSameTakesTheSame() {
        assertEquals(Level.QUIET, level(pulse(1, 1.01, 1.02), pulse(1.01, 1, 1)));
    }

    @Test
    void shouldNoticeWorkThatIsHeldUp() {
        assertEquals(Level.UNEASY, level(pulse(1, 1.05, 1), pulse(1, 1, 1)));
        assertEquals(Level.NOISY, level(pulse(1, 1, 1), pulse(1, 1.5, 1)));
    }

    @Test
    void shouldNoticeAMachineThatGetsSlower() {
        assertEquals(Level.UNEASY, level(pulse(1, 1, 1), pulse(1.05, 1, 1)));
        assertEquals(Level.NOISY, level(pulse(1, 1, 1), pulse(1.3, 1, 1)));
    }

    @Test
    void shouldAllowMemoryMore() {
        assertEquals(Level.QUIET, level(pulse(1, 1, 1.08)));
        assertEquals(Level.NOISY, level(pulse(1, 1, 1.4)));
    }

    @Test
    void shouldNoticeOtherProgramsAndTheHost() {
        List<Pulse> quiet = List.of(pulse(1, 1, 1));
        assertEquals(Level.QUIET, Noise.of(quiet, 0.01, 0.0).level());
        assertEquals(Level.UNEASY, Noise.of(quiet, 0.05, 0.0).level());
        Noise noise = Noise.of(quiet, 0.0, 0.2);
        assertEquals(Level.NOISY, noise.level());
        assertTrue(noise.text().contains("20 %"), noise.text());
    }

    @Test
    void shouldSayNothingBadWhereNothingWasMeasured() {
        assertEquals(Level.QUIET, level());
    }

    @Test
    void shouldReadWhereProcessorTimeWent() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        String before = "cpu  100 0 50 800 10 0 0 40 7 0";
        String after = "cpu  200 0 100 1600 20 0 0 80 7 0";
        String self = "1 (a program) S 1 1 1 0 -1 0 0 0 0 0 ";
        ProcessorTime start = ProcessorTime.parse(before, self + "10 5 20 5 0");
        ProcessorTime end = ProcessorTime.parse(after, self + "40 15 50 15 0");
        assertEquals(40, start.own());
        // Of 1,000 ticks 150 were used, 80 of them by the suite and its children.
        assertEquals(0.07, end.othersSince(start), 1e-9);
        assertEquals(0.04, end.stolenSince(start), 1e-9);
    }

    @Test
    void shouldTakeItsOwnPulse() {
        Pulse pulse = new Calibration().measure("before", 3);
        assertEquals("before", pulse.when());
        assertEquals(3, pulse.atSeconds());
        assertTrue(pulse.core().stream().allMatch(nanos -> nanos > 0));
        assertTrue(pulse.memory().stream().allMatch(nanos -> nanos > 0));
        assertEquals(pulse.core().size(), pulse.memory().size());
    }
}
