package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/** Finds places whose blocks have all been freed in the tick that made them. */
final class ShortLived implements Advisor {

    /** It must have happened in this part of the ticks. */
    private static final int PART = 10;

    private final TrackingAllocator tracker;
    private final Lifespans lifespans;

    private boolean seen;
    private long firstTick;
    private long lastTick;

    ShortLived(TrackingAllocator tracker, Lifespans lifespans) {
        this.tracker = tracker;
        this.lifespans = lifespans;
    }

    @Override
    public void tick(long tick) {
        if (!seen) {
            seen = true;
            firstTick = tick;
        }
        lastTick = tick;
    }

    @Override
    public List<Advice> advice(int ticks) {
        if (lastTick - firstTick < ticks) {
            return List.of();
        }
        tracker.forEachLive(
                (_, _, place, tick, _, _, _) -> {
                    if (tick < lastTick) {
                        lifespans.outlives(place);
                    }
                });
        List<Advice> advice = new ArrayList<>();
        // Place 0 is nowhere.
        for (int place = 1; place < lifespans.places(); place++) {
            if (!lifespans.isOutlived(place) && lifespans.ticks(place) * PART >= ticks) {
                advice.add(of(place));
            }
        }
        return advice;
    }

    private Advice of(int number) {
        Place place = Places.of(number);
        return new Advice(
                AdviceKind.SHORT_LIVED,
                tracker.name(),
                place,
                lifespans.bytes(number),
                firstTick,
                lastTick,
                "%d blocks with %d bytes, all that was made at %s, were freed in the tick that made them, in %d different ticks: take them from scratch and free nothing"
                        .formatted(
                                lifespans.blocks(number),
                                lifespans.bytes(number),
                                place,
                                lifespans.ticks(number)));
    }
}
