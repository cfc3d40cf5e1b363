package dev.mayfly.debug;

import dev.mayfly.alloc.Feature;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is observed of one tracking allocator over time: its totals, and what advisors look for. */
final class Observation {

    private final History history = new History();
    private final Advisor[] advisors;
    private final TrackingAllocator tracker;

    /** Where memory is used again block by block; null where freeAll is what counts. */
    final @Nullable Lifespans lifespans;

    Observation(TrackingAllocator tracker, Set<Feature> below) {
        this.tracker = tracker;
        if (below.contains(Feature.REUSE)) {
            lifespans = new Lifespans();
            advisors =
                    new Advisor[] {new ShortLived(tracker, lifespans), new GrowingPlaces(tracker)};
        } else {
            lifespans = null;
            advisors =
                    new Advisor[] {
                        new ClimbingScratch(
                                tracker.name(),
                                tracker::liveBytes,
                                tracker::resets,
                                this::biggestPlace)
                    };
        }
    }

    synchronized void tick(long tick, long millis) {
        sample(tick, millis);
        for (Advisor advisor : advisors) {
            advisor.tick(tick);
        }
    }

    void sample(long tick, long millis) {
        history.add(tick, millis, tracker.liveBytes());
    }

    List<Sample> samples() {
        return history.samples();
    }

    synchronized List<Advice> advice(int ticks) {
        List<Advice> advice = new ArrayList<>();
        for (Advisor advisor : advisors) {
            advice.addAll(advisor.advice(ticks));
        }
        return advice;
    }

    private Place biggestPlace() {
        Groups groups = new Groups(ImmortalRules.current());
        tracker.forEachLive(groups);
        List<LeakGroup> leaks = groups.leaks();
        return leaks.isEmpty() ? Place.UNKNOWN : leaks.getFirst().place();
    }
}
