package dev.mayfly.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;

/** A tracking allocator handed out a block. Off by default: there are many. */
@Name("dev.mayfly.Allocation")
@Label("Allocation")
@Description("A tracking allocator handed out a block")
@Category("Mayfly")
@Enabled(false)
public final class AllocationEvent extends Event {

    private static final AllocationEvent PROBE = new AllocationEvent();

    @Label("Allocator")
    private String allocator = "";

    @Label("Address")
    @MemoryAddress
    private long address;

    @Label("Size")
    @DataAmount
    private long bytes;

    @Label("Tag")
    private String tag = "";

    @Label("Tick")
    private long tick;

    private AllocationEvent() {}

    /**
     * Whether somebody records it.
     *
     * @return whether {@link #happened} does anything
     */
    public static boolean isOn() {
        return PROBE.isEnabled();
    }

    /**
     * It has happened.
     *
     * @param allocator who allocated
     * @param address where the block begins
     * @param bytes its size
     * @param tag what was in use
     * @param tick the tick that is running
     */
    public static void happened(String allocator, long address, long bytes, String tag, long tick) {
        if (isOn()) {
            AllocationEvent event = new AllocationEvent();
            event.allocator = allocator;
            event.address = address;
            event.bytes = bytes;
            event.tag = tag;
            event.tick = tick;
            event.commit();
        }
    }
}
