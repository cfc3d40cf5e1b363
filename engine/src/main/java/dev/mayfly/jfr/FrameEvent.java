package dev.mayfly.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A start, tick or render of a loop: how long it took and what scratch held. One for each loop. */
@Name("dev.mayfly.Frame")
@Label("Frame")
@Description("A start, tick or render of a game loop")
@Category("Mayfly")
@StackTrace(false)
public final class FrameEvent extends Event {

    /** Not part of the event. */
    private transient boolean begun;

    @Label("Phase")
    private String phase = "";

    @Label("Tick")
    private long tick;

    @Label("Scratch")
    @Description("The most scratch that was in use at once")
    @DataAmount
    private long scratchBytes;

    /** An event to use again and again. */
    public FrameEvent() {}

    /** Something begins. */
    public void start() {
        begun = isEnabled();
        if (begun) {
            begin();
        }
    }

    /**
     * It has ended.
     *
     * @param phase what it was
     * @param tick the number of the tick
     * @param scratchBytes the most scratch that was in use at once
     */
    public void stop(String phase, long tick, long scratchBytes) {
        if (begun) {
            this.phase = phase;
            this.tick = tick;
            this.scratchBytes = scratchBytes;
            end();
            commit();
        }
    }
}
