package dev.mayfly.loop;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/**
 * Reads how much Java heap a thread has allocated, by the JVM's own count. Reading makes no garbage
 * itself and costs some tens of nanoseconds.
 */
public final class JavaHeapMeter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private JavaHeapMeter() {}

    /**
     * What the calling thread has allocated since it started.
     *
     * @return bytes; the difference of two reads is what the code between them allocated
     */
    public static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** The same for another thread; 0 once it has ended. */
    static long allocatedBytes(Thread thread) {
        return Math.max(0, THREADS.getThreadAllocatedBytes(thread.threadId()));
    }
}
