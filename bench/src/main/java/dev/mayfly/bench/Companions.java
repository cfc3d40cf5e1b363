package dev.mayfly.bench;

import io.netty.util.concurrent.FastThreadLocalThread;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that do what the measured one does, all the time. Each has blocks of its own, made and
 * freed by itself; they are of Netty's kind, which makes no difference to anybody else.
 */
final class Companions {

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    private Companions() {}

    /** Starts threads, and returns when all of them are at it. */
    static Companions start(Source source, int slots, int count) throws InterruptedException {
        Companions companions = new Companions();
        CountDownLatch ready = new CountDownLatch(count);
        for (int seed = 1; seed <= count; seed++) {
            int own = seed;
            Thread thread =
                    new FastThreadLocalThread(
                            () -> companions.churn(source, slots, own, ready), "companion");
            companions.threads.add(thread);
            thread.start();
        }
        ready.await();
        return companions;
    }

    private void churn(Source source, int slots, long seed, CountDownLatch ready) {
        try (Churn churn = Churn.of(source, slots, seed)) {
            churn.fill();
            ready.countDown();
            while (!over) {
                churn.run(Sizes.PER_CALL);
            }
            churn.clear();
        }
    }

    /** Ends when all of them have. */
    void stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
