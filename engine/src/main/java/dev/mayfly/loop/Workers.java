package dev.mayfly.loop;

import static java.util.Objects.requireNonNull;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.context.Scope;
import dev.mayfly.context.UsesContext;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads for parallel loops, each with its own scratch.
 *
 * <p>Pick it for work over many like things inside a tick: a range is cut into chunks, every worker
 * takes the next chunk until there is none, and the call returns when all are done. The caller
 * takes part as worker 0, so that one worker is no thread at all.
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="workers"}
 *
 * <p><b>Results that do not depend on the number of workers:</b> where chunks begin and end is
 * decided by the range and the chunk size alone, never by how many workers there are or who is
 * faster. Who does a chunk, and when, is not decided at all. So write results to places that follow
 * from the index or from the chunk, each its own, and put together afterwards, in the order of
 * chunks, what belongs together; choose nothing by the number of the worker but tools and scratch.
 *
 * <p><b>Context:</b> in a task {@code Context.current()} has the caller's general allocator and
 * user slot as they are at the call, and as scratch the worker's own, also on the caller's thread:
 * never the caller's. The general allocator must be one for any thread, see {@code
 * Feature.THREAD_SAFE}. A context scope that a task leaves open is an error.
 *
 * <p><b>Lifetime:</b> what a task allocates in its scratch is good until {@link #freeAll()}, which
 * a {@code GameLoop} that knows of the workers calls where it empties its own scratch, and so may
 * be handed to the caller: as an address, the fast way, or as a segment, which every thread may
 * read. A {@code freeAll} after safe allocations costs tens of microseconds for each worker that
 * made some, because every thread of the JVM must be told; raw ones cost nothing more.
 *
 * <p><b>Errors:</b> when a task throws, chunks that nobody has begun are dropped, those under way
 * are waited for, and the call throws what was thrown first, the rest suppressed in it. The workers
 * can be used again.
 *
 * <p><b>Cost:</b> a call takes about a microsecond, without Java garbage, where workers are awake.
 * They stay awake for {@value #SPIN_MICROS} microseconds after a loop, in which they offer their
 * processor to everybody else, and sleep at once when somebody takes it or where there are more
 * workers than processors. Waking is a system call, five to ten microseconds: the caller wakes one
 * before each of his first chunks, and each who comes wakes two more. A loop that would be over by
 * then wakes nobody: one in {@value #MANY} chunks or more whose indexes took the same task less
 * than {@value #SHORT_MICROS} microseconds in all the last time. A caller waits for those only that
 * have begun. A range of one chunk is the caller's alone.
 *
 * <p><b>Thread:</b> any thread may call, one at a time. A call from inside a task of the same
 * workers runs all of its chunks on that worker, one after the other. How many come is not
 * promised, so a chunk must not wait for what another one does. The threads are daemons named
 * {@code mayfly-worker-1} and so on.
 */
public final class Workers implements AutoCloseable {

    /** The most workers there can be. */
    public static final int MOST = 256;

    private static final int SPIN_MICROS = 100;
    private static final int CHUNKS = 64;

    /** A loop that takes one thread no longer than this is not worth waking anybody. */
    private static final int SHORT_MICROS = 20;

    private static final long SHORT_NANOS = SHORT_MICROS * 1000L;

    /** From so many chunks on a short loop may turn out to be long without much harm. */
    private static final int MANY = 16;

    /** Looks at the gate between two offers of the processor to others. */
    static final int LOOKS = 32;

    /** How long the caller keeps its processor while it waits for the last worker. */
    private static final long PATIENCE_NANOS = 25_000;

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSED = 2;

    private final FrameArena[] scratch;
    private final WorkerThread[] threads;
    private final long spinNanos;

    private final Gate gate = new Gate();
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final LoopCosts costs = new LoopCosts();

    private volatile boolean ending;
    private volatile @Nullable Thread caller;

    /** The caller, while it sleeps until the last worker leaves. */
    private volatile @Nullable Thread sleeper;

    // What a call is about: written before the gate opens, read by those who have joined.
    private @Nullable RangeTask task;
    private long end;
    private int chunk;
    private @Nullable Allocator allocator;
    private @Nullable Object userData;
    private long userIndex;

    /** What was thrown first in a call. */
    private @Nullable Throwable failure;

    private Workers(int count) {
        scratch = new FrameArena[count];
        threads = new WorkerThread[count - 1];
        spinNanos = count <= Runtime.getRuntime().availableProcessors() ? SPIN_MICROS * 1000L : 0L;
    }

    /**
     * Makes workers and starts their threads.
     *
     * @param count how many, the caller included, from 1 to {@link #MOST}
     * @return workers that are the caller's to close
     * @throws IllegalArgumentException if the count is out of range
     * @throws dev.mayfly.alloc.MemoryException if the system grants no address space for scratch
     */
    public static Workers create(int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "%d workers: there must be from 1 (the caller alone) to %d"
                            .formatted(count, MOST));
        }
        Workers made = new Workers(count);
        try {
            made.start();
        } catch (RuntimeException | Error incomplete) {
            made.close();
            throw incomplete;
        }
        return made;
    }

    private void start() {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = FrameArena.builder().name("scratch of worker " + i).shared(true).build();
        }
        for (int i = 0; i < threads.length; i++) {
            WorkerThread thread = new WorkerThread(this, gate, i + 1, scratch[i + 1]);
            thread.start();
            threads[i] = thread;
        }
    }

    /**
     * How many take part in a loop.
     *
     * @return a count, the caller included
     */
    public int count() {
        return scratch.length;
    }

    /**
     * A worker's scratch. Only tasks of that worker allocate in it; {@link #freeAll()} empties it.
     *
     * @param worker from 0 to {@link #count()} exclusive
     * @return the arena, which is not the caller's to close
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public FrameArena scratch(int worker) {
        return scratch[worker];
    }

    /**
     * Runs a loop in parallel, cut into 64 chunks or, where the range is shorter, into single
     * indexes. Good where each index is about the same work and more than a little.
     *
     * @param from the first index
     * @param to the index after the last; where it is {@code from}, nothing happens
     * @param task the body, called once for each chunk
     * @throws dev.mayfly.context.NoContextException if the calling thread has no context
     * @throws IllegalArgumentException if {@code to} is less than {@code from}
     * @throws IllegalStateException as {@link #run(int, int, int, RangeTask)} has it
     */
    @UsesContext
    public void run(int from, int to, RangeTask task) {
        long length = Math.max(1, (long) to - from);
        run(from, to, (int) ((length + CHUNKS - 1) / CHUNKS), task);
    }

    /**
     * Runs a loop in parallel and returns when all of it is done. Everything that tasks have
     * written is visible to the caller then, and to tasks what the caller wrote before.
     *
     * @param from the first index
     * @param to the index after the last; where it is {@code from}, nothing happens
     * @param chunk how many indexes a task gets at once, 1 or more; the last chunk may be shorter.
     *     Some microseconds' worth of work, or handing out chunks costs more than it brings
     * @param task the body, called once for each chunk; keep it, because a lambda that captures
     *     something is an object for each time it is evaluated
     * @throws dev.mayfly.context.NoContextException if the calling thread has no context
     * @throws IllegalArgumentException if {@code to} is less than {@code from}, or the chunk size
     *     less than 1
     * @throws IllegalStateException if another thread is in a call, a task left a context scope
     *     open, or the workers are closed
     */
    @UsesContext
    public void run(int from, int to, int chunk, RangeTask task) {
        check(from, to, chunk);
        requireNonNull(task, "task");
        int inside = numberOf(Thread.currentThread());
        if (inside >= 0) {
            runAlone(from, to, chunk, task, inside);
            return;
        }
        Context context = Context.current();
        enter("run");
        try {
            caller = Thread.currentThread();
            if (from != to) {
                runTogether(context, from, to, chunk, task);
            }
        } finally {
            caller = null;
            state.set(IDLE);
        }
    }

    private static void check(int from, int to, int chunk) {
        if (to < from) {
            throw new IllegalArgumentException(
                    "the range from %d to %d has a negative length: to must be %d or more"
                            .formatted(from, to, from));
        }
        if (chunk < 1) {
            throw new IllegalArgumentException(
                    "the chunk size is %d: it must be 1 or more".formatted(chunk));
        }
    }

    /** Which worker a thread is in the call under way, or -1. */
    private int numberOf(Thread thread) {
        if (thread == caller) {
            return 0;
        }
        return thread instanceof WorkerThread worker && worker.worksFor(this) ? worker.number : -1;
    }

    /** Nobody else may be in a call while somebody is. */
    private void enter(String what) {
        if (!state.compareAndSet(IDLE, BUSY)) {
            throw refusal(what);
        }
    }

    private IllegalStateException refusal(String what) {
        if (state.get() == CLOSED) {
            return new IllegalStateException(what + " after close: these workers are closed");
        }
        Thread running = caller;
        return new IllegalStateException(
                "%s while thread \"%s\" is in a parallel loop: call it when the loop has ended, or give each thread Workers of its own"
                        .formatted(what, running == null ? "?" : running.getName()));
    }

    private static void runAlone(int from, int to, int chunk, RangeTask task, int worker) {
        for (long at = from; at < to; at += chunk) {
            task.run((int) at, (int) Math.min(at + chunk, to), worker);
        }
    }

    private void runTogether(Context context, int from, int to, int step, RangeTask body) {
        task = body;
        end = to;
        chunk = step;
        allocator = context.allocator();
        userData = context.userData();
        userIndex = context.userIndex();
        next.set(from);
        long length = (long) to - from;
        long chunks = (length + step - 1) / step;
        boolean shared = chunks > 1 && threads.length > 0;
        boolean brief = false;
        boolean waking = false;
        long began = 0;
        if (shared) {
            brief = chunks >= MANY && anyAsleep() && costs.expect(body, length) < SHORT_NANOS;
            gate.open();
            waking = !brief && wakeOthers(1);
            began = System.nanoTime();
        }
        try (Scope _ = Context.useTemp(scratch[0])) {
            takeChunks(context, 0, brief, waking);
        }
        if (shared) {
            int helpers = gate.close();
            awaitOthers();
            costs.note(body, length, (System.nanoTime() - began) * (1.0 + helpers));
        }
        task = null;
        allocator = null;
        userData = null;
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw Workers.<RuntimeException>asItIs(thrown);
        }
    }

    /** A worker has joined: works in the caller's context with its own scratch, and leaves. */
    void takePart(Context context, int worker) {
        try (Scope _ = Context.use(requireNonNull(allocator));
                Scope _ = Context.useUser(userData, userIndex)) {
            takeChunks(context, worker, false, false);
        } catch (RuntimeException broken) {
            fail(broken);
        } finally {
            leave();
        }
    }

    private void leave() {
        if (gate.leave()) {
            Thread waiting = sleeper;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }
    }

    /**
     * Does chunk after chunk until there is none. Throws nothing.
     *
     * @param brief whether nobody was woken, because the loop will be over soon
     * @param waking whether somebody was, and one more is to be before each chunk as long as there
     *     are some: nobody knows how soon the first will come, and wake others himself
     */
    private void takeChunks(Context context, int worker, boolean brief, boolean waking) {
        RangeTask body = requireNonNull(task);
        long last = end;
        int step = chunk;
        int depth = context.depth();
        try {
            long at = next.getAndAdd(step);
            boolean wakes = waking;
            if (brief) {
                at = takeWhileBrief(body, at, last, step);
                wakes = wakeOthers(1);
            }
            for (; at < last; at = next.getAndAdd(step)) {
                wakes = wakes && wakeOthers(1);
                body.run((int) at, (int) Math.min(at + step, last), worker);
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
        try {
            if (Context.current() != context) {
                throw new IllegalStateException(
                        "a task of Workers left a Context open: close it with try-with-resources");
            }
            if (context.depth() != depth) {
                context.checkDepth(depth, "a task of Workers");
            }
            // Whoever calls freeAll, or the next loop, may be another thread.
            scratch[worker].handOver();
        } catch (RuntimeException left) {
            fail(left);
        }
    }

    /**
     * The caller does chunks and looks at the clock, until they are done or it is plain that they
     * take longer than the last time: then others are to be woken after all.
     *
     * @return where the caller goes on
     */
    private long takeWhileBrief(RangeTask body, long first, long last, int step) {
        long at = first;
        long began = System.nanoTime();
        while (at < last && System.nanoTime() - began < SHORT_NANOS) {
            body.run((int) at, (int) Math.min(at + step, last), 0);
            at = next.getAndAdd(step);
        }
        return at;
    }

    private boolean anyAsleep() {
        for (WorkerThread thread : threads) {
            if (thread.isAsleep()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Wakes some of those who sleep, as long as there are chunks that nobody has begun.
     *
     * @return whether there was one to wake
     */
    boolean wakeOthers(int most) {
        int left = most;
        for (int i = 0; i < threads.length && left > 0 && next.get() < end; i++) {
            if (threads[i].wake()) {
                left--;
            }
        }
        return left < most;
    }

    private synchronized void fail(Throwable thrown) {
        next.set(end);
        Throwable first = failure;
        if (first == null) {
            failure = thrown;
        } else if (first != thrown) {
            first.addSuppressed(thrown);
        }
    }

    private void awaitOthers() {
        if (gate.joined() == 0) {
            return;
        }
        long began = System.nanoTime();
        long waited = 0;
        while (gate.joined() != 0 && waited < spinNanos) {
            // He may be waiting for this very processor.
            if (waited > PATIENCE_NANOS) {
                Thread.yield();
            }
            for (int i = 0; i < LOOKS && gate.joined() != 0; i++) {
                Thread.onSpinWait();
            }
            waited = System.nanoTime() - began;
        }
        boolean interrupted = false;
        sleeper = Thread.currentThread();
        while (gate.joined() != 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        sleeper = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets what a task has thrown through, checked or not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asItIs(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /**
     * Empties the scratch of all workers, as {@link FrameArena#freeAll()} does. A {@code GameLoop}
     * that was given the workers calls it after start and after every tick and render.
     *
     * @throws IllegalStateException if a call is under way, or the workers are closed
     * @throws dev.mayfly.alloc.MemoryException if a task left a save point open; the scratch of the
     *     other workers is empty then
     */
    public void freeAll() {
        enter("freeAll");
        RuntimeException failed = null;
        for (FrameArena arena : scratch) {
            try {
                arena.freeAll();
            } catch (RuntimeException refused) {
                if (failed == null) {
                    failed = refused;
                } else {
                    failed.addSuppressed(refused);
                }
            }
        }
        state.set(IDLE);
        if (failed != null) {
            throw failed;
        }
    }

    /**
     * Java heap that the workers' threads have allocated since they started, by the JVM's own
     * count; the caller's is not in it, see {@link JavaHeapMeter}.
     *
     * @return bytes; the difference of two reads is what the calls between them allocated
     */
    public long javaHeapBytes() {
        long bytes = 0;
        for (WorkerThread thread : threads) {
            bytes += JavaHeapMeter.allocatedBytes(thread);
        }
        return bytes;
    }

    /**
     * Ends the threads and gives their scratch back. Closing twice is closing once.
     *
     * @throws IllegalStateException if a call is under way; nothing is changed then
     */
    @Override
    @SuppressWarnings("NullAway") // where start has failed there are threads and arenas missing
    public void close() {
        if (state.get() == CLOSED) {
            return;
        }
        if (!state.compareAndSet(IDLE, CLOSED)) {
            throw refusal("close");
        }
        ending = true;
        boolean interrupted = false;
        for (WorkerThread thread : threads) {
            if (thread != null) {
                thread.wake();
                interrupted |= join(thread);
            }
        }
        for (FrameArena arena : scratch) {
            if (arena != null) {
                arena.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the calling thread was interrupted meanwhile. */
    private static boolean join(Thread ending) {
        boolean interrupted = false;
        while (true) {
            try {
                ending.join();
                return interrupted;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
    }

    boolean isEnding() {
        return ending;
    }

    long spinNanos() {
        return spinNanos;
    }

    @Override
    public String toString() {
        return "Workers(%d)".formatted(scratch.length);
    }
}
