package dev.mayfly.loop;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One of the threads of {@link Workers}: waits for a call, takes part in it, waits for the next. It
 * has a context and a scratch of its own as long as it lives.
 */
final class WorkerThread extends Thread {

    /** An offer takes less than this unless somebody else took the processor meanwhile. */
    private static final long LATE_NANOS = 10_000;

    /** How many further workers one wakes that was woken, so that nobody makes all the calls. */
    private static final int WAKES = 2;

    final int number;

    private final Workers workers;
    private final Gate gate;
    private final FrameArena scratch;

    private final AtomicBoolean asleep = new AtomicBoolean();

    WorkerThread(Workers workers, Gate gate, int number, FrameArena scratch) {
        super("mayfly-worker-" + number);
        this.workers = workers;
        this.gate = gate;
        this.number = number;
        this.scratch = scratch;
        setDaemon(true);
    }

    boolean worksFor(Workers asking) {
        return workers == asking;
    }

    boolean isAsleep() {
        return asleep.get();
    }

    /** Called by others: there is something to look at. Whether it was asleep. */
    boolean wake() {
        boolean mine = asleep.get() && asleep.compareAndSet(true, false);
        if (mine) {
            LockSupport.unpark(this);
        }
        return mine;
    }

    @Override
    public void run() {
        try (OpenContext opened = Context.open(GeneralAllocator.shared(), scratch)) {
            int last = Gate.NONE;
            while (!workers.isEnding()) {
                int call = gate.tryJoin(last);
                if (call == Gate.NONE) {
                    await(last);
                } else {
                    last = call;
                    workers.wakeOthers(WAKES);
                    workers.takePart(opened.context(), number);
                    // Nobody's message either: the next call's task must not get it.
                    var _ = Thread.interrupted();
                }
            }
        }
    }

    private void await(int last) {
        if (spin(last)) {
            return;
        }
        asleep.set(true);
        while (!hasReason(last)) {
            LockSupport.park(workers);
            // Nobody's message: a task's interrupt of itself must not keep the thread awake.
            var _ = Thread.interrupted();
            asleep.set(true);
        }
        asleep.set(false);
    }

    /**
     * Whether a reason came up while waiting a moment without sleeping. The processor is offered to
     * others all the while, and given up for good once somebody takes it: it may be the caller
     * himself who waits for it.
     */
    private boolean spin(int last) {
        long nanos = workers.spinNanos();
        if (nanos == 0) {
            return false;
        }
        long began = System.nanoTime();
        long now;
        long before;
        do {
            for (int i = 0; i < Workers.LOOKS; i++) {
                if (hasReason(last)) {
                    return true;
                }
                Thread.onSpinWait();
            }
            before = System.nanoTime();
            Thread.yield();
            now = System.nanoTime();
        } while (now - before < LATE_NANOS && now - began < nanos);
        return false;
    }

    private boolean hasReason(int last) {
        return gate.isOpenAfter(last) || workers.isEnding();
    }
}
