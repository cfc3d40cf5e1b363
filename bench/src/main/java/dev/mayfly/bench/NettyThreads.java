package dev.mayfly.bench;

import io.netty.util.concurrent.FastThreadLocalThread;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of Netty's kind, for JMH, which makes one of these by its name. */
public final class NettyThreads extends ThreadPoolExecutor {

    /**
     * For JMH.
     *
     * @param maxThreads how many benchmark threads there are at most
     * @param prefix of their names
     */
    public NettyThreads(int maxThreads, String prefix) {
        super(
                0,
                Integer.MAX_VALUE,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, prefix));
    }

    private static Thread daemon(Runnable task, String prefix) {
        Thread thread = new FastThreadLocalThread(task, prefix + "-netty");
        thread.setDaemon(true);
        return thread;
    }
}
