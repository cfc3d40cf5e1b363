package dev.mayfly.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;

/** A tracking allocator found something wrong. */
@Name("dev.mayfly.Finding")
@Label("Finding")
@Description("A tracking allocator found something wrong")
@Category("Mayfly")
public final class FindingEvent extends Event {

    private static final FindingEvent PROBE = new FindingEvent();

    @Label("Allocator")
    private String allocator = "";

    @Label("Kind")
    private String kind = "";

    @Label("Address")
    @MemoryAddress
    private long address;

    @Label("Text")
    private String text = "";

    private FindingEvent() {}

    /**
     * It has happened.
     *
     * @param allocator who found it
     * @param kind what it is, a few words
     * @param address the address in question
     * @param finding all that is known; its text is asked for only where somebody records
     */
    public static void happened(String allocator, String kind, long address, Object finding) {
        if (PROBE.isEnabled()) {
            FindingEvent event = new FindingEvent();
            event.allocator = allocator;
            event.kind = kind;
            event.address = address;
            event.text = finding.toString();
            event.commit();
        }
    }
}
