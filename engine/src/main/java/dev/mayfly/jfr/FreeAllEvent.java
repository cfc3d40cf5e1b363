package dev.mayfly.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Everything in an allocator was given back at once. */
@Name("dev.mayfly.FreeAll")
@Label("Free All")
@Description("Everything in an allocator was given back at once")
@Category("Mayfly")
@StackTrace(false)
public final class FreeAllEvent extends Event {

    private static final FreeAllEvent PROBE = new FreeAllEvent();

    @Label("Allocator")
    private String allocator = "";

    @Label("Bytes")
    @Description("What was in use")
    @DataAmount
    private long bytes;

    private FreeAllEvent() {}

    /**
     * It has happened.
     *
     * @param allocator who gave back; its name is asked for only where somebody records
     * @param bytes what was in use
     */
    public static void happened(Object allocator, long bytes) {
        if (PROBE.isEnabled()) {
            FreeAllEvent event = new FreeAllEvent();
            event.allocator = allocator.toString();
            event.bytes = bytes;
            event.commit();
        }
    }
}
