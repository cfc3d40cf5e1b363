package dev.mayfly.loop;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.jfr.FrameEvent;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread that computes the ticks of a pipelined loop: one when it is told to, then it sleeps
 * until it is told again. It has a context of its own as long as it lives.
 *
 * <p>One volatile flag says whose turn it is. Who sets it hands over all that was written before,
 * so neither side needs a lock, and neither makes Java garbage.
 */
final class TickThread extends Thread implements AutoCloseable {

    private final Ticker ticker;
    private final Allocator allocator;
    private final FrameArena scratch;
    private final boolean ownsScratch;
    private final @Nullable Workers workers;
    private final Runnable stop;

    /** Who tells it, and waits for it. */
    private final Thread loop = Thread.currentThread();

    /** It is the tick's turn. */
    private volatile boolean busy;

    private volatile boolean ending;

    // Written by whose turn it is.
    private long tick;
    private boolean begun;
    private @Nullable Throwable failure;

    /**
     * @param ticker runs the ticks
     * @param allocator the general allocator of its context
     * @param scratch of its context
     * @param ownsScratch whether to close the scratch where a tick has failed, because what that
     *     left there nobody else may close
     * @param workers whose scratch is emptied together with its own, or null
     * @param stop stops the loop
     */
    TickThread(
            Ticker ticker,
            Allocator allocator,
            FrameArena scratch,
            boolean ownsScratch,
            @Nullable Workers workers,
            Runnable stop) {
        super("mayfly-tick");
        this.ticker = ticker;
        this.allocator = allocator;
        this.scratch = scratch;
        this.ownsScratch = ownsScratch;
        this.workers = workers;
        this.stop = stop;
        setDaemon(true);
    }

    /** Called by the loop, while no tick runs: begins one. */
    void begin(long number) {
        tick = number;
        begun = true;
        busy = true;
        LockSupport.unpark(this);
    }

    /**
     * Called by the loop: waits until the tick that was begun has ended, and throws what it threw.
     *
     * @return whether there was one since the last call
     */
    boolean await() {
        boolean interrupted = false;
        while (busy) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                // Meant for the loop, which is in this tick: it must not wait for ever there.
                interrupted = true;
                interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
        boolean ended = begun;
        begun = false;
        return ended;
    }

    private void throwFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            begun = false;
            throw TickThread.<RuntimeException>asItIs(thrown);
        }
    }

    @Override
    public void run() {
        try (OpenContext opened = Context.open(allocator, scratch)) {
            Phases phases = new Phases(opened.context(), scratch, new FrameEvent(), workers);
            while (awaitTurn()) {
                ticker.run(tick, phases);
                if (Thread.interrupted()) {
                    stop.run();
                }
                giveTurnBack();
            }
        } catch (Throwable thrown) {
            failure = thrown;
            cleanUp(thrown);
            stop.run();
        } finally {
            giveTurnBack();
        }
    }

    /** Whether there is a tick to run; otherwise it is time to go. */
    private boolean awaitTurn() {
        while (!busy) {
            if (ending) {
                return false;
            }
            LockSupport.park(this);
            // Nobody's message while no tick runs.
            var _ = Thread.interrupted();
        }
        return true;
    }

    private void giveTurnBack() {
        busy = false;
        LockSupport.unpark(loop);
    }

    private void cleanUp(Throwable thrown) {
        try {
            if (ownsScratch) {
                scratch.close();
            } else {
                scratch.freeAll();
            }
        } catch (RuntimeException left) {
            thrown.addSuppressed(left);
        }
    }

    /** Lets the tick under way end, then ends the thread; throws what {@link #await} did not. */
    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(this);
        boolean interrupted = false;
        while (isAlive()) {
            try {
                join();
            } catch (InterruptedException _) {
                interrupted = true;
                interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
    }

    /** Lets what a tick has thrown through, checked or not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asItIs(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
