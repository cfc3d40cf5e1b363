package dev.mayfly.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An allocator got more pages from the system. */
@Name("dev.mayfly.Growth")
@Label("Growth")
@Description("An allocator got more pages from the system")
@Category("Mayfly")
public final class GrowthEvent extends Event {

    private static final GrowthEvent PROBE = new GrowthEvent();

    @Label("Allocator")
    private String allocator = "";

    @Label("Bytes")
    @Description("By how much it grew")
    @DataAmount
    private long bytes;

    @Label("Committed")
    @Description("What it has now")
    @DataAmount
    private long committed;

    private GrowthEvent() {}

    /**
     * It has happened.
     *
     * @param allocator who grew
     * @param bytes by how much
     * @param committed what it has now, bytes
     */
    public static void happened(String allocator, long bytes, long committed) {
        if (PROBE.isEnabled()) {
            GrowthEvent event = new GrowthEvent();
            event.allocator = allocator;
            event.bytes = bytes;
            event.committed = committed;
            event.commit();
        }
    }
}
