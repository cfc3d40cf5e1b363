package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.GeneralAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;

/** Every test allocates at a line of its own, and frees are counted by the line that allocated. */
class FreeTracesTest {

    private static final int SIZE = 24;

    /** One more than are walked one and all. */
    private static final int FIRST_UNWALKED = WalkedFrees.FIRST;

    private TrackingAllocator tracker = tracker(FreeTraces.SOME);

    private static TrackingAllocator tracker(FreeTraces traces) {
        return TrackingAllocator.builder(GeneralAllocator.shared())
                .name("assets")
                .freeTraces(traces)
                .policy(BadFreePolicy.RECORD)
                .build();
    }

    @AfterEach
    void forget() {
        Ticks.set(0);
        CallSites.leave();
        tracker.close();
        Trackers.all().forEach(Trackers::remove);
    }

    private long[] blocks(int count) {
        long[] blocks = new long[count];
        for (int i = 0; i < count; i++) {
            blocks[i] = tracker.alloc(SIZE);
        }
        return blocks;
    }

    private void freeHere(long address) {
        tracker.free(address, SIZE);
    }

    private void freeThere(long address) {
        tracker.free(address, SIZE);
    }

    private Block freed(long address) {
        Block block = tracker.block(address);
        assertNotNull(block);
        assertNotNull(block.died());
        return block;
    }

    private boolean isWalked(long address) {
        return !freed(address).died().place().equals(Place.NOT_WALKED);
    }

    private static String method(Place place) {
        return place.frames().getFirst().getMethodName();
    }

    @Test
    void shouldWalkTheFirst64FreesOfWhatALineAllocatesAndThenOneIn509() {
        long[] blocks = blocks(64 + 3 * 509);
        for (int i = 0; i < blocks.length; i++) {
            freeHere(blocks[i]);
            boolean walked = i < 64 || i == 64 + 508 || i == 64 + 1017 || i == 64 + 1526;
            assertEquals(walked, isWalked(blocks[i]), "free " + i);
            if (walked) {
                assertEquals("freeHere", method(freed(blocks[i]).died().place()));
                assertNull(freed(blocks[i]).seenFreed());
            } else {
                assertEquals("freeHere", method(freed(blocks[i]).seenFreed()));
            }
        }
    }

    @Test
    void shouldCountTheFreesOfEachLineByItself() {
        long[] blocks = blocks(200);
        for (long block : blocks) {
            freeHere(block);
        }
        long other = tracker.alloc(SIZE);
        freeHere(other);
        assertTrue(isWalked(other));
    }

    @Test
    void shouldSayOfAFreeThatWasNotWalkedWhenItWasAndWhereItsLikeWereFreed() {
        long[] blocks = blocks(FIRST_UNWALKED + 1);
        long last = blocks[FIRST_UNWALKED];
        Ticks.set(12);
        for (long block : blocks) {
            freeHere(block);
        }
        Ticks.set(13);
        freeThere(last);
        String text = tracker.findings().getFirst().text();
        String thread = Thread.currentThread().getName();
        assertTrue(text.contains("in tick 13 at " + getClass().getName() + ".freeThere("), text);
        assertTrue(text.contains("allocated in tick 0 at " + getClass().getName()), text);
        assertTrue(
                text.contains(
                        "freed in tick 12, thread \"%s\"; the stack of this free was not walked"
                                .formatted(thread)),
                text);
        assertTrue(
                text.contains(
                        "a block of the same place was last seen freed at "
                                + getClass().getName()
                                + ".freeHere(FreeTracesTest.java:"),
                text);
        assertTrue(text.contains("-Dmayfly.freetraces=every"), text);
    }

    @Test
    void shouldWalkEveryFreeOfALineOnceSomethingWasWrongWithABlockOfIt() {
        long[] blocks = blocks(FIRST_UNWALKED + 50);
        for (int i = 0; i <= FIRST_UNWALKED; i++) {
            freeHere(blocks[i]);
        }
        assertTrue(!isWalked(blocks[FIRST_UNWALKED]));
        freeThere(blocks[FIRST_UNWALKED]);
        assertEquals(1, tracker.findings().size());
        for (int i = FIRST_UNWALKED + 1; i < blocks.length; i++) {
            freeHere(blocks[i]);
            assertEquals("freeHere", method(freed(blocks[i]).died().place()));
        }
    }

    @Test
    void shouldWalkEveryFreeWhereToldTo() {
        tracker.close();
        tracker = tracker(FreeTraces.EVERY);
        for (long block : blocks(FIRST_UNWALKED + 50)) {
            freeHere(block);
            assertEquals("freeHere", method(freed(block).died().place()));
        }
    }

    @Test
    void shouldWalkNoFreeWhereToldNotTo() {
        tracker.close();
        tracker = tracker(FreeTraces.NONE);
        long block = tracker.alloc(SIZE);
        freeHere(block);
        assertEquals(Place.NOT_WALKED, freed(block).died().place());
        assertEquals(Place.UNKNOWN, freed(block).seenFreed());
        freeThere(block);
        String text = tracker.findings().getFirst().text();
        assertTrue(text.contains("was not walked\n    FreeTraces.EVERY walks each"), text);
    }

    @Test
    void shouldKnowTheLineOfEveryFreeThatTellsItsCallSite() {
        int site = CallSites.register("game.Level", "unload", "Level.java", 7);
        for (long block : blocks(FIRST_UNWALKED + 50)) {
            CallSites.enter(site);
            freeHere(block);
            CallSites.leave();
            assertEquals("unload", method(freed(block).died().place()));
        }
    }

    @Test
    void shouldKnowWhereEveryBlockWasResized() {
        tracker.close();
        tracker =
                TrackingAllocator.builder(GeneralAllocator.shared())
                        .freeTraces(FreeTraces.NONE)
                        .quarantine(1 << 20)
                        .build();
        long block = tracker.alloc(SIZE);
        long resized = tracker.resize(block, SIZE, 2 * SIZE, 16);
        assertEquals("shouldKnowWhereEveryBlockWasResized", method(freed(block).died().place()));
        tracker.free(resized, 2 * SIZE);
    }

    @Test
    void shouldSeeEachOfTwoLinesThatFreeInTurns() {
        long[] blocks = blocks(64 + 2 * 509);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < blocks.length; i++) {
            LongConsumer free = i % 2 == 0 ? this::freeHere : this::freeThere;
            free.accept(blocks[i]);
            if (i > 64 && isWalked(blocks[i])) {
                seen.add(method(freed(blocks[i]).died().place()));
            }
        }
        assertEquals(Set.of("freeHere", "freeThere"), seen);
    }

    @Test
    void shouldNeverTellAWrongPlaceOfFreesOnManyThreads() throws Exception {
        int each = 10_000;
        long[] blocks = blocks(2 * each);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int first = t;
            FutureTask<Void> task =
                    new FutureTask<>(
                            () -> {
                                for (int i = first; i < blocks.length; i += 2) {
                                    LongConsumer free =
                                            first == 0 ? this::freeHere : this::freeThere;
                                    free.accept(blocks[i]);
                                }
                                return null;
                            });
            tasks.add(task);
            new Thread(task, first == 0 ? "freeHere" : "freeThere").start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        int walked = 0;
        for (long address : blocks) {
            Block block = freed(address);
            if (isWalked(address)) {
                walked++;
                assertEquals(block.died().thread(), method(block.died().place()));
            } else {
                assertTrue(
                        Set.of("freeHere", "freeThere").contains(method(block.seenFreed())),
                        block::toString);
            }
        }
        assertTrue(walked >= 64 + (blocks.length - 64) / 509 / 2, walked + " walked");
        assertEquals(0, tracker.totals().liveCount());
        assertEquals(List.of(), tracker.findings());
    }

    @Test
    void shouldCountWithoutGarbage() {
        int place = Places.site(SampleReport.frame("counted", 1));
        Garbage.assertNoneOnceWarm(
                () -> {
                    WalkedFrees.next(place);
                    WalkedFrees.seen(place, place);
                });
    }

    @Test
    void shouldWalkAlwaysWherePlacesHaveNoMoreRoomForCounts() {
        for (int i = 0; i < 100; i++) {
            assertTrue(WalkedFrees.next(1 << 24));
        }
        WalkedFrees.seen(1 << 24, 5);
        WalkedFrees.always(1 << 24);
        assertEquals(Place.UNKNOWN, WalkedFrees.lastSeen(1 << 24));
    }

    @Test
    void shouldTellWhereItsLikeWereFreedInJsonToo() {
        long[] blocks = blocks(FIRST_UNWALKED + 1);
        for (long block : blocks) {
            freeHere(block);
        }
        freeThere(blocks[0]);
        freeThere(blocks[FIRST_UNWALKED]);
        var findings =
                JsonParser.parseString(LeakReport.of(tracker).json())
                        .getAsJsonObject()
                        .getAsJsonArray("allocators")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("findings");
        JsonObject walked = findings.get(0).getAsJsonObject().getAsJsonObject("block");
        assertTrue(!walked.has("seenFreed"), walked::toString);
        JsonObject unwalked = findings.get(1).getAsJsonObject().getAsJsonObject("block");
        assertEquals(0, unwalked.getAsJsonObject("freed").getAsJsonArray("frames").size());
        assertTrue(
                unwalked.getAsJsonArray("seenFreed")
                        .get(0)
                        .getAsString()
                        .startsWith(getClass().getName() + ".freeHere("),
                unwalked::toString);
    }

    @Test
    void shouldReadWhatTheCommandLineSaysAndComplainOfWhatIsNone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream complaints = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(FreeTraces.EVERY, FreeTraces.read("every", complaints));
        assertEquals(FreeTraces.NONE, FreeTraces.read("none", complaints));
        assertEquals(FreeTraces.SOME, FreeTraces.read("some", complaints));
        assertEquals(FreeTraces.SOME, FreeTraces.read(null, complaints));
        assertEquals("", bytes.toString(StandardCharsets.UTF_8));
        assertEquals(FreeTraces.SOME, FreeTraces.read("often", complaints));
        assertEquals(
                "mayfly: -Dmayfly.freetraces=often: write one of every, some, none; it is some now",
                bytes.toString(StandardCharsets.UTF_8).strip());
    }
}
