package dev.mayfly.bench.frame;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What the garbage collector has done so far.
 *
 * <p>ZGC reports its cycles and the pauses in them by different beans: a cycle counts as a
 * collection, and the time is that of the pauses. The beans of the other collectors report
 * collections and the time that the program stood still for them.
 */
record Collections(long count, long millis) {

    private static final List<GarbageCollectorMXBean> BEANS =
            ManagementFactory.getGarbageCollectorMXBeans();

    /** Up to now. */
    static Collections now() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean bean : BEANS) {
            String name = bean.getName();
            if (!name.endsWith(" Pauses")) {
                count += Math.max(0, bean.getCollectionCount());
            }
            if (!name.endsWith(" Cycles")) {
                millis += Math.max(0, bean.getCollectionTime());
            }
        }
        return new Collections(count, millis);
    }

    /** What happened between an earlier moment and this one. */
    Collections since(Collections before) {
        return new Collections(count - before.count, millis - before.millis);
    }

    /**
     * The collector that this JVM runs with: G1, ZGC, Parallel, Serial, or what it calls itself.
     */
    static String collector() {
        for (GarbageCollectorMXBean bean : BEANS) {
            String name = bean.getName();
            if (name.startsWith("G1 ")) {
                return "G1";
            }
            if (name.startsWith("ZGC ")) {
                return "ZGC";
            }
            if (name.startsWith("PS ")) {
                return "Parallel";
            }
            if (name.equals("Copy")) {
                return "Serial";
            }
        }
        return BEANS.isEmpty() ? "none" : BEANS.getFirst().getName();
    }
}
