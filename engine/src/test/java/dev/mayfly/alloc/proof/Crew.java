package dev.mayfly.alloc.proof;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that belong together. Any of them may start more. When one fails the others are
 * interrupted, so that none waits for it for ever, and {@link #join()} fails as it did.
 */
final class Crew {

    /** What a thread does. */
    interface Work {
        void run() throws Exception;
    }

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    void start(Work work) {
        Thread thread = Thread.ofPlatform().daemon().start(() -> run(work));
        threads.add(thread);
        if (hasFailed()) {
            // The one that failed may not have seen this one yet.
            thread.interrupt();
        }
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (Throwable failed) {
            if (failure.compareAndSet(null, failed)) {
                threads.forEach(Thread::interrupt);
            }
        }
    }

    /** Whether there is no point in going on. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until every thread has ended, those that were started meanwhile included. */
    void join() throws InterruptedException {
        for (Thread thread = threads.peek(); thread != null; thread = threads.peek()) {
            thread.join();
            threads.remove();
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a thread failed: " + failed.getMessage(), failed);
        }
    }
}
