package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds places whose live bytes have only ever become more.
 *
 * <p>It looks at one stripe of the records a tick, so a sweep over all blocks takes {@link
 * Stripe#COUNT} ticks and no tick pays for more than its part. What a place had in one sweep is
 * compared with the sweep before.
 */
final class GrowingPlaces implements Advisor {

    /** Sweeps that must have found more than the one before. */
    private static final int STEPS = 8;

    private final TrackingAllocator tracker;
    private final BlockVisitor adder = this::add;

    /** Live bytes by place, as far as this sweep has come. */
    private long[] bytes = new long[256];

    /** By place; null where nothing was ever live. */
    private @Nullable Growth[] growths = new Growth[256];

    private int nextStripe;

    GrowingPlaces(TrackingAllocator tracker) {
        this.tracker = tracker;
    }

    /** How a place has grown since it last shrank. */
    private static final class Growth {
        long firstTick;
        long firstBytes;
        long riseTick;
        long lastTick;
        long lastBytes;
        int rises;
    }

    @Override
    public void tick(long tick) {
        tracker.records().forEachLive(nextStripe, adder);
        nextStripe++;
        if (nextStripe == Stripe.COUNT) {
            nextStripe = 0;
            sweepEnded(tick);
        }
    }

    private void add(
            long address, long size, int place, long tick, int tag, long order, boolean immortal) {
        if (place >= bytes.length) {
            int more = Math.max(place + 1, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, more);
            growths = Arrays.copyOf(growths, more);
        }
        if (!immortal) {
            bytes[place] += size;
        }
    }

    private void sweepEnded(long tick) {
        // Place 0 is nowhere.
        for (int place = 1; place < bytes.length; place++) {
            Growth growth = growths[place];
            if (growth == null && bytes[place] > 0) {
                growth = new Growth();
                growths[place] = growth;
            }
            if (growth != null) {
                compare(growth, tick, bytes[place]);
            }
        }
        Arrays.fill(bytes, 0);
    }

    private static void compare(Growth growth, long tick, long now) {
        if (now < growth.lastBytes || growth.lastBytes == 0) {
            growth.rises = 0;
            growth.firstTick = tick;
            growth.firstBytes = now;
            growth.riseTick = tick;
        } else if (now > growth.lastBytes) {
            growth.rises++;
            growth.riseTick = tick;
        }
        growth.lastTick = tick;
        growth.lastBytes = now;
    }

    @Override
    public List<Advice> advice(int ticks) {
        List<Advice> advice = new ArrayList<>();
        for (int number = 1; number < growths.length; number++) {
            Growth growth = growths[number];
            if (growth != null && isGrowing(growth, ticks)) {
                Place place = Places.of(number);
                if (!ImmortalRules.current().match(place)) {
                    advice.add(of(place, growth));
                }
            }
        }
        return advice;
    }

    /** What has not grown for half as long as it grew has been loaded, and is no leak. */
    private static boolean isGrowing(Growth growth, int ticks) {
        long grew = growth.riseTick - growth.firstTick;
        return growth.rises >= STEPS
                && growth.lastTick - growth.firstTick >= ticks
                && growth.lastTick - growth.riseTick <= grew / 2;
    }

    private Advice of(Place place, Growth growth) {
        return new Advice(
                AdviceKind.ONLY_GROWS,
                tracker.name(),
                place,
                growth.lastBytes - growth.firstBytes,
                growth.firstTick,
                growth.lastTick,
                "what %s has live went from %d to %d bytes in ticks %d to %d, in %d steps and never back: look for who should free it"
                        .formatted(
                                place,
                                growth.firstBytes,
                                growth.lastBytes,
                                growth.firstTick,
                                growth.lastTick,
                                growth.rises));
    }
}
