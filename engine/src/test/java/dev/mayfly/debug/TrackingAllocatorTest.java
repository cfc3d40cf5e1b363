package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.RollbackStack;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

class TrackingAllocatorTest {

    private final LimitAllocator below = new LimitAllocator(GeneralAllocator.shared());
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Ticks.set(0);
        Collections.reverse(open);
        for (AutoCloseable each : open) {
            each.close();
        }
        Trackers.all().forEach(Trackers::remove);
    }

    private TrackingAllocator tracking(TrackingAllocator.Builder builder) {
        TrackingAllocator tracker = builder.build();
        open.add(tracker);
        return tracker;
    }

    private TrackingAllocator recording() {
        return tracking(
                TrackingAllocator.builder(below).name("assets").policy(BadFreePolicy.RECORD));
    }

    private static Finding only(TrackingAllocator tracker, FindingKind kind) {
        assertEquals(1, tracker.findings().size(), () -> tracker.findings().toString());
        Finding finding = tracker.findings().getFirst();
        assertEquals(kind, finding.kind());
        return finding;
    }

    private static int lineHere() {
        return StackWalker.getInstance()
                .walk(stack -> stack.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    @Test
    void shouldNameTheLineTickThreadAndTagOfABlock() {
        TrackingAllocator tracker = recording();
        Ticks.set(812);
        Tag textures = Tag.of("textures");
        long address;
        int line;
        try (var _ = textures.use()) {
            address = tracker.alloc(96);
            line = lineHere() - 1;
        }
        Block block = tracker.block(address);
        assertNotNull(block);
        assertEquals(96, block.size());
        assertEquals(textures, block.tag());
        assertEquals(812, block.born().tick());
        assertEquals(Thread.currentThread().getName(), block.born().thread());
        StackTraceElement top = block.born().place().frames().getFirst();
        assertEquals(getClass().getName(), top.getClassName());
        assertEquals("shouldNameTheLineTickThreadAndTagOfABlock", top.getMethodName());
        assertEquals(line, top.getLineNumber());
        tracker.free(address, 96);
    }

    @Test
    void shouldPrintAllThreePlacesOfADoubleFreeWithTheirTicks() {
        TrackingAllocator tracker = recording();
        Ticks.set(812);
        long address = allocate(tracker);
        Ticks.set(815);
        freeFirst(tracker, address);
        Ticks.set(816);
        freeAgain(tracker, address);
        String text = only(tracker, FindingKind.DOUBLE_FREE).text();
        assertTrue(text.contains("allocated in tick 812 at " + here("allocate")), text);
        assertTrue(text.contains("freed in tick 815 at " + here("freeFirst")), text);
        assertTrue(text.contains("in tick 816 at " + here("freeAgain")), text);
        assertEquals(0, below.used());
    }

    private static String here(String method) {
        return TrackingAllocatorTest.class.getName()
                + "."
                + method
                + "(TrackingAllocatorTest.java:";
    }

    private static long allocate(Allocator tracker) {
        return tracker.alloc(40);
    }

    private static void freeFirst(Allocator tracker, long address) {
        tracker.free(address, 40);
    }

    private static void freeAgain(Allocator tracker, long address) {
        tracker.free(address, 40);
    }

    @Test
    void shouldStopTheProgramAtABadFreeUnlessToldOtherwise() {
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(below));
        long address = tracker.alloc(40);
        tracker.free(address, 40);
        MemoryException failure =
                assertThrows(MemoryException.class, () -> tracker.free(address, 40));
        assertEquals(MemoryError.DOUBLE_FREE, failure.error());
        assertEquals(1, tracker.totals().findings());
    }

    @Test
    void shouldTellAForeignPointer() {
        TrackingAllocator tracker = recording();
        tracker.free(0x1234_5678L, 16);
        assertEquals(0x1234_5678L, only(tracker, FindingKind.FOREIGN_POINTER).address());
    }

    @Test
    void shouldTellAnInteriorPointerAndWhichBlockItIsIn() {
        TrackingAllocator tracker = recording();
        long address = tracker.alloc(100);
        tracker.free(address + 12, 88);
        Finding finding = only(tracker, FindingKind.INTERIOR_POINTER);
        assertNotNull(finding.block());
        assertEquals(address, finding.block().address());
        assertTrue(finding.evidence().contains("byte 12 of the block of 100"), finding::evidence);
        tracker.free(address, 100);
        assertEquals(0, below.used());
    }

    @Test
    void shouldTellAWrongSizeAndFreeTheBlockAllTheSameWhenItGoesOn() {
        TrackingAllocator tracker = recording();
        long address = tracker.alloc(100);
        tracker.free(address, 101);
        assertTrue(only(tracker, FindingKind.WRONG_SIZE).evidence().contains("requested with 100"));
        assertEquals(0, below.used());
        assertEquals(0, tracker.totals().liveCount());
    }

    @Test
    void shouldKeepABlockThatWasFreedWithAWrongSizeWhenItThrows() {
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(below));
        long address = tracker.alloc(100);
        assertThrows(MemoryException.class, () -> tracker.free(address, 101));
        assertEquals(1, tracker.totals().liveCount());
        tracker.free(address, 100);
        assertEquals(0, below.used());
    }

    @Test
    void shouldNameBothAllocatorsWhenABlockGoesToTheWrongOne() {
        TrackingAllocator tracker = recording();
        TrackingAllocator other =
                tracking(TrackingAllocator.builder(GeneralAllocator.shared()).name("level"));
        long address = other.alloc(64);
        tracker.free(address, 64);
        Finding finding = only(tracker, FindingKind.WRONG_ALLOCATOR);
        assertTrue(finding.evidence().contains("\"assets\""), finding::evidence);
        assertTrue(finding.evidence().contains("\"level\""), finding::evidence);
        assertEquals(1, other.totals().liveCount());
        other.free(address, 64);
    }

    @Test
    void shouldFindAnOverrunOnFreeWithTheByteAndWhatWasWritten() {
        TrackingAllocator tracker = recording();
        long address = tracker.alloc(30);
        Memory.putByte(address + 30, (byte) 0x7E);
        tracker.free(address, 30);
        String evidence = only(tracker, FindingKind.OVERRUN).evidence();
        assertTrue(evidence.contains("bytes 30 to 30") && evidence.contains("0x7e"), evidence);
        assertEquals(0, below.used());
    }

    @Test
    void shouldFindAnUnderrunOnDemandAndOnlyOnce() {
        TrackingAllocator tracker = recording();
        long address = tracker.alloc(30);
        Memory.putByte(address - 3, (byte) 1);
        assertEquals(1, tracker.check());
        assertTrue(
                only(tracker, FindingKind.UNDERRUN).evidence().contains("byte -3"),
                () -> tracker.findings().toString());
        assertEquals(0, tracker.check());
        tracker.free(address, 30);
        assertEquals(1, tracker.totals().findings());
    }

    @Test
    void shouldFindEveryByteThatIsWrittenNextToABlock() {
        for (long alignment : new long[] {1, 16, 64}) {
            for (int size = 1; size <= 40; size++) {
                for (int at = -16; at < size + 8; at++) {
                    TrackingAllocator tracker = checked;
                    long address = tracker.alloc(size, alignment);
                    Memory.putByte(address + at, (byte) (Memory.getByte(address + at) + 1));
                    assertEquals(at < 0 || at >= size ? 1 : 0, tracker.check());
                    tracker.free(address, size);
                }
            }
        }
        checked.close();
    }

    private final TrackingAllocator checked =
            TrackingAllocator.builder(GeneralAllocator.shared())
                    .policy(BadFreePolicy.RECORD)
                    .tracing(Tracing.NONE)
                    .build();

    @Test
    void shouldFindAWriteAfterFreeWhenTheBlockLeavesTheQuarantine() {
        TrackingAllocator tracker =
                tracking(
                        TrackingAllocator.builder(below)
                                .policy(BadFreePolicy.RECORD)
                                .quarantine(64 << 10));
        long address = tracker.alloc(100);
        tracker.free(address, 100);
        Memory.putByte(address + 42, (byte) 3);
        long[] blocks = new long[5000];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = tracker.alloc(100);
        }
        for (long block : blocks) {
            tracker.free(block, 100);
        }
        Finding finding = only(tracker, FindingKind.WRITE_AFTER_FREE);
        assertEquals(address, finding.address());
        assertTrue(finding.evidence().contains("byte 42 of 100"), finding::evidence);
    }

    @Test
    void shouldNotHandOutAQuarantinedBlockAgainAndGiveAllBackWhenClosed() {
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(below).quarantine(1 << 20));
        long address = tracker.alloc(100);
        tracker.free(address, 100);
        for (int i = 0; i < 50; i++) {
            long next = tracker.alloc(100);
            assertNotEquals(address, next);
            tracker.free(next, 100);
        }
        assertTrue(below.used() > 0);
        assertEquals(0, tracker.check());
        tracker.close();
        assertEquals(0, below.used());
    }

    @Test
    void shouldTellTheUseFromAForeignThread() throws Exception {
        RollbackStack stack = new RollbackStack(HeapAllocator.INSTANCE, 1 << 20);
        open.add(stack);
        TrackingAllocator tracker =
                tracking(TrackingAllocator.builder(stack).policy(BadFreePolicy.RECORD));
        tracker.alloc(1);
        FutureTask<Long> task = new FutureTask<>(() -> tracker.alloc(10));
        Thread thread = new Thread(task, "loader");
        thread.start();
        task.get();
        Finding finding = only(tracker, FindingKind.FOREIGN_THREAD);
        assertEquals("loader", finding.found().thread());
        assertTrue(
                finding.evidence().contains(Thread.currentThread().getName()), finding::evidence);
    }

    @Test
    void shouldGoToAnotherThreadWhenHandedOver() throws Exception {
        FrameArena arena = FrameArena.create();
        open.add(arena);
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(arena));
        tracker.alloc(1);
        tracker.handOver();
        FutureTask<Long> task = new FutureTask<>(() -> tracker.alloc(10));
        Thread thread = new Thread(task, "loader");
        thread.start();
        task.get();
        thread.join();
        assertEquals(List.of(), tracker.findings());
    }

    @Test
    void shouldLetAnyThreadFreeWhatAllThreadsShare() throws Exception {
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(below));
        long address = tracker.alloc(10);
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            tracker.free(address, 10);
                            return null;
                        });
        new Thread(task).start();
        task.get();
        assertEquals(0, tracker.totals().liveCount());
        assertEquals(List.of(), tracker.findings());
    }

    @Test
    void shouldClearItsBooksWithFreeAllAndKnowWhatItFreed() {
        FrameArena arena = FrameArena.create();
        open.add(arena);
        TrackingAllocator tracker =
                tracking(TrackingAllocator.builder(arena).policy(BadFreePolicy.RECORD));
        long address = tracker.alloc(10);
        tracker.alloc(20);
        Ticks.set(5);
        tracker.freeAll();
        Totals totals = tracker.totals();
        assertEquals(0, totals.liveCount());
        assertEquals(0, totals.liveBytes());
        assertEquals(30, totals.freedBytes());
        tracker.free(address, 10);
        Finding finding = only(tracker, FindingKind.DOUBLE_FREE);
        assertNotNull(finding.block());
        assertNotNull(finding.block().died());
        assertEquals(5, finding.block().died().tick());
    }

    @Test
    void shouldFindAnOverrunAtFreeAll() {
        FrameArena arena = FrameArena.create();
        open.add(arena);
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(arena));
        long address = tracker.alloc(10);
        Memory.putByte(address + 17, (byte) 1);
        assertThrows(MemoryException.class, tracker::freeAll);
        assertEquals(0, tracker.totals().liveCount());
        tracker.freeAll();
    }

    @Test
    void shouldCountCurrentPeakAndTotal() {
        TrackingAllocator tracker = recording();
        long a = tracker.alloc(100);
        long b = tracker.alloc(50);
        tracker.free(a, 100);
        long c = tracker.resize(b, 50, 70, 16);
        assertEquals(new Totals(70, 1, 150, 220, 3, 150, 2, 0), tracker.totals());
        tracker.free(c, 70);
    }

    @Test
    void shouldRefuseWhatExceedsItsLimitAndStayAsItWas() {
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(below).limit(100));
        long address = tracker.alloc(60);
        assertEquals(
                MemoryError.OUT_OF_MEMORY,
                assertThrows(MemoryException.class, () -> tracker.alloc(41)).error());
        assertEquals(
                MemoryError.BUFFER_TOO_LARGE,
                assertThrows(MemoryException.class, () -> tracker.alloc(101)).error());
        assertThrows(MemoryException.class, () -> tracker.resize(address, 60, 101, 16));
        assertEquals(60, tracker.totals().liveBytes());
        tracker.free(address, 60);
    }

    @Test
    void shouldTellWhenATagExceedsItsBudgetEachTimeItDoes() {
        TrackingAllocator tracker = recording();
        Tag audio = Tag.of("audio");
        List<Long> heard = new ArrayList<>();
        tracker.budget(audio, 100, (_, _, now, _) -> heard.add(now));
        try (var _ = audio.use()) {
            long a = tracker.alloc(80);
            long b = tracker.alloc(30);
            long c = tracker.alloc(1);
            tracker.free(b, 30);
            long d = tracker.alloc(50);
            for (long[] each : new long[][] {{a, 80}, {c, 1}, {d, 50}}) {
                tracker.free(each[0], each[1]);
            }
        }
        tracker.free(tracker.alloc(500), 500);
        assertEquals(List.of(110L, 131L), heard);
    }

    @Test
    void shouldRefuseTagUsesThatCloseOutOfOrder() {
        Tag one = Tag.of("one");
        var first = one.use();
        var second = one.use();
        assertThrows(IllegalStateException.class, first::close);
        second.close();
        assertThrows(IllegalStateException.class, second::close);
        first.close();
    }

    @Test
    void shouldTakeTheCallSiteWhereItIsKnown() {
        TrackingAllocator tracker =
                tracking(TrackingAllocator.builder(below).tracing(Tracing.CALL_SITE));
        int site = CallSites.register("game.Level", "load", "Level.java", 42);
        assertEquals(site, CallSites.register("game.Level", "load", "Level.java", 42));
        CallSites.enter(site);
        long address = tracker.alloc(8);
        CallSites.leave();
        Block block = tracker.block(address);
        assertNotNull(block);
        assertEquals("game.Level.load(Level.java:42)", block.born().place().line());
        long other = tracker.alloc(8);
        assertEquals(Place.UNKNOWN, tracker.block(other).born().place());
        tracker.free(address, 8);
        tracker.free(other, 8);
    }

    @Test
    void shouldTellDifferentTracesToTheSameLineApart() {
        TrackingAllocator tracker =
                tracking(TrackingAllocator.builder(below).tracing(Tracing.FULL));
        long a = allocate(tracker);
        long b = allocate(tracker);
        List<StackTraceElement> first = tracker.block(a).born().place().frames();
        List<StackTraceElement> second = tracker.block(b).born().place().frames();
        assertEquals(first.get(0), second.get(0));
        assertNotEquals(first.get(1).getLineNumber(), second.get(1).getLineNumber());
        tracker.free(a, 40);
        tracker.free(b, 40);
    }

    @Test
    void shouldKeepABlockAliveWhenTheAllocatorBelowRefusesToTakeIt() {
        FrameArena arena = FrameArena.create();
        open.add(arena);
        Allocator grumpy =
                new Allocator() {
                    @Override
                    public long allocNonZeroed(long size, long alignment) {
                        return arena.allocNonZeroed(size, alignment);
                    }

                    @Override
                    public void free(long address, long size) {
                        throw new MemoryException(MemoryError.NOT_IMPLEMENTED, "never");
                    }
                };
        TrackingAllocator tracker = tracking(TrackingAllocator.builder(grumpy));
        long address = tracker.alloc(10);
        assertThrows(MemoryException.class, () -> tracker.free(address, 10));
        assertEquals(1, tracker.totals().liveCount());
        assertNull(tracker.block(address).died());
    }

    @Test
    void shouldMarkImmortalBlocks() {
        TrackingAllocator tracker = recording();
        long address = tracker.alloc(10);
        tracker.immortal(address);
        assertTrue(tracker.block(address).immortal());
        tracker.free(address, 10);
        assertThrows(MemoryException.class, () -> tracker.immortal(address));
        assertFalse(tracker.block(address).immortal());
    }

    @Test
    void shouldMakeNoJavaGarbageWithCallSites() {
        TrackingAllocator tracker =
                tracking(TrackingAllocator.builder(below).tracing(Tracing.CALL_SITE));
        int site = CallSites.register("game.Level", "load", "Level.java", 42);
        Tag textures = Tag.of("textures");
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        try (var _ = textures.use()) {
                            CallSites.enter(site);
                            long address = tracker.alloc(64);
                            tracker.free(address, 64);
                            CallSites.leave();
                        }
                    }
                });
    }

    @Test
    void shouldAgreeWithAModelOverManyRandomSteps() {
        TrackingAllocator tracker =
                tracking(
                        TrackingAllocator.builder(below)
                                .tracing(Tracing.NONE)
                                .history(4096)
                                .quarantine(1 << 16));
        Random random = new Random(7);
        Map<Long, Long> model = new HashMap<>();
        List<Long> addresses = new ArrayList<>();
        for (int step = 0; step < 300_000; step++) {
            if (addresses.size() < 2000 || random.nextInt(1000) < 480) {
                long size = 1 + random.nextInt(300);
                long address = tracker.alloc(size, 1L << random.nextInt(7));
                assertNull(model.put(address, size));
                addresses.add(address);
            } else {
                int at = random.nextInt(addresses.size());
                long address = addresses.get(at);
                addresses.set(at, addresses.getLast());
                addresses.removeLast();
                long size = model.remove(address);
                if (random.nextInt(3) == 0) {
                    long moved = tracker.resize(address, size, size + 5, 16);
                    assertNull(model.put(moved, size + 5));
                    addresses.add(moved);
                } else {
                    tracker.free(address, size);
                }
            }
        }
        Map<Long, Long> seen = new HashMap<>();
        tracker.forEachLive((address, size, _, _, _, _, _) -> assertNull(seen.put(address, size)));
        assertEquals(model, seen);
        assertEquals(0, tracker.check());
        assertEquals(
                model.values().stream().mapToLong(Long::longValue).sum(),
                tracker.totals().liveBytes());
        for (long address : addresses) {
            tracker.free(address, model.get(address));
        }
        tracker.close();
        assertEquals(0, below.used());
    }

    @Test
    void shouldLoseNoBlockOnManyThreads() throws InterruptedException, ExecutionException {
        TrackingAllocator tracker =
                tracking(
                        TrackingAllocator.builder(below).tracing(Tracing.NONE).quarantine(1 << 16));
        List<FutureTask<Long>> tasks = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            FutureTask<Long> task = new FutureTask<>(() -> work(tracker, seed));
            tasks.add(task);
            new Thread(task).start();
        }
        long left = 0;
        for (FutureTask<Long> task : tasks) {
            left += task.get();
        }
        assertEquals(left, tracker.totals().liveCount());
        assertEquals(0, tracker.check());
        tracker.forEachLive((_, size, _, _, _, _, _) -> assertTrue(size > 0));
    }

    private static long work(TrackingAllocator tracker, int seed) {
        Random random = new Random(seed);
        long[] slots = new long[500];
        long live = 0;
        for (int step = 0; step < 50_000; step++) {
            int slot = random.nextInt(slots.length);
            if (slots[slot] == 0) {
                slots[slot] = tracker.allocNonZeroed(slot + 1, 16);
                live++;
            } else {
                tracker.free(slots[slot], slot + 1);
                slots[slot] = 0;
                live--;
            }
        }
        return live;
    }
}
