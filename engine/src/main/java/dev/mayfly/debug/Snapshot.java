package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all tracking allocators had live at one moment, to compare with another: before a level is
 * loaded and after it is unloaded.
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="since"}
 *
 * <p>{@link LeakReport#since} shows what is live now and was not then, block by block: blocks are
 * numbered as they are made, so those with greater numbers are new. {@link #diff} compares two
 * moments by place, whatever is live now.
 *
 * <p><b>Cost:</b> a look at every live block, some nanoseconds each. <b>Thread:</b> any.
 */
public final class Snapshot {

    private static final Comparator<Growth> MOST_FIRST =
            Comparator.comparingLong(Growth::bytes)
                    .reversed()
                    .thenComparing(growth -> growth.place().id());

    private final long tick = Ticks.now();
    private final Map<TrackingAllocator, State> states = new IdentityHashMap<>();

    private Snapshot() {
        for (TrackingAllocator tracker : Trackers.all()) {
            long order = tracker.order();
            Groups groups = new Groups(ImmortalRules.parse(""));
            tracker.forEachLive(groups);
            Map<Key, LeakGroup> live = new HashMap<>();
            groups.leaks().forEach(group -> live.merge(Key.of(group), group, Snapshot::sum));
            groups.immortal().forEach(group -> live.merge(Key.of(group), group, Snapshot::sum));
            states.put(tracker, new State(order, live));
        }
    }

    private record Key(Place place, Tag tag) {

        static Key of(LeakGroup group) {
            return new Key(group.place(), group.tag());
        }
    }

    private record State(long order, Map<Key, LeakGroup> live) {}

    private static final State NOTHING = new State(0, Map.of());

    /**
     * Remembers this moment.
     *
     * @return it
     */
    public static Snapshot take() {
        return new Snapshot();
    }

    /**
     * When it was taken.
     *
     * @return the number of the tick
     */
    public long tick() {
        return tick;
    }

    /**
     * What changed between two moments, by allocator, place and tag.
     *
     * @param before one moment
     * @param after a later one
     * @return where there are more or fewer live bytes or blocks, what grew most first, what shrank
     *     most last
     */
    public static List<Growth> diff(Snapshot before, Snapshot after) {
        List<Growth> changes = new ArrayList<>();
        after.states.forEach(
                (tracker, now) ->
                        compare(
                                changes,
                                tracker.name(),
                                before.states.getOrDefault(tracker, NOTHING).live,
                                now.live));
        before.states.forEach(
                (tracker, then) -> {
                    if (!after.states.containsKey(tracker)) {
                        compare(changes, tracker.name(), then.live, Map.of());
                    }
                });
        changes.sort(MOST_FIRST);
        return List.copyOf(changes);
    }

    private static void compare(
            List<Growth> changes,
            String allocator,
            Map<Key, LeakGroup> before,
            Map<Key, LeakGroup> after) {
        after.forEach(
                (key, now) -> {
                    LeakGroup then = before.get(key);
                    long bytes = now.bytes() - (then == null ? 0 : then.bytes());
                    long count = now.count() - (then == null ? 0 : then.count());
                    if (bytes != 0 || count != 0) {
                        changes.add(new Growth(allocator, key.place, key.tag, bytes, count));
                    }
                });
        before.forEach(
                (key, then) -> {
                    if (!after.containsKey(key)) {
                        changes.add(
                                new Growth(
                                        allocator,
                                        key.place,
                                        key.tag,
                                        -then.bytes(),
                                        -then.count()));
                    }
                });
    }

    private static LeakGroup sum(LeakGroup a, LeakGroup b) {
        return new LeakGroup(
                a.place(),
                a.tag(),
                a.count() + b.count(),
                a.bytes() + b.bytes(),
                Math.min(a.firstTick(), b.firstTick()),
                Math.max(a.lastTick(), b.lastTick()),
                Math.min(a.firstOrder(), b.firstOrder()));
    }

    /** The number of an allocator's newest block then; 0 if it was not there. */
    long order(TrackingAllocator tracker) {
        return states.getOrDefault(tracker, NOTHING).order;
    }
}
