package dev.mayfly.swarm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Counts the JVM's garbage collections between the first tick and the last. */
final class GcCounter {

    private long before;
    private long collections;

    /** The first tick is next. */
    void begin() {
        before = count();
    }

    /** The last tick was. */
    void end() {
        collections = count() - before;
    }

    /** How many there were. */
    long collections() {
        return collections;
    }

    private static long count() {
        long sum = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            sum += Math.max(0, collector.getCollectionCount());
        }
        return sum;
    }
}
