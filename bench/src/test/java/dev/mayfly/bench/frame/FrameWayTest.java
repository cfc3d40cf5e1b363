package dev.mayfly.bench.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.loop.JavaHeapMeter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That all ways find the same, and the right thing; not how fast. */
class FrameWayTest {

    private static final int MOST_ROUNDS = 200;
    private static final int FEW_ROUNDS = 20;
    private static final int CLEAN_ROUNDS = 3;
    private static final int ROUND = 20;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 30",
        "2, 7, 30",
        "17, 1, 30",
        "200, 1, 60",
        "200, 2, 60",
        "900, 3, 25",
        "1500, 4, 3"
    })
    void shouldFindWhatComparingEverybodyWithEverybodyFinds(int enemies, long seed, int ticks) {
        Tally expected = run(new NaiveFrame(), enemies, seed, ticks);
        for (FrameWay way : FrameWay.values()) {
            try (Frame frame = way.make(enemies)) {
                Tally found = run(frame, enemies, seed, ticks);
                assertEquals(expected.neighbours(), found.neighbours(), way.id);
                assertEquals(expected.contacts(), found.contacts(), way.id);
                assertEquals(expected.elements(), found.elements(), way.id);
                assertEquals(expected.checksum(), found.checksum(), way.id);
            }
        }
    }

    @Test
    void shouldFindTheSameWhereTheNeighboursOutgrowWhatWasGuessed() {
        int enemies = 1000;
        int ticks = 500;
        Tally found = assertSameForAll(enemies, 5, ticks);
        assertTrue(found.neighbours() > (long) enemies * ticks * Rules.EXPECTED_NEIGHBOURS);
    }

    @Test
    void shouldFindTheSameWhereContactsAndElementsOutgrowWhatWasGuessed() {
        int ticks = 10;
        Tally found = assertSameForAll(12_000, 5, ticks);
        assertTrue(found.contacts() > 2L * ticks * Rules.EXPECTED_CONTACTS);
        assertTrue(found.elements() > (long) ticks * Rules.EXPECTED_ELEMENTS);
    }

    private static Tally assertSameForAll(int enemies, long seed, int ticks) {
        Tally expected = run(new ArraysFrame(), enemies, seed, ticks);
        for (FrameWay way : FrameWay.values()) {
            try (Frame frame = way.make(enemies)) {
                assertEquals(
                        expected.checksum(), run(frame, enemies, seed, ticks).checksum(), way.id);
            }
        }
        return expected;
    }

    @Test
    void shouldFindSomethingElseInAnotherWorld() {
        String one = run(new ArraysFrame(), 300, 1, 10).checksum();
        assertNotEquals(one, run(new ArraysFrame(), 300, 2, 10).checksum());
        assertNotEquals(one, run(new ArraysFrame(), 301, 1, 10).checksum());
        assertNotEquals(one, run(new ArraysFrame(), 300, 1, 11).checksum());
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeNoGarbageIfItClaimsSo(FrameWay way) {
        if (!way.claimsNoGarbage) {
            assertTrue(bytesOnceWarm(way) > 0, "claim it for " + way.id);
            return;
        }
        assertEquals(0, bytesOnceWarm(way), way.id);
    }

    /**
     * Java heap that a round of ticks allocates, once several in a row have allocated none: code
     * that allocates each time never gets there.
     */
    private static long bytesOnceWarm(FrameWay way) {
        int enemies = 400;
        int rounds = way.claimsNoGarbage ? MOST_ROUNDS : FEW_ROUNDS;
        World world = new World(enemies, 1);
        Tally tally = new Tally();
        long last = 0;
        try (Frame frame = way.make(enemies)) {
            int clean = 0;
            for (int round = 0; round < rounds && clean < CLEAN_ROUNDS; round++) {
                last = 0;
                for (int tick = 0; tick < ROUND; tick++) {
                    last += bytesOfATick(frame, world, tally);
                }
                clean = last == 0 ? clean + 1 : 0;
            }
        }
        return last;
    }

    private static long bytesOfATick(Frame frame, World world, Tally tally) {
        world.move();
        frame.look(world);
        long before = JavaHeapMeter.allocatedBytes();
        frame.build(world);
        long built = JavaHeapMeter.allocatedBytes() - before;
        frame.tell(tally);
        before = JavaHeapMeter.allocatedBytes();
        frame.end();
        return built + JavaHeapMeter.allocatedBytes() - before;
    }

    @Test
    void shouldTellOrdersApart() {
        Tally one = new Tally();
        one.near(1);
        one.near(2);
        Tally other = new Tally();
        other.near(2);
        other.near(1);
        assertNotEquals(one.checksum(), other.checksum());
    }

    @Test
    void shouldTellWhetherSomebodyIsDrawnByEveryNumber() {
        String all = element(1, 2, 3, 4, 5, 6, 7, 8);
        assertEquals(all, element(1, 2, 3, 4, 5, 6, 7, 8));
        int[] numbers = {1, 2, 3, 4, 5, 6, 7, 8};
        for (int i = 0; i < numbers.length; i++) {
            int[] others = numbers.clone();
            others[i]++;
            assertNotEquals(all, element(others), "number " + i);
        }
    }

    private static String element(int... of) {
        Tally tally = new Tally();
        tally.element(of[0], of[1], of[2], of[3], of[4], of[5], of[6], of[7]);
        return tally.checksum();
    }

    @Test
    void shouldFindAWayByItsName() {
        for (FrameWay way : FrameWay.values()) {
            assertSame(way, FrameWay.named(way.id));
        }
        assertNull(FrameWay.named("nonsense"));
    }

    @Test
    void shouldHaveSoManyPointsOfTimeAndNoMore() {
        assertTimeline(1, 1, 1);
        assertTimeline(500, 500, 1);
        assertTimeline(501, 251, 2);
        assertTimeline(10_000, 500, 20);
        assertTimeline(10_001, 477, 21);
    }

    private static void assertTimeline(int ticks, int points, int stretch) {
        Timeline timeline = new Timeline(ticks);
        for (int tick = 0; tick < ticks; tick++) {
            timeline.add(tick + 1);
        }
        long[][] found = timeline.points();
        assertEquals(points, found.length);
        for (int i = 0; i < points; i++) {
            assertEquals((long) i * stretch, found[i][0]);
            assertEquals(Math.min((i + 1) * stretch, ticks), found[i][1]);
        }
    }

    private static Tally run(Frame frame, int enemies, long seed, int ticks) {
        World world = new World(enemies, seed);
        Tally tally = new Tally();
        for (int tick = 0; tick < ticks; tick++) {
            world.move();
            frame.look(world);
            frame.build(world);
            frame.tell(tally);
            frame.end();
        }
        world.tell(tally);
        return tally;
    }
}
