package dev.mayfly.debug;

import java.io.IOException;
import java.util.List;

/**
 * The running program's memory for JMX, under the name {@value #NAME}: JConsole, VisualVM, or
 * whatever watches servers.
 *
 * <p>Attributes cost little and may be polled; operations look at every live block.
 */
public interface MayflyMXBean {

    /** What it is registered as. */
    String NAME = "dev.mayfly:type=Memory";

    /**
     * The books of one tracking allocator.
     *
     * @param name the allocator's name
     * @param totals its books
     */
    record Tracker(String name, Totals totals) {}

    /**
     * The tick that is running.
     *
     * @return see {@link Ticks#now}
     */
    long getTick();

    /**
     * What all tracking allocators have live.
     *
     * @return bytes, as requested
     */
    long getLiveBytes();

    /**
     * How often something was found wrong.
     *
     * @return findings of all tracking allocators
     */
    long getFindings();

    /**
     * The books of every tracking allocator.
     *
     * @return in the order they were made
     */
    List<Tracker> getTrackers();

    /**
     * The report of this moment for a terminal.
     *
     * @return see {@link LeakReport#text}
     */
    String textReport();

    /**
     * The report of this moment for programs.
     *
     * @return see {@link LeakReport#json}
     */
    String jsonReport();

    /**
     * Writes the report of this moment as a page.
     *
     * @param file where to, on the machine the program runs on; what is there is written over
     * @throws IOException if it cannot be written
     */
    void writeHtml(String file) throws IOException;

    /** Registers it with the JVM's own MBean server. Doing it twice is doing it once. */
    static void register() {
        MayflyBean.register();
    }
}
