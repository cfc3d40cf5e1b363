package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What tracking does where something else goes wrong, or comes to its end. */
class TrackingAllocatorFaultsTest {

    private final LimitAllocator below = new LimitAllocator(GeneralAllocator.shared());

    @AfterEach
    void forgetTrackers() {
        Trackers.all().forEach(Trackers::remove);
    }

    private TrackingAllocator.Builder recording() {
        return TrackingAllocator.builder(below)
                .name("assets")
                .tracing(Tracing.NONE)
                .policy(BadFreePolicy.RECORD);
    }

    /** An allocator below that misbehaves as a test wants it to. */
    private abstract static class Below implements Allocator {

        final LimitAllocator counting = new LimitAllocator(HeapAllocator.INSTANCE);

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return counting.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            counting.free(address, size);
        }
    }

    @Test
    void shouldKeepABlockImmortalWhenItIsResized() {
        for (long quarantine : new long[] {0, 1 << 20}) {
            TrackingAllocator tracker = recording().quarantine(quarantine).build();
            long address = tracker.alloc(10);
            tracker.immortal(address);
            for (long[] sizes : new long[][] {{10, 12}, {12, 5000}, {5000, 20}}) {
                address = tracker.resize(address, sizes[0], sizes[1], 16);
                assertTrue(tracker.block(address).immortal());
            }
            tracker.free(address, 20);
            address = tracker.alloc(20);
            assertFalse(tracker.block(address).immortal());
            tracker.free(address, 20);
            tracker.close();
        }
    }

    @Test
    void shouldKeepABlockImmortalWhenTheAllocatorBelowRefusesIt() {
        Below refusing =
                new Below() {
                    @Override
                    public void free(long address, long size) {
                        throw new MemoryException(MemoryError.NOT_IMPLEMENTED, "never");
                    }
                };
        TrackingAllocator tracker = TrackingAllocator.builder(refusing).build();
        long address = tracker.alloc(10);
        tracker.immortal(address);
        assertThrows(MemoryException.class, () -> tracker.free(address, 10));
        assertThrows(MemoryException.class, () -> tracker.resize(address, 10, 2000, 16));
        assertTrue(tracker.block(address).immortal());
        assertEquals(10, tracker.totals().liveBytes());
    }

    @Test
    void shouldGiveItsRecordsBackWhenItIsClosedWithNothingLive() {
        TrackingAllocator tracker = recording().build();
        long address = tracker.alloc(10);
        tracker.free(address, 10);
        tracker.free(address, 10);
        assertTrue(tracker.recordBytes() > 0);
        tracker.close();
        assertEquals(0, tracker.recordBytes());
        assertEquals(new Totals(0, 0, 10, 10, 1, 10, 1, 1), tracker.totals());
        assertEquals(FindingKind.DOUBLE_FREE, tracker.findings().getFirst().kind());
        assertNull(tracker.block(address));
        assertTrue(Trackers.all().contains(tracker));
    }

    @Test
    void shouldHaveAddressesForAsManyAllocatorsAsAProgramOpensAndCloses() {
        for (int i = 0; i < 5000; i++) {
            TrackingAllocator level = recording().build();
            level.free(level.alloc(10), 10);
            level.close();
        }
        assertEquals(List.of(), Trackers.all());
    }

    @Test
    void shouldGoOnNamingWhatWasLiveWhenItWasClosed() {
        TrackingAllocator tracker = recording().build();
        long address = tracker.alloc(10);
        tracker.close();
        assertEquals(10, tracker.block(address).size());
        assertTrue(Trackers.all().contains(tracker));
        below.free(address - 16, 34);
    }

    @Test
    void shouldNotLookAtMemoryOnceItIsClosed() {
        FrameArena arena = FrameArena.create();
        TrackingAllocator tracker = TrackingAllocator.over(arena);
        tracker.alloc(10);
        tracker.close();
        arena.close();
        assertEquals(0, tracker.check());
        Trackers.checkAll();
    }

    @Test
    void shouldFindEveryWriteAfterFreeWhenItIsClosed() {
        List<Finding> heard = new ArrayList<>();
        TrackingAllocator tracker =
                recording().quarantine(1 << 20).policy(BadFreePolicy.tell(heard::add)).build();
        for (int i = 0; i < 200; i++) {
            long address = tracker.alloc(24);
            tracker.free(address, 24);
            Memory.putByte(address + 7, (byte) 1);
        }
        tracker.close();
        assertEquals(200, heard.size());
        assertEquals(heard, tracker.findings());
        assertEquals(
                EnumSet.of(FindingKind.WRITE_AFTER_FREE),
                EnumSet.copyOf(heard.stream().map(Finding::kind).toList()));
        assertEquals(0, below.used());
    }

    @Test
    void shouldBeClosedWhenItSaysWhatItFoundWhileClosing() {
        TrackingAllocator tracker = TrackingAllocator.builder(below).quarantine(1 << 20).build();
        long address = tracker.alloc(24);
        tracker.free(address, 24);
        Memory.putByte(address, (byte) 1);
        assertThrows(MemoryException.class, tracker::close);
        assertEquals(0, below.used());
        assertThrows(MemoryException.class, () -> tracker.alloc(1));
        tracker.close();
    }

    @Test
    void shouldTakeWhatWasFreedBehindItsBackForFreed() {
        FrameArena arena = FrameArena.create();
        TrackingAllocator tracker =
                TrackingAllocator.builder(arena).policy(BadFreePolicy.RECORD).guards(false).build();
        long[] first = {tracker.alloc(100), tracker.alloc(100), tracker.alloc(100)};
        arena.freeAll();
        long[] second = {tracker.alloc(100), tracker.alloc(100)};
        assertEquals(first[0], second[0]);
        Totals totals = tracker.totals();
        assertEquals(3, totals.liveCount());
        assertEquals(300, totals.liveBytes());
        for (int round = 0; round < 1000; round++) {
            arena.freeAll();
            tracker.alloc(100);
        }
        assertEquals(300, tracker.totals().liveBytes());
        tracker.freeAll();
        assertEquals(0, tracker.totals().liveCount());
        assertEquals(List.of(), tracker.findings());
        tracker.close();
        arena.close();
    }

    @Test
    void shouldShortenItsHistoryWhereBlocksOnlyMove() {
        FrameArena arena = FrameArena.create();
        TrackingAllocator tracker =
                TrackingAllocator.builder(arena).tracing(Tracing.NONE).history(0).build();
        long[] blocks = {tracker.alloc(8), tracker.alloc(8)};
        long early = 0;
        for (int i = 0; i < 200_000; i++) {
            blocks[i & 1] = tracker.resizeNonZeroed(blocks[i & 1], 8, 8 + (i + 1 & 1), 16);
            blocks[i & 1] = tracker.resizeNonZeroed(blocks[i & 1], 8 + (i + 1 & 1), 8, 16);
            early = i == 10_000 ? tracker.recordBytes() : early;
        }
        assertEquals(early, tracker.recordBytes());
        tracker.close();
        arena.close();
    }

    @Test
    void shouldNotLookAtWhatIsJustBeingFreedAltogether() {
        List<Thread.State> seen = new ArrayList<>();
        TrackingAllocator[] tracker = new TrackingAllocator[1];
        Below emptying =
                new Below() {
                    @Override
                    public void freeAll() {
                        Thread other = new Thread(tracker[0]::check);
                        other.start();
                        Thread.State state = other.getState();
                        while (state != Thread.State.BLOCKED && state != Thread.State.TERMINATED) {
                            Thread.onSpinWait();
                            state = other.getState();
                        }
                        seen.add(state);
                    }

                    @Override
                    public Set<Feature> features() {
                        return Set.of(Feature.ALLOC, Feature.FREE, Feature.FREE_ALL);
                    }
                };
        tracker[0] = TrackingAllocator.over(emptying);
        tracker[0].alloc(10);
        tracker[0].freeAll();
        assertEquals(List.of(Thread.State.BLOCKED), seen);
    }

    @Test
    void shouldGiveABlockBackThatItHasNoRoomToRemember() {
        TrackingAllocator[] tracker = new TrackingAllocator[1];
        Below closing =
                new Below() {
                    @Override
                    public long allocNonZeroed(long size, long alignment) {
                        long address = super.allocNonZeroed(size, alignment);
                        tracker[0].close();
                        return address;
                    }
                };
        tracker[0] = TrackingAllocator.over(closing);
        assertThrows(IllegalStateException.class, () -> tracker[0].alloc(10));
        assertEquals(0, closing.counting.used());
        assertEquals(0, tracker[0].totals().liveCount());
    }

    @Test
    void shouldGiveAResizedBlockBackThatItHasNoRoomToRemember() {
        TrackingAllocator[] tracker = new TrackingAllocator[1];
        Below closing =
                new Below() {
                    @Override
                    public long resizeNonZeroed(
                            long address, long oldSize, long newSize, long alignment) {
                        long moved = super.resizeNonZeroed(address, oldSize, newSize, alignment);
                        tracker[0].records().close();
                        return moved;
                    }
                };
        tracker[0] = TrackingAllocator.over(closing);
        long address = tracker[0].alloc(10);
        assertThrows(IllegalStateException.class, () -> tracker[0].resize(address, 10, 2000, 16));
        assertEquals(0, closing.counting.used());
        assertEquals(0, tracker[0].totals().liveBytes());
        assertEquals(0, tracker[0].totals().liveCount());
    }

    @Test
    void shouldSayWhoHasTheMemoryOfADoubleFreeNow() {
        TrackingAllocator tracker = recording().build();
        TrackingAllocator other = recording().name("level").build();
        long address = tracker.alloc(40);
        tracker.free(address, 40);
        assertEquals(address, other.alloc(40));
        tracker.free(address, 40);
        Finding finding = tracker.findings().getFirst();
        assertEquals(FindingKind.DOUBLE_FREE, finding.kind());
        assertTrue(finding.evidence().contains("40 bytes of \"level\" now"), finding::evidence);
        assertEquals(1, other.totals().liveCount());
        other.free(address, 40);
    }

    @Test
    void shouldSayThatAPointerIsInsideAnotherAllocatorsBlock() {
        TrackingAllocator tracker = recording().build();
        TrackingAllocator other = recording().name("level").build();
        long address = other.alloc(64);
        tracker.free(address + 12, 8);
        Finding finding = tracker.findings().getFirst();
        assertEquals(FindingKind.WRONG_ALLOCATOR, finding.kind());
        assertTrue(finding.evidence().contains("byte 12 of a block of 64"), finding::evidence);
        other.free(address, 64);
    }

    @Test
    void shouldGiveThreadsOfTheSameNameOneNumberAndVirtualOnesAName() {
        Thread first = Thread.ofVirtual().unstarted(() -> {});
        Thread second = Thread.ofVirtual().unstarted(() -> {});
        assertEquals(ThreadNames.idOf(first), ThreadNames.idOf(second));
        assertEquals("a virtual thread", ThreadNames.of(ThreadNames.idOf(first)));
        Thread loader = Thread.ofPlatform().name("loader").unstarted(() -> {});
        assertNotEquals(ThreadNames.idOf(first), ThreadNames.idOf(loader));
        assertEquals("loader", ThreadNames.of(ThreadNames.idOf(loader)));
    }

    @Test
    void shouldNotNameACallerThatWasNotThereHoweverDeepTheStack() {
        TrackingAllocator tracker = recording().tracing(Tracing.FULL).build();
        for (int depth = 0; depth < 40; depth++) {
            long one = oneWay(tracker, depth);
            long other = otherWay(tracker, depth);
            assertFalse(names(tracker, one, "otherWay"));
            assertFalse(names(tracker, other, "oneWay"));
            assertEquals(names(tracker, one, "oneWay"), names(tracker, other, "otherWay"));
            tracker.free(one, 8);
            tracker.free(other, 8);
        }
        tracker.close();
    }

    private static boolean names(TrackingAllocator tracker, long address, String method) {
        Block block = tracker.block(address);
        assertNotNull(block);
        return block.born().place().frames().stream()
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static long oneWay(Allocator tracker, int depth) {
        return deep(tracker, depth);
    }

    private static long otherWay(Allocator tracker, int depth) {
        return deep(tracker, depth);
    }

    private static long deep(Allocator tracker, int depth) {
        return depth == 0 ? tracker.alloc(8) : deep(tracker, depth - 1);
    }

    @Test
    void shouldTakeAtMost96BytesABlockForAMillionBlocks() {
        TrackingAllocator tracker =
                TrackingAllocator.builder(below).tracing(Tracing.CALL_SITE).guards(false).build();
        int blocks = 1_000_000;
        for (int i = 0; i < blocks; i++) {
            tracker.allocNonZeroed(16, 16);
        }
        assertEquals(blocks, tracker.totals().liveCount());
        assertTrue(
                tracker.recordBytes() <= 96L * blocks,
                () -> tracker.recordBytes() + " bytes for " + blocks + " blocks");
        tracker.forEachLive((address, size, _, _, _, _, _) -> below.free(address, size));
        assertEquals(0, below.used());
    }

    /**
     * The indexes of all stripes double at about the same number of blocks, and behind it they are
     * at their emptiest; so at every number, and with as many freed blocks remembered as there may
     * be.
     */
    @Test
    void shouldTakeAtMost96BytesABlockWithGuardsHoweverManyThereAre() {
        TrackingAllocator tracker =
                TrackingAllocator.builder(below).tracing(Tracing.CALL_SITE).build();
        rememberFreedBlocks(tracker, 1 << 16);
        int size = 16;
        double most = 0;
        for (int live = 1; live <= 2_000_000; live++) {
            tracker.allocNonZeroed(size, 16);
            if (live >= 500_000 && live % 1000 == 0) {
                long bytes = tracker.recordBytes() + below.used() - (long) live * size;
                most = Math.max(most, (double) bytes / live);
            }
        }
        assertTrue(most <= 96, most + " bytes a block");
        tracker.forEachLive(
                (address, bytes, _, _, _, _, _) -> below.free(address - 16, bytes + 24));
        assertEquals(0, below.used());
    }

    private static void rememberFreedBlocks(TrackingAllocator tracker, int blocks) {
        long[] addresses = new long[blocks];
        for (int i = 0; i < blocks; i++) {
            addresses[i] = tracker.allocNonZeroed(4000, 16);
        }
        for (long address : addresses) {
            tracker.free(address, 4000);
        }
    }
}
