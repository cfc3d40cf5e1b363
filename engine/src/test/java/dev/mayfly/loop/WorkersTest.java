package dev.mayfly.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.util.Objects.requireNonNull;

import dev.mayfly.Garbage;
import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.context.OpenContext;
import dev.mayfly.context.Scope;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

@Timeout(120)
class WorkersTest {

    private final FrameArena scratch = FrameArena.create();
    private final OpenContext opened = Context.open(GeneralAllocator.shared(), scratch);

    @AfterEach
    void close() {
        opened.close();
        scratch.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 7", "2, 100, 7", "3, 1, 1", "3, 64, 64", "8, 1000, 1", "8, 5, 100"})
    void shouldVisitEveryIndexOnce(int count, int length, int chunk) {
        AtomicIntegerArray visits = new AtomicIntegerArray(length);
        try (Workers workers = Workers.create(count)) {
            for (int call = 1; call <= 200; call++) {
                workers.run(0, length, chunk, (from, to, _) -> visit(visits, from, to));
                for (int i = 0; i < length; i++) {
                    assertEquals(call, visits.get(i));
                }
            }
        }
    }

    private static void visit(AtomicIntegerArray visits, int from, int to) {
        for (int i = from; i < to; i++) {
            visits.incrementAndGet(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldCutTheSameChunksForAnyNumberOfWorkers(int count) {
        List<String> chunks = new CopyOnWriteArrayList<>();
        try (Workers workers = Workers.create(count)) {
            workers.run(-3, 20, 10, (from, to, _) -> chunks.add(from + " to " + to));
        }
        List<String> sorted = new ArrayList<>(chunks);
        sorted.sort(null);
        assertEquals(List.of("-3 to 7", "17 to 20", "7 to 17"), sorted);
    }

    @Test
    void shouldChooseTheChunkSizeByTheRangeAlone() {
        for (int count : new int[] {1, 4}) {
            AtomicInteger chunks = new AtomicInteger();
            AtomicIntegerArray visits = new AtomicIntegerArray(1000);
            try (Workers workers = Workers.create(count)) {
                workers.run(
                        0,
                        1000,
                        (from, to, _) -> {
                            chunks.incrementAndGet();
                            visit(visits, from, to);
                        });
            }
            assertEquals(63, chunks.get());
            for (int i = 0; i < 1000; i++) {
                assertEquals(1, visits.get(i));
            }
        }
    }

    @Test
    void shouldReachTheEndsOfTheIntegers() {
        AtomicInteger last = new AtomicInteger();
        try (Workers workers = Workers.create(3)) {
            workers.run(Integer.MAX_VALUE - 5, Integer.MAX_VALUE, 3, (_, to, _) -> last.set(to));
            assertTrue(last.get() > 0);
            AtomicInteger chunks = new AtomicInteger();
            workers.run(
                    Integer.MIN_VALUE,
                    Integer.MAX_VALUE,
                    1 << 30,
                    (from, to, _) -> {
                        assertTrue(from < to);
                        chunks.incrementAndGet();
                    });
            assertEquals(4, chunks.get());
        }
    }

    /** Each waits for all others inside its chunk, which ends only if all are there at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldRunAsManyChunksAtOnceAsThereAreWorkers(int count) {
        CyclicBarrier meeting = new CyclicBarrier(count);
        AtomicIntegerArray seen = new AtomicIntegerArray(count);
        try (Workers workers = Workers.create(count)) {
            for (int call = 1; call <= 20; call++) {
                workers.run(
                        0,
                        count,
                        1,
                        (_, _, worker) -> {
                            meet(meeting);
                            seen.incrementAndGet(worker);
                        });
                for (int worker = 0; worker < count; worker++) {
                    assertEquals(call, seen.get(worker));
                }
            }
        }
    }

    /** Every worker has gone to sleep before each call, so that one must wake the other. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void shouldWakeAllWhoSleep(int count) {
        CyclicBarrier meeting = new CyclicBarrier(count);
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = Workers.create(count)) {
            Thread[] threads = threadsOf(workers, count);
            for (int call = 1; call <= 20; call++) {
                awaitSleep(threads);
                workers.run(
                        0,
                        count,
                        1,
                        (_, _, _) -> {
                            meet(meeting);
                            done.incrementAndGet();
                        });
                assertEquals(call * count, done.get());
            }
        }
    }

    /** The workers' own, without the caller's. */
    private static Thread[] threadsOf(Workers workers, int count) {
        CyclicBarrier meeting = new CyclicBarrier(count);
        Thread[] threads = new Thread[count];
        workers.run(
                0,
                count,
                1,
                (_, _, worker) -> {
                    meet(meeting);
                    threads[worker] = Thread.currentThread();
                });
        return Arrays.copyOfRange(threads, 1, count);
    }

    private static void awaitSleep(Thread... threads) {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    /** Whether a loop was short the time before the machine decides, so it gets many chances. */
    @Test
    void shouldLetWorkersSleepWhereALoopIsOverBeforeTheyWouldBeAwake() {
        RangeTask little = (_, _, _) -> {};
        try (Workers workers = Workers.create(2)) {
            Thread[] threads = threadsOf(workers, 2);
            boolean slept = false;
            for (int chance = 0; chance < 10_000 && !slept; chance++) {
                workers.run(0, 64, 1, little);
                awaitSleep(threads);
                workers.run(0, 64, 1, little);
                slept = ((WorkerThread) threads[0]).isAsleep();
            }
            assertTrue(slept, "woken for nothing each time");
        }
    }

    /** Once a loop is known as short; its second chunk then needs another worker to be there. */
    @Test
    void shouldWakeThemAfterAllWhereAShortLoopHasGrownLong() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        AtomicBoolean grown = new AtomicBoolean();
        AtomicInteger met = new AtomicInteger();
        RangeTask task =
                (from, _, worker) -> {
                    if (!grown.get()) {
                        return;
                    }
                    if (from == 0) {
                        long began = System.nanoTime();
                        while (System.nanoTime() - began < 1_000_000) {
                            Thread.onSpinWait();
                        }
                    } else if (from <= 2) {
                        meet(meeting);
                        met.incrementAndGet();
                    }
                };
        try (Workers workers = Workers.create(2)) {
            Thread[] threads = threadsOf(workers, 2);
            for (int call = 0; call < 200; call++) {
                workers.run(0, 64, 1, task);
            }
            awaitSleep(threads);
            grown.set(true);
            workers.run(0, 64, 1, task);
            assertEquals(2, met.get());
        }
    }

    @Test
    void shouldRememberWhatAnIndexOfATaskTook() {
        LoopCosts costs = new LoopCosts();
        RangeTask task = (_, _, _) -> {};
        assertEquals(Double.POSITIVE_INFINITY, costs.expect(task, 10));
        costs.note(task, 100, 5000);
        assertEquals(500, costs.expect(task, 10));
        costs.note(task, 10, 100);
        assertEquals(1000, costs.expect(task, 100));
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await();
        } catch (InterruptedException | BrokenBarrierException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void shouldUseTheCallersThreadAsWorkerZeroAndNamedDaemonsForTheRest() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Thread[] threads = new Thread[3];
        try (Workers workers = Workers.create(3)) {
            workers.run(
                    0,
                    3,
                    1,
                    (_, _, worker) -> {
                        meet(meeting);
                        threads[worker] = Thread.currentThread();
                    });
            assertSame(Thread.currentThread(), threads[0]);
            assertEquals("mayfly-worker-1", threads[1].getName());
            assertEquals("mayfly-worker-2", threads[2].getName());
            assertTrue(threads[1].isDaemon() && threads[2].isDaemon());
        }
        assertFalse(threads[1].isAlive(), "close ends the threads");
        assertFalse(threads[2].isAlive(), "close ends the threads");
    }

    @Test
    void shouldRunAloneWhereThereIsOneChunk() {
        try (Workers workers = Workers.create(4)) {
            for (int call = 0; call < 100; call++) {
                workers.run(
                        0,
                        10,
                        10,
                        (_, _, worker) -> {
                            assertEquals(0, worker);
                            assertSame(opened.context(), Context.current());
                        });
            }
        }
    }

    @Test
    void shouldDoNothingForAnEmptyRange() {
        try (Workers workers = Workers.create(2)) {
            workers.run(7, 7, 1, (_, _, _) -> fail("there is nothing to do"));
            workers.run(0, 0, (_, _, _) -> fail("there is nothing to do"));
        }
    }

    @Test
    void shouldNameWrongRangesAndCounts() {
        RangeTask never = (_, _, _) -> fail("must not run");
        try (Workers workers = Workers.create(2)) {
            assertMessage("from 5 to 4", () -> workers.run(5, 4, 1, never));
            assertMessage("from 0 to -9", () -> workers.run(0, -9, never));
            assertMessage("chunk size is 0", () -> workers.run(0, 5, 0, never));
            assertMessage("chunk size is -2", () -> workers.run(0, 0, -2, never));
            workers.run(
                    0,
                    1,
                    1,
                    (_, _, _) -> assertMessage("from 3 to 2", () -> workers.run(3, 2, 1, never)));
        }
        assertMessage("0 workers", () -> Workers.create(0));
        assertMessage("257 workers", () -> Workers.create(257));
    }

    private static void assertMessage(String part, Runnable wrong) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, wrong::run);
        assertTrue(requireNonNull(refused.getMessage()).contains(part), refused.getMessage());
    }

    @Test
    void shouldThrowWhatATaskThrewAndBeUsableAfterwards() {
        try (Workers workers = Workers.create(3)) {
            for (int call = 0; call < 50; call++) {
                int bad = call;
                IllegalStateException thrown =
                        assertThrows(
                                IllegalStateException.class,
                                () ->
                                        workers.run(
                                                0,
                                                50,
                                                1,
                                                (from, _, _) -> {
                                                    if (from == bad) {
                                                        throw new IllegalStateException(
                                                                "chunk " + from);
                                                    }
                                                }));
                assertEquals("chunk " + call, thrown.getMessage());
                AtomicInteger done = new AtomicInteger();
                workers.run(0, 10, 1, (_, _, _) -> done.incrementAndGet());
                assertEquals(10, done.get());
            }
        }
    }

    /** All are in the loop, one throws, the others go on until it is known that it has. */
    @Test
    void shouldWaitForChunksUnderWayAndDropTheRest() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        AtomicBoolean throwing = new AtomicBoolean();
        try (Workers workers = Workers.create(3)) {
            Thread main = Thread.currentThread();
            assertThrows(
                    OutOfMemoryError.class,
                    () ->
                            workers.run(
                                    0,
                                    1_000_000,
                                    1,
                                    (_, _, worker) -> {
                                        begun.incrementAndGet();
                                        meet(meeting);
                                        if (worker == 0) {
                                            throwing.set(true);
                                            throw new OutOfMemoryError("made up");
                                        }
                                        // Until the caller waits for this chunk at the barrier.
                                        while (!throwing.get()
                                                || main.getState() != Thread.State.WAITING) {
                                            Thread.onSpinWait();
                                        }
                                        ended.incrementAndGet();
                                    }));
            assertEquals(3, begun.get());
            assertEquals(2, ended.get());
        }
    }

    @Test
    void shouldSuppressWhatWasThrownLater() {
        CyclicBarrier meeting = new CyclicBarrier(4);
        try (Workers workers = Workers.create(4)) {
            ArithmeticException first =
                    assertThrows(
                            ArithmeticException.class,
                            () ->
                                    workers.run(
                                            0,
                                            4,
                                            1,
                                            (_, _, worker) -> {
                                                meet(meeting);
                                                throw new ArithmeticException("from " + worker);
                                            }));
            List<String> all = new ArrayList<>();
            all.add(first.getMessage());
            for (Throwable other : first.getSuppressed()) {
                all.add(other.getMessage());
            }
            all.sort(null);
            assertEquals(List.of("from 0", "from 1", "from 2", "from 3"), all);
        }
    }

    @Test
    void shouldNotSuppressAnExceptionInItself() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        ArithmeticException same = new ArithmeticException("the same");
        try (Workers workers = Workers.create(2)) {
            ArithmeticException thrown =
                    assertThrows(
                            ArithmeticException.class,
                            () ->
                                    workers.run(
                                            0,
                                            2,
                                            1,
                                            (_, _, _) -> {
                                                meet(meeting);
                                                throw same;
                                            }));
            assertSame(same, thrown);
            assertEquals(0, thrown.getSuppressed().length);
        }
    }

    @Test
    void shouldLetCheckedExceptionsThroughAsTheyAre() {
        try (Workers workers = Workers.create(2)) {
            assertThrows(
                    IOException.class,
                    () -> workers.run(0, 2, 1, (_, _, _) -> sneak(new IOException("made up"))));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void shouldInheritAllocatorAndUserSlotOfEachCallAndNeverTheScratch() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        try (Workers workers = Workers.create(3)) {
            RangeTask look =
                    (_, _, worker) -> {
                        meet(meeting);
                        Context inside = Context.current();
                        assertSame(HeapAllocator.INSTANCE, inside.allocator());
                        assertEquals("a user", inside.userData());
                        assertEquals(77, inside.userIndex());
                        assertSame(workers.scratch(worker), inside.tempAllocator());
                        assertNotSame(scratch, inside.tempAllocator());
                    };
            try (Scope _ = Context.use(HeapAllocator.INSTANCE);
                    Scope _ = Context.useUser("a user", 77)) {
                workers.run(0, 3, 1, look);
                assertSame(scratch, Context.current().tempAllocator());
            }
            workers.run(
                    0,
                    3,
                    1,
                    (_, _, _) -> {
                        meet(meeting);
                        assertSame(GeneralAllocator.shared(), Context.current().allocator());
                        assertNull(Context.current().userData());
                        assertEquals(0, Context.current().userIndex());
                    });
        }
        assertEquals(0, opened.context().depth());
    }

    @Test
    void shouldRefuseACallerWithoutContext() throws InterruptedException {
        try (Workers workers = Workers.create(2)) {
            List<Throwable> thrown = new CopyOnWriteArrayList<>();
            Thread other =
                    new Thread(
                            () -> {
                                try {
                                    workers.run(0, 5, 1, (_, _, _) -> {});
                                } catch (NoContextException expected) {
                                    thrown.add(expected);
                                }
                            });
            other.start();
            other.join();
            assertEquals(1, thrown.size());
            AtomicInteger done = new AtomicInteger();
            workers.run(0, 5, 1, (_, _, _) -> done.incrementAndGet());
            assertEquals(5, done.get());
        }
    }

    @Test
    void shouldFindContextScopesThatATaskLeavesOpen() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Workers workers = Workers.create(2)) {
            for (int guilty = 0; guilty < 2; guilty++) {
                int leaves = guilty;
                IllegalStateException found =
                        assertThrows(
                                IllegalStateException.class,
                                () ->
                                        workers.run(
                                                0,
                                                2,
                                                1,
                                                (_, _, worker) -> {
                                                    meet(meeting);
                                                    if (worker == leaves) {
                                                        var _ = Context.use(scratch);
                                                    }
                                                }));
                assertTrue(
                        requireNonNull(found.getMessage()).contains("a task of Workers left 1"),
                        found.getMessage());
                workers.run(
                        0,
                        2,
                        1,
                        (_, _, _) -> {
                            meet(meeting);
                            assertSame(GeneralAllocator.shared(), Context.current().allocator());
                        });
            }
        }
    }

    @Test
    void shouldKeepResultsReadableUntilFreeAll() {
        CyclicBarrier meeting = new CyclicBarrier(4);
        MemorySegment[] segments = new MemorySegment[4];
        long[] addresses = new long[4];
        try (Workers workers = Workers.create(4)) {
            for (int tick = 0; tick < 5; tick++) {
                long number = tick;
                workers.run(
                        0,
                        4,
                        1,
                        (from, _, worker) -> {
                            meet(meeting);
                            MemorySegment made = Mem.make(Mem.temp(), JAVA_LONG, 1000);
                            made.setAtIndex(JAVA_LONG, 999, number * 100 + from);
                            segments[from] = made;
                            long raw = workers.scratch(worker).alloc(8, 8);
                            Memory.putLong(raw, number * 100 + from);
                            addresses[from] = raw;
                        });
                workers.run(0, 4, 1, (_, _, _) -> meet(meeting));
                for (int i = 0; i < 4; i++) {
                    assertEquals(tick * 100 + i, segments[i].getAtIndex(JAVA_LONG, 999));
                    assertEquals(tick * 100 + i, Memory.getLong(addresses[i]));
                }
                workers.freeAll();
                for (int i = 0; i < 4; i++) {
                    MemorySegment dead = segments[i];
                    assertThrows(
                            IllegalStateException.class, () -> dead.getAtIndex(JAVA_LONG, 999));
                    assertEquals(0, workers.scratch(i).used());
                }
            }
        }
    }

    @Test
    void shouldFindASavePointThatATaskLeavesOpen() {
        try (Workers workers = Workers.create(2)) {
            workers.run(0, 1, 1, (_, _, worker) -> workers.scratch(worker).savepoint());
            assertThrows(MemoryException.class, workers::freeAll);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldRunNestedCallsOnTheWorkerThatMakesThem(int count) {
        AtomicIntegerArray visits = new AtomicIntegerArray(100);
        try (Workers workers = Workers.create(count)) {
            workers.run(
                    0,
                    10,
                    1,
                    (outer, _, worker) -> {
                        Thread mine = Thread.currentThread();
                        workers.run(
                                0,
                                10,
                                3,
                                (from, to, inner) -> {
                                    assertEquals(worker, inner);
                                    assertSame(mine, Thread.currentThread());
                                    visit(visits, outer * 10 + from, outer * 10 + to);
                                });
                    });
            for (int i = 0; i < 100; i++) {
                assertEquals(1, visits.get(i));
            }
        }
    }

    @Test
    void shouldNestInOtherWorkers() {
        AtomicInteger done = new AtomicInteger();
        try (Workers outer = Workers.create(1);
                Workers inner = Workers.create(3)) {
            outer.run(
                    0, 5, 1, (_, _, _) -> inner.run(0, 7, 1, (_, _, _) -> done.incrementAndGet()));
        }
        assertEquals(35, done.get());
    }

    @Test
    void shouldRefuseASecondCallerAndFreeAllAndCloseDuringACall() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        List<String> refusals = new CopyOnWriteArrayList<>();
        try (Workers workers = Workers.create(2)) {
            Thread other =
                    new Thread(
                            () ->
                                    Context.runDefault(
                                            () -> {
                                                await(inside);
                                                refuse(refusals, () -> tryRun(workers));
                                                refuse(refusals, workers::freeAll);
                                                refuse(refusals, workers::close);
                                                tried.countDown();
                                            }));
            other.start();
            workers.run(
                    0,
                    1,
                    1,
                    (_, _, _) -> {
                        refuse(refusals, workers::freeAll);
                        refuse(refusals, workers::close);
                        inside.countDown();
                        await(tried);
                    });
            other.join();
            assertEquals(5, refusals.size());
            String name = Thread.currentThread().getName();
            for (String refusal : refusals) {
                assertTrue(refusal.contains("while thread \"" + name + "\" is in a"), refusal);
            }
            tryRun(workers);
        }
    }

    private static void tryRun(Workers workers) {
        workers.run(0, 3, 1, (_, _, _) -> {});
    }

    private static void refuse(List<String> refusals, Runnable wrong) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, wrong::run);
        refusals.add(requireNonNull(refused.getMessage()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void shouldRefuseWorkAfterCloseAndCloseTwice() {
        Workers workers = Workers.create(3);
        workers.close();
        workers.close();
        List<String> refusals = new ArrayList<>();
        refuse(refusals, () -> tryRun(workers));
        refuse(refusals, workers::freeAll);
        assertEquals("run after close: these workers are closed", refusals.get(0));
        assertEquals("freeAll after close: these workers are closed", refusals.get(1));
        assertThrows(MemoryException.class, () -> workers.scratch(1).alloc(8, 8));
    }

    @Test
    void shouldTakeCallsFromOneThreadAfterTheOther() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = Workers.create(3)) {
            for (int i = 0; i < 20; i++) {
                Thread other =
                        new Thread(
                                () ->
                                        Context.runDefault(
                                                () ->
                                                        workers.run(
                                                                0,
                                                                10,
                                                                1,
                                                                (_, _, _) -> {
                                                                    Mem.temp().alloc(64, 8);
                                                                    done.incrementAndGet();
                                                                })));
                other.start();
                other.join();
                workers.run(0, 10, 1, (_, _, _) -> Mem.temp().alloc(64, 8));
                workers.freeAll();
            }
        }
        assertEquals(200, done.get());
    }

    @Test
    void shouldKeepTheInterruptOfACallerThatWaits() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        AtomicBoolean mainHasMet = new AtomicBoolean();
        Thread main = Thread.currentThread();
        try (Workers workers = Workers.create(2)) {
            workers.run(
                    0,
                    2,
                    1,
                    (_, _, worker) -> {
                        meet(meeting);
                        if (worker == 0) {
                            mainHasMet.set(true);
                        } else {
                            // Not while it still waits for the meeting.
                            while (!mainHasMet.get() || main.getState() != Thread.State.WAITING) {
                                Thread.onSpinWait();
                            }
                            main.interrupt();
                            Thread.currentThread().interrupt();
                        }
                    });
            assertTrue(Thread.interrupted());
            workers.run(0, 2, 1, (_, _, _) -> meet(meeting));
        }
    }

    @Test
    void shouldMakeNoJavaGarbageOnAnyThread() {
        try (Workers workers = Workers.create(3)) {
            long[] sums = new long[64];
            RangeTask task =
                    (from, to, worker) -> {
                        long block = Mem.temp().alloc(64, 8);
                        Memory.putLong(block, worker);
                        for (int i = from; i < to; i++) {
                            sums[i] += Memory.getLong(block);
                        }
                    };
            Runnable round =
                    () -> {
                        for (int i = 0; i < 2000; i++) {
                            workers.run(0, 64, 4, task);
                            workers.freeAll();
                        }
                    };
            Garbage.assertNoneOnceWarm(round);
            assertNoneByOthers(workers, round);
        }
    }

    /** As {@link Garbage} has it, by the workers' own threads. */
    private static void assertNoneByOthers(Workers workers, Runnable round) {
        int clean = 0;
        for (int i = 0; i < 100 && clean < 5; i++) {
            long before = workers.javaHeapBytes();
            round.run();
            clean = workers.javaHeapBytes() == before ? clean + 1 : 0;
        }
        assertEquals(5, clean);
    }

    @Test
    void shouldCountTheJavaGarbageOfItsThreads() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Workers workers = Workers.create(2)) {
            long before = workers.javaHeapBytes();
            byte[][] kept = new byte[2][];
            workers.run(
                    0,
                    2,
                    1,
                    (from, _, _) -> {
                        meet(meeting);
                        kept[from] = new byte[1_000_000];
                    });
            long made = workers.javaHeapBytes() - before;
            assertTrue(made >= 1_000_000 && made < 2_000_000, "bytes: " + made);
            assertEquals(2_000_000, Arrays.stream(kept).mapToInt(block -> block.length).sum());
        }
    }

    @Test
    void shouldComputeTheSameWithAnyNumberOfWorkersOverHundredsOfTicks() {
        long alone = Waves.run(1);
        for (int count : new int[] {2, 3, 8}) {
            assertEquals(alone, Waves.run(count));
        }
        assertNotEquals(0, alone);
    }

    /** Numbers that all depend on each other, and sums in the order of chunks. */
    private static final class Waves {

        private static final int LENGTH = 3000;
        private static final int CHUNK = 70;

        private final double[] now = new double[LENGTH];
        private final double[] next = new double[LENGTH];
        private final long[] sums = new long[(LENGTH + CHUNK - 1) / CHUNK];
        private final RangeTask step = (from, to, _) -> step(from, to);

        static long run(int count) {
            Waves waves = new Waves();
            try (Workers workers = Workers.create(count)) {
                for (int i = 0; i < LENGTH; i++) {
                    waves.now[i] = Math.sqrt(i);
                }
                double total = 0;
                for (int tick = 0; tick < 400; tick++) {
                    workers.run(0, LENGTH, CHUNK, waves.step);
                    for (long sum : waves.sums) {
                        total = total * 0.5 + Memory.getDouble(sum);
                    }
                    workers.freeAll();
                    System.arraycopy(waves.next, 0, waves.now, 0, LENGTH);
                }
                return Double.doubleToLongBits(total);
            }
        }

        private void step(int from, int to) {
            long sum = Mem.temp().alloc(8, 8);
            for (int i = from; i < to; i++) {
                double left = now[Math.floorMod(i - 1, LENGTH)];
                next[i] = Math.sin(left + now[i]) + now[(i + 7) % LENGTH] * 0.25;
                Memory.putDouble(sum, Memory.getDouble(sum) + next[i]);
            }
            sums[from / CHUNK] = sum;
        }
    }

    @Test
    void shouldBeEmptiedByTheLoopThatKnowsThem() {
        try (Workers workers = Workers.create(2)) {
            Game game =
                    new Game() {
                        private GameLoop loop;

                        @Override
                        public void start(GameLoop running) {
                            loop = running;
                            use();
                        }

                        @Override
                        public void tick(long tick) {
                            for (int worker = 0; worker < 2; worker++) {
                                assertEquals(0, workers.scratch(worker).used());
                            }
                            use();
                        }

                        private void use() {
                            assertSame(workers, loop.workers());
                            workers.run(0, 4, 1, (_, _, _) -> Mem.temp().alloc(64, 8));
                            long used = workers.scratch(0).used() + workers.scratch(1).used();
                            assertEquals(256, used);
                        }

                        @Override
                        public void close() {
                            assertEquals(0, workers.scratch(0).used());
                            assertEquals(0, workers.scratch(1).used());
                        }
                    };
            GameLoop.builder(game).headless(true).maxTicks(50).workers(workers).build().run();
            assertEquals(51, workers.scratch(1).resets());
        }
    }
}
