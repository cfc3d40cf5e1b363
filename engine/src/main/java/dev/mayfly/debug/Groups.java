package dev.mayfly.debug;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up live blocks by place and tag. */
final class Groups implements BlockVisitor {

    private static final Comparator<LeakGroup> MOST_BYTES_FIRST =
            Comparator.comparingLong(LeakGroup::bytes)
                    .reversed()
                    .thenComparingLong(LeakGroup::firstOrder);

    private final ImmortalRules rules;
    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<Integer, Boolean> immortalPlaces = new HashMap<>();
    private Key lastKey = new Key(-1, -1, false);
    private Sum lastSum = new Sum();

    Groups(ImmortalRules rules) {
        this.rules = rules;
    }

    private record Key(int place, int tag, boolean immortal) {

        boolean is(int otherPlace, int otherTag, boolean otherImmortal) {
            return place == otherPlace && tag == otherTag && immortal == otherImmortal;
        }
    }

    private static final class Sum {
        long count;
        long bytes;
        long firstTick = Long.MAX_VALUE;
        long lastTick;
        long firstOrder = Long.MAX_VALUE;
    }

    @Override
    public void visit(
            long address, long size, int place, long tick, int tag, long order, boolean immortal) {
        if (!lastKey.is(place, tag, immortal)) {
            lastKey = new Key(place, tag, immortal);
            lastSum = sums.computeIfAbsent(lastKey, _ -> new Sum());
        }
        Sum sum = lastSum;
        sum.count++;
        sum.bytes += size;
        sum.firstTick = Math.min(sum.firstTick, tick);
        sum.lastTick = Math.max(sum.lastTick, tick);
        sum.firstOrder = Math.min(sum.firstOrder, order);
    }

    List<LeakGroup> leaks() {
        return groups(false);
    }

    List<LeakGroup> immortal() {
        return groups(true);
    }

    private List<LeakGroup> groups(boolean immortal) {
        return sums.entrySet().stream()
                .filter(entry -> isImmortal(entry.getKey()) == immortal)
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(MOST_BYTES_FIRST)
                .toList();
    }

    private boolean isImmortal(Key key) {
        return key.immortal
                || immortalPlaces.computeIfAbsent(
                        key.place,
                        place -> Places.isLasting(place) || rules.match(Places.of(place)));
    }

    private static LeakGroup group(Key key, Sum sum) {
        return new LeakGroup(
                Places.of(key.place),
                Tag.of(key.tag),
                sum.count,
                sum.bytes,
                sum.firstTick,
                sum.lastTick,
                sum.firstOrder);
    }
}
