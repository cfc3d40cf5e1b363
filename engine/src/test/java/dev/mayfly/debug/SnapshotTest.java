package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class SnapshotTest {

    private final TrackingAllocator assets = SampleReport.tracker("assets");

    @AfterEach
    void reset() {
        SampleReport.reset();
    }

    private long alloc(String method, long size) {
        return SampleReport.alloc(assets, size, SampleReport.frame(method, 1));
    }

    /** Loads a level and unloads it, all but what it forgets. */
    private void playLevel() {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            blocks.add(alloc("mesh", 1000));
        }
        alloc("music", 500);
        alloc("music", 500);
        blocks.forEach(block -> assets.free(block, 1000));
    }

    @Test
    void shouldSayWhatALevelLeftBehind() {
        alloc("fonts", 64);
        Snapshot before = Snapshot.take();
        Ticks.set(900);
        playLevel();
        LeakReport left = LeakReport.since(before);
        assertEquals(2, left.leakCount());
        assertEquals(1000, left.leakBytes());
        LeakGroup group = left.allocators().getFirst().leaks().getFirst();
        assertEquals("game.Level.music(Level.java:1)", group.place().line());
        assertEquals(900, group.firstTick());
        assertEquals(1064, LeakReport.now().leakBytes());
    }

    @Test
    void shouldSayNothingOfALevelThatLeavesNothing() {
        alloc("fonts", 64);
        Snapshot before = Snapshot.take();
        assets.free(alloc("mesh", 1000), 1000);
        assertTrue(LeakReport.since(before).isClean());
        assertEquals(List.of(), Snapshot.diff(before, Snapshot.take()));
    }

    @Test
    void shouldCallABlockNewThatTookTheAddressOfAnOldOne() {
        long old = alloc("fonts", 64);
        Snapshot before = Snapshot.take();
        assets.free(old, 64);
        long young = alloc("mesh", 64);
        assertEquals(old, young, "or this test tests nothing");
        assertEquals(64, LeakReport.since(before).leakBytes());
    }

    @Test
    void shouldSayWhatGrewAndWhatShrankBetweenTwoMoments() {
        long fonts = alloc("fonts", 64);
        alloc("mesh", 10);
        Snapshot before = Snapshot.take();
        assets.free(fonts, 64);
        alloc("mesh", 30);
        alloc("mesh", 40);
        TrackingAllocator audio = SampleReport.tracker("audio");
        SampleReport.alloc(audio, 7, SampleReport.frame("song", 1));
        Snapshot after = Snapshot.take();
        alloc("mesh", 1000);
        assertEquals(
                List.of(
                        "+70 bytes in +2 blocks @ game.Level.mesh(Level.java:1), assets",
                        "+7 bytes in +1 blocks @ game.Level.song(Level.java:1), audio",
                        "-64 bytes in -1 blocks @ game.Level.fonts(Level.java:1), assets"),
                Snapshot.diff(before, after).stream().map(Growth::toString).toList());
    }

    @Test
    void shouldCountWhatAnAllocatorHadThatIsGone() {
        TrackingAllocator audio = SampleReport.tracker("audio");
        long song = SampleReport.alloc(audio, 7, SampleReport.frame("song", 1));
        Snapshot before = Snapshot.take();
        audio.free(song, 7);
        audio.close();
        List<Growth> changes = Snapshot.diff(before, Snapshot.take());
        assertEquals(1, changes.size());
        assertEquals(-7, changes.getFirst().bytes());
    }

    @Test
    void shouldComparePlacesWithImmortalBlocksAsAWhole() {
        long one = alloc("fonts", 64);
        alloc("fonts", 64);
        Snapshot before = Snapshot.take();
        assets.immortal(one);
        assertEquals(List.of(), Snapshot.diff(before, Snapshot.take()));
    }
}
