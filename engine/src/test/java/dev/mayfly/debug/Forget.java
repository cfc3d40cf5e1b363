package dev.mayfly.debug;

import java.util.Collection;

/** Takes what samples did wrong on purpose out of everybody's reports. */
public final class Forget {

    private Forget() {}

    /** Forgets all tracking allocators but some. */
    public static void allBut(Collection<TrackingAllocator> kept) {
        for (TrackingAllocator each : Trackers.all()) {
            if (!kept.contains(each)) {
                Trackers.remove(each);
            }
        }
    }
}
