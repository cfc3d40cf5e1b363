package dev.mayfly.data;

import java.util.concurrent.FutureTask;

/** Runs code elsewhere, and fails as it failed. */
final class AnotherThread {

    private AnotherThread() {}

    static void run(Runnable code) throws Exception {
        FutureTask<Void> task = new FutureTask<>(code, null);
        Thread.ofPlatform().start(task);
        task.get();
    }
}
