package dev.mayfly.loop;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;

import java.util.concurrent.locks.LockSupport;

/**
 * One of the threads of {@link Workers}: waits for a call, takes part in it, waits for the next. It
 * has a context and a scratch of its own as long as it lives.
 */
final class WorkerThread extends Thread {

    /** Looks at the gate between two looks at the clock. */
    private static final int LOOKS = 32;

    final int number;

    private final Workers workers;
    private final Gate gate;
    private final FrameArena scratch;

    private volatile boolean asleep;

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

    /** Called by others: there is something to look at. */
    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(this);
        }
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
        asleep = true;
        while (!hasReason(last)) {
            LockSupport.park(workers);
            // Nobody's message: a task's interrupt of itself must not keep the thread awake.
            var _ = Thread.interrupted();
            asleep = true;
        }
        asleep = false;
    }

    /** Whether a reason came up while waiting a moment without sleeping. */
    private boolean spin(int last) {
        long nanos = workers.spinNanos();
        if (nanos == 0) {
            return false;
        }
        long began = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (hasReason(last)) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - began < nanos);
        return false;
    }

    private boolean hasReason(int last) {
        return gate.isOpenAfter(last) || workers.isEnding();
    }
}
