package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Adds up live blocks by place and tag. */
final class Groups implements BlockVisitor {

    private static final Comparator<LeakGroup> MOST_BYTES_FIRST =
            Comparator.comparingLong(LeakGroup::bytes)
                    .reversed()
                    .thenComparingLong(LeakGroup::firstOrder);

    private final ImmortalRules rules;
    private final long after;

    /** By place, the first of a chain. */
    private @Nullable Sum[] sums = new Sum[256];

    Groups(ImmortalRules rules) {
        this(rules, 0);
    }

    /**
     * @param after only blocks with a greater number count
     */
    Groups(ImmortalRules rules, long after) {
        this.rules = rules;
        this.after = after;
    }

    private static final class Sum {
        final int place;
        final int tag;
        final boolean immortal;

        /** Of the same place; null at the end. */
        final @Nullable Sum next;

        long count;
        long bytes;
        long firstTick = Long.MAX_VALUE;
        long lastTick;
        long firstOrder = Long.MAX_VALUE;

        Sum(int place, int tag, boolean immortal, @Nullable Sum next) {
            this.place = place;
            this.tag = tag;
            this.immortal = immortal;
            this.next = next;
        }
    }

    @Override
    public void visit(
            long address, long size, int place, long tick, int tag, long order, boolean immortal) {
        if (order <= after) {
            return;
        }
        Sum sum = sum(place, tag, immortal);
        sum.count++;
        sum.bytes += size;
        sum.firstTick = Math.min(sum.firstTick, tick);
        sum.lastTick = Math.max(sum.lastTick, tick);
        sum.firstOrder = Math.min(sum.firstOrder, order);
    }

    private Sum sum(int place, int tag, boolean immortal) {
        if (place >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(place + 1, 2 * sums.length));
        }
        Sum first = sums[place];
        for (Sum sum = first; sum != null; sum = sum.next) {
            if (sum.tag == tag && sum.immortal == immortal) {
                return sum;
            }
        }
        Sum added = new Sum(place, tag, immortal, first);
        sums[place] = added;
        return added;
    }

    List<LeakGroup> leaks() {
        return groups(false);
    }

    List<LeakGroup> immortal() {
        return groups(true);
    }

    private List<LeakGroup> groups(boolean immortal) {
        List<LeakGroup> groups = new ArrayList<>();
        for (int place = 0; place < sums.length; place++) {
            if (sums[place] != null) {
                boolean always = Places.isLasting(place) || rules.match(Places.of(place));
                for (Sum sum = sums[place]; sum != null; sum = sum.next) {
                    if ((always || sum.immortal) == immortal) {
                        groups.add(group(sum));
                    }
                }
            }
        }
        groups.sort(MOST_BYTES_FIRST);
        return List.copyOf(groups);
    }

    private static LeakGroup group(Sum sum) {
        return new LeakGroup(
                Places.of(sum.place),
                Tag.of(sum.tag),
                sum.count,
                sum.bytes,
                sum.firstTick,
                sum.lastTick,
                sum.firstOrder);
    }
}
